"""The bridge from rows to the law's facts: layers laid over each other, and what is typed laid over them."""

from datetime import date
from decimal import Decimal

import pytest

from evaluation.core.case import TypedCase
from evaluation.core.facts import Marks, facts_of, newest
from evaluation.core.stages import RequestStage
from evaluation.marks.actions import marks
from evaluation.models import AxisWeight, Excuse, KeyResponse, PlanTask, TaskMark
from regulation.checks.tasks import incomplete
from regulation.scoring import TaskResult
from regulation.vocabulary import AxisRole, Layer, ResponseLevel
from tests.evaluation.marks.marking import a_case, at, done, fresh, handed_in, self_marks
from tests.factories import TaskMarkFactory

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def case():
    return a_case(tasks=1)


def facts_with(dossier, typed, layer):
    return TypedCase(dossier, typed, layer).facts(layer)


def result(case, upto=Layer.AUTHORITY):
    return facts_of(fresh(case), upto=upto).tasks[0].result


def test_what_nobody_marked_is_ensured_and_not_done(case):
    facts = facts_of(fresh(case))
    assert set(facts.ensured.values()) == {True}
    task = case.tasks[0]
    assert facts.tasks[0].result == TaskResult(name=task.title, coefficient=D(1), planned=D(2))


def test_each_layer_shows_through_where_the_next_says_nothing(case):
    task = case.tasks[0]
    TaskMarkFactory(task=task, done=2, timeliness=D("0.75"))
    assert (result(case).done, result(case).timeliness) == (2, D("0.75"))
    TaskMarkFactory(task=task, layer=Layer.AUTHORITY.value, done=1)
    assert (result(case, Layer.APPRAISAL).done, result(case, Layer.AUTHORITY).done) == (2, 1)


def test_the_newest_is_the_highest_layer_not_above_the_one_asked_for():
    rows = [TaskMark(layer=layer.value) for layer in (Layer.AUTHORITY, Layer.SELF)]
    assert newest(rows).layer == "authority"
    assert newest(rows, Layer.APPRAISAL).layer == "self"
    assert newest([], Layer.SELF) is None


def test_axes_carry_their_weight_and_role(case):
    AxisWeight.objects.create(plan=case.plan, axis=4, role=AxisRole.SUPPORTING, weight=0)
    axes = facts_of(fresh(case)).axes
    assert [(axis.number, axis.role, axis.weight, len(axis.tasks)) for axis in axes] == [
        (1, AxisRole.MAIN, 70, 1),
        (4, AxisRole.SUPPORTING, 0, 0),
    ]


@pytest.mark.parametrize(
    ("stage", "excused"),
    [(RequestStage.PROPOSED, False), (RequestStage.REFUSED, False), (RequestStage.APPROVED, True)],
)
def test_only_a_confirmed_excuse_excuses(case, stage, excused):
    Excuse.objects.create(
        task=case.tasks[0], stage=stage, ground="Bão số 5", put_forward_at="2026-12-20T00:00Z"
    )
    assert facts_of(fresh(case)).tasks[0].excused is excused


def test_the_authoritys_response_overrides_the_appraisers(case):
    KeyResponse.objects.create(task=case.tasks[0], layer=Layer.APPRAISAL, level="1")
    KeyResponse.objects.create(task=case.tasks[0], layer=Layer.AUTHORITY, level="2")
    levels = [
        facts_of(fresh(case), upto=layer).tasks[0].response for layer in (Layer.APPRAISAL, Layer.AUTHORITY)
    ]
    assert levels == [ResponseLevel.EFFECTIVE, ResponseLevel.BASIC]


def test_typed_marks_are_judged_as_if_saved_and_nothing_is_written(case):
    task = case.tasks[0]
    typed = self_marks(case, criteria={"1.1": (False, "")}, tasks=done(task, "1", timeliness=D("0.75")))
    before = facts_with(fresh(case), typed, Layer.SELF).scored
    assert TaskMark.objects.count() == 0
    with at(12, 20):
        marks.save_self(case.dossier, typed, by=case.subject, seen=None)
    assert before == facts_of(fresh(case), upto=Layer.SELF).scored
    assert before.general_points == 28


def test_a_task_typed_away_falls_back_on_the_layer_beneath(case):
    handed_in(case)
    task = case.tasks[0]
    TaskMarkFactory(task=task, layer=Layer.APPRAISAL.value, done=1)
    typed = Marks(criteria={}, tasks={task.pk: None})
    assert facts_with(fresh(case), typed, Layer.APPRAISAL).tasks[0].result.done == 2
    assert facts_with(fresh(case), typed, Layer.SELF).tasks[0].result.done == 0


def test_typed_levels_and_key_marks_count(case):
    task = case.tasks[0]
    typed = Marks(criteria={}, tasks={}, responses={task.pk: "3"}, keys=frozenset({task.pk}))
    facts = facts_with(fresh(case), typed, Layer.APPRAISAL).tasks[0]
    assert (facts.is_key, facts.response) == (True, ResponseLevel.FAILING)
    KeyResponse.objects.create(task=task, layer=Layer.APPRAISAL, level="2")
    emptied = Marks(criteria={}, tasks={}, responses={task.pk: ""})
    assert facts_with(fresh(case), emptied, Layer.AUTHORITY).tasks[0].response == ResponseLevel.BASIC
    assert facts_with(fresh(case), emptied, Layer.APPRAISAL).tasks[0].response is None


def test_facts_take_the_same_number_of_queries_however_many_tasks(case, django_assert_num_queries):
    many = a_case(tasks=12)
    for one in (case, many):
        dossier = fresh(one)
        with django_assert_num_queries(0):
            facts_of(dossier)
    assert len(facts_of(fresh(many)).tasks) == 12


@pytest.mark.clause("6.1.3")
@pytest.mark.parametrize(
    ("due", "counts"),
    [(date(2026, 10, 1), True), (date(2026, 12, 31), True), (None, True), (date(2027, 1, 1), False)],
)
def test_a_task_due_after_the_quarter_leaves_nothing_incomplete(case, due, counts):
    PlanTask.objects.filter(pk=case.tasks[0].pk).update(due_date=due)
    facts = facts_of(fresh(case))
    assert (facts.tasks[0].due_in_quarter, facts.tasks[0].result.complete) == (counts, False)
    assert [finding.code for finding in incomplete(facts)] == ["incomplete"] * counts
