"""7.d: which quarters that were not rated are considered in one, and what of them the law reads there."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluation.core.facts import deferred_before, facts_of
from evaluation.core.steps import Stage
from evaluation.models import Dossier, DossierCircumstance
from regulation.quarters import Quarter
from regulation.vocabulary import Circumstance
from tests.factories import CadreFactory, DossierFactory, PeriodFactory, UnitFactory

pytestmark = pytest.mark.django_db


def a_quarter(cadre, year, number, stage=Stage.DEFERRED, **values):
    period = PeriodFactory(quarter=Quarter(year, number))
    return DossierFactory(cadre=cadre, unit=UnitFactory(), period=period, stage=stage, **values)


def record(dossier, kind, **values):
    values = {"on": date(2026, 8, 3), "text": "Đã ghi"} | values
    return DossierCircumstance.objects.create(cadre=dossier.cadre, dossier=dossier, kind=kind, **values)


@pytest.fixture
def cadre():
    return CadreFactory()


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        (("deferred", "deferred"), ["Quý III/2026", "Quý II/2026"]),
        (("deferred", "archived"), ["Quý III/2026"]),
        (("archived", "deferred"), []),
        (("exempt", "deferred"), []),
        ((None, "deferred"), []),
    ],
)
def test_quarters_come_back_as_far_as_they_follow_one_another(cadre, stages, found):
    for number, stage in zip((3, 2), stages, strict=True):
        if stage:
            a_quarter(cadre, 2026, number, stage)
    now = a_quarter(cadre, 2026, 4, Stage.COUNCIL)
    a_quarter(cadre, 2027, 1)
    assert [str(row.period) for row in deferred_before(Dossier.objects.get(pk=now.pk))] == found


@pytest.mark.clause("7.d")
@pytest.mark.parametrize("kind", Circumstance)
def test_its_grounds_come_with_it_and_its_papers_do_not(cadre, kind):
    before = a_quarter(cadre, 2026, 3, side_ground="Nghỉ thai sản.")
    record(before, kind.value)
    record(before, kind.value, stage="lifted", lifted_on=date(2026, 8, 30))
    facts = facts_of(a_quarter(cadre, 2026, 4, Stage.COUNCIL))
    comes = kind.is_ground or kind is Circumstance.SHORTCOMING
    assert [found.deferred_in for found in facts.recorded] == ["Quý III/2026"] * comes
    assert [one.told for one in facts.deferred] == ["Quý III/2026 chưa đánh giá, xếp loại: Nghỉ thai sản."]


def test_a_ground_of_its_own_quarter_comes_from_nowhere_else(cadre):
    now = a_quarter(cadre, 2026, 4, Stage.COUNCIL)
    record(now, "discipline")
    assert [found.deferred_in for found in facts_of(now).recorded] == [""]


def test_many_people_are_read_in_as_many_queries_as_one():
    def cost(people):
        for _ in range(people):
            cadre = CadreFactory()
            record(a_quarter(cadre, 2026, 3), "discipline")
            a_quarter(cadre, 2026, 4, Stage.COUNCIL)
        with CaptureQueriesContext(connection) as asked:
            found = [facts_of(row) for row in Dossier.objects.filter(stage=Stage.COUNCIL).with_facts()]
        assert all(facts.recorded for facts in found)
        return len(asked)

    cost(1)  # what is asked once in a process is not asked for rows
    assert cost(1) == cost(5)
