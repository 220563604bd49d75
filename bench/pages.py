"""The pages that read everybody, against their floor: a bare view with the session and one indexed query for 50 rows.

Run it on a database that `manage.py make_province` has filled, once with 1,000 people and once with 10,000:

    DATABASE_URL=postgres://… python bench/pages.py [ROUNDS]
"""

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
from django.urls import path, reverse

from cadres.models import Cadre, User
from config.urls import urlpatterns
from evaluation.models import Dossier, Period

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
CADRE, STAFF, PROVINCE = "nhieu.canbo", "nhieu.organisation-staff", "nhieu.provincial-organisation"
LIST, OVERVIEW, LISTS = (reverse(name) for name in ("dossiers", "overview", "rating_lists"))
PAGES = {
    "list, cadre": (CADRE, LIST),
    "list, staff": (STAFF, LIST),
    "list, province": (PROVINCE, LIST),
    "list, staff, words": (STAFF, f"{LIST}?q=nguyen"),
    "list, province, words": (PROVINCE, f"{LIST}?q=nguyen"),
    "list, province, stage": (PROVINCE, f"{LIST}?stage=open"),
    "list, province, rating": (PROVINCE, f"{LIST}?rating=good"),
    "list, province, late": (PROVINCE, f"{LIST}?late=any"),
    "overview, staff": (STAFF, OVERVIEW),
    "overview, province": (PROVINCE, OVERVIEW),
    "year, staff": (STAFF, "year"),
    "year, province": (PROVINCE, "year"),
    "ledger, province": (PROVINCE, reverse("answerability")),
    "lists, staff": (STAFF, LISTS),
    "lists, province": (PROVINCE, LISTS),
}


def floor(request: HttpRequest) -> HttpResponse:
    """The session, the user, one indexed query, and the same rows as plain text."""
    rows = (
        Dossier.objects.filter(period=PERIOD)
        .order_by("unit_id")
        .values_list("cadre__full_name", "stage", "total")
    )
    lines = "".join(
        f"<tr><td>{name}</td><td>{stage}</td><td>{total}</td></tr>" for name, stage, total in rows[:50]
    )
    return HttpResponse(f"{request.user.pk}<table>{lines}</table>")


def timed(call: Callable[[], HttpResponse]) -> float:
    start = time.perf_counter()
    if call().status_code != 200:
        raise SystemExit("a page did not answer with 200")
    return time.perf_counter() - start


def compare(client: Client, page: str) -> tuple[float, float]:
    """Medians of alternated runs, in seconds: floor, ours."""
    client.get("/bench-floor/"), client.get(page)
    pairs = [
        (timed(lambda: client.get("/bench-floor/")), timed(lambda: client.get(page))) for _ in range(ROUNDS)
    ]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def visitor(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


settings.DEBUG = False  # as a province runs it: no query is kept
urlpatterns.append(path("bench-floor/", floor))
PERIOD = Period.objects.current()
YEAR = reverse("year", args=[PERIOD.year])
print(f"{Cadre.objects.count()} people, {Period.objects.count()} rounds, medians of {ROUNDS}")
for name, (who, page) in PAGES.items():
    bare, ours = compare(visitor(who), YEAR if page == "year" else page)
    print(
        f"{name:<24} floor {bare * 1000:6.1f} ms  ours {ours * 1000:7.1f} ms  ratio {ours / bare:5.1f}",
        flush=True,
    )
