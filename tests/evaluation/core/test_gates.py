"""What must be there before Mẫu 03 moves on."""

from decimal import Decimal

import pytest

from cadres.machine import Refused
from evaluation.core import gates
from evaluation.core.actions.cases import settle_cases
from evaluation.core.case import Case
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import RequestStage
from evaluation.core.steps import Stage
from evaluation.lists.actions.lists import close_list
from evaluation.marks.actions import marks
from evaluation.models import CouncilOpinion, CouncilSession, Dossier, Excuse, KeyResponse, PlanTask
from regulation.vocabulary import Layer
from tests.evaluation.lists.rated_factories import a_list, a_rated_dossier
from tests.evaluation.marks.marking import a_case, at, done, fresh, self_marks
from tests.factories import TaskMarkFactory, a_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_case()


def codes(findings):
    return [finding.code for finding in findings]


def saved(case, **changes):
    with at(12, 20):
        return marks.save_self(case.dossier, self_marks(case, **changes), by=case.subject, seen=None)


def test_a_complete_self_assessment_passes(case):
    dossier = saved(case)
    assert codes([*gates.marks_complete(Case(dossier)), *gates.self_rating_reasoned(Case(dossier))]) == []


def test_every_task_needs_its_result(case):
    first, second = case.tasks
    dossier = saved(case, tasks=done(first, 2), rating="not_completed")
    owed = list(gates.marks_complete(Case(dossier)))
    assert [(finding.code, finding.anchor) for finding in owed] == [
        ("no-result", f"id_task-{second.pk}-done")
    ]
    assert owed[0].sentence == "Nhiệm vụ 2 chưa ghi kết quả thực hiện; chưa làm được thì ghi 0."


def test_a_criterion_not_ensured_needs_its_reason(case):
    dossier = saved(case, criteria={"3.2": (False, " ")}, rating="excellent")
    assert [(f.code, f.anchor) for f in gates.marks_complete(Case(dossier))] == [
        ("no-reason", "id_criterion-3.2-reason")
    ]


def test_a_rating_must_be_proposed(case):
    dossier = saved(case, rating="")
    assert codes(gates.marks_complete(Case(dossier))) == ["no-rating"]


@pytest.mark.parametrize(
    ("rating", "reason", "owed"),
    [("completed", "", ["rating-reason"]), ("completed", "Khiêm tốn", []), ("good", "", [])],
)
def test_a_rating_that_is_not_the_suggested_one_needs_a_reason(case, rating, reason, owed):
    dossier = saved(case, rating=rating, reason=reason)
    assert codes(gates.self_rating_reasoned(Case(dossier))) == owed


def test_an_appraiser_owes_a_rating_and_its_reason_too(case):
    dossier = saved(case)
    assert codes(gates.appraisal_rated(Case(dossier))) == ["no-appraisal"]
    dossier.appraisal_rating = "completed"
    assert codes(gates.appraisal_rated(Case(dossier))) == ["rating-reason"]


def test_direct_entry_checks_weights_when_mau_03_is_handed_in(case):
    case.plan.weights.update(weight=60)
    assert codes(gates.direct_entry_weights(Case(fresh(case)))) == []
    case.dossier.period.direct_entry = True
    case.dossier.period.save()
    assert codes(gates.direct_entry_weights(Case(fresh(case)))) == ["weights"]


@pytest.mark.clause("2.2", "M06.note")
def test_the_division_speaks_before_the_staff():
    waiting = a_case(division=True, stage=Stage.SUBMITTED)
    owed = list(gates.division_spoke(Case(fresh(waiting))))
    assert codes(owed) == ["division-first"]
    Dossier.objects.update(stage=Stage.DIVISION_PROPOSED)
    assert codes(gates.division_spoke(Case(fresh(waiting)))) == []


@pytest.mark.clause("B3.2/2")
def test_key_tasks_need_their_level(case):
    task = case.tasks[0]
    PlanTask.objects.filter(pk=task.pk).update(is_key=True)
    assert [f.anchor for f in gates.key_tasks_answered(Case(fresh(case))) if f.blocks] == [f"task-{task.pk}"]
    KeyResponse.objects.create(task=task, layer=Layer.APPRAISAL, level="1")
    assert codes(gates.key_tasks_answered(Case(fresh(case)))) == []


