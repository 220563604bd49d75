import pytest

from regulation.checks.review import key_response, key_unmet, no_council
from regulation.facts import AxisFacts, Facts
from regulation.vocabulary import Rating, ResponseLevel, Severity


@pytest.mark.clause("B3.2/2")
def test_a_key_task_without_a_response_level_blocks_and_is_named(make_facts, make_task):
    tasks = (make_task("1", is_key=True), make_task("2", is_key=True, response=ResponseLevel.BASIC))
    (found,) = key_response(make_facts(AxisFacts(1, tasks=tasks)))
    assert found.sentence == (
        "Nhiệm vụ trọng tâm, then chốt “Báo cáo 1” chưa được đánh giá mức độ đáp ứng yêu cầu."
    )
    assert (found.severity, found.tasks, found.anchor) == (Severity.BLOCK, ("1",), "task-1")


@pytest.mark.clause("B3.2.1", "B3.2.2", "B3.2.3")
@pytest.mark.parametrize("response", ResponseLevel)
def test_any_response_level_lifts_it(make_facts, make_task, response):
    facts = make_facts(AxisFacts(1, tasks=(make_task(is_key=True, response=response), make_task("2"))))
    assert list(key_response(facts)) == []


@pytest.fixture
def unmet(make_facts, make_task):
    """Facts with two key tasks, one answered (3); whoever is not key is not asked."""

    def make(**fields):
        tasks = (
            make_task("1", is_key=True, response=ResponseLevel.FAILING),
            make_task("2", is_key=True, response=ResponseLevel.EFFECTIVE),
            make_task("3", response=ResponseLevel.FAILING),
        )
        return make_facts(AxisFacts(1, tasks=tasks), **fields)

    return make


@pytest.mark.clause("B3.2.3", "2.3/2")
@pytest.mark.parametrize("rating", [None, *Rating])
def test_a_key_task_that_does_not_meet_what_was_asked_limits_to_tot(unmet, rating):
    limit, *_ = key_unmet(unmet(rating=rating))
    assert (limit.severity, limit.limit, limit.tasks, limit.anchor) == (
        Severity.LIMIT,
        Rating.GOOD,
        ("1",),
        "task-1",
    )
    assert limit.sentence == (
        "Nhiệm vụ trọng tâm, then chốt “Báo cáo 1” được đánh giá (3) không đáp ứng yêu cầu nhiệm vụ."
    )


@pytest.mark.clause("B3.2.3")
@pytest.mark.parametrize(
    ("rating", "warned"),
    [(Rating.EXCELLENT, True), (Rating.GOOD, True), (Rating.COMPLETED, False), (Rating.NOT_COMPLETED, False)],
)
def test_tot_itself_asks_why(unmet, rating, warned):
    _, *others = key_unmet(unmet(rating=rating))
    assert [finding.warns for finding in others] == [True] * warned


def test_the_reason_is_asked_for_with_the_rating_being_given(unmet):
    _, found = key_unmet(unmet(rating=Rating.GOOD))
    assert (found.sentence, found.presumes) == (
        "1 nhiệm vụ trọng tâm, then chốt không đáp ứng yêu cầu trong khi mức đang xét là “Hoàn thành tốt nhiệm vụ”.",
        None,
    )


def test_while_nothing_is_rated_the_reason_presumes_that_tot_could_be_given(unmet, monkeypatch):
    monkeypatch.setattr(Facts, "expected", Rating.EXCELLENT)
    _, found = key_unmet(unmet())
    assert (found.presumes, "khung điểm là “Hoàn thành xuất sắc nhiệm vụ”" in found.sentence) == (
        Rating.GOOD,
        True,
    )


def test_a_dossier_without_any_key_task_is_warned_of(make_facts, make_task):
    (found,) = key_response(make_facts(AxisFacts(1, tasks=(make_task(),))))
    assert found.severity is Severity.WARN
    assert found.lifted_by == (
        "Đánh dấu nhiệm vụ trọng tâm, then chốt, do cơ quan thẩm định thực hiện; "
        "hoặc lý do, do người lập danh sách xếp loại ghi."
    )
    assert found.clause.code == "B3.2"


@pytest.mark.clause("B3.1")
@pytest.mark.parametrize(("recorded", "codes"), [(False, ["no-council"]), (True, [])])
def test_the_council_is_heard_first(make_facts, recorded, codes):
    found = list(no_council(make_facts(council_recorded=recorded)))
    assert [finding.code for finding in found] == codes
    assert all(finding.blocks for finding in found)


def test_the_staff_or_the_council_records_its_opinion(make_facts):
    (found,) = no_council(make_facts(council_recorded=False))
    assert found.lifted_by == (
        "Ý kiến của Hội đồng, do cơ quan tham mưu về công tác tổ chức cán bộ hoặc thành viên Hội đồng "
        "ghi theo biên bản."
    )


# --- how they are said -----------------------------------------------------------------------------------------------


def test_the_answered_key_tasks_are_told_and_shown(make_facts, make_task):
    answered = make_task("1", is_key=True, response=ResponseLevel.BASIC)
    facts = make_facts(AxisFacts(1, tasks=(answered, make_task("2"))))
    assert key_response.said.passing(facts) == (
        "1/1 nhiệm vụ trọng tâm, then chốt đã được đánh giá mức độ đáp ứng."
    )
    assert key_response.said.table(facts).rows == (
        ("Báo cáo 1", "(2) Cơ bản đáp ứng yêu cầu nhưng còn hạn chế, cần tiếp tục hoàn thiện"),
    )


def test_of_a_key_task_without_its_answer_no_figures_are_shown(make_facts, make_task):
    assert key_response.said.table(make_facts(AxisFacts(1, tasks=(make_task(is_key=True),)))) is None
