"""python manage.py draw_guidance_map: write docs/guidance-map.md anew from the code and its tests."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reporting.exporters import guidance_markdown
from reporting.summaries.guidance import guidance_map


class Command(BaseCommand):
    help = "Vẽ lại docs/guidance-map.md: từng câu của Hướng dẫn, hàm thực hiện và bài kiểm thử."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        guidance = guidance_map()
        if faults := guidance.faults():
            raise CommandError("\n".join(faults))
        path = Path(settings.BASE_DIR) / "docs" / "guidance-map.md"
        path.write_text(guidance_markdown(guidance), encoding="utf-8")
        self.stdout.write(f"Đã ghi {path.relative_to(settings.BASE_DIR)}.")
