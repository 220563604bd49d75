from datetime import date

import pytest

from regulation.cases import Left, SpecialCase
from regulation.checks.special import deferral, optional, other_case, promoted, reorganised, transferred
from regulation.facts import AxisFacts, Deferred, Recorded
from regulation.quarters import Quarter
from regulation.rules import Figures
from regulation.vocabulary import CaseKind, Circumstance, Level, Severity, Tier, Treatment

SINCE = date(2026, 5, 15)
BOTH_POSTS = Recorded(Circumstance.BOTH_POSTS, "Báo cáo kết quả")
PARTY_CELL = Recorded(Circumstance.PARTY_CELL, "Biên bản chi bộ")
DEFERRING = [kind for kind in CaseKind if kind.defers]


def case(kind: CaseKind) -> SpecialCase:
    return SpecialCase(kind, SINCE, "Từ ngày 15/05/2026.")


@pytest.mark.clause("7.a", "7.a.1", "7.a.2")
@pytest.mark.parametrize(
    ("there", "sentences"),
    [
        (
            (),
            [
                "Từ ngày 15/05/2026. Chưa ghi: kết quả thực hiện nhiệm vụ ở chức vụ trước và ở chức vụ mới.",
                "Từ ngày 15/05/2026. Chưa ghi: đánh giá của chi bộ nơi sinh hoạt.",
            ],
        ),
        ((BOTH_POSTS,), ["Từ ngày 15/05/2026. Chưa ghi: đánh giá của chi bộ nơi sinh hoạt."]),
        (
            (PARTY_CELL,),
            ["Từ ngày 15/05/2026. Chưa ghi: kết quả thực hiện nhiệm vụ ở chức vụ trước và ở chức vụ mới."],
        ),
    ],
)
def test_a_promotion_waits_for_each_missing_paper(make_facts, there, sentences):
    found = list(promoted(make_facts(cases=(case(CaseKind.PROMOTED),), recorded=there)))
    assert [finding.sentence for finding in found] == sentences
    assert all(finding.blocks for finding in found)
    assert {(finding.clause.code, finding.level) for finding in found} == {("7.a", Level.NATIONAL)}


def test_the_staff_records_the_missing_papers(make_facts):
    found = promoted(make_facts(cases=(case(CaseKind.PROMOTED),)))
    assert [finding.lifted_by for finding in found] == [
        "Kết quả thực hiện nhiệm vụ ở chức vụ trước và ở chức vụ mới, "
        "do cơ quan tham mưu về công tác tổ chức cán bộ ghi.",
        "Đánh giá của chi bộ nơi sinh hoạt, do cơ quan tham mưu về công tác tổ chức cán bộ ghi.",
    ]


def test_a_promotion_with_its_papers_is_only_told(make_facts):
    facts = make_facts(cases=(case(CaseKind.PROMOTED),), recorded=(BOTH_POSTS, PARTY_CELL))
    (found,) = promoted(facts)
    assert found.severity is Severity.INFO
    assert found.sentence == (
        "Từ ngày 15/05/2026. Đã có kết quả thực hiện nhiệm vụ ở cả hai chức vụ và đánh giá của chi bộ nơi sinh hoạt."
    )


@pytest.mark.clause("7.b")
@pytest.mark.parametrize(
    ("given", "severity", "sentence"),
    [
        (
            "",
            Severity.BLOCK,
            "Từ ngày 15/05/2026. Chưa có nhận xét của cơ quan, đơn vị cũ: Sở Y tế; Sở Nội vụ.",
        ),
        ("SYT", Severity.BLOCK, "Từ ngày 15/05/2026. Chưa có nhận xét của cơ quan, đơn vị cũ: Sở Nội vụ."),
        ("SYT SNV", Severity.INFO, "Từ ngày 15/05/2026. Đã có nhận xét của cơ quan, đơn vị cũ."),
    ],
)
def test_a_transfer_waits_for_the_remark_of_each_old_unit(make_facts, given, severity, sentence):
    left = (Left("SYT", "Sở Y tế"), Left("SNV", "Sở Nội vụ"))
    moved = SpecialCase(CaseKind.TRANSFERRED, SINCE, "Từ ngày 15/05/2026.", left)
    (found,) = transferred(make_facts(cases=(moved,), remarks_given=frozenset(given.split())))
    assert (found.severity, found.sentence, found.clause.code) == (severity, sentence, "7.b")
    assert ("do cơ quan, đơn vị cũ gửi" in found.lifted_by) is (severity is Severity.BLOCK)


