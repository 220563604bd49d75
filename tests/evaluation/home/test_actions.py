"""Who hears of results of collectives, of what came after a decision, and of extensions."""

from datetime import timedelta

import pytest

from config import clock
from evaluation.collectives.moves import COLLECTIVES
from evaluation.extensions import actions as extensions
from evaluation.models import Arrival, Extension
from notices.models import Kind, Notice
from tests.evaluation.collectives.collective_factories import a_collective_world, a_result, decided, seated
from tests.factories import DossierFactory, a_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_collective_world()


def told(user):
    return list(Notice.objects.filter(to=user).values_list("sentence", flat=True))


def test_a_divisions_result_waits_for_the_leadership_above_and_not_for_the_province(world):
    result = a_result(world, stage="draft")
    COLLECTIVES.submit.make(result, by=world.staff)
    assert told(world.leadership) == [f"Kết quả tập thể {world.division} · Quý IV/2026: chờ phê duyệt"]
    assert told(world.organisation) == []


def test_a_wards_result_waits_for_the_province(world):
    COLLECTIVES.submit.make(a_result(world, world.ward, stage="draft"), by=world.staff)
    assert told(world.organisation) == [f"Kết quả tập thể {world.ward} · Quý IV/2026: chờ phê duyệt"]


def test_sent_back_it_comes_with_its_reason_to_whoever_records_it(world):
    COLLECTIVES.return_.make(a_result(world), by=world.leadership, reason="Thiếu chỉ tiêu")
    back = Notice.objects.get(to=world.staff)
    assert (back.kind, back.words) == (Kind.RETURNED, "Thiếu chỉ tiêu")


def test_the_deciding_level_hears_of_what_arrived_after_its_decision(world):
    result = a_result(world, completed=3)
    head = seated(world, stage="decided", decided_rating="good")
    decided(head, world.period.dossier_closes_at)
    COLLECTIVES.approve.make(result, by=world.leadership)
    assert Arrival.objects.count() == 1
    assert told(world.leadership) == [
        f"Trả lời về căn cứ đến sau quyết định: có đồng chí đang chờ · {world.ward} · Quý IV/2026"
    ]
    assert told(head.cadre.user) == []


# --- extensions


@pytest.fixture
def late(world):
    """The plan's window has closed over one of the division's people."""
    world.dossier = DossierFactory(cadre=world.cadre, unit=world.division, period=world.period)
    with clock.held(world.period.plan_closes_at + timedelta(hours=1)):
        yield world


def extension(late, **scope):
    scope = scope or {"dossier": late.dossier}
    until = late.period.plan_closes_at + timedelta(days=2)
    return Extension(period=late.period, window="plan", until=until, ground="Mất điện toàn phường", **scope)


def test_whoever_may_extend_hears_that_it_was_asked_for_and_whoever_asked_of_the_answer(late):
    row = extensions.ask(extension(late), by=late.subject)
    what = f"kế hoạch công tác của cá nhân, đồng chí {late.cadre.full_name} · Quý IV/2026"
    assert told(late.organisation) == [f"Trả lời đề nghị gia hạn: {what}"]
    extensions.grant(row, until=row.until, by=late.organisation)
    assert told(late.subject) == [f"Đã gia hạn: {what}, đến hết Chủ nhật, 27/09/2026"]


def test_a_refusal_comes_with_its_reason(late):
    row = extensions.ask(extension(late), by=late.staff)
    extensions.refuse(row, reason="Đã nhắc hai lần", by=late.organisation)
    for person in (late.staff, late.subject):
        assert Notice.objects.get(to=person).words == "Đã nhắc hai lần"


def test_a_units_extension_is_told_to_those_who_still_owe_the_thing(late):
    other = DossierFactory(unit=a_ward().ward, period=late.period)
    extensions.give(extension(late, unit=late.ward), by=late.organisation)
    assert [len(told(user)) for user in (late.subject, other.cadre.user)] == [1, 0]
