"""2.3: confirmed by whoever appraises, amended, withdrawn, fallen away; what history tells of it."""

from decimal import Decimal

import pytest

from cadres.machine import Refused, Stale
from evaluation.core.facts import Marks, facts_of
from evaluation.core.steps import Stage
from evaluation.core.tells.stories import changes
from evaluation.marks.actions import marks
from evaluation.marks.models import Outstanding
from evaluation.models import Dossier, DossierEntry
from regulation.assessment import assess
from regulation.vocabulary import Layer, Rating
from tests.evaluation.marks.marking import a_case, at, done, fresh, handed_in, self_marks
from tests.factories import PlanTaskFactory

pytestmark = pytest.mark.django_db
D = Decimal
MORE = {"quality": D("1.2"), "evidence": "", "expected": False}


@pytest.fixture
def case():
    """The first of two tasks is claimed to exceed what was asked: 50 %."""
    case = a_case()
    claimed = self_marks(case).tasks | done(case.tasks[0], 2, **MORE)
    handed_in(case, tasks=claimed, rating="excellent")
    return case


def appraise(case, *, finish=False, seen=None, **values):
    given = Marks(**{"criteria": {}, "tasks": {}, "rating": "good", "reason": "Theo hồ sơ"} | values)
    with at(12, 27):
        return marks.save_appraisal(fresh(case), given, by=case.staff, seen=seen, done=finish)


def said(case, ground="Vượt 20 % số lượt", document="", *, ticked=True):
    return {case.tasks[0].pk: (ticked, ground, document)}


def rows():
    return list(Outstanding.objects.values_list("reason", "document", "by__username"))


def told():
    return changes(DossierEntry.objects.latest("pk").changes)[1:]


def permitted(case, layer=Layer.AUTHORITY):
    return assess(facts_of(fresh(case), upto=layer)).highest_permitted


@pytest.mark.clause("2.3/2", "PL2.i/2")
def test_a_claim_counts_for_the_person_and_once_appraised_only_as_confirmed(case):
    assert permitted(case) == Rating.EXCELLENT
    appraise(case)
    assert (permitted(case), permitted(case, Layer.SELF)) == (Rating.GOOD, Rating.EXCELLENT)
    appraise(case, outstanding=said(case))
    assert permitted(case) == Rating.EXCELLENT
    assert [row.highest_permitted for row in fresh(case).assessments.all()] == ["excellent", "excellent"]


def test_it_is_kept_with_its_ground_its_document_who_and_when(case):
    appraise(case, outstanding=said(case, document="Công văn 12-CV/ĐU"))
    assert rows() == [("Vượt 20 % số lượt", "Công văn 12-CV/ĐU", case.staff.username)]
    with at(12, 27):
        assert Outstanding.objects.get().at == fresh(case).history.latest("pk").at
    assert told() == [
        f"Xác nhận nhiệm vụ “{case.tasks[0].title}” vượt yêu cầu: Vượt 20 % số lượt (Công văn 12-CV/ĐU)"
    ]


@pytest.mark.clause("2.3/2")
@pytest.mark.parametrize("ground", ["", "  "])
def test_without_its_ground_nothing_is_confirmed(case, ground):
    with pytest.raises(Refused) as refused:
        appraise(case, outstanding=said(case, ground))
    (finding,) = refused.value.findings
    assert (finding.code, finding.anchor) == ("confirmation-ground", f"id_task-{case.tasks[0].pk}-ground")
    assert rows() == []


def test_saving_it_again_changes_nothing_and_history_keeps_silent(case):
    appraise(case, outstanding=said(case))
    kept = Outstanding.objects.get()
    appraise(case, outstanding=said(case))
    assert (Outstanding.objects.get().pk, Outstanding.objects.get().at) == (kept.pk, kept.at)
    assert told() == []
    appraise(case)
    assert Outstanding.objects.count() == 1


def test_unticking_withdraws_it_and_history_says_what_was_there_and_why(case):
    for ground, why in (("Vượt 20 % số lượt", ""), ("Số liệu bị tính hai lần", ": Số liệu bị tính hai lần")):
        appraise(case, outstanding=said(case))
        appraise(case, outstanding=said(case, ground, ticked=False))
        assert rows() == []
        assert told() == [
            f"Rút xác nhận nhiệm vụ “{case.tasks[0].title}” vượt yêu cầu (căn cứ đã ghi: Vượt 20 % số lượt){why}"
        ]
    assert permitted(case) == Rating.GOOD


