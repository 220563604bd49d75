"""Who has a seat in a collective, and who reads its result: the three readings agree."""

import pytest

from cadres.models import Duty, User
from evaluation.collectives import permissions
from evaluation.core.stages import CollectiveStage
from evaluation.models import CollectiveResult
from regulation.quarters import Quarter
from tests.factories import DossierFactory, PeriodFactory, UserFactory, a_ward, grant

pytestmark = pytest.mark.django_db

SEATED, WITH_STAND_INS = permissions.SEATED, permissions.JUDGED_BY_IT


def fresh(*users):
    """The accounts as the next request loads them."""
    return [User.objects.get(pk=user.pk) for user in users]


def allowed(right, users, rows):
    return {(user.pk, row.pk) for user in users for row in rows if right.allows(user, row)}


def filtered(right, users, model):
    found = ((user.pk, model.objects.filter(right.q(user))) for user in users)
    return {(user, pk) for user, rows in found for pk in rows.values_list("pk", flat=True)}


@pytest.fixture
def seats():
    """Results of two units in two rounds; one person with a seat in the first unit in the first round, and a stand-in."""
    ward, rounds = a_ward(), [PeriodFactory(quarter=Quarter(2026, number)) for number in (3, 4)]
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division, period=rounds[0])
    dossier.seats.create(unit=ward.division, leadership="head")
    DossierFactory(cadre=ward.cadre, unit=ward.division, period=rounds[1])
    results = [
        CollectiveResult.objects.create(unit=unit, period=period)
        for unit in (ward.division, ward.ward)
        for period in rounds
    ]
    stand_in = UserFactory()
    grant(stand_in, Duty.AUDITOR, ward.province, on_behalf_of=ward.subject)
    return ward, results, stand_in


@pytest.mark.parametrize(("right", "stands_in"), [(SEATED, False), (WITH_STAND_INS, True)])
def test_a_seat_is_one_in_that_unit_and_that_round(seats, right, stands_in):
    ward, results, stand_in = seats
    users = fresh(ward.subject, stand_in, ward.leadership)
    seated = {(user.pk, results[0].pk) for user in users[: 1 + stands_in]}
    assert allowed(right, users, results) == seated
    assert filtered(right, users, CollectiveResult) == seated


def test_seats_are_held_by_the_persons_themselves_and_one_without_an_account_by_nobody(seats):
    ward, results, _ = seats
    other = DossierFactory(unit=ward.division, period=results[0].period, cadre__account=False)
    other.seats.create(unit=ward.division, leadership="deputy")
    assert [SEATED.holders(row) for row in results] == [{ward.subject.pk}, set(), set(), set()]


def test_a_person_with_two_dossiers_in_the_collective_finds_its_result_once(seats):
    ward, results, _ = seats
    another = DossierFactory(cadre__user=UserFactory(), unit=ward.ward, period=results[0].period)
    another.seats.create(unit=ward.division, leadership="deputy")
    assert list(CollectiveResult.objects.filter(SEATED.q(ward.subject))) == [results[0]]


@pytest.mark.parametrize("stage", CollectiveStage)
def test_a_result_is_read_by_whoever_leads_the_collective_once_it_counts_and_by_everybody_once_made_known(
    seats, stage
):
    ward, results, _ = seats
    CollectiveResult.objects.update(stage=stage)
    result = CollectiveResult.objects.get(pk=results[0].pk)
    reading = [
        permissions.READ_COLLECTIVE.allows(user, result) for user in fresh(ward.subject, UserFactory())
    ]
    assert reading == [stage in ("approved", "published"), stage == "published"]
    assert permissions.READ_COLLECTIVE.allows(ward.staff, result) is True
