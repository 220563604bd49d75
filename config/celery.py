"""Celery: workers that keep the calendar and make what was asked for (long jobs), and beat that rings for both.

Nothing else is ever published. Redis is a doorbell: it may lose everything at any moment, and no request waits for it, nor rings.
What is to be done stands in the database, and whoever runs `keep_calendar` or `work_exports` next does it.
"""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


app = Celery("danhgia")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["evaluation.calendar", "reporting"])
# A worker that is told of no queue hears both; with one worker each, what takes long holds up no calendar.
app.conf.task_queues = {"celery": {}, "exports": {}}
app.conf.task_routes = {"reporting.tasks.*": {"queue": "exports"}}
app.conf.beat_schedule = {
    # What was rung for while nobody worked is done once.
    "calendar": {
        "task": "evaluation.calendar.tasks.keep_calendar",
        "schedule": settings.CALENDAR_SECONDS,
        "options": {"expires": settings.CALENDAR_SECONDS},
    },
    "exports": {
        "task": "reporting.tasks.work_exports",
        "schedule": settings.EXPORT_SECONDS,
        "options": {"expires": settings.EXPORT_SECONDS},
    },
}
