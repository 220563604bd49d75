"""Naming who stands in and ending it: the right, both people told, the history, and what stands in the way."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cadres.machine import OutOfTurn
from cadres.models import Duty, Mandate
from config import clock
from evaluation.core.road import DOSSIERS
from evaluation.deputies.actions import LONGEST, Amiss, Over, end
from evaluation.models import StandIn, StandInEntry
from notices.models import Kind, Notice
from tests.evaluation.deputies.naming import an_absence, days, fresh, named
from tests.factories import DossierFactory, UserFactory, an_official, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return an_absence()


def refused(world, deputy=None, **values):
    with pytest.raises(Amiss) as refusal:
        named(world, deputy, **values)
    assert (StandIn.objects.count(), StandInEntry.objects.count()) in [(0, 0), (1, 1)]
    return refusal.value.found


def told(user):
    return list(Notice.objects.filter(to=user, kind=Kind.DEPUTY).values_list("sentence", flat=True))


# --- named -----------------------------------------------------------------------------------------------------------


def test_naming_makes_a_dated_mandate_on_behalf_that_rests_on_the_duty(world):
    row = named(world)
    mandate = Mandate.objects.get(on_behalf_of=world.leadership)
    assert (row.mandate, mandate.user, mandate.rests_on) == (mandate, world.deputy, world.held)
    assert (mandate.unit, mandate.duty) == (world.ward, Duty.LEADERSHIP)
    assert {"valid_from": mandate.valid_from, "valid_until": mandate.valid_until} == days()


def test_both_are_told_with_the_way_to_the_page_and_the_reason(world):
    row = named(world, reason="Đi học")
    since = row.words()["days"]
    duty = f"“Tập thể lãnh đạo, cấp ủy” · {world.ward}"
    assert told(world.deputy) == [f"Đồng chí {world.leadership} cử đồng chí làm thay {duty}, {since}"]
    assert told(world.leadership) == [f"Đã cử đồng chí {world.deputy} làm thay {duty}, {since}"]
    assert set(Notice.objects.values_list("words", "url")) == {("Đi học", reverse("deputies"))}


def test_the_longest_names_still_make_a_notice(world):
    type(world.ward).objects.filter(pk=world.ward.pk).update(name="Đ" * 200)
    for user in (world.leadership, world.deputy):
        user.full_name = "Ơ" * 120
        user.save()
    named(world)
    assert {len(sentence) for sentence in told(world.deputy) + told(world.leadership)} == {400}


def test_history_keeps_who_when_for_whom_why_as_they_were_called_then(world):
    row = named(world, reason="Đi học")
    entry = row.history.get()
    assert (entry.by, entry.deed, entry.reason) == (world.leadership, "name_deputy", "Đi học")
    assert entry.changes == row.words()


def test_what_the_deputy_does_names_both(world):
    named(world)
    dossier = DossierFactory(unit=world.division, stage="council", council_rating="good")
    deputy = fresh(world.deputy)
    DOSSIERS.return_.make(dossier, by=deputy, reason="Thiếu minh chứng")
    entry = dossier.history.get()
    assert (entry.by, entry.on_behalf_of) == (world.deputy, world.leadership)


def test_sent_twice_it_is_named_once_and_told_once(world):
    assert named(world) == named(world)
    assert (StandIn.objects.count(), StandInEntry.objects.count(), len(told(world.deputy))) == (1, 1, 1)
    assert Mandate.objects.filter(on_behalf_of=world.leadership).count() == 1


def test_after_it_was_ended_the_same_days_can_be_named_again(world):
    first = end(named(world), by=world.leadership)
    assert named(world) != first


def test_nobody_hands_on_anothers_duty(world):
    with pytest.raises(PermissionDenied):
        named(world, by=world.staff)


def test_what_is_held_on_behalf_of_another_is_not_handed_on(world):
    world.held = named(world).mandate
    found = refused(world, world.subject, by=world.deputy)
    assert found == {"deputy": "Vai trò làm thay người khác không cử tiếp được."}


@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.SYSTEM_ADMIN, Duty.COUNCIL_MEMBER])
def test_some_duties_stay_with_whoever_holds_them(world, duty):
    world.held = grant(world.leadership, duty, world.ward)
    assert "deputy" in refused(world)


@pytest.mark.parametrize(
    ("span", "field", "sentence"),
    [
        ((-1, 3), "valid_from", "đã qua"),
        ((5, 4), "valid_until", "từ ngày bắt đầu trở đi"),
        ((0, LONGEST), "valid_until", f"nhiều nhất {LONGEST} ngày"),
    ],
)
def test_the_days_lie_ahead_in_order_and_within_a_term(world, span, field, sentence):
    assert sentence in refused(world, **days(*span))[field]


def test_the_longest_term_and_a_single_day_are_named(world):
    named(world, **days(0, LONGEST - 1))
    end(StandIn.objects.get(), by=world.leadership)
    named(world, **days(0, 0))


def test_nobody_stands_in_for_longer_than_the_duty_itself_lasts(world):
    world.held.valid_until = clock.today() + timedelta(days=3)
    world.held.save()
    assert f"{world.held.valid_until:%d/%m/%Y}" in refused(world)["valid_until"]
    named(world, **days(0, 3))


def test_whom_the_right_does_not_allow_cannot_be_named(world):
    for person in (world.leadership, UserFactory()):
        assert str(person) in refused(world, person)["deputy"]


def test_of_one_duty_one_stands_in_at_a_time_and_the_other_is_named_with_the_days(world):
    first = named(world)
    found = refused(world, world.subject, **days(9, 12))
    assert found == {
        "valid_from": f"Đồng chí {world.deputy} đã được cử làm thay vai trò này {first.mandate.days}."
    }
    named(world, world.subject, **days(10, 12))


def test_whom_an_administrator_recorded_counts_too(world):
    grant(world.subject, Duty.LEADERSHIP, world.ward, on_behalf_of=world.leadership)
    assert str(world.subject) in refused(world)["valid_from"]


def test_another_duty_or_unit_of_the_same_person_is_another_matter(world):
    named(world)
    world.held = grant(world.leadership, Duty.LEADERSHIP, world.division)
    named(world, world.subject)


def test_nobody_stands_in_for_two_at_once_in_the_same_duty_for_history_could_not_tell_for_whom(world):
    other = an_official(Duty.LEADERSHIP, world.ward)
    mine = named(world, **days(3, 6))
    world.held = other.mandates.get()
    found = refused(world, by=other, **days(0, 4))["deputy"]
    assert f"{mine.mandate.days}, thay mặt đồng chí {world.leadership}" in found


# --- ended early -----------------------------------------------------------------------------------------------------


def test_ended_early_the_right_is_gone_at_once_and_the_days_before_stay(world):
    row = named(world)
    with clock.held(clock.now() + timedelta(days=2)):
        row = end(row, by=world.leadership, reason="Về sớm")
        assert row.mandate not in Mandate.objects.in_force()
        assert row.mandate.valid_until == clock.today() - timedelta(days=1)
    assert row.history.last().reason == "Về sớm"


@pytest.mark.parametrize("first", [0, 5])
def test_ended_on_its_first_day_or_before_nothing_of_the_right_is_left_but_the_history(world, first):
    row = end(named(world, **days(first, 9)), by=world.leadership)
    assert (row.mandate, Mandate.objects.filter(on_behalf_of=world.leadership).exists()) == (None, False)
    assert [entry.deed for entry in row.history.all()] == ["name_deputy", "end"]


def test_both_are_told_of_the_end(world):
    end(named(world), by=world.leadership)
    assert "chấm dứt việc đồng chí làm thay" in told(world.deputy)[0]
    assert f"Đã chấm dứt việc đồng chí {world.deputy} làm thay" in told(world.leadership)[0]


def test_ended_twice_it_is_told_calmly(world):
    row = named(world)
    end(row, by=world.leadership)
    with pytest.raises(OutOfTurn) as refusal:
        end(row, by=world.leadership)
    assert refusal.value.done
    assert len(told(world.deputy)) == 2


def test_nobody_but_whoever_named_them_ends_it(world):
    row = named(world)
    for other in (world.deputy, world.staff):
        with pytest.raises(PermissionDenied):
            end(row, by=other)


def test_what_is_over_by_its_days_is_not_ended(world):
    row = named(world, **days(0, 0))
    with clock.held(clock.now() + timedelta(days=1)), pytest.raises(Over):
        end(row, by=world.leadership)
