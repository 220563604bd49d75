"""`manage.py work_exports`: whatever waits is made, once; for cron."""

from django.core.management.base import BaseCommand

from reporting.jobs.working import work


class Command(BaseCommand):
    help = (
        "Tạo các tệp đang chờ (toàn bộ Mẫu 03, bảng tổng hợp) rồi dừng; nhiều tiến trình cùng chạy không lặp."
    )

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{work()} tệp.")
