"""`manage.py check_posts`: appointments whose post does not belong to the kind of their unit; nothing is changed."""

from django.core.management.base import BaseCommand

from cadres.models import Appointment


class Command(BaseCommand):
    help = "Liệt kê các bổ nhiệm mà chức vụ không có ở loại đơn vị đã ghi; không tự sửa dòng nào."

    def handle(self, *args: object, **options: object) -> None:
        found = Appointment.objects.misfits()
        for row in found:
            self.stdout.write(f"{row.cadre.in_choice}, bổ nhiệm số {row.pk}: {row.misfit}")
        self.stdout.write(f"{len(found)} bổ nhiệm không hợp loại đơn vị.")