@pytest.mark.clause("7.b")
def test_a_transfer_that_names_no_unit_left_is_not_taken_for_answered(make_facts):
    (found,) = transferred(make_facts(cases=(case(CaseKind.TRANSFERRED),)))
    assert (found.severity, found.sentence) == (
        Severity.BLOCK,
        "Từ ngày 15/05/2026. Chưa có nhận xét của cơ quan, đơn vị cũ.",
    )


@pytest.mark.clause("7.c")
def test_a_reorganisation_that_leaves_no_task_waits_for_one(make_facts, make_task):
    """Nothing done since is not "Không hoàn thành": there is nothing to judge yet."""
    tasks = (make_task("1", due=date(2026, 5, 14)),)
    (found,) = reorganised(make_facts(AxisFacts(1, tasks=tasks), cases=(case(CaseKind.REORGANISED),)))
    assert found.sentence == (
        "Từ ngày 15/05/2026. Chưa có nhiệm vụ nào từ ngày 15/05/2026: chưa có kết quả để đánh giá."
    )
    assert (found.severity, found.clause.code) == (Severity.BLOCK, "7.c")
    assert "7.e" in found.lifted_by


def test_after_a_reorganisation_earlier_tasks_do_not_count(make_facts, make_task):
    tasks = (make_task("1", due=date(2026, 5, 14)), make_task("2", due=SINCE), make_task("3"))
    (found,) = reorganised(make_facts(AxisFacts(1, tasks=tasks), cases=(case(CaseKind.REORGANISED),)))
    assert found.sentence == (
        "Từ ngày 15/05/2026. Chỉ đánh giá kết quả từ ngày 15/05/2026, không tính 1 nhiệm vụ trước ngày đó."
    )
    assert (found.severity, found.clause.code) == (Severity.INFO, "7.c")


def test_a_reorganisation_before_every_task_takes_none(make_facts, make_task):
    facts = make_facts(AxisFacts(1, tasks=(make_task(due=SINCE),)), cases=(case(CaseKind.REORGANISED),))
    (found,) = reorganised(facts)
    assert found.sentence == "Từ ngày 15/05/2026. Chỉ đánh giá kết quả từ ngày 15/05/2026."


@pytest.mark.clause("7.d", "7.d.*")
@pytest.mark.parametrize("kind", DEFERRING)
def test_a_case_not_rated_this_quarter_is_warned_of(make_facts, kind):
    (found,) = deferral(make_facts(cases=(case(kind),)))
    assert found.sentence == (
        "Từ ngày 15/05/2026. Thuộc trường hợp chưa thực hiện đánh giá, xếp loại quý này."
    )
    assert (found.severity, found.clause.code) == (Severity.WARN, "7.d")
    assert found.lifted_by == (
        "Chuyển kết quả sang quý tiếp theo, do cơ quan tham mưu về công tác tổ chức cán bộ thực hiện; "
        "hoặc lý do vẫn đánh giá, do người lập danh sách xếp loại ghi."
    )


@pytest.mark.clause("7.d")
@pytest.mark.parametrize(
    ("ground", "told"),
    [
        ("Nghỉ thai sản.", "Quý III/2026 chưa đánh giá, xếp loại: Nghỉ thai sản. Kết quả, tình tiết"),
        ("", "Quý III/2026 chưa đánh giá, xếp loại. Kết quả, tình tiết"),
    ],
)
def test_a_quarter_not_rated_before_is_told_with_its_ground_where_it_is_considered(make_facts, ground, told):
    facts = make_facts(deferred=(Deferred(Quarter(2026, 3), ground),))
    (found,) = deferral(facts)
    assert (found.severity, found.sentence) == (
        Severity.INFO,
        f"{told} của quý đó được xem xét trong quý này.",
    )
    assert not deferral.asked.outside(facts)


def test_every_case_that_defers_is_told(make_facts):
    facts = make_facts(cases=tuple(case(kind) for kind in CaseKind))
    assert len(list(deferral(facts))) == len(DEFERRING)


