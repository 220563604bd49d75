"""`manage.py keep_calendar`: the calendar brought up to date, once; for cron, or to see what it would do."""

from argparse import ArgumentParser
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_datetime

from cadres.templatetags.vietnamese import luc
from config import clock
from evaluation.calendar.actions.keeping import keep_now
from evaluation.calendar.models import Effect
from evaluation.calendar.tells.due import outstanding


class Command(BaseCommand):
    help = "Mở kỳ đến lúc phải mở, bổ sung người mới, nhắc hạn, báo người chưa nộp; chạy lại không lặp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="chỉ kê việc đến lúc làm; không ghi gì")
        parser.add_argument(
            "--as-of", metavar="LÚC", help="xem như bây giờ là lúc này, như “2026-12-29 08:00”; cần --dry-run"
        )

    def handle(self, *args: object, dry_run: bool, as_of: str | None, **options: object) -> None:
        if as_of and not dry_run:
            raise CommandError("--as-of chỉ để xem trước: thêm --dry-run.")
        found = _ahead(as_of) if dry_run else keep_now("keep_calendar")
        for effect in found:
            said = f": {effect.outcome}" if effect.outcome else ""
            self.stdout.write(f"{luc(effect.due_at)} {effect}{said}")
        self.stdout.write(f"{len(found)} việc{' đến lúc làm, chưa ghi gì' if dry_run else ''}.")


def _ahead(as_of: str | None) -> list[Effect]:
    with clock.held(_moment(as_of) if as_of else clock.now()):
        return outstanding()


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"Không phải một lúc có thật: {text}.")
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.HERE)
