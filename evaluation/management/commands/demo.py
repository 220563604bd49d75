"""`manage.py demo`: the demonstration province, once."""

from logging import WARNING, getLogger
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cadres.models import User
from evaluation.demonstration import world
from evaluation.models import Dossier


class Command(BaseCommand):
    help = "Tạo tỉnh trình diễn (đơn vị thật, người giả định, ba quý); đã có thì giữ nguyên."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Chỉ tạo dữ liệu trình diễn khi ở chế độ trình diễn (DEMONSTRATION=1).")
        if world.exists():
            self.stdout.write("Tỉnh trình diễn đã có sẵn: giữ nguyên.")
            return
        self.stdout.write("Đang tạo tỉnh trình diễn, xin chờ khoảng nửa phút…")
        self.stdout.flush()
        getLogger("house.deeds").setLevel(WARNING)  # thousands of deeds that nobody did
        start = monotonic()
        try:
            world.build()
        except world.NotEmptyError as problem:
            raise CommandError(str(problem)) from problem
        counts = f"{User.objects.count()} tài khoản, {Dossier.objects.count()} hồ sơ"
        self.stdout.write(f"Tỉnh trình diễn: {counts}, tạo trong {monotonic() - start:.0f} giây.")
