"""The floor of a page: a bare view with the session and one indexed query for 50 rows, measured alternately with ours."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from cadres.models import User
from config.urls import urlpatterns
from evaluation.models import Dossier, Period

FLOOR = "/bench-floor/"


def stand_on(period: Period) -> None:
    """Serve the floor over this round's dossiers, as a province runs it: no query is kept."""
    settings.DEBUG = False
    urlpatterns.append(path(FLOOR.removeprefix("/"), _floor, {"period": period}))


def _floor(request: HttpRequest, period: Period) -> HttpResponse:
    """The session, the user, one indexed query, and the same rows as plain text."""
    rows = (
        Dossier.objects.filter(period=period)
        .order_by("unit_id")
        .values_list("cadre__full_name", "stage", "total")
    )
    lines = "".join(
        f"<tr><td>{name}</td><td>{stage}</td><td>{total}</td></tr>" for name, stage, total in rows[:50]
    )
    return HttpResponse(f"{request.user.pk}<table>{lines}</table>")


def visitor(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def compare(client: Client, page: str, rounds: int) -> tuple[float, float]:
    """Medians of alternated runs, in seconds: floor, ours."""
    client.get(FLOOR), client.get(page)
    pairs = [(_timed(lambda: client.get(FLOOR)), _timed(lambda: client.get(page))) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _timed(call: Callable[[], HttpResponse]) -> float:
    start = time.perf_counter()
    if call().status_code != 200:
        raise SystemExit("a page did not answer with 200")
    return time.perf_counter() - start
