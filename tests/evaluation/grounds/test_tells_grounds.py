"""Căn cứ xếp loại, the tree: on the guideline's own example every figure opens to those it is made of."""

from datetime import date
from decimal import Decimal

import pytest

from evaluation.grounds.tells import grounds_of, layers_of
from evaluation.models import Assessment, CriterionMark
from regulation.numbers import vn
from regulation.quarters import Quarter
from regulation.vocabulary import Layer
from tests.evaluation.grounds.grounds_factories import a_worked_example, with_facts
from tests.factories import (
    AxisWeightFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    TaskMarkFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return a_worked_example()


def grounds(dossier, layer=Layer.AUTHORITY):
    return grounds_of(with_facts(dossier), layer)


@pytest.mark.clause("2.1")
def test_the_tree_ends_in_the_guidelines_figures(dossier):
    (axis,) = grounds(dossier).axes
    assert [(ratio.letter, vn(ratio.sum), str(ratio.percent)) for ratio in axis.ratios] == [
        ("A", "6,7", "87.01"),
        ("B", "6,85", "88.96"),
        ("C", "6,85", "88.96"),
        ("D", "6,85", "88.96"),
    ]
    assert [str(axis.score.kpi), str(axis.capped), str(axis.score.points)] == ["88.47", "88.47", "61.93"]


def test_each_term_shows_its_factor_and_the_quantity_has_none(dossier):
    quantity, quality, *_ = grounds(dossier).axes[0].ratios
    assert [term.factor for term in quantity.terms] == [None] * 5
    assert [vn(term.factor) for term in quality.terms] == ["0,75", "1", "1", "1", "1,2"]
    assert [term.value for term in quality.terms] == [
        Decimal(value) for value in ("0.75", "1", "1.2", "1.5", "2.4")
    ]


def test_a_kpi_above_one_hundred_counts_as_one_hundred():
    made = DossierFactory()
    AxisWeightFactory(plan=made.plan)
    TaskMarkFactory(task=PlanTaskFactory(plan=made.plan), quality=Decimal("1.2"))
    (axis,) = grounds(made).axes
    assert [str(axis.score.kpi), axis.capped, str(axis.score.points)] == ["105.00", 100, "70.00"]


def test_the_coefficient_opens_to_the_points_it_is_made_of(dossier):
    task = dossier.plan.tasks.get(title="Nhiệm vụ 3")
    task.points = Decimal(120)
    task.save()
    rows = grounds(dossier).axes[0].rows
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert [vn(rows[2].points), vn(rows[2].standard), vn(rows[2].task.result.coefficient)] == [
        "120",
        "100",
        "1,2",
    ]
    assert [rows[3].points, rows[3].standard] == [None, None]  # 100 points no longer divide to 1,5


def test_tasks_listed_directly_are_measured_by_one_hundred_points():
    made = DossierFactory(period=PeriodFactory(quarter=Quarter(2026, 2), direct_entry=True))
    AxisWeightFactory(plan=made.plan)
    PlanTaskFactory(plan=made.plan, item=None, points=Decimal(150), coefficient=Decimal("1.5"))
    (row,) = grounds(made).axes[0].rows
    assert [vn(row.points), vn(row.standard)] == ["150", "100"]


def test_what_stands_inside_adds_up_to_what_is_printed(dossier):
    found = grounds(dossier)
    score, (axis,) = found.verdict.score, found.axes
    assert score.total == score.general_points + score.task_points
    assert score.general_points == sum(group.points for group in found.criteria)
    assert score.task_points == sum(axis.score.points for axis in found.axes)
    assert axis.score.planned == sum(row.score.planned_converted for row in axis.rows)
    assert [ratio.sum for ratio in axis.ratios] == [
        sum(term.value for term in ratio.terms) for ratio in axis.ratios
    ]


def test_a_reorganisation_leaves_earlier_tasks_out_and_names_them():
    made = DossierFactory()
    for axis, weight in ((1, 40), (2, 30)):
        AxisWeightFactory(plan=made.plan, axis=axis, weight=Decimal(weight))
    before = PlanTaskFactory(plan=made.plan, axis=1, title="Việc cũ", due_date=date(2026, 10, 20))
    after = PlanTaskFactory(plan=made.plan, axis=2, title="Việc mới", due_date=date(2026, 12, 1))
    for task in (before, after):
        TaskMarkFactory(task=task)
    made.cases = [{"kind": "reorganised", "since": "2026-11-01", "sentence": "Sắp xếp từ 01/11/2026."}]
    made.save()
    found = grounds(made)
    assert [axis.score.number for axis in found.axes] == [2]
    assert [task.name for task in found.left_out.tasks] == ["Việc cũ"]
    assert [(axis.number, axis.weight) for axis in found.left_out.weights] == [(2, 70)]


def test_a_criterion_not_ensured_gets_nothing_and_shows_why(dossier):
    CriterionMark.objects.create(
        dossier=dossier, layer="self", code="1.1", ensured=False, reason="Còn hạn chế"
    )
    lines = grounds(dossier).criteria[0].lines
    assert [lines[0].points, lines[0].reason, lines[1].points] == [0, "Còn hạn chế", 2]


def test_an_earlier_layer_can_be_read_as_it_was(dossier):
    TaskMarkFactory(task=dossier.plan.tasks.first(), layer="appraisal", done=Decimal(2), quality=Decimal(1))
    own, appraised = grounds(dossier, Layer.SELF), grounds(dossier, Layer.APPRAISAL)
    assert [str(own.axes[0].score.a), str(appraised.axes[0].score.a)] == ["87.01", "100.00"]


def test_only_layers_that_were_written_are_offered(dossier):
    assert layers_of(with_facts(dossier)) == [Layer.SELF]
    Assessment.objects.create(
        dossier=dossier,
        layer="appraisal",
        general_points=30,
        task_points=60,
        total=90,
        uncapped_total=90,
        saved_at="2026-12-26T00:00Z",
    )
    assert layers_of(with_facts(dossier)) == [Layer.SELF, Layer.APPRAISAL]
