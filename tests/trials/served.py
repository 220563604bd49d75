"""What gunicorn serves in a trial: the application as it is, whose requests may say when they arrive, and when its process dies.

`TRIAL_ZONE` is the time zone in which both the process and its session of the database stand.
"""

import os
import signal
import time
from contextlib import ExitStack
from datetime import datetime
from unittest.mock import patch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

ZONE = os.environ.get("TRIAL_ZONE", "UTC")
settings.DATABASES["default"]["TIME_ZONE"] = ZONE  # before anybody connects
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"  # none are collected
)

from config.wsgi import application as ours  # isort: skip

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpResponse
from django.urls import path

from config import clock
from config.urls import urlpatterns

os.environ["TZ"] = ZONE  # Django had set its own
time.tzset()

_commit = BaseDatabaseWrapper._commit


def zones(request):
    """That of the process and that of the session, as each says it."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW timezone")
        return HttpResponse(f"{os.environ['TZ']} {cursor.fetchone()[0]}")


urlpatterns.append(path("trial-zone/", zones))


def application(environ, start_response):
    with ExitStack() as held:
        if arrives := environ.get("HTTP_X_TRIAL_ARRIVES"):
            held.enter_context(clock.held(datetime.fromisoformat(arrives)))
        if dies := environ.get("HTTP_X_TRIAL_DIES"):
            held.enter_context(patch.object(BaseDatabaseWrapper, "_commit", _DYING[dies]))
        return ours(environ, start_response)


def _die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def _commit_and_die(database):
    _commit(database)
    _die()


_DYING = {"before commit": _die, "after commit": _commit_and_die}