def test_a_claim_that_falls_away_takes_its_confirmation_along(case):
    appraise(case, outstanding=said(case))
    lowered = done(case.tasks[0], 2, reason="Đạt yêu cầu")
    appraise(case, tasks=lowered, outstanding=said(case))
    assert rows() == []
    assert told()[0].endswith("(căn cứ đã ghi: Vượt 20 % số lượt): Hệ số không còn trên 1.")


def test_a_task_that_nobody_claims_cannot_be_confirmed(case):
    appraise(case, outstanding={case.tasks[1].pk: (True, "Rất tốt", "")})
    assert rows() == []


def test_an_appraiser_may_claim_and_confirm_at_once(case):
    second = case.tasks[1]
    faster = done(second, 2, timeliness=D("1.2"), reason="Xong trước hạn 20 ngày")
    appraise(case, tasks=faster, outstanding={second.pk: (True, "Xong trước hạn 20 ngày", "")})
    assert list(Outstanding.objects.values_list("task", flat=True)) == [second.pk]


def test_foreign_tasks_are_left_alone(case):
    other = PlanTaskFactory()
    appraise(case, outstanding={other.pk: (True, "Vượt", ""), 10**9: (True, "Vượt", "")})
    assert rows() == []


def test_the_persons_own_layer_confirms_nothing_and_withdraws_nothing(case):
    appraise(case, outstanding=said(case))
    with at(12, 27, 9):
        marks.return_dossier(fresh(case), by=case.staff, reason="Bổ sung", rows={}, seen=None)
    with at(12, 28):
        own = self_marks(case, outstanding=said(case, ticked=False))
        marks.save_self(fresh(case), own, by=case.subject, seen=None)
    assert len(rows()) == 1
    assert facts_of(fresh(case)).tasks[0].exceeded is False


def test_what_was_confirmed_of_a_claim_taken_back_goes_at_the_next_appraisal(case):
    appraise(case, outstanding=said(case))
    with at(12, 27, 9):
        marks.return_dossier(fresh(case), by=case.staff, reason="Bổ sung", rows={}, seen=None)
    handed_in(case)
    assert len(rows()) == 1
    appraise(case)
    assert rows() == []


@pytest.mark.clause("2.3/2")
@pytest.mark.parametrize(
    ("confirmed", "typed", "refused", "kept"),
    [
        (False, {"ground": "Vượt 20 % số lượt"}, True, 0),
        (True, {"ground": "Vượt chỉ tiêu tỉnh giao"}, True, 1),
        (True, {}, False, 1),
        (True, {"ticked": False}, False, 0),
    ],
    ids=["confirms", "amends", "keeps", "withdraws"],
)
def test_the_authority_keeps_or_withdraws_what_the_appraiser_confirmed(case, confirmed, typed, refused, kept):
    appraise(case, outstanding=said(case) if confirmed else {})
    Dossier.objects.update(stage=Stage.COUNCIL)
    given, found = Marks({}, {}, outstanding=said(case, **typed)), []
    try:
        with at(12, 28):
            marks.save_authority(fresh(case), given, by=case.leadership, seen=None)
    except Refused as refusal:
        found = [finding.code for finding in refusal.findings]
    assert found == ["confirmation-appraiser"] * refused
    assert rows() == [("Vượt 20 % số lượt", "", case.staff.username)] * kept


def test_a_stale_page_confirms_nothing(case):
    seen = fresh(case).version
    appraise(case, remark="Đã xem")
    with pytest.raises(Stale):
        appraise(case, outstanding=said(case), seen=seen)
    assert rows() == []


def test_xuat_sac_is_permitted_once_it_is_confirmed_and_needs_no_reason(case):
    with pytest.raises(Refused) as refused:
        appraise(case, finish=True, rating="excellent", reason="Nổi trội")
    assert [finding.code for finding in refused.value.findings] == ["above-permitted"]
    dossier = appraise(case, finish=True, rating="excellent", reason="", outstanding=said(case))
    assert dossier.stage == Stage.APPRAISED
