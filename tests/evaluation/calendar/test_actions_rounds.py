"""Opening a round: its dossiers, and what is settled about each of them then."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cadres.models.units import UnitKind
from evaluation.calendar.actions.rounds import join, open_dossiers, open_period, open_round
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Period
from regulation.quarters import Quarter
from tests.evaluation.core.test_races import together
from tests.factories import AppointmentFactory, CadreFactory, PositionFactory, UnitFactory, a_ward


@pytest.mark.clause("B1.2", "M02.note")
@pytest.mark.django_db
def test_opening_twice_makes_one_dossier_a_person():
    world = a_ward()
    period = open_period(Quarter(2026, 4))
    first = open_dossiers(period, [world.cadre])
    assert (len(first), open_dossiers(open_period(Quarter(2026, 4)), [world.cadre])) == (1, [])


@pytest.mark.clause("0.4", "2.2")
@pytest.mark.django_db
def test_a_division_person_is_managed_and_decided_by_the_ward():
    world = a_ward()
    dossier = join(world.cadre, open_period(Quarter(2026, 4)))
    assert (dossier.unit, dossier.managing_unit, dossier.deciding_unit, dossier.group) == (
        world.division,
        world.ward,
        world.ward,
        None,
    )
    assert [dossier.stage, dossier.history.get().label] == [Stage.PLANNING, "Mở hồ sơ"]


@pytest.mark.clause("2.2")
@pytest.mark.django_db
def test_a_secretary_of_a_ward_is_decided_by_the_province_in_a_group():
    ward = UnitFactory(kind=UnitKind.WARD)
    post = AppointmentFactory(
        unit=ward, position=PositionFactory(provincial=True, clause="3.1.e"), leadership="head"
    )
    dossier = join(post.cadre, open_period(Quarter(2026, 4)))
    assert (dossier.deciding_unit, dossier.group.name) == (ward.parent, "Bí thư đảng ủy xã, phường, đặc khu")


@pytest.mark.django_db
def test_direct_entry_starts_with_the_self_assessment():
    dossier = join(a_ward().cadre, open_period(Quarter(2026, 2), direct_entry=True))
    assert dossier.stage == Stage.SELF_ASSESSMENT


@pytest.mark.clause("B5.1")
@pytest.mark.django_db
def test_no_dossier_without_a_post_or_for_central_management():
    period = open_period(Quarter(2026, 4))
    central = AppointmentFactory(cadre__is_central=True).cadre
    assert open_dossiers(period, [CadreFactory(), central]) == []
    assert Dossier.objects.count() == 0


@pytest.mark.django_db
def test_a_round_goes_on_with_the_rules_of_the_one_before_but_not_with_its_25_percent():
    before = open_period(Quarter(2026, 3))
    before.policies.update(
        outstanding_share=40, rates_fourth_quarter=False, cap_rate=25, cap_document="Số 12", version=4
    )
    unit = UnitFactory()
    before.policies.create(unit=unit, scales={"quality": [["1", "Đạt"]]})
    period = open_period(Quarter(2026, 4))
    kept = period.policies.get(unit=None)
    assert (kept.outstanding_share, kept.rates_fourth_quarter, kept.version) == (40, False, 1)
    assert (kept.cap_rate, kept.cap_document) == (20, "")
    assert period.policies.get(unit=unit).scales == {"quality": [["1", "Đạt"]]}
    assert before.policies.count() == 2


@pytest.mark.django_db
def test_the_first_round_starts_from_the_readings_that_the_product_comes_with():
    open_period(Quarter(2026, 4))
    assert open_period(Quarter(2026, 3)).policies.get().outstanding_share == 30


@pytest.mark.clause("B1.2", "2.2")
@pytest.mark.django_db
def test_a_round_is_opened_for_everybody_who_owes_a_dossier_and_again_for_newcomers():
    world = a_ward()
    AppointmentFactory(cadre__is_central=True)
    CadreFactory()
    assert [person.cadre for person in open_round(Quarter(2027, 1)).owed] == [world.cadre]
    newcomer = AppointmentFactory(unit=world.division).cadre
    again = open_round(Quarter(2027, 1))
    assert ([person.cadre for person in again.owed], again.present) == ([newcomer], 1)
    assert [(row.plan.stage, row.history.get().deed) for row in Dossier.objects.all()] == [
        (PlanStage.DRAFT, "open")
    ] * 2


@pytest.mark.django_db
def test_what_is_asked_grows_by_the_line_of_history_alone():
    """Of everybody but tier 3.1, whose groups are looked up one by one."""
    asked = []
    for number in (3, 23):
        AppointmentFactory.create_batch(number, unit=UnitFactory())
        with transaction.atomic(), CaptureQueriesContext(connection) as found:
            opened = open_round(Quarter(2027, 1)).owed
            asked.append(len(found) - len(opened))
            transaction.set_rollback(True)
    assert asked[0] == asked[1]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_same_round_at_once_make_one_dossier_a_person():
    AppointmentFactory.create_batch(5, unit=UnitFactory())
    opened = together(*[lambda: open_round(Quarter(2027, 1))] * 3)
    assert sorted(len(opening.owed) for opening in opened) == [0, 0, 5]
    assert (Period.objects.count(), Dossier.objects.count()) == (1, 5)
