"""The special cases of a dossier: read anew when somebody judges, told in the history, never under a decision."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import Refused
from cadres.models import Absence
from evaluation.circumstances.actions.absences import end_absence, record_absence
from evaluation.core.actions.cases import settle_cases
from evaluation.core.case import Case
from evaluation.core.facts import Marks, cases_for, facts_of
from evaluation.core.gates import cases_settled
from evaluation.core.steps import Stage
from evaluation.deeds.actions import set_aside
from evaluation.marks.actions.marks import begin_assessment, save_appraisal
from evaluation.models import Dossier
from regulation.vocabulary import AbsenceKind, CaseKind, Cause, Leadership
from tests.evaluation.marks.marking import a_case, at, fresh, handed_in, self_marks
from tests.factories import AppointmentFactory, PositionFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_case()


def moved(case, cause=Cause.TRANSFER, *, unit=None, on=date(2026, 11, 10)):
    """The deputy left the division of long ago for a post of the unit's."""
    case.post.valid_until = date(2026, 11, 9)
    case.post.save()
    return AppointmentFactory(
        cadre=case.cadre,
        unit=unit or case.ward,
        position=PositionFactory(name="Trưởng phòng"),
        leadership=Leadership.HEAD.value,
        valid_from=on,
        cause=cause.value,
    )


def kinds(case):
    return [kept["kind"] for kept in Dossier.objects.get(pk=case.dossier.pk).cases]


def away(case, **values):
    given = {"kind": AbsenceKind.SICK.value, "valid_from": date(2026, 10, 5), "by": case.staff} | values
    return record_absence(Dossier.objects.get(pk=case.dossier.pk), **given)


# --- settled


@pytest.mark.clause("7")
def test_a_changed_post_is_read_and_told_with_before_and_after(case):
    moved(case, Cause.PROMOTION)
    dossier = settle_cases(case.dossier, by=case.staff)
    entry = dossier.history.get()
    assert (kinds(case), dossier.version) == (["promoted"], 2)
    assert (entry.deed, entry.by, entry.changes) == (
        "settle_cases",
        case.staff,
        {"cases": [[], [dossier.cases[0]["sentence"]]]},
    )


@pytest.mark.clause("7.b")
def test_a_transfer_names_the_unit_that_was_left_by_its_code(case):
    moved(case, unit=UnitFactory(code="MOI"))
    kept = settle_cases(case.dossier, by=case.staff).cases[0]
    assert (kept["kind"], kept["since"], kept["from_units"]) == (
        "transferred",
        "2026-11-10",
        [[case.ward.code, case.ward.name]],
    )


def test_nothing_is_written_where_nothing_changed(case):
    dossier = settle_cases(case.dossier, by=case.staff)
    assert (dossier.version, dossier.history.count()) == (1, 0)


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.PUBLISHED, Stage.ARCHIVED])
def test_a_decided_dossier_keeps_the_cases_it_was_decided_by(case, stage):
    moved(case, Cause.PROMOTION)
    Dossier.objects.update(stage=stage)
    assert settle_cases(case.dossier, by=case.staff).cases == []


@pytest.mark.parametrize("role", ["subject", "leadership", "council"])
def test_only_staff_settle(case, role):
    moved(case, Cause.PROMOTION)
    with pytest.raises(PermissionDenied):
        settle_cases(case.dossier, by=getattr(case, role))


def test_posts_deep_in_a_commune_are_read_in_as_many_queries_as_one(case, django_assert_num_queries):
    deep = UnitFactory(division=True, parent=UnitFactory(division=True, parent=case.division))
    for number in range(5):
        post = PositionFactory(name=f"Phó Trưởng phòng {number}")
        AppointmentFactory(cadre=case.cadre, unit=deep, position=post, is_main=False)
    with django_assert_num_queries(2):
        cases_for(case.cadre, case.dossier.period.quarter)


@pytest.mark.parametrize("cause", [Cause.PROMOTION, Cause.REORGANISATION])
def test_cases_are_right_when_self_assessment_begins(cause):
    case = a_case(stage=Stage.WORKING)
    moved(case, cause)
    begin_assessment(fresh(case), by=case.subject)
    assert kinds(case) == [{"promotion": "promoted"}.get(cause.value, "reorganised")]


@pytest.mark.clause("7.c")
def test_cases_are_right_when_mau_03_is_handed_in_and_its_figures_follow(case):
    first = case.tasks[0]
    first.due_date = date(2026, 10, 20)
    first.save()
    values = {"done": 0, "quality": 1, "timeliness": 1, "leadership": 1, "evidence": "", "expected": False}
    moved(case, Cause.REORGANISATION)
    handed_in(case, tasks=self_marks(case).tasks | {first.pk: values}, reason="Theo việc còn lại")
    dossier = Dossier.objects.get()
    assert (kinds(case), dossier.total) == (["reorganised"], 100)


