"""Who hears of extensions: whoever may answer, whoever asked, and everybody whose window it moves."""

from datetime import timedelta

import pytest

from config import clock
from evaluation.extensions import actions as extensions
from evaluation.models import Extension
from notices.models import Notice
from tests.evaluation.extensions.asking import a_ward_that_asks
from tests.factories import DossierFactory, ExtensionFactory, a_ward
from tests.telling import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def late():
    """The plan's window has closed over one of the division's people."""
    world = a_ward_that_asks()
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


def test_a_units_extension_is_not_told_to_whoever_has_a_longer_one_of_their_own(late):
    other = DossierFactory(unit=late.division, managing_unit=late.ward, period=late.period)
    longer = late.period.plan_closes_at + timedelta(days=3)
    ExtensionFactory(dossier=late.dossier, until=longer)
    row = extensions.give(extension(late, unit=late.ward), by=late.organisation)
    assert [len(told(user)) for user in (late.subject, other.cadre.user)] == [0, 1]
    extensions.take_back(row, reason="Ghi nhầm đơn vị", by=late.organisation)
    assert [len(told(user)) for user in (late.subject, other.cadre.user)] == [0, 2]


@pytest.fixture
def owing(late):
    """Three who owe their plans: the subject, a neighbour of the same ward, a stranger of another."""
    neighbour = DossierFactory(unit=late.division, managing_unit=late.ward, period=late.period)
    stranger = DossierFactory(unit=a_ward().ward, period=late.period)
    late.three = (late.subject, neighbour.cadre.user, stranger.cadre.user)
    return late


def heard(world):
    return [len(told(user)) for user in world.three]


def test_of_a_persons_extension_nobody_else_of_the_round_hears(owing):
    row = extensions.give(extension(owing), by=owing.organisation)
    assert heard(owing) == [1, 0, 0]
    extensions.take_back(row, reason="Ghi nhầm người", by=owing.organisation)
    assert heard(owing) == [2, 0, 0]


def test_of_one_asked_for_on_somebodys_behalf_the_person_and_whoever_asked_hear(owing):
    row = extensions.ask(extension(owing), by=owing.staff)
    extensions.grant(row, until=row.until, by=owing.organisation)
    extensions.take_back(row, reason="Ghi nhầm người", by=owing.organisation)
    assert [*heard(owing), len(told(owing.staff))] == [2, 0, 0, 2]


def test_of_a_units_extension_its_own_people_hear_and_no_other_units(owing):
    row = extensions.give(extension(owing, unit=owing.ward), by=owing.organisation)
    assert heard(owing) == [1, 1, 0]
    extensions.take_back(row, reason="Ghi nhầm đơn vị", by=owing.organisation)
    assert heard(owing) == [2, 2, 0]


def test_where_a_units_is_taken_back_each_hears_the_day_that_is_now_their_own(owing):
    shorter = owing.period.plan_closes_at + timedelta(days=1)
    ExtensionFactory(dossier=owing.dossier, until=shorter)
    row = extensions.give(extension(owing, unit=owing.ward), by=owing.organisation)
    extensions.take_back(row, reason="Ghi nhầm đơn vị", by=owing.organisation)
    ends = [told(user)[-1].rpartition("2026, ")[2] for user in owing.three[:2]]
    assert ends == ["hạn của đồng chí: hết thứ Bảy, 26/09/2026", "hạn: hết thứ Sáu, 25/09/2026"]


def test_a_units_extension_is_no_news_to_whoever_has_as_long_of_their_own(owing):
    ExtensionFactory(dossier=owing.dossier, until=owing.period.plan_closes_at + timedelta(days=2))
    row = extensions.give(extension(owing, unit=owing.ward), by=owing.organisation)
    extensions.take_back(row, reason="Ghi nhầm đơn vị", by=owing.organisation)
    assert heard(owing) == [0, 2, 0]


def test_where_the_round_has_come_as_far_a_units_taken_back_moves_nobody(owing):
    row = extensions.give(extension(owing, unit=owing.ward), by=owing.organisation)
    type(owing.period).objects.update(plan_closes_at=row.until)
    extensions.take_back(Extension.objects.get(), reason="Không cần nữa", by=owing.organisation)
    assert heard(owing) == [1, 1, 0]
