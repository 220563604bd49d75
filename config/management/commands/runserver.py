"""The embedded server: one process that also keeps the calendar, where a province has a worker (config.celery)."""

from threading import Thread
from time import sleep
from typing import Any

from django.contrib.staticfiles.management.commands.runserver import Command as RunServer
from django.db import connections

from config.logging import deeds

EVERY = 60  # seconds


class Command(RunServer):
    def inner_run(self, *args: Any, **options: Any) -> None:
        Thread(target=keep_for_ever, daemon=True, name="calendar").start()
        super().inner_run(*args, **options)


def keep_for_ever() -> None:
    """Once a minute; what goes wrong is told in the log, and tried again."""
    from evaluation.calendar.actions.keeping import keep_now

    while True:
        try:
            keep_now("runserver")
        except Exception:
            deeds.exception("calendar")
        connections.close_all()
        sleep(EVERY)
