"""Celery: a worker that keeps the calendar, and beat that rings for it. Nothing else is ever published.

Redis is a doorbell: it may lose everything at any moment, and no request waits for it. What is to be done stands in the
database, and whoever runs `keep_calendar` next does it.
"""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


app = Celery("danhgia")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["evaluation.calendar"])
app.conf.beat_schedule = {
    "calendar": {
        "task": "evaluation.calendar.tasks.keep_calendar",
        "schedule": settings.CALENDAR_SECONDS,
        "options": {"expires": settings.CALENDAR_SECONDS},  # rung for while nobody worked, it is done once
    }
}
