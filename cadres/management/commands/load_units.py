"""`manage.py load_units [file]`: the province's list of units."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cadres.importers import UNITS, UnreadableError, load_units
from cadres.models import Appointment


class Command(BaseCommand):
    help = "Nạp danh sách cơ quan, đơn vị, địa phương (mặc định: danh sách của tỉnh kèm theo ứng dụng)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=UNITS)

    def handle(self, *args: object, path: Path, **options: object) -> None:
        try:
            counts = load_units(path)
        except (UnreadableError, OSError, UnicodeDecodeError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"Đơn vị: {counts['created']} mới, {counts['changed']} sửa, {counts['unchanged']} giữ nguyên."
        )
        if found := Appointment.objects.misfits():
            self.stdout.write(f"{len(found)} bổ nhiệm không hợp loại đơn vị: xem bằng lệnh check_posts.")
