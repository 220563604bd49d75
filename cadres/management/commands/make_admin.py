"""`manage.py make_admin USERNAME`: who keeps accounts, units and posts."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from cadres.actions.administrators import NoProvinceError, give_system_admin
from cadres.models import User
from cadres.vietnamese import clean


class Command(BaseCommand):
    help = "Giao tài khoản quản trị dữ liệu nền (tài khoản, đơn vị, cán bộ, bổ nhiệm, phân công) của tỉnh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: object, username: str, **options: object) -> None:
        user = User.objects.filter(username=clean(username)).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{username}”: hãy tạo bằng createsuperuser.")
        try:
            mandate = give_system_admin(user)
        except NoProvinceError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{mandate}, từ ngày {mandate.valid_from:%d/%m/%Y}.")
