"""Whether rows and files agree: `manage.py check_files [--remove-leftovers]`, for whoever keeps the installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from evaluation.files.actions import remove_leftovers
from evaluation.files.tells.stock import Stock, take_stock


class Command(BaseCommand):
    help = (
        "Checks that every row has its file with size and digest, and that no file lies there without a row."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--remove-leftovers",
            action="store_true",
            help="removes files without a row that are older than a day, and unfinished ones older than an hour",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stock = take_stock()
        self._tell(stock)
        removed = remove_leftovers(stock) if options["remove_leftovers"] else ()
        for name in removed:
            self.stdout.write(f"removed: {name}")
        if not stock.is_well(without=removed):
            raise SystemExit(1)

    def _tell(self, stock: Stock) -> None:
        self.stdout.write(f"{stock.whole} whole")
        for kind, found in stock.amiss.items():
            for told in found:
                self.stdout.write(f"{kind}: {told}")
