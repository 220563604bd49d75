"""Withdrawing on the page of an extension: who is offered it, what it says where it may not be, and what remains to be read."""

from datetime import timedelta

import pytest
from django.urls import reverse

from config import clock
from evaluation.core.stages import ExtensionStage
from evaluation.extensions.actions import ask, give, take_back, withdraw
from evaluation.models import Extension, Plan
from tests.evaluation.extensions.asking import a_ward_that_asks
from tests.factories import ExtensionFactory, a_ward

pytestmark = pytest.mark.django_db
WHY = "Ghi nhầm người"
ROLES = ("subject", "staff", "leadership", "council", "organisation")


@pytest.fixture
def world():
    """The plan's window closed an hour ago."""
    world = a_ward_that_asks()
    with clock.held(world.period.plan_closes_at + timedelta(hours=1)):
        yield world


def page(client, user, name, pk):
    client.force_login(user)
    return client.get(reverse(name, args=[pk]))


def send(client, user, row, move, **typed):
    client.force_login(user)
    return client.post(reverse("extension_answer", args=[row.pk, move]), {"version": row.version} | typed)


@pytest.mark.parametrize(
    ("stage", "offered"),
    [
        (
            ExtensionStage.ASKED,
            {"subject": ["withdraw"], "staff": ["withdraw"], "organisation": ["grant", "refuse"]},
        ),
        (ExtensionStage.GRANTED, {"organisation": ["take_back"]}),
        (ExtensionStage.REFUSED, {}),
        (ExtensionStage.WITHDRAWN, {}),
    ],
)
def test_each_reader_is_offered_what_they_may_do(client, world, stage, offered):
    row = ExtensionFactory(dossier=world.dossier, stage=stage)
    for who in ROLES:
        forms = page(client, getattr(world, who), "extension", row.pk).context["forms"]
        assert [move.name for move, _ in forms] == offered.get(who, [])


@pytest.mark.parametrize(
    ("move", "stage", "by"),
    [("withdraw", ExtensionStage.ASKED, "staff"), ("take_back", ExtensionStage.GRANTED, "organisation")],
)
def test_it_owes_a_reason_and_is_done_once(client, world, move, stage, by):
    row = ExtensionFactory(dossier=world.dossier, stage=stage)
    bare = send(client, getattr(world, by), row, move, **{f"{move}-reason": " "})
    assert bare.status_code == 422
    assert "Cần ghi rõ lý do." in bare.content.decode()
    typed = {f"{move}-reason": WHY}
    assert send(client, getattr(world, by), row, move, **typed).status_code == 302
    again = send(client, getattr(world, by), row, move, **typed)
    assert (again.status_code, row.history.count()) == (409, 1)
    assert "việc này đã được làm rồi" in again.content.decode()


@pytest.mark.parametrize(("move", "stage"), [("withdraw", "asked"), ("take_back", "granted")])
def test_by_its_address_alone_nobody_else_does_it(client, world, move, stage):
    row = ExtensionFactory(dossier=world.dossier, stage=stage)
    allowed = {"withdraw": ("subject", "staff"), "take_back": ("organisation",)}[move]
    for who in set(ROLES) - set(allowed):
        assert send(client, getattr(world, who), row, move, **{f"{move}-reason": WHY}).status_code == 403
    assert send(client, a_ward().staff, row, move, **{f"{move}-reason": WHY}).status_code == 404


def test_what_was_used_stays_and_the_reason_typed_comes_back_with_the_sentence(client, world):
    row = ExtensionFactory(dossier=world.dossier)
    Plan.objects.update(arrived_at=clock.now(), stage="submitted")
    answer = send(client, world.organisation, row, "take_back", **{"take_back-reason": WHY})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert WHY in shown
    assert "1 đồng chí đã nộp trong thời gian gia hạn" in shown


def test_the_closed_window_tells_what_was_withdrawn_and_why_and_leads_to_the_request(client, world):
    row = ExtensionFactory(dossier=world.dossier)
    send(client, world.organisation, row, "take_back", **{"take_back-reason": WHY})
    shown = page(client, world.subject, "plan", world.dossier.pk).content.decode()
    assert WHY in shown
    assert reverse("extension_person", args=[world.dossier.pk, "plan"]) in shown


@pytest.mark.parametrize("of_unit", [True, False])
def test_the_dossiers_history_tells_of_it(client, world, of_unit):
    scope = {"dossier": None, "unit": world.ward} if of_unit else {"dossier": world.dossier}
    row = ExtensionFactory(period=world.period, **scope)
    send(client, world.organisation, row, "take_back", **{"take_back-reason": WHY})
    entries = page(client, world.subject, "history", world.dossier.pk).context["entries"]
    assert [(entry["sentence"].partition(":")[0], entry["reason"]) for entry in entries] == [
        ("rút gia hạn", WHY)
    ]


def test_a_units_request_that_was_withdrawn_is_no_history_of_its_people(client, world):
    row = ExtensionFactory(dossier=None, unit=world.ward, period=world.period, stage=ExtensionStage.ASKED)
    send(client, world.staff, row, "withdraw", **{"withdraw-reason": WHY})
    assert page(client, world.subject, "history", world.dossier.pk).context["entries"] == []


@pytest.mark.parametrize("granted", [True, False])
def test_what_was_never_granted_is_called_what_was_asked_for(client, world, granted):
    until = world.period.plan_closes_at + timedelta(days=2)
    row = Extension(period=world.period, window="plan", dossier=world.dossier, until=until, ground="Mất điện")
    if granted:
        take_back(give(row, by=world.organisation), reason=WHY, by=world.organisation)
    else:
        withdraw(ask(row, by=world.subject), reason=WHY, by=world.subject)
    shown = page(client, world.subject, "extension", row.pk).content.decode()
    assert ("<dt>Gia hạn đến</dt>" in shown, "<dt>Đề nghị gia hạn đến</dt>" in shown) == (
        granted,
        not granted,
    )
