"""python manage.py draw_workflows: write docs/workflow.md anew from the tables of moves."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from evaluation.home.exporters import workflows_markdown


class Command(BaseCommand):
    help = "Vẽ lại docs/workflow.md từ các bảng chuyển bước."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "workflow.md"
        path.write_text(workflows_markdown(), encoding="utf-8")
        self.stdout.write(f"Đã ghi {path.relative_to(settings.BASE_DIR)}.")
