"""Bad input on every form and every address: a sentence or a page, never a fall.

Forms are read from the pages that offer them, as each role finds them while a dossier walks through its stages; whatever the
page sends is sent back with one field after the other, then all of them, spoiled.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from lxml import html

from cadres.models import Duty
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import CollectiveResult, Excuse, RatingRow, TaskMark
from tests.factories import an_official, grant
from tests.test_query_counts import LISTS
from tests.test_urls import ROWS, dossier, task
from tests.world import a_world

pytestmark = pytest.mark.django_db

VALUES = (
    "",
    "x" * 10_000,
    "-1",
    "NaN",
    "Infinity",
    "1e400",
    "31/12/9999",
    "1.234,5",
    "99999999999999999999",
    unicodedata.normalize("NFD", "Nguyễn Văn Ẩn"),
    "<script>x</script>",
    "a\x00b",
    "a\ufffeb\U0001ffff",
    "a\x0bb\x0c",
    ["1"] * 200,
)
VERSIONS = ("abc", str(2**70), "-1", "", "\x00")
ASKED = [
    "page",
    "q",
    "unit",
    "tier",
    "stage",
    "rating",
    "level",
    "late",
    "managing",
    "at",
    "kind",
    "sort",
    "lop",
    "ky",
    "don-vi",
    "phan",
    "cua-toi",
    "since",
    "until",
]
ASKED += ["tick", "axis", "year", "all", "for", "task", "next", "version", "from"]
# Dossier's stage, its plan's, and who then finds forms of their own on its pages; the last scene is walked on all pages.
SCENES = (
    (Stage.PLANNING, PlanStage.DRAFT, "subject"),
    (Stage.PLANNING, PlanStage.SUBMITTED, "staff"),
    (Stage.PLANNING, PlanStage.COLLATED, "leadership"),
    (Stage.WORKING, PlanStage.APPROVED, "subject leadership"),
    (Stage.SELF_ASSESSMENT, PlanStage.APPROVED, "subject"),
    (Stage.DIVISION_PROPOSED, PlanStage.APPROVED, "staff leadership"),
    (Stage.DECIDED, PlanStage.APPROVED, "staff leadership"),
    (Stage.DEFERRED, PlanStage.APPROVED, "organisation"),
    (Stage.COUNCIL, PlanStage.APPROVED, "leadership staff organisation"),
)
# Where the ward's collective result stands while this role comes by: there it finds forms of its own.
RESULT_STAGES = {"staff": "draft", "leadership": "approved"}
NO_FORMS = ("file_download", "admin:index", "logout", "login", "choose_period", "password_change_done")
ABOUT_IT = (dossier, task)
SEARCHED = (
    *LISTS,
    "overview",
    "year",
    "grounds",
    "plan_add",
    "plan_table",
    "plan_copy",
    "catalog",
    "history",
)
PAGES = [n for n, row in ROWS.items() if row.get and n not in NO_FORMS and not n.endswith(("_pdf", "_xlsx"))]


@dataclass(frozen=True)
class Offer:
    """A form of a page: where it leads, what it would send, and the buttons that send it."""

    action: str
    fields: tuple[tuple[str, str], ...]
    buttons: tuple[tuple[str, str, str], ...]

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return resolve(self.action.partition("?")[0]).url_name, tuple(
            sorted({name for name, _ in self.fields})
        )


def offers(page: Any, url: str) -> Iterator[Offer]:
    said = body(page)
    if not said.strip() or not page.headers["Content-Type"].startswith("text/html"):
        return
    tree = html.fromstring(said)
    for form in tree.xpath("//form[translate(@method, 'POST', 'post')='post']"):
        here = [*form.xpath(".//*[@name]"), *tree.xpath("//*[@name][@form=$id]", id=form.get("id") or "-")]
        buttons = [
            (
                one.get("formaction") or form.get("action") or url,
                one.get("name") or "",
                one.get("value") or "",
            )
            for one in here
            if one.tag == "button"
        ]
        fields = tuple((one.get("name"), value(one)) for one in here if one.tag != "button" and sent(one))
        for action in dict.fromkeys([form.get("action") or url, *(action for action, _, _ in buttons)]):
            with_name = tuple(button for button in buttons if button[0] == action and button[1])
            yield Offer(action, fields, with_name)


def sent(element: Any) -> bool:
    return element.get("type") not in ("file", "submit") and element.get("name") != "csrfmiddlewaretoken"


def value(element: Any) -> str:
    if element.tag == "select":
        chosen = element.xpath(".//option[@selected]") or element.xpath(".//option")
        return chosen[0].get("value") or "" if chosen else ""
    return (element.text or "") if element.tag == "textarea" else element.get("value") or ""


def spoiled(offer: Offer, foreign: str) -> Iterator[dict[str, Any]]:
    """What is sent: nothing, all fields with each of the values, and one field of each kind after the other."""
    values = (*VALUES, foreign)
    plain: dict[str, Any] = {}
    for name, typed in offer.fields:
        plain.setdefault(name, []).append(typed)
    buttons = [{name: typed} for _, name, typed in offer.buttons] or [{}]
    yield {}
    yield from ({**plain, "version": str(2**70)} | button for button in buttons)
    for turn, bad in enumerate(values):
        kept = {"version": plain["version"]} if "version" in plain and turn % 2 else {}
        yield dict.fromkeys(plain, bad) | kept | buttons[turn % len(buttons)]
    for place, name in enumerate(one_of_each_kind(plain)):
        button = buttons[place % len(buttons)]
        yield {key: typed for key, typed in plain.items() if key != name} | button
        for bad in VERSIONS if "version" in name else (values[(place * 5) % len(values)],):
            yield plain | {name: bad} | button


def one_of_each_kind(names: Iterable[str]) -> list[str]:
    """criterion-1.1 and criterion-2.3 are of one kind."""
    return list({re.sub(r"[\d.]+", "#", name): name for name in names}.values())


class Knocker:
    """One person whose every request is undone, with what they found wrong in the answers."""

    def __init__(self, user: Any) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.wrong: list[str] = []

    def answer(self, method: str, url: str, data: dict[str, Any]) -> None:
        told = f"{method} {url} { {key: str(bad)[:60] for key, bad in data.items()} }"
        try:
            with transaction.atomic():
                response = getattr(self.client, method)(url, data)
                said = body(response)
                transaction.set_rollback(True)
        except Exception as error:
            self.wrong.append(f"{told}: {error!r}")
            return
        if response.status_code >= 500:
            self.wrong.append(f"{told}: {response.status_code}")
        elif method == "post" and response.status_code >= 400 and not says(response, said.decode()):
            self.wrong.append(f"{told}: {response.status_code} without a sentence")


def body(response: Any) -> bytes:
    """The whole answer: a file's is shut by whoever reads it to its end."""
    return response.getvalue() if response.streaming else response.content


