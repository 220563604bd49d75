from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Biểu mẫu và tổng hợp"

    def ready(self) -> None:
        """Who draws the Mẫu 03 that a decision keeps, and those that a package sends; who knows its papers when they come back signed;
        who tells of long files."""
        from evaluation.health.tells import long_files_told_by
        from evaluation.lists.actions.decisions import drawn_by
        from evaluation.packages.actions.handing import drawn_by as sent_as
        from evaluation.packages.tells.expected import printed_by
        from reporting.sheets.expected import papers_by_digest
        from reporting.sheets.kept import draw
        from reporting.sheets.sent import draw_sent
        from reporting.summaries.waiting import long_files

        printed_by(papers_by_digest)
        drawn_by(draw)
        sent_as(draw_sent)
        long_files_told_by(long_files)
