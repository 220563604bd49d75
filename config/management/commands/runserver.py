"""The embedded server: one process that also keeps the calendar and makes long files, where a province has workers (config.celery)."""

from collections.abc import Callable
from threading import Thread
from time import sleep
from typing import Any

from django.contrib.staticfiles.management.commands.runserver import Command as RunServer
from django.db import connections

from config.logging import deeds


class Command(RunServer):
    def inner_run(self, *args: Any, **options: Any) -> None:
        for name, seconds, deed in (("calendar", 60, keep_calendar), ("exports", 2, work_exports)):
            Thread(target=for_ever, args=(name, seconds, deed), daemon=True, name=name).start()
        super().inner_run(*args, **options)


def keep_calendar() -> None:
    from evaluation.calendar.actions.keeping import keep_now

    keep_now("runserver")


def work_exports() -> None:
    from reporting.jobs.working import work

    work()


def for_ever(name: str, seconds: float, deed: Callable[[], object]) -> None:
    """Again and again; what goes wrong is told in the log, and tried again."""
    while True:
        try:
            deed()
        except Exception:
            deeds.exception(name)
        connections.close_all()
        sleep(seconds)