def says(response: Any, text: str) -> bool:
    """A refusal is told: in a summary of errors, or as a page whose title tells it."""
    if response.status_code in (400, 403, 404):
        return "<h1" in text
    return 'role="alert"' in text or "Chưa thực hiện được" in text


@pytest.fixture
def world(settings):
    settings.DEMONSTRATION = True
    world = a_world()
    world.roles["secretariat"] = an_official(Duty.PROVINCIAL_SECRETARIAT, world.province)
    grant(world.roles["organisation"], Duty.STEERING_COMMITTEE, world.province)
    world.collective.axes.create(axis=1, assigned=2, completed=1)
    Excuse.objects.create(task=world.task, ground="Thiên tai", put_forward_at=world.period.plan_closes_at)
    TaskMark.objects.filter(task=world.task).update(quality="1.2")
    RatingRow.objects.create(rating_list=world.list, dossier=world.dossier, rating="good")
    return world


def found(world: Any, stage: str, plan: str, role: str, pages: Iterable[str]) -> dict[Any, Offer]:
    """Every form that this role is offered on these pages in this scene."""
    type(world.dossier).objects.filter(pk=world.dossier.pk).update(stage=stage, decided_rating="good")
    type(world.dossier.plan).objects.filter(pk=world.dossier.plan.pk).update(stage=plan)
    CollectiveResult.objects.update(stage=RESULT_STAGES.get(role, "submitted"))
    client, offered = Client(), {}
    client.force_login(world.roles[role])
    for name in pages:
        url = reverse(name, args=ROWS[name].args(world))
        page = client.get(url)
        for offer in offers(page, url) if page.status_code in (200, 409) else ():
            if not offer.action.startswith("/dang-"):
                offered.setdefault(offer.key, offer)
    return offered


@pytest.mark.parametrize(("stage", "plan", "roles"), SCENES)
def test_no_form_falls_over_whatever_is_typed(world, stage, plan, roles):
    """Nobody finds a 5xx, and every refusal is told."""
    about_it = [name for name in PAGES if ROWS[name].args in ABOUT_IT]
    pages, asked, wrong = PAGES if len(roles.split()) > 2 else about_it, set(), []
    for role in roles.split():
        knocker = Knocker(world.roles[role])
        offered = found(world, stage, plan, role, pages)
        for key in offered.keys() - asked:
            for data in spoiled(offered[key], str(world.elsewhere.ward.pk)):
                knocker.answer("post", offered[key].action, data)
        asked |= offered.keys()
        wrong += knocker.wrong
    assert asked
    assert wrong == []


@pytest.mark.parametrize("role", ["staff", "organisation"])
def test_no_page_falls_over_whatever_is_asked_in_its_address(world, role):
    knocker, values = Knocker(world.roles[role]), (*VALUES, str(world.elsewhere.ward.pk))
    for place, name in enumerate(PAGES):
        url = reverse(name, args=ROWS[name].args(world))
        for turn, bad in enumerate(values):
            if name in SEARCHED or turn == place % len(values):
                knocker.answer("get", url, dict.fromkeys(ASKED, bad))
    assert knocker.wrong == []
