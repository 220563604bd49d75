import pytest

from regulation.checks.review import key_response, no_council
from regulation.facts import AxisFacts
from regulation.vocabulary import ResponseLevel, Severity


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
