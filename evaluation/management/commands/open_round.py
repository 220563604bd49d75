"""`manage.py open_round 2027-1`: the round of a quarter, with a dossier for whoever owes one (Mục 2.2, 3)."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from cadres.templatetags.vietnamese import han
from evaluation.calendar.actions.rounds import open_round
from evaluation.calendar.tells.rounds import Opening, opening_of, round_to_open
from regulation.deadlines import Window
from regulation.quarters import Quarter


class Command(BaseCommand):
    help = "Mở kỳ đánh giá của một quý và hồ sơ cho người phải lập; chạy lại thì bổ sung người mới."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("quarter", metavar="QUÝ", help="năm và quý, như 2027-1")
        parser.add_argument(
            "--dry-run", action="store_true", help="chỉ kê ai có, ai không và vì sao; không ghi gì"
        )
        parser.add_argument(
            "--direct-entry",
            action="store_true",
            help="liệt kê nhiệm vụ thẳng vào Mẫu số 03, như Quý II/2026",
        )

    def handle(
        self, *args: object, quarter: str, dry_run: bool, direct_entry: bool, **options: object
    ) -> None:
        try:
            asked = Quarter.parse(quarter)
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        if dry_run:
            opening = opening_of(round_to_open(asked, direct_entry=direct_entry))
            self._list(opening)
        else:
            opening = open_round(asked, direct_entry=direct_entry)
        self._tell(opening, "Chạy thử, chưa ghi gì" if dry_run else "Đã mở")

    def _list(self, opening: Opening) -> None:
        for person in opening.owed:
            why = f"{person.posts.place}. {person.posts.management.reason}"
            self.stdout.write(f"+ {person.cadre.code} {person.cadre}: {why}")
        for spared in opening.spared:
            self.stdout.write(f"- {spared.cadre.code} {spared.why}")

    def _tell(self, opening: Opening, done: str) -> None:
        windows = "; ".join(f"{window.label}: {han(opening.period.closes_at(window))}" for window in Window)
        counts = (
            f"{len(opening.owed)} hồ sơ mới, {opening.present} đã có, {len(opening.spared)} người không lập"
        )
        self.stdout.write(f"{opening.period}. {windows}.")
        self.stdout.write(f"{done}: {counts}.")
        for label, number in opening.tiers:
            self.stdout.write(f"  {label}: {number}")
