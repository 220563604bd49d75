"""Căn cứ xếp loại on the guideline's own example."""

from decimal import Decimal

import pytest

from evaluation.models import Assessment, CriterionMark, Dossier, Excuse
from evaluation.stages import RequestStage, Stage
from evaluation.summaries.grounds import grounds_of, layers_of
from regulation.numbers import vn
from regulation.vocabulary import Layer, Rating
from tests.factories import AxisWeightFactory, DossierFactory, PlanTaskFactory, TaskMarkFactory

pytestmark = pytest.mark.django_db

WORKED_EXAMPLE = (
    ("1", "2", "1", "0.75"),
    ("1", "1", "1", "1"),
    ("1.2", "1", "1", "1"),
    ("1.5", "1", "1", "1"),
    ("2", "1", "1", "1.2"),
)


@pytest.fixture
def dossier():
    made = DossierFactory(stage=Stage.SUBMITTED)
    AxisWeightFactory(plan=made.plan, axis=4)
    for number, (coefficient, planned, done, factor) in enumerate(WORKED_EXAMPLE, start=1):
        task = PlanTaskFactory(
            plan=made.plan,
            axis=4,
            title=f"Nhiệm vụ {number}",
            quantity=Decimal(planned),
            coefficient=Decimal(coefficient),
        )
        factors = dict.fromkeys(("quality", "timeliness", "leadership"), Decimal(factor))
        TaskMarkFactory(task=task, done=Decimal(done), **factors)
    return made


def with_facts(dossier):
    return Dossier.objects.with_facts().get(pk=dossier.pk)


def grounds(dossier, layer=Layer.AUTHORITY):
    return grounds_of(with_facts(dossier), layer)


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


def test_a_high_total_does_not_lift_the_gate_of_the_missing_report(dossier):
    found = grounds(dossier)
    assert [str(found.verdict.score.total), found.verdict.band] == ["91.93", Rating.EXCELLENT]
    assert found.verdict.highest_permitted == Rating.NOT_COMPLETED
    states = {state.rule.code: state.state for state in found.rules}
    first_rules = {
        "band": "passed",
        "incomplete": "limited",
        "weights": "passed",
        "unmapped-task": "passed",
        "key-response": "warned",
        "no-council": "blocked",
        "summary": "later",
        "cap": "later",
    }
    assert {code: states[code] for code in first_rules} == first_rules


def test_an_excused_task_is_named_where_the_rule_would_have_bitten(dossier):
    short = dossier.plan.tasks.get(title="Nhiệm vụ 1")
    Excuse.objects.create(
        task=short,
        stage=RequestStage.APPROVED,
        ground="Bão số 5",
        document="Công văn số 12-CV/TU",
        put_forward_at="2026-12-20T00:00Z",
    )
    state = next(state for state in grounds(dossier).rules if state.rule.code == "incomplete")
    assert [state.state, *state.notes] == [
        "passed",
        "Nhiệm vụ “Nhiệm vụ 1” mới thực hiện 1/2; lý do khách quan, bất khả kháng đã được xác nhận "
        "(văn bản: Công văn số 12-CV/TU).",
    ]


def test_rules_stand_in_the_order_of_the_law(dossier):
    assert [state.rule.code for state in grounds(dossier).rules][:3] == ["band", "incomplete", "weights"]


def test_a_criterion_not_ensured_gets_nothing_and_shows_why(dossier):
    CriterionMark.objects.create(
        dossier=dossier, layer="self", code="1.1", ensured=False, reason="Còn hạn chế"
    )
    (_, lines), *_ = grounds(dossier).criteria
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