@pytest.mark.clause("7.e")
@pytest.mark.parametrize(
    ("treatment", "severity", "words"),
    [
        (Treatment.RATE, Severity.INFO, "vẫn đánh giá, xếp loại"),
        (None, Severity.INFO, "vẫn đánh giá, xếp loại"),
        (Treatment.DEFER, Severity.WARN, "chưa đánh giá quý này"),
        (Treatment.EXEMPT, Severity.WARN, "không đánh giá quý này"),
    ],
)
def test_rating_against_a_competent_document_asks_for_a_reason(make_facts, treatment, severity, words):
    document = Recorded(Circumstance.OTHER_CASE, "Biệt phái", "Công văn số 5-CV/TU", SINCE, treatment)
    (found,) = other_case(make_facts(recorded=(document,)))
    assert found.sentence == (
        "Văn bản của cấp có thẩm quyền: “Biệt phái” (Công văn số 5-CV/TU, ngày 15/05/2026). "
        f"Áp dụng: {words}."
    )
    assert (found.severity, found.clause.code, found.level) == (severity, "7.e", Level.PROVINCE)


@pytest.mark.parametrize(
    ("tier", "who"),
    [
        (Tier.DELEGATED, "tập thể lãnh đạo, cấp ủy quản lý cán bộ"),
        (Tier.PROVINCIAL, "Ban Tổ chức Tỉnh ủy"),
    ],
)
def test_a_competent_document_is_followed_annulled_or_answered(make_facts, tier, who):
    document = Recorded(Circumstance.OTHER_CASE, "Biệt phái", "Số 5", SINCE, Treatment.DEFER)
    (found,) = other_case(make_facts(recorded=(document,), tier=tier))
    assert found.lifted_by == (
        "Thực hiện theo văn bản, do cơ quan tham mưu về công tác tổ chức cán bộ ghi; "
        f"hoặc văn bản hủy bỏ, thay thế, do {who} ghi; "
        "hoặc lý do vẫn đánh giá, do người lập danh sách xếp loại ghi."
    )


@pytest.mark.clause("3.3.2")
def test_a_committee_member_without_professional_work_need_not_be_rated(make_facts):
    (found,) = optional(make_facts(cases=(case(CaseKind.OPTIONAL),)))
    assert found.sentence == (
        "Từ ngày 15/05/2026. Không bắt buộc đánh giá, xếp loại hằng quý; có thể đánh giá 6 tháng hoặc cuối năm."
    )
    assert (found.severity, found.clause.code) == (Severity.INFO, "3.3")


@pytest.mark.parametrize(
    ("rule", "own"),
    [
        (promoted, [CaseKind.PROMOTED]),
        (transferred, [CaseKind.TRANSFERRED]),
        (reorganised, [CaseKind.REORGANISED]),
        (deferral, DEFERRING),
        (optional, [CaseKind.OPTIONAL]),
        (other_case, []),
    ],
)
def test_a_rule_is_silent_in_every_case_but_its_own(make_facts, rule, own):
    facts = make_facts(cases=tuple(case(kind) for kind in CaseKind if kind not in own))
    assert list(rule(facts)) == []


# --- how they are said -----------------------------------------------------------------------------------------------


def test_mục_7_counts_back_from_the_evaluation_date_of_the_quarter(make_facts):
    assert promoted.said.passing(make_facts(quarter=Quarter(2026, 4))) == (
        "Tính đến thời điểm đánh giá, xếp loại, ngày 29/12/2026."
    )


def test_where_no_quarter_is_named_it_is_the_first_of_the_edition(make_facts):
    assert promoted.said.passing(make_facts()).endswith("ngày 29/06/2026.")


def test_a_case_is_shown_with_its_day_and_its_ground(make_facts):
    facts = make_facts(cases=(case(CaseKind.PROMOTED), case(CaseKind.TRAINING)))
    assert deferral.said.table(facts) == Figures(
        ("Trường hợp", "Từ ngày", "Căn cứ"),
        ((CaseKind.TRAINING.label, "15/05/2026", "Từ ngày 15/05/2026."),),
    )


@pytest.mark.parametrize(
    ("rule", "inside"),
    [
        (promoted, {"cases": (case(CaseKind.PROMOTED),)}),
        (transferred, {"cases": (case(CaseKind.TRANSFERRED),)}),
        (reorganised, {"cases": (case(CaseKind.REORGANISED),)}),
        *((deferral, {"cases": (case(kind),)}) for kind in DEFERRING),
        (other_case, {"recorded": (Recorded(Circumstance.OTHER_CASE, "Công văn"),)}),
        (optional, {"cases": (case(CaseKind.OPTIONAL),)}),
    ],
)
def test_whoever_is_in_no_such_case_is_outside_the_rule(make_facts, rule, inside):
    facts = make_facts(cases=(case(CaseKind.OPTIONAL),)) if rule is not optional else make_facts()
    assert [rule.asked.outside(facts), rule.asked.outside(make_facts(**inside))] == [True, False]
