"""The list of dossiers against its floor: a bare view with the session and one indexed query for the same 50 rows."""

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

from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from cadres.models import Cadre, Duty, Mandate, Unit, User
from config.urls import urlpatterns
from evaluation.calendar.actions.rounds import open_period
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Plan
from regulation.quarters import Quarter

ROUNDS = 40
UNITS = 150


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


def fill(number: int) -> None:
    """Bring the round to this many dossiers, spread over the units."""
    units = list(Unit.objects.filter(code__startswith="B"))
    present = Dossier.objects.of(PERIOD).count()
    cadres = Cadre.objects.bulk_create(
        Cadre(code=f"B{n}", full_name=f"Nguyễn Văn {n:05d}") for n in range(present, number)
    )
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            cadre=cadre, period=PERIOD, unit=unit, managing_unit=unit, deciding_unit=unit,
            tier="delegated", leadership="none", stage=Stage.WORKING, government_post="Phó Trưởng phòng",
        )
        for place, cadre in enumerate(cadres)
        for unit in [units[place % UNITS]]
    )  # fmt: skip
    Plan.objects.bulk_create(Plan(dossier=dossier) for dossier in dossiers)


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def compare(client: Client) -> tuple[float, float]:
    """Medians of alternated runs, in seconds: floor, ours."""
    client.get("/bench-floor/"), client.get("/ho-so/")
    pairs = [
        (timed(lambda: client.get("/bench-floor/")), timed(lambda: client.get("/ho-so/")))
        for _ in range(ROUNDS)
    ]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


call_command("migrate", verbosity=0)
urlpatterns.append(path("bench-floor/", floor))
PERIOD = open_period(Quarter(2026, 4))
province, _ = Unit.objects.get_or_create(code="AG", defaults={"name": "Tỉnh An Giang", "kind": "province"})
for n in range(UNITS):
    Unit.objects.get_or_create(
        code=f"B{n}",
        defaults={
            "name": f"Xã {n}",
            "kind": "commune",
            "parent": province,
            "manages_cadres": True,
            "order": n,
        },
    )
reader, _ = User.objects.get_or_create(username="bench")
Mandate.objects.get_or_create(
    user=reader, unit=province, duty=Duty.PROVINCIAL_ORGANISATION, valid_from="2020-01-01"
)
visitor = Client()
visitor.force_login(reader)
for wanted in map(int, sys.argv[1:] or ["1000", "10000"]):
    fill(wanted)
    bare, ours = compare(visitor)
    size = len(visitor.get("/ho-so/").content)
    print(
        f"{wanted} dossiers: floor {bare * 1000:.1f} ms, ours {ours * 1000:.1f} ms, ratio {ours / bare:.1f}, {size} bytes"
    )
