"""`manage.py check_posts`: appointments whose post does not belong to the kind of their unit; nothing is changed."""

from django.core.management.base import BaseCommand

from cadres.models import Appointment


class Command(BaseCommand):
    help = "Liệt kê các bổ nhiệm mà chức vụ không có ở loại đơn vị đã ghi; không tự sửa dòng nào."

    def handle(self, *args: object, **options: object) -> None:
        rows = Appointment.objects.select_related(
            "cadre", "position", "unit__parent__parent__parent"
        ).order_by("cadre__sort_key", "pk")
        found = [row for row in rows.iterator() if not row.position.fits(row.unit)]
        for row in found:
            self.stdout.write(f"{row.cadre.in_choice}, bổ nhiệm số {row.pk}: {row.misfit}")
        self.stdout.write(f"{len(found)} bổ nhiệm không hợp loại đơn vị.")
