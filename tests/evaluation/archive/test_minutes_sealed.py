"""Bước 3: the minutes of a council's session are sealed as it is closed, and anew whenever they are set right."""

from datetime import timedelta

import pytest

from evaluation.archive.models import Seal
from evaluation.archive.tells.verifying import faults
from evaluation.council.actions import close, correct
from evaluation.models import CouncilLine, CouncilMember, CouncilSession, CouncilSessionEntry, Policy
from tests.evaluation.archive.reading import CHANGED, fetched, page
from tests.evaluation.council.council_factories import a_session, all_noted, seated
from tests.reporting.papers import pdf_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A session that is over: two people heard, its minutes numbered."""
    world = a_session(2)
    seated(world, place="Hội trường A", minutes_number="12-BB/HĐ")
    all_noted(world, note="Thống nhất cao")
    world.session = close(world.session, by=world.staff)
    return world


def seals():
    return list(Seal.objects.filter(kind="minutes").order_by("number"))


def found():
    return [(fault.what, fault.where.split()[0]) for fault in faults()]


def test_every_page_of_the_minutes_carries_their_version_and_seal(world):
    (seal,) = seals()
    pages = pdf_pages(fetched(world.staff, "minutes_pdf", world.session.pk).getvalue())
    assert [f"Bản lần 1. Niêm phong {seal}" in text for text in pages] == [True] * len(pages)


def test_minutes_that_were_set_right_are_sealed_anew_and_the_first_seal_still_stands(world):
    later = world.session.held_on - timedelta(days=1)
    correct(
        world.session, {"held_on": later, "minutes_number": "13-BB/HĐ"}, by=world.staff, reason="Ghi nhầm"
    )
    first, second = seals()
    assert found() == []
    _, text = page(world.staff, "seal", first)
    assert ("khớp nhau" in text, "đã được sửa sau bản này" in text) == (True, True)
    _, text = page(world.staff, "minutes", world.session.pk)
    assert f"Bản lần 2. Niêm phong {second}" in text


def another_opinion():
    CouncilLine.objects.update(rating="excellent")


def another_member():
    CouncilMember.objects.update(present=False)


def another_number():
    CouncilSession.objects.update(minutes_number="99-BB/HĐ")


@pytest.mark.parametrize(
    "alter", [another_opinion, another_member, another_number], ids=lambda alter: alter.__name__
)
def test_minutes_that_were_altered_are_not_printed_and_their_page_says_so(world, alter):
    where = ("council_session", world.session.pk)
    assert CHANGED not in page(world.staff, *where)[1]
    alter()
    assert found() == [("altered", "minutes")]
    assert CHANGED in page(world.staff, *where)[1]
    for name in ("minutes", "minutes_pdf", "minutes_docx"):
        assert page(world.staff, name, world.session.pk)[0] == 409


def test_a_correction_that_is_taken_out_of_history_is_named(world):
    correct(world.session, {"place": "Hội trường B"}, by=world.staff, reason="Ghi nhầm")
    CouncilSessionEntry.objects.filter(deed="correct").delete()
    assert found() == [("altered", "minutes"), ("deleted", "minutes")]


def test_what_the_round_asks_of_a_quorum_later_changes_no_minutes(world):
    _, before = page(world.staff, "minutes", world.session.pk)
    Policy.objects.create(period=world.period, council_quorum="majority")
    assert "từ hai phần ba số thành viên" in before
    assert page(world.staff, "minutes", world.session.pk)[1] == before