def test_cases_are_right_when_the_appraisal_ends(case):
    handed_in(case)
    moved(case, Cause.PROMOTION)
    given = Marks({}, {}, rating="good", reason="Theo kết quả")
    with at(12, 27):
        save_appraisal(fresh(case), given, by=case.staff, seen=None)
        assert kinds(case) == []
        save_appraisal(fresh(case), given, by=case.staff, seen=None, done=True)
    assert kinds(case) == ["promoted"]
    assert "cases" in Dossier.objects.get().history.get(deed="appraise").changes


# --- absences


@pytest.mark.clause("7.d.1", "7.d.3")
def test_a_recorded_absence_makes_the_case_at_once(case):
    away(case, document="Giấy nhập viện số 4")
    dossier = Dossier.objects.get()
    entry = dossier.history.get()
    assert kinds(case) == [CaseKind.ON_LEAVE]
    assert facts_of(fresh(case)).cases[0].kind.defers is True
    assert entry.changes["absence"] == (
        "Nghỉ ốm từ ngày 05/10/2026 (chưa có ngày kết thúc) (Giấy nhập viện số 4)"
    )
    assert entry.changes["cases"] == [[], [dossier.cases[0]["sentence"]]]


def test_its_end_unmakes_the_case_and_a_short_one_never_was(case):
    away(case, document="Giấy nhập viện số 4")
    dossier = Dossier.objects.get()
    with at(12, 1):
        end_absence(dossier, Absence.objects.get(), valid_until=date(2026, 11, 20), by=case.staff)
    row = Absence.objects.get()
    assert (kinds(case), row.valid_until, row.document) == ([], date(2026, 11, 20), "Giấy nhập viện số 4")
    away(case, kind=AbsenceKind.TRAINING.value, valid_until=date(2026, 10, 31))
    assert kinds(case) == []


@pytest.mark.clause("7.d.4")
def test_an_inspection_that_goes_on_defers(case):
    away(case, kind=AbsenceKind.INSPECTION.value, valid_from=date(2026, 12, 1))
    assert kinds(case) == ["inspected"]


@pytest.mark.clause("7.d.4")
@pytest.mark.parametrize("stage", [Stage.COUNCIL, Stage.PROVINCE_APPRAISED])
def test_an_inspection_begun_after_the_evaluation_date_defers_until_the_decision(case, stage):
    Dossier.objects.update(stage=stage)
    with at(12, 31):
        away(case, kind=AbsenceKind.INSPECTION.value, valid_from=date(2026, 12, 30))
        assert kinds(case) == ["inspected"]
        assert [found.code for found in Case(fresh(case)).verdict().warnings if found.code == "deferral"]
        set_aside(fresh(case), by=case.staff, ground="Đang kiểm tra dấu hiệu vi phạm")
    assert fresh(case).stage == Stage.DEFERRED


@pytest.mark.clause("7.d.4")
def test_an_inspection_recorded_before_it_begins_is_read_when_somebody_judges(case):
    Dossier.objects.update(stage=Stage.COUNCIL)
    with at(12, 28):
        away(case, kind=AbsenceKind.INSPECTION.value, valid_from=date(2026, 12, 30))
        assert (kinds(case), list(cases_settled(Case(fresh(case))))) == ([], [])
    with at(12, 30):
        assert [found.code for found in cases_settled(Case(fresh(case)))] == ["cases-changed"]
        settle_cases(fresh(case), by=case.staff)
        assert (kinds(case), list(cases_settled(Case(fresh(case))))) == (["inspected"], [])


def test_days_out_of_order_are_refused(case):
    with pytest.raises(Refused, match="Ngày kết thúc phải từ ngày bắt đầu 05/10/2026 trở đi"):
        away(case, valid_until=date(2026, 10, 4))
    away(case)
    with pytest.raises(Refused, match="Ngày kết thúc"):
        end_absence(
            Dossier.objects.get(), Absence.objects.get(), valid_until=date(2026, 10, 4), by=case.staff
        )
    assert Absence.objects.get().valid_until is None


@pytest.mark.parametrize("role", ["subject", "leadership", "division_leadership"])
def test_only_staff_record_an_absence(case, role):
    with pytest.raises(PermissionDenied):
        away(case, by=getattr(case, role))


def test_no_absence_is_recorded_through_a_decided_dossier(case):
    Dossier.objects.update(stage=Stage.DECIDED)
    with pytest.raises(Refused):
        away(case)


def test_an_absence_is_recorded_while_the_dossier_is_set_aside(case):
    Dossier.objects.update(stage=Stage.DEFERRED)
    assert away(case).cases[0]["kind"] == "on_leave"