def test_an_open_excuse_must_be_answered(case):
    excuse = Excuse.objects.create(task=case.tasks[1], ground="Bão", put_forward_at="2026-12-20T00:00Z")
    assert codes(gates.excuses_answered(Case(fresh(case)))) == ["excuse-open"]
    Excuse.objects.filter(pk=excuse.pk).update(stage=RequestStage.REFUSED)
    assert codes(gates.excuses_answered(Case(fresh(case)))) == []


@pytest.mark.clause("6.1.3")
@pytest.mark.parametrize(
    ("move", "stage", "column", "values"),
    [
        ("propose", Stage.COUNCIL, "proposed_rating", {"provincial": True}),
        ("decide", Stage.COUNCIL, "decided_rating", {}),
        ("decide_at_province", Stage.PROVINCE_APPRAISED, "decided_rating", {"provincial": True}),
    ],
)
def test_no_rating_is_proposed_or_decided_over_an_open_excuse(move, stage, column, values):
    dossier = a_rated_dossier(a_ward().ward, stage=stage, **values)
    task = dossier.plan.tasks.get()
    excuse = Excuse.objects.create(task=task, ground="Bão", put_forward_at="2026-12-20T00:00Z")

    def moved():
        with DOSSIERS.moves[move](dossier, by=None) as row:
            setattr(row, column, "good")
        return row

    with pytest.raises(Refused) as refused:
        moved()
    assert codes(refused.value.findings) == ["excuse-open"]
    assert Dossier.objects.get().stage == stage
    Excuse.objects.filter(pk=excuse.pk).update(stage=RequestStage.REFUSED)
    assert moved().stage == DOSSIERS.moves[move].target


@pytest.mark.clause("B3.1")
def test_the_council_must_have_spoken(case):
    assert codes(gates.council_heard(Case(fresh(case)))) == ["no-council"]
    session = CouncilSession.objects.create(
        period=case.dossier.period, unit=case.ward, held_on="2026-12-27", present=5
    )
    CouncilOpinion.objects.create(dossier=case.dossier, session=session, rating="good")
    assert codes(gates.council_heard(Case(fresh(case)))) == []


@pytest.mark.parametrize(
    ("stage", "owed"), [(Stage.COUNCIL, []), (Stage.DECIDED, ["decided"]), (Stage.ARCHIVED, ["decided"])]
)
def test_nothing_is_excused_after_the_decision(case, stage, owed):
    Dossier.objects.update(stage=stage)
    excuse = Excuse(task=PlanTask.objects.get(pk=case.tasks[0].pk), ground="Bão")
    assert codes(gates.before_decision(Case(excuse.matter))) == owed


def test_handing_in_says_everything_that_is_missing_at_once(case):
    first, _ = case.tasks
    dossier = saved(case, tasks=done(first, 2), criteria={"1.1": (False, "")}, rating="")
    with at(12, 20), pytest.raises(Refused) as refused:
        marks.submit_self(dossier, by=case.subject, seen=None)
    assert codes(refused.value.findings) == ["no-result", "no-reason", "no-rating"]
    assert Dossier.objects.get().stage == Stage.SELF_ASSESSMENT


def test_an_early_task_done_in_part_still_has_its_result(case):
    TaskMarkFactory(task=case.tasks[0], done=Decimal("0.5"))
    TaskMarkFactory(task=case.tasks[1], done=0)
    assert codes(gates.marks_complete(Case(fresh(case)))) == ["no-rating"]


@pytest.mark.clause("7.d.3")
def test_an_absence_recorded_after_the_appraisal_is_read_before_anybody_is_rated():
    world = a_list(2)
    first = world.dossiers[0]
    first.cadre.absences.create(kind="sick", valid_from=first.period.quarter.first_day)
    with pytest.raises(Refused) as refusal:
        close_list(world.list, by=world.leadership, seen=1, rows=world.rows)
    assert [found.code for found in refusal.value.findings] == ["cases-changed"]
    assert first.cadre.full_name in str(refusal.value)
    settle_cases(first, by=world.staff)
    for row in world.rows.values():
        row["answer"] = "Vẫn đánh giá theo kết quả trước khi nghỉ"
    closed = close_list(world.list, by=world.leadership, seen=1, rows=world.rows)
    assert closed.rows.count() == 2
