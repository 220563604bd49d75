"""Ten thousand people are to be reminded at one instant: what it takes, and what pages cost meanwhile against before.

Run it on a database of its own, that `manage.py make_province --quarters 1` has filled:

    DATABASE_URL=postgres://… python bench/reminders.py

Everybody gets an account with an address and a plan that is due today; what was told before is forgotten. Letters are
written and handed to nobody: how long a mail server takes is its own affair.
"""

import logging
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from subprocess import PIPE, Popen
from time import perf_counter

os.environ["EMAIL_URL"] = "dummymail://"

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse
from floor import Visitor, served, visitor  # sets Django up

from cadres.models import Cadre, User
from config import clock
from evaluation.calendar.actions.keeping import keep
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Effect, Period, Plan
from notices.models import Letter, Notice
from regulation.deadlines import closing_after

ROUNDS = 20
STAFF = "nhieu.organisation-staff"
PAGES = {"home": reverse("home"), "list": reverse("dossiers")}
AT = clock.now().astimezone(clock.HERE).replace(hour=8, minute=0, second=0, microsecond=0)
PERIOD = Period.objects.current()
logging.disable()  # one line an act


def due_today() -> None:
    """Nobody has handed in, and today is the last day to do it."""
    Period.objects.filter(pk=PERIOD.pk).update(
        plan_closes_at=closing_after(AT.date()), dossier_closes_at=AT + timedelta(days=60)
    )
    Dossier.objects.of(PERIOD).update(stage=Stage.PLANNING, arrived_at=None)
    without = list(Cadre.objects.filter(user=None))
    users = User.objects.bulk_create(
        User(username=f"nhac.{one.code}", full_name=one.full_name) for one in without
    )
    for one, user in zip(without, users, strict=True):
        one.user = user
    Cadre.objects.bulk_update(without, ["user"], batch_size=2000)


def owed_by(people: int, *, letters: bool) -> None:
    """So many still owe their plan, and have an address or none; nothing was told yet."""
    for told in (Notice.objects.all(), Letter.objects.all(), Effect.objects.exclude(kind="open")):
        told.delete()
    Plan.objects.filter(dossier__period=PERIOD).update(stage=PlanStage.SUBMITTED)
    owing = Dossier.objects.of(PERIOD).order_by("pk").values("pk")[:people]
    Plan.objects.filter(dossier__in=owing).update(stage=PlanStage.DRAFT)
    address = Concat(F("username"), Value("@vidu.vn")) if letters else Value("")
    User.objects.filter(username__startswith="nhac.").update(email=address)


def kept() -> str:
    """The calendar is kept at that instant; in how many seconds, by how many queries."""
    asked: list[str] = []

    def counted(execute: Callable[..., object], sql: str, *how: object) -> object:
        asked.append(sql)
        return execute(sql, *how)

    start = perf_counter()
    with clock.held(AT), connection.execute_wrapper(counted):
        keep()
    return f"{perf_counter() - start:.1f} s, {len(asked)} queries"


def meanwhile(someone: Visitor) -> None:
    """Pages before, and while another process reminds everybody: medians, their ratio, and that of the floor."""
    before = {name: someone.compare(page, ROUNDS) for name, page in PAGES.items()}
    owed_by(10_000, letters=True)
    keeper = Popen([sys.executable, __file__, "keep"], stdout=PIPE, text=True)  # noqa: S603 - our own
    during: dict[str, list[tuple[float, float]]] = {name: [] for name in PAGES}
    while keeper.poll() is None:
        for name, page in PAGES.items():
            during[name].append(someone.pair(page))
    print(f"meanwhile {keeper.communicate()[0].strip()}")
    for name, pairs in during.items():
        bare, ours = (median(pair[which] for pair in pairs) for which in (0, 1))
        floor = f"floor {bare * 1000:.1f} ms, ratio {bare / before[name][0]:.2f}"
        page = f"ours {ours * 1000:.1f} ms, ratio {ours / before[name][1]:.2f}"
        print(f"{name}, {len(pairs)} times: {page}; {floor}")


def main() -> None:
    print(f"{Cadre.objects.count()} people, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    due_today()
    with clock.held(AT):
        keep()  # whatever else is due
    for letters in (False, True):
        for people in (1_000, 10_000):
            owed_by(people, letters=letters)
            print(f"{people} reminded{', with letters' if letters else ''}: {kept()}", flush=True)
    print(f"nothing due: {kept()}")
    with served() as port:
        meanwhile(visitor(STAFF, port))


if __name__ == "__main__":
    print(kept()) if sys.argv[1:] == ["keep"] else main()
