"""The three layers: what each keeps, what shows through, what a return and an excuse change."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import OutOfTurn, ReasonOwed, Refused, Stale
from cadres.models import Duty
from evaluation.core.actions.receipts import LateReasonOwed, TooLate
from evaluation.core.case import Case
from evaluation.core.facts import Marks, facts_of
from evaluation.core.gates import excuses_answered
from evaluation.core.models.periods import Lateness
from evaluation.core.stages import ExcuseStage
from evaluation.core.steps import Stage
from evaluation.marks.actions import marks
from evaluation.marks.actions.excuses import ExcuseConfirmed, answer_excuse, put_forward_excuse
from evaluation.models import (
    Assessment,
    CriterionMark,
    Delivery,
    Dossier,
    Excuse,
    KeyResponse,
    PlanTask,
    Policy,
    Receipt,
    TaskMark,
)
from regulation.assessment import assess
from regulation.vocabulary import Layer, Rating, Tier
from tests.evaluation.marks.marking import FACTORS, a_case, at, done, fresh, handed_in, self_marks
from tests.factories import PlanTaskFactory, an_official, grant

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def case():
    return a_case()


def appraise(case, *, finish=False, **values):
    given = Marks(**{"criteria": {}, "tasks": {}, "rating": "good"} | values)
    with at(12, 27):
        return marks.save_appraisal(fresh(case), given, by=case.staff, seen=None, done=finish)


def give_back(case, **values):
    with at(12, 27, 9):
        given = {"reason": "Bổ sung minh chứng", "rows": {}, "seen": None} | values
        return marks.return_dossier(fresh(case), by=case.staff, **given)


def hand_in_again(case, **changes):
    with at(12, 28):
        dossier = marks.save_self(fresh(case), self_marks(case, **changes), by=case.subject, seen=None)
        return marks.submit_self(dossier, by=case.subject, seen=dossier.version)


def totals():
    return {row.layer: row.total for row in Assessment.objects.all()}


# --- The cadre's own layer


@pytest.mark.clause("B2.1")
def test_beginning_fills_in_what_was_delivered():
    case = a_case(stage=Stage.WORKING)
    first, second = case.tasks
    for _ in range(2):
        Delivery.objects.create(task=first, delivered_on="2026-11-20", quantity=1)
    marks.begin_assessment(fresh(case), by=case.subject)
    assert list(TaskMark.objects.values_list("task", "layer", "done")) == [(first.pk, "self", 2)]
    assert Dossier.objects.get().stage == Stage.SELF_ASSESSMENT


def test_a_draft_may_be_incomplete_and_has_its_figures(case):
    with at(12, 20):
        marks.save_self(
            case.dossier, self_marks(case, tasks=done(case.tasks[0], 2), rating=""), by=case.subject, seen=1
        )
    dossier = Dossier.objects.get()
    assert (dossier.stage, dossier.total, dossier.version) == (Stage.SELF_ASSESSMENT, D("65.00"), 2)
    assert Assessment.objects.values_list(
        "layer", "general_points", "task_points", "highest_permitted"
    ).get() == (
        "self",
        30,
        35,
        "not_completed",
    )


def test_only_criteria_that_are_not_ensured_are_kept(case):
    with at(12, 20):
        wrong = self_marks(case, criteria={"1.1": (False, "Còn chậm"), "1.2": (True, "")})
        dossier = marks.save_self(case.dossier, wrong, by=case.subject, seen=None)
        assert CriterionMark.objects.values_list("code", "ensured", "reason").get() == (
            "1.1",
            False,
            "Còn chậm",
        )
        marks.save_self(dossier, self_marks(case), by=case.subject, seen=None)
    assert CriterionMark.objects.count() == 0


def test_a_result_taken_back_is_gone(case):
    with at(12, 20):
        dossier = marks.save_self(case.dossier, self_marks(case), by=case.subject, seen=None)
        emptied = self_marks(case, tasks={case.tasks[0].pk: None})
        marks.save_self(dossier, emptied, by=case.subject, seen=None)
    assert list(TaskMark.objects.values_list("task", flat=True)) == [case.tasks[1].pk]


def test_marks_of_a_strangers_task_are_left_alone(case):
    other = a_case(tasks=1)
    with at(12, 20):
        marks.save_self(
            case.dossier, self_marks(case, tasks=done(other.tasks[0], 1)), by=case.subject, seen=None
        )
    assert TaskMark.objects.count() == 0


@pytest.mark.clause("B2.1", "M03.note")
def test_handing_in_leaves_a_receipt_with_the_instant(case):
    dossier = handed_in(case)
    receipt = Receipt.objects.get()
    assert (dossier.stage, dossier.arrived_at, dossier.is_late) == (
        Stage.SUBMITTED,
        receipt.arrived_at,
        False,
    )
    assert receipt.number == f"2026-4-{receipt.pk:06d}"
    assert dossier.history.last().changes == {"receipt": receipt.number}


def test_handing_in_twice_is_told_it_is_done(case):
    handed_in(case)
    with at(12, 26), pytest.raises(OutOfTurn) as refusal:
        marks.submit_self(fresh(case), by=case.subject, seen=None)
    assert refusal.value.done is True
    assert Receipt.objects.count() == 1


def test_late_asks_for_a_reason_and_is_marked(case):
    with at(12, 30, 0):
        dossier = marks.save_self(case.dossier, self_marks(case), by=case.subject, seen=None)
        with pytest.raises(LateReasonOwed):
            marks.submit_self(dossier, by=case.subject, seen=None)
        dossier = marks.submit_self(dossier, by=case.subject, seen=None, late_reason="Đi công tác")
    assert (dossier.is_late, dossier.late_reason) == (True, "Đi công tác")


def test_the_last_minute_is_in_time(case):
    with at(12, 29, 23):
        dossier = marks.save_self(case.dossier, self_marks(case), by=case.subject, seen=None)
        assert marks.submit_self(dossier, by=case.subject, seen=None).is_late is False


def test_a_policy_may_refuse_what_is_late(case):
    Policy.objects.create(period=case.dossier.period, dossier_lateness=Lateness.REFUSE)
    with at(12, 30, 0):
        dossier = marks.save_self(case.dossier, self_marks(case), by=case.subject, seen=None)
        with pytest.raises(TooLate, match="hết thứ Ba, 29/12/2026"):
            marks.submit_self(dossier, by=case.subject, seen=None, late_reason="Đi công tác")


def test_a_stale_page_never_overwrites(case):
    with at(12, 20):
        marks.save_self(case.dossier, self_marks(case), by=case.subject, seen=1)
        with pytest.raises(Stale):
            marks.save_self(case.dossier, self_marks(case, rating="completed"), by=case.subject, seen=1)
    assert Dossier.objects.get().self_rating == "good"


# --- Layers over layers


def test_an_appraisal_equal_to_the_self_assessment_keeps_nothing(case):
    handed_in(case)
    appraise(case, criteria={"1.1": (True, "")}, tasks=done(case.tasks[0], 2))
    assert TaskMark.objects.filter(layer=Layer.APPRAISAL).count() == 0
    assert CriterionMark.objects.count() == 0
    assert totals() == {"self": D("100.00"), "appraisal": D("100.00")}


@pytest.mark.clause("6.1.3")
def test_an_appraisal_above_the_highest_permitted_is_refused_whatever_its_reason(case):
    handed_in(case)
    short = done(case.tasks[0], 1, reason="Chưa ban hành")
    with pytest.raises(Refused) as refused:
        appraise(case, tasks=short, rating="good", reason="Có nhiều cố gắng", finish=True)
    assert "above-permitted" in {finding.code for finding in refused.value.findings}
    assert fresh(case).stage == Stage.SUBMITTED


@pytest.mark.clause("B3.1")
def test_what_differs_owes_its_reason_and_nothing_is_written_without(case):
    handed_in(case)
    with pytest.raises(Refused) as refused:
        appraise(case, criteria={"1.4": (False, "")}, tasks=done(case.tasks[1], 1, reason=""))
    assert [f.anchor for f in refused.value.findings] == [
        "id_criterion-1.4-reason",
        f"id_task-{case.tasks[1].pk}-reason",
    ]
    assert Assessment.objects.filter(layer=Layer.APPRAISAL).count() == 0


def test_a_difference_disappears_when_it_is_taken_back(case):
    handed_in(case)
    task = case.tasks[0]
    appraise(case, tasks=done(task, 1, reason="Chưa ban hành"), criteria={"2.1": (False, "Chưa rõ")})
    assert Dossier.objects.get().total == D("81.50")
    appraise(case, tasks=done(task, 2), criteria={"2.1": (True, "")})
    assert TaskMark.objects.filter(layer=Layer.APPRAISAL).count() == 0
    assert Dossier.objects.get().total == D("100.00")


def test_the_self_assessment_is_never_overwritten(case):
    handed_in(case)
    appraise(case, tasks=done(case.tasks[0], 1, reason="Chưa ban hành"))
    assert list(TaskMark.objects.filter(layer=Layer.SELF).values_list("done", flat=True)) == [2, 2]
    assert totals() == {"self": D("100.00"), "appraisal": D("82.50")}


def test_a_changed_self_assessment_shows_through_where_the_appraiser_said_nothing(case):
    handed_in(case)
    first, second = case.tasks
    appraise(case, tasks=done(first, 1, reason="Chưa ban hành"))
    give_back(case)
    lower = self_marks(case).tasks | done(second, 2, quality=D("0.75"), evidence="", expected=False)
    hand_in_again(case, tasks=lower)
    facts = facts_of(fresh(case))
    assert [(task.result.done, task.result.quality) for task in facts.tasks] == [(1, 1), (2, D("0.75"))]
    assert Assessment.objects.get(layer=Layer.APPRAISAL).total == facts.scored.total
    assert Dossier.objects.get().total == facts.scored.total


@pytest.mark.clause("M03.III")
def test_the_authoritys_layer_lies_over_the_appraisal(case):
    handed_in(case)
    task = case.tasks[0]
    appraise(case, tasks=done(task, 1, reason="Chưa ban hành"))
    Dossier.objects.update(stage=Stage.COUNCIL)
    with at(12, 28):
        given = Marks(criteria={}, tasks=done(task, 2, reason="Đã ban hành ngày 26/12"), remark="Đồng ý")
        dossier = marks.save_authority(fresh(case), given, by=case.leadership, seen=None)
    assert totals() == {"self": D("100.00"), "appraisal": D("82.50"), "authority": D("100.00")}
    assert dossier.total == D("100.00")


def test_the_authoritys_levels_stand_only_where_they_differ(case):
    PlanTask.objects.filter(pk=case.tasks[0].pk).update(is_key=True)
    handed_in(case)
    key = case.tasks[0].pk
    appraise(case, responses={key: "1"})
    Dossier.objects.update(stage=Stage.COUNCIL)
    for level, kept in (("1", ["1"]), ("3", ["1", "3"]), ("", ["1"])):
        given = Marks(criteria={}, tasks={}, responses={key: level})
        marks.save_authority(fresh(case), given, by=case.leadership, seen=None)
        assert sorted(KeyResponse.objects.values_list("level", flat=True)) == kept


def test_an_appraiser_marks_a_task_as_key_and_says_how_it_was_met(case):
    handed_in(case)
    key = case.tasks[1].pk
    dossier = appraise(case, keys=frozenset({key}), responses={key: "2"}, finish=True)
    assert dossier.stage == Stage.APPRAISED
    assert list(PlanTask.objects.filter(is_key=True).values_list("pk", flat=True)) == [key]
    assert KeyResponse.objects.values_list("task", "level").get() == (key, "2")
    assert dossier.history.last().changes["key"] == [{"task": case.tasks[1].title, "task_id": key}]


def test_a_key_task_without_its_level_ends_no_appraisal(case):
    PlanTask.objects.filter(pk=case.tasks[0].pk).update(is_key=True)
    handed_in(case)
    with pytest.raises(Refused) as refused:
        appraise(case, finish=True)
    assert [finding.code for finding in refused.value.findings] == ["key-response"]


def test_levels_of_tasks_that_are_not_key_are_not_kept(case):
    handed_in(case)
    appraise(case, responses={case.tasks[0].pk: "1"})
    assert KeyResponse.objects.count() == 0


# --- Who may


def test_nobody_appraises_their_own_dossier_whatever_they_hold(case):
    handed_in(case)
    for duty in (Duty.ORGANISATION_STAFF, Duty.LEADERSHIP):
        grant(case.subject, duty, case.province)
    with pytest.raises(PermissionDenied):
        marks.save_appraisal(fresh(case), Marks({}, {}), by=case.subject, seen=None)
    with pytest.raises(PermissionDenied):
        marks.return_dossier(fresh(case), by=case.subject, reason="Tự xem lại", rows={}, seen=None)
    assert Dossier.objects.get().stage == Stage.SUBMITTED


def test_whoever_stands_in_for_the_cadre_does_not_appraise_either(case):
    handed_in(case)
    grant(case.staff, Duty.COUNCIL_MEMBER, case.ward, on_behalf_of=case.subject)
    with pytest.raises(PermissionDenied):
        marks.save_appraisal(fresh(case), Marks({}, {}), by=case.staff, seen=None)


@pytest.mark.parametrize("who", ["leadership", "division_leadership", "council"])
def test_only_the_units_staff_appraise(case, who):
    handed_in(case)
    with pytest.raises(PermissionDenied):
        marks.save_appraisal(fresh(case), Marks({}, {}), by=getattr(case, who), seen=None)


def test_staff_wait_for_the_division():
    case = a_case(division=True)
    handed_in(case)
    with pytest.raises(Refused) as refused:
        appraise(case)
    assert [finding.code for finding in refused.value.findings] == ["division-first"]


# --- Returned, and handed in again


def test_a_return_needs_a_reason(case):
    handed_in(case)
    with pytest.raises(ReasonOwed):
        give_back(case, reason=" ")


def test_a_return_keeps_what_stood_there_and_waits_for_an_answer(case):
    handed_in(case)
    task = case.tasks[0]
    dossier = give_back(case, rows={f"task-{task.pk}": "Thiếu số văn bản"})
    note = dossier.returns.get()
    assert (dossier.stage, note.came_from, note.went_to) == (
        Stage.SELF_ASSESSMENT,
        Stage.SUBMITTED,
        Stage.SELF_ASSESSMENT,
    )
    assert (note.rows, note.answered_at) == ({f"task-{task.pk}": "Thiếu số văn bản"}, None)
    assert (note.before["rating"], note.before["total"]) == ("good", "100.00")
    assert D(note.before["tasks"][str(task.pk)]["done"]) == 2


def test_opinions_given_before_a_return_are_asked_anew(case):
    handed_in(case)
    appraise(case)
    Dossier.objects.update(division_rating="good", council_rating="good")
    dossier = give_back(case)
    assert (dossier.division_rating, dossier.appraisal_rating, dossier.council_rating) == ("", "", "")


def test_handing_in_again_answers_the_return_and_keeps_the_first_arrival(case):
    first = handed_in(case).arrived_at
    give_back(case)
    dossier = hand_in_again(case)
    assert dossier.arrived_at == first
    assert dossier.returns.get().answered_at is not None
    assert Receipt.objects.count() == 2


def test_what_was_in_time_may_be_handed_in_again_after_the_window(case):
    Policy.objects.create(period=case.dossier.period, dossier_lateness=Lateness.REFUSE)
    handed_in(case)
    give_back(case)
    with at(12, 31):
        dossier = marks.save_self(fresh(case), self_marks(case), by=case.subject, seen=None)
        dossier = marks.submit_self(dossier, by=case.subject, seen=dossier.version)
    assert (dossier.stage, dossier.is_late) == (Stage.SUBMITTED, False)
    assert [receipt.is_late for receipt in Receipt.objects.all()] == [False, False]


# --- Excuses (6.1)


def a_worked_example():
    """Phụ lục 2: five tasks on one axis, of which one of two monthly reports was not made."""
    case = a_case(tasks=0)
    rows = [("1", 2, "0.75"), ("1", 1, "1"), ("1.2", 1, "1"), ("1.5", 1, "1"), ("2", 1, "1.2")]
    marked = {}
    for coefficient, planned, factor in rows:
        task = PlanTaskFactory(plan=case.plan, coefficient=D(coefficient), quantity=D(planned))
        case.tasks.append(task)
        marked[task.pk] = {"done": D(1), **dict.fromkeys(FACTORS, D(factor))}
    handed_in(case, tasks=marked, rating="not_completed")
    return case


def put(case, task=None, **values):
    with at(12, 27):
        given = {"by": case.subject, "ground": "Bão số 5 làm gián đoạn"} | values
        return put_forward_excuse(task or case.tasks[0], **given)


@pytest.mark.clause("6.1.3")
def test_an_excuse_lifts_the_gate_and_changes_no_figure():
    case = a_worked_example()
    before = assess(facts_of(fresh(case)))
    assert (before.score.total, before.highest_permitted) == (D("91.93"), Rating.NOT_COMPLETED)
    excuse = put(case)
    assert assess(facts_of(fresh(case))).highest_permitted == Rating.NOT_COMPLETED
    answer_excuse(
        excuse, by=case.leadership, confirmed=True, document="Công văn 12-CV/ĐU", seen=excuse.version
    )
    after = assess(facts_of(fresh(case)))
    assert (after.score, after.highest_permitted) == (before.score, Rating.GOOD)
    assert Assessment.objects.values_list("total", "highest_permitted").get() == (D("91.93"), "good")


def test_staff_may_put_an_excuse_forward_and_strangers_may_not():
    case = a_worked_example()
    assert put(case, by=case.staff).stage == ExcuseStage.PROPOSED
    with pytest.raises(PermissionDenied):
        put(case, by=case.council)


def test_an_excuse_needs_its_ground():
    case = a_worked_example()
    with pytest.raises(Refused):
        put(case, ground="  ")
    assert Excuse.objects.count() == 0


@pytest.mark.clause("6.1.3")
@pytest.mark.parametrize("who", ["staff", "division_leadership", "council", "subject"])
def test_only_leadership_answers_an_excuse(who):
    case = a_worked_example()
    excuse = put(case)
    with pytest.raises(PermissionDenied):
        answer_excuse(excuse, by=getattr(case, who), confirmed=True)


def test_nobody_confirms_their_own_excuse():
    case = a_worked_example()
    grant(case.subject, Duty.LEADERSHIP, case.ward)
    excuse = put(case)
    with pytest.raises(PermissionDenied):
        answer_excuse(excuse, by=case.subject, confirmed=True)


def a_provincial_example():
    """The worked example of tier 3.1, with both levels of the province and the excuse put forward."""
    case = a_worked_example()
    Dossier.objects.filter(pk=case.dossier.pk).update(tier=Tier.PROVINCIAL)
    case.dossier.refresh_from_db()
    case.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, case.province)
    case.secretariat = an_official(Duty.PROVINCIAL_SECRETARIAT, case.province)
    case.tasks = list(case.dossier.plan.tasks.all())
    return case, put(case)


def highest(case, stage=None):
    if stage:
        Dossier.objects.filter(pk=case.dossier.pk).update(stage=stage)
    return assess(facts_of(fresh(case))).highest_permitted


@pytest.mark.clause("6.1.3")
def test_of_tier_3_1_the_unit_supports_an_excuse_and_the_province_confirms_it():
    case, excuse = a_provincial_example()
    with pytest.raises(PermissionDenied):
        answer_excuse(excuse, by=case.organisation, confirmed=True)
    supported = answer_excuse(excuse, by=case.leadership, confirmed=True, answer="Đúng thực tế")
    assert (supported.stage, highest(case)) == (ExcuseStage.SUPPORTED, Rating.GOOD)
    assert highest(case, Stage.PROVINCE_APPRAISED) == Rating.NOT_COMPLETED
    supported = Excuse.objects.get()
    with pytest.raises(OutOfTurn, match="đã được làm rồi"):
        answer_excuse(supported, by=case.leadership, confirmed=True)
    confirmed = answer_excuse(supported, by=case.organisation, confirmed=True, document="Công văn 9-CV/BTC")
    assert (confirmed.stage, highest(case)) == (ExcuseStage.APPROVED, Rating.GOOD)
    with pytest.raises(OutOfTurn, match="đã được làm rồi"):
        answer_excuse(Excuse.objects.get(), by=case.organisation, confirmed=True)
    deeds = list(case.dossier.history.filter(changes__excuse=excuse.pk).values_list("deed", flat=True))
    assert deeds == ["put_forward_excuse", "support", "confirm_at_province"]


@pytest.mark.clause("6.1.3")
def test_each_ones_document_stays_and_all_of_them_stand_in_the_history():
    case, _ = a_provincial_example()
    put(case, document="Biên bản kiểm tra thực tế")
    answer_excuse(
        Excuse.objects.get(), by=case.leadership, confirmed=True, answer="Đúng", document="Công văn 3-CV/ĐU"
    )
    answer_excuse(Excuse.objects.get(), by=case.organisation, confirmed=True, document="Công văn 9-CV/BTC")
    excuse = Excuse.objects.get()
    assert excuse.papers == "Biên bản kiểm tra thực tế; Công văn 3-CV/ĐU; Công văn 9-CV/BTC"
    history = Dossier.objects.get().history.filter(changes__excuse=excuse.pk).order_by("pk")
    papers = [entry.changes.get("paper") for entry in history]
    assert papers == [None, "Biên bản kiểm tra thực tế", "Công văn 3-CV/ĐU", "Công văn 9-CV/BTC"]


@pytest.mark.clause("6.1.3")
def test_a_reason_put_anew_loses_the_documents_of_whoever_had_answered():
    case, excuse = a_provincial_example()
    answer_excuse(excuse, by=case.leadership, confirmed=False, answer="Chưa rõ", document="Công văn 3")
    kept = Excuse.objects.get()
    assert (kept.opinion_document, kept.answer_document) == ("Công văn 3", "")
    assert put(case, document="Biên bản").papers == "Biên bản"


@pytest.mark.clause("6.1.3")
def test_of_tier_3_1_the_units_no_is_an_opinion_and_the_province_may_still_confirm():
    case, excuse = a_provincial_example()
    no = {"confirmed": False, "answer": "Chưa rõ nguyên nhân", "document": "Công văn 3"}
    refused = answer_excuse(excuse, by=case.leadership, **no)
    assert (refused.stage, highest(case)) == (ExcuseStage.REFUSED, Rating.NOT_COMPLETED)
    confirmed = answer_excuse(
        Excuse.objects.get(), by=case.organisation, confirmed=True, document="Công văn 9"
    )
    assert (confirmed.stage, highest(case)) == (ExcuseStage.APPROVED, Rating.GOOD)
    assert (confirmed.opinion_document, confirmed.answer_document) == ("Công văn 3", "Công văn 9")


@pytest.mark.clause("6.1.3")
def test_the_province_decides_only_once_it_has_answered_what_the_unit_supports():
    case, excuse = a_provincial_example()
    answer_excuse(excuse, by=case.leadership, confirmed=True)
    assert list(excuses_answered(Case(fresh(case)))) == []
    Dossier.objects.filter(pk=case.dossier.pk).update(stage=Stage.PROVINCE_APPRAISED)
    assert [found.code for found in excuses_answered(Case(fresh(case)))] == ["excuse-open"]
    answer_excuse(Excuse.objects.get(), by=case.secretariat, confirmed=False, answer="Chưa đủ căn cứ")
    assert list(excuses_answered(Case(fresh(case)))) == []
    assert highest(case) == Rating.NOT_COMPLETED


@pytest.mark.clause("6.1.3")
@pytest.mark.parametrize("stage", [Stage.COUNCIL, Stage.PROPOSED, Stage.PROVINCE_APPRAISED])
def test_an_excuse_may_be_put_forward_until_the_decision(stage):
    case = a_worked_example()
    Dossier.objects.filter(pk=case.dossier.pk).update(stage=stage, tier=Tier.PROVINCIAL)
    case.dossier.refresh_from_db()
    assert put(case).stage == ExcuseStage.PROPOSED


def test_a_refusal_owes_its_reason_and_the_excuse_may_be_put_anew():
    case = a_worked_example()
    excuse = put(case)
    with pytest.raises(ReasonOwed):
        answer_excuse(excuse, by=case.leadership, confirmed=False)
    answer_excuse(excuse, by=case.leadership, confirmed=False, answer="Chưa có căn cứ")
    assert assess(facts_of(fresh(case))).highest_permitted == Rating.NOT_COMPLETED
    again = put(case, ground="Bão số 5, có xác nhận")
    assert (again.stage, again.answer) == (ExcuseStage.PROPOSED, "")


def test_what_was_confirmed_is_not_rewritten_by_whoever_asked():
    case = a_worked_example()
    answer_excuse(put(case), by=case.leadership, confirmed=True)
    with pytest.raises(ExcuseConfirmed):
        put(case, ground="Lý do khác")
    assert Excuse.objects.get().ground == "Bão số 5 làm gián đoạn"


@pytest.mark.clause("6.1.3")
def test_of_tier_3_1_what_the_unit_supported_is_not_rewritten_and_what_was_refused_may_be_put_anew():
    case, excuse = a_provincial_example()
    answer_excuse(excuse, by=case.leadership, confirmed=True, answer="Đúng thực tế")
    with pytest.raises(ExcuseConfirmed) as refused:
        put(case, ground="Lý do khác")
    assert "đã được đơn vị thống nhất" in str(refused.value)
    kept = Excuse.objects.get()
    assert (kept.stage, kept.answer) == (ExcuseStage.SUPPORTED, "Đúng thực tế")
    highest(case, Stage.PROVINCE_APPRAISED)
    answer_excuse(kept, by=case.organisation, confirmed=False, answer="Chưa đủ căn cứ")
    assert put(case, ground="Lý do khác").stage == ExcuseStage.PROPOSED


def test_an_answer_to_a_ground_that_changed_meanwhile_is_stale():
    case = a_worked_example()
    seen = put(case).version
    put(case, ground="Lý do khác hẳn")
    with pytest.raises(Stale):
        answer_excuse(Excuse.objects.get(), by=case.leadership, confirmed=True, seen=seen)


def test_nothing_is_excused_after_the_decision():
    case = a_worked_example()
    excuse = put(case)
    Dossier.objects.update(stage=Stage.DECIDED)
    with pytest.raises(Refused):
        answer_excuse(Excuse.objects.get(pk=excuse.pk), by=case.leadership, confirmed=True)
