"""`manage.py make_province --cadres 10000 --quarters 12 --seed 1`: a province as large as a real one, to measure pages on."""

from argparse import ArgumentParser
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from evaluation.demonstration import many_rounds
from evaluation.demonstration.world import NotEmptyError
from evaluation.models import Dossier


class Command(BaseCommand):
    help = "Tạo một tỉnh giả định thật đông người trong cơ sở dữ liệu trống, để đo tốc độ các trang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cadres", metavar="SỐ", type=int, default=10_000, help="số cán bộ")
        parser.add_argument("--quarters", metavar="SỐ", type=int, default=12, help="số quý, tính đến quý này")
        parser.add_argument("--seed", metavar="SỐ", type=int, default=1, help="cùng một số cho cùng một tỉnh")

    def handle(self, *args: object, cadres: int, quarters: int, seed: int, **options: object) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Chỉ tạo dữ liệu giả định khi ở chế độ trình diễn (DEMONSTRATION=1).")
        if cadres < 1 or quarters < 1:
            raise CommandError("Số cán bộ (--cadres) và số quý (--quarters) phải từ 1 trở lên.")
        settings.DEBUG = False  # else Django would keep the text of the last nine thousand queries
        start = monotonic()
        try:
            many_rounds.build(cadres, quarters, seed)
        except NotEmptyError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"{cadres} cán bộ, {Dossier.objects.count()} hồ sơ, tạo trong {monotonic() - start:.0f} giây."
        )
