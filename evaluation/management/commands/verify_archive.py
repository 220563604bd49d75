"""Whether the record is as it was sealed: `manage.py verify_archive [--noted NUMBER-CODE] [--begin]`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from evaluation.archive.actions.sealing import begin
from evaluation.archive.models import Chain
from evaluation.archive.tells.verifying import Head, faults


class Command(BaseCommand):
    help = "Walks the chain of seals and names every row that was altered, deleted, inserted or cut, the first one first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--noted", default="", help="the end as it was noted elsewhere, as this command prints it"
        )
        parser.add_argument(
            "--begin",
            action="store_true",
            help="seals what was decided before there was a chain, once, and ends",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["begin"]:
            self.stdout.write(f"{begin()} sealed")
            return
        found = list(faults(_head(options["noted"])))
        for fault in found:
            self.stdout.write(str(fault))
        chain = Chain.objects.first() or Chain()
        self.stdout.write(
            f"{chain.length} seals, {len(found)} faults; the end to be noted: {chain.length}-{chain.head}"
        )
        if found:
            raise SystemExit(1)


def _head(noted: str) -> Head | None:
    number, _, code = noted.partition("-")
    if noted and not (number.isdecimal() and len(code) >= 16):
        raise CommandError("--noted takes a number, a dash and at least 16 digits of the code")
    return Head(int(number), code) if noted else None
