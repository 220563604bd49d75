from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Biểu mẫu và tổng hợp"

    def ready(self) -> None:
        """Who draws the Mẫu 03 that a decision keeps, and those that a package sends."""
        from evaluation.lists.actions.decisions import drawn_by
        from evaluation.packages.actions.handing import drawn_by as sent_as
        from reporting.sheets.kept import draw
        from reporting.sheets.sent import draw_sent

        drawn_by(draw)
        sent_as(draw_sent)
