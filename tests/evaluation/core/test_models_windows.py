"""When windows close, read row by row and by the database: whatever moved them, all say the same."""

from datetime import timedelta
from itertools import product

import pytest
from django.db.models import Min

from config import clock
from evaluation.calendar.tells.owing import PLAN, SELF
from evaluation.core.models.windows import closing
from evaluation.core.stages import ExtensionStage
from evaluation.models import Dossier, Policy, Receipt
from regulation.deadlines import OwnWindow, Window
from tests.factories import DossierFactory, ExtensionFactory, PeriodFactory, UnitFactory

pytestmark = pytest.mark.django_db

WINDOWS = (Window.PLAN, Window.DOSSIER)
DAYS = (None, -5, 2, 6)  # from the round's own instant: none, before it, after it
OWN = (None, -3, 3)
ARRIVED = (-4, -1, 0, 1, 4, 9)


def after(period, window, days):
    return period.closes_at(window) + timedelta(days=days)


def granted(period, days, stage=ExtensionStage.GRANTED, **scope):
    for window in WINDOWS if days is not None else ():
        until = after(period, window, days)
        ExtensionFactory(period=period, window=window.value, until=until, stage=stage, **scope)


def a_unit(period, own, days):
    """A unit that asks earlier for its people, and to which a later instant was granted."""
    unit = UnitFactory()
    if own is not None:
        Policy.objects.create(period=period, unit=unit, self_closes_at=after(period, Window.DOSSIER, own))
    granted(period, days, dossier=None, unit=unit)
    return unit


def a_round():
    """Dossier → its windows as they are to be: each own window × each extension of the unit × each of the person."""
    period, elsewhere, expected = PeriodFactory(), UnitFactory(), {}
    granted(period, 8, dossier=None, unit=elsewhere)
    arrivals = iter(ARRIVED * 50)
    for own, of_unit, of_person in product(OWN, DAYS, DAYS):
        unit = a_unit(period, own, of_unit)
        for took in (None, elsewhere):
            arrived = next(arrivals)
            row = DossierFactory(
                unit=unit,
                period=period,
                handed_in_to=took,
                arrived_at=after(period, Window.DOSSIER, arrived) if arrived else None,
                plan__arrived_at=after(period, Window.PLAN, arrived),
            )
            granted(period, of_person, dossier=row)
            granted(period, 20, ExtensionStage.ASKED, dossier=row)
            granted(period, 21, ExtensionStage.REFUSED, dossier=row)
            later = [days for days in (8 if took else of_unit, of_person) if days is not None]
            mine = 0 if took or own is None else min(own, 0)
            expected[row.pk] = [
                after(period, Window.PLAN, max(0, *later, 0)),
                after(period, Window.DOSSIER, max(mine, *later, mine)),
            ]
    return period, expected


def windows_of(rows):
    return {row.pk: [row.closes_at(window) for window in WINDOWS] for row in rows}


@pytest.mark.clause("B1.1/1", "M06.note")
def test_every_reading_of_a_window_is_the_same_whatever_moved_it(django_assert_num_queries):
    period, expected = a_round()
    one_by_one = windows_of(Dossier.objects.all())
    with django_assert_num_queries(1):
        joined = windows_of(Dossier.objects.for_rows())
    with_facts = windows_of(Dossier.objects.with_facts_in(period))
    assert {len(found) for found in (one_by_one, joined, with_facts)} == {len(OWN) * len(DAYS) ** 2 * 2}
    assert [one_by_one == expected, joined == expected, with_facts == expected] == [True] * 3


@pytest.mark.parametrize("days", [-6, -2, 0, 3, 7, 30])
def test_who_is_late_and_who_is_missing_is_the_same_for_the_database_as_row_by_row(days):
    period, _ = a_round()
    now = after(period, Window.DOSSIER, days)
    rows = list(Dossier.objects.select_related("plan", "period"))
    with clock.held(now):
        found = [
            set(Dossier.objects.with_windows().filter(narrowed).values_list("pk", flat=True))
            for narrowed in (PLAN.late, SELF.late, SELF.missing())
        ]
    assert found == [
        {row.pk for row in rows if row.plan.is_late},
        {row.pk for row in rows if row.is_late},
        {row.pk for row in rows if row.arrived_at is None and row.closes_at(Window.DOSSIER) <= now},
    ]


def test_a_receipt_is_late_when_what_it_acknowledges_is():
    a_round()
    for row in Dossier.objects.exclude(arrived_at=None).select_related("plan"):
        plan, own = (
            Receipt(dossier=row, window=window.value, arrived_at=arrived)
            for window, arrived in ((Window.PLAN, row.plan.arrived_at), (Window.DOSSIER, row.arrived_at))
        )
        assert [plan.is_late, own.is_late] == [row.plan.is_late, row.is_late]


@pytest.mark.parametrize("window", [Window.PLAN, OwnWindow.SELF])
def test_of_many_people_the_first_window_that_closes_is_told(window):
    period = PeriodFactory()
    handed = Window.PLAN if window is Window.PLAN else Window.DOSSIER
    for days in (5, 2, 9):
        row = DossierFactory(period=period)
        ExtensionFactory(dossier=row, window=handed.value, until=after(period, handed, days))
    first = Dossier.objects.asked(window).aggregate(first=Min(closing(window)))["first"]
    assert first == after(period, handed, 2)


@pytest.mark.parametrize("window", [Window.DOSSIER, Window.REPORT, OwnWindow.DIVISION])
def test_what_others_owe_is_not_moved_by_what_was_granted_to_one_who_hands_in(window):
    row = DossierFactory()
    granted(row.period, 5, dossier=row)
    told = Dossier.objects.asked(window).annotate(closes=closing(window)).get().closes
    assert told == row.period.closes_at(window, row.managing_unit_id)


def test_an_extension_of_another_round_moves_nothing():
    row = DossierFactory()
    other = PeriodFactory(quarter=row.period.quarter.next())
    ExtensionFactory(dossier=None, unit=row.managing_unit, period=other)
    found = Dossier.objects.with_windows().get()
    assert {found.closes_at(Window.PLAN), row.closes_at(Window.PLAN)} == {row.period.plan_closes_at}
