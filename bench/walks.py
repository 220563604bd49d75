"""What a POST costs: the project's files entered, the calls from file to file, the queries.

Run it in the root of the tree to be measured; `--files WALK` lists the files that one walk enters. The walks lead through the
demonstration province, made anew in memory. A call from file to file leads out of the nearest file of the project beneath it,
whatever lies between, into another one; the request's way in is the first. A generator expression is resumed by whoever
consumes it, and not called. Queries include savepoints.
"""

import os
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path.cwd()
PACKAGES = {"config", "cadres", "catalog", "evaluation", "pages", "reporting", "regulation"}
sys.path.insert(0, str(ROOT))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DATABASE_URL": "sqlite://:memory:",
    "DEMONSTRATION": "1",
}

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.html import Element, parse_html
from django.test.utils import CaptureQueriesContext, setup_databases, setup_test_environment
from django.urls import reverse

from cadres.models import User
from evaluation.models import Dossier, RatingList

TICKED = ("checkbox", "radio")
BUTTONS = ("submit", "button", "reset")


@dataclass
class Steps:
    """Listens to Python's calls, and counts those that enter a file of the project."""

    entered: Counter[str] = field(default_factory=Counter)
    crossed: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    queries: int = 0

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        here = ours(frame.f_code.co_filename)
        if event != "call" or here is None:
            return
        name = frame.f_code.co_name
        self.entered[here] += 1
        self.named[name] += 1
        if name != "<genexpr>" and nearest(frame.f_back) != here:
            self.crossed[here] += 1


@cache
def ours(filename: str) -> str | None:
    """The file's place in the project; None where it is somebody else's."""
    path = Path(filename)
    if not path.is_relative_to(ROOT):
        return None
    place = path.relative_to(ROOT)
    return place.as_posix() if place.parts[0] in PACKAGES else None


def nearest(frame: FrameType | None) -> str | None:
    """The file of the project from which this frame was reached, through whatever lies between."""
    while frame and not ours(frame.f_code.co_filename):
        frame = frame.f_back
    return ours(frame.f_code.co_filename) if frame else None


@contextmanager
def watched() -> Iterator[Steps]:
    steps = Steps()
    with CaptureQueriesContext(connection) as asked:
        sys.setprofile(steps)
        try:
            yield steps
        finally:
            sys.setprofile(None)
    steps.queries = len(asked)


@dataclass(frozen=True)
class Walk:
    """Somebody opens a page, takes the form that has this field as they find it, and sends it off."""

    who: str
    page: str
    has: str
    to: str
    more: dict[str, str] = field(default_factory=dict)


def follow(walk: Walk) -> Steps:
    """The walk's POST, measured and undone."""
    client = Client()
    client.force_login(User.objects.get(username=walk.who))
    data = typed(client.get(walk.page).content.decode(), walk.has) | walk.more
    with transaction.atomic():
        with watched() as steps:
            response = client.post(walk.to, data)
        transaction.set_rollback(True)
    if response.status_code != 302:
        raise SystemExit(f"{walk.to}: answered with {response.status_code}")
    return steps


def typed(page: str, has: str) -> dict[str, Any]:
    """What a browser would send of the one form that has this field: each name with all its values."""
    forms = (list(sent(element)) for element in within(parse_html(page)) if element.name == "form")
    form = next(form for form in forms if has in dict(form))
    return {name: [value for key, value in form if key == name] for name, _ in form}


def within(element: Element) -> Iterator[Element]:
    """The element and all its descendants."""
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from within(child)


def sent(form: Element) -> Iterator[tuple[str, str]]:
    """The form's fields as they stand, its buttons left out."""
    for element in within(form):
        had = {name: value or "" for name, value in element.attributes}
        if element.name == "input" and _is_sent(had):
            yield had["name"], had.get("value", "on" if had.get("type") in TICKED else "")
        elif element.name == "textarea":
            yield had["name"], "".join(map(str, element.children))
        elif element.name == "select":
            options = (dict(option.attributes) for option in within(element) if option.name == "option")
            yield from ((had["name"], one.get("value") or "") for one in options if "selected" in one)


def _is_sent(had: dict[str, str]) -> bool:
    kind = had.get("type", "text")
    return "name" in had and kind not in BUTTONS and (kind not in TICKED or "checked" in had)


def a_task() -> Walk:
    """A task taken over into the draft of Quý IV, kept as it is."""
    who = "cb006"
    dossier = Dossier.objects.get(cadre__user__username=who, period__number=4)
    page = reverse("plan_task", args=[dossier.pk, dossier.plan.tasks.earliest("order").pk])
    return Walk(who, page, "title", page)


def an_assessment(button: str) -> Walk:
    """Mẫu 03 of Quý III with its five tasks, and its level chosen."""
    who = "canbo.ban-to-chuc"
    dossier = Dossier.objects.get(cadre__user__username=who, period__number=3)
    page = reverse("assessment", args=[dossier.pk])
    return Walk(who, page, "criterion-1.1", page, {"rating": "good", "reason": "Vì thế", button: "1"})


def a_closing() -> Walk:
    """Phường Long Xuyên's list of Quý III: nine people, drafted and ready."""
    row = RatingList.objects.get(unit__code="30307", kind="unit_decision", stage="draft", period__number=3)
    page, to = (reverse(name, args=[row.pk]) for name in ("rating_list", "rating_list_close"))
    return Walk("lanhdao.long-xuyen", page, "row", to)


WALKS: dict[str, Callable[[], Walk]] = {
    "task": a_task,
    "save": lambda: an_assessment("save"),
    "submit": lambda: an_assessment("submit"),
    "close": a_closing,
}


def told(name: str, steps: Steps) -> str:
    calls, judged = sum(steps.crossed.values()), [steps.named[name] for name in ("facts_of", "assess")]
    costs = f"{len(steps.entered):>3} files {calls:>6,} calls {steps.queries:>4} queries"
    return f"{name:<7}{costs} {judged[0]:>4} facts {judged[1]:>4} assessed"


def files(steps: Steps) -> Iterator[str]:
    """Each file with the calls that reach it from another one, and with all."""
    yield f"{'from others':>12} {'all':>7}"
    for name, count in steps.entered.most_common():
        yield f"{steps.crossed[name]:>12,} {count:>7,}  {name}"


def main() -> None:
    parser = ArgumentParser(description="What a POST costs in files, calls and queries.")
    parser.add_argument("--files", choices=WALKS, help="list the files that this walk enters")
    only = parser.parse_args().files
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    call_command("demo", stdout=StringIO())
    for name in [only] if only else WALKS:
        steps = follow(WALKS[name]())
        print(told(name, steps))
        if only:
            print(*files(steps), sep="\n")


if __name__ == "__main__":
    main()
