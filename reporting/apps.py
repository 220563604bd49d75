from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Biểu mẫu và tổng hợp"

    def ready(self) -> None:
        """Who draws the Mẫu 03 that a decision keeps."""
        from evaluation.lists.actions.decisions import drawn_by
        from reporting.sheets.kept import draw

        drawn_by(draw)
