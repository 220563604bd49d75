from dataclasses import replace
from decimal import Decimal

import pytest

from regulation.checks.tasks import conditions_of, incomplete, late_task, not_outstanding
from regulation.facts import AxisFacts
from regulation.policy import Policy
from regulation.rules import Figures
from regulation.vocabulary import Level, Rating, Severity, Tier


def test_the_worked_example_is_told_with_its_figures(worked_facts):
    (found,) = incomplete(worked_facts)
    assert found.sentence == (
        "Hoàn thành dưới 100 % nhiệm vụ được giao trong quý: mới thực hiện 1/2 "
        "“Báo cáo Lãnh đạo Ban kết quả thực hiện nhiệm vụ hằng tháng”."
    )
    assert (found.severity, found.limit) == (Severity.LIMIT, Rating.NOT_COMPLETED)
    assert (found.clause.code, found.tasks) == ("6.1", ("1",))


@pytest.mark.clause("6.1.3")
@pytest.mark.parametrize(
    ("fields", "limited"),
    [
        ({"planned": 2, "done": 1}, True),
        ({"planned": 2, "done": 0}, True),
        ({"planned": 2, "done": 2}, False),
        ({"planned": 2, "done": 3}, False),
        ({"planned": 2, "done": 1, "excused": True}, False),
        ({"planned": 2, "done": 1, "due_in_quarter": False}, False),
    ],
)
def test_a_task_undone_limits_unless_excused_or_due_later(make_facts, make_task, fields, limited):
    facts = make_facts(AxisFacts(1, tasks=(make_task(**fields),)))
    assert [found.limit for found in incomplete(facts)] == [Rating.NOT_COMPLETED] * limited


@pytest.mark.clause("6.1.3")
def test_a_proposal_rests_on_an_excuse_that_the_unit_supports_and_says_so(make_facts, make_task):
    tasks = (make_task("1", planned=2, done=1, on_condition=True), make_task("2"))
    (found,) = incomplete(make_facts(AxisFacts(1, tasks=tasks), tier=Tier.PROVINCIAL))
    assert (found.severity, found.tasks) == (Severity.INFO, ("1",))
    assert found.sentence == (
        "Có điều kiện: lý do khách quan được đơn vị thống nhất, chờ tỉnh xác nhận trước khi quyết định "
        "(mới thực hiện 1/2 “Báo cáo 1”)."
    )
    assert conditions_of([found]) == (found,)


def test_what_is_done_rests_on_no_condition(make_facts, make_task):
    assert list(incomplete(make_facts(AxisFacts(1, tasks=(make_task(on_condition=True),))))) == []


@pytest.mark.parametrize(
    ("tier", "who"),
    [
        (Tier.DELEGATED, "do cấp có thẩm quyền xác nhận"),
        (Tier.PROVINCIAL, "do Ban Tổ chức Tỉnh ủy trên cơ sở ý kiến của đơn vị xác nhận"),
    ],
)
def test_who_confirms_an_excuse_goes_by_the_tier(make_facts, make_task, tier, who):
    (found,) = incomplete(make_facts(AxisFacts(1, tasks=(make_task(done=0),)), tier=tier))
    assert who in found.lifted_by
    assert conditions_of([found]) == ()


@pytest.mark.clause("6.1.3")
def test_every_undone_task_needs_its_own_excuse(make_facts, make_task):
    tasks = (make_task("1", done=0, excused=True), make_task("2", done=0))
    (found,) = incomplete(make_facts(AxisFacts(1, tasks=tasks)))
    assert found.tasks == ("2",)


def test_a_long_list_names_three_and_counts_the_others(make_facts, make_task):
    tasks = tuple(make_task(str(row), done=0) for row in range(1, 6))
    (found,) = incomplete(make_facts(AxisFacts(1, tasks=tasks)))
    assert found.sentence.endswith(
        "mới thực hiện 0/1 “Báo cáo 1”; mới thực hiện 0/1 “Báo cáo 2”; mới thực hiện 0/1 “Báo cáo 3” "
        "và 2 nhiệm vụ khác."
    )
    assert found.tasks == ("1", "2", "3", "4", "5")


def test_the_worked_example_exceeds_in_one_task_of_five(worked_facts):
    (found,) = not_outstanding(worked_facts)
    assert found.sentence == (
        "1/5 nhiệm vụ (20 %) vượt yêu cầu, chưa đến 30 % để xét mức “Hoàn thành xuất sắc nhiệm vụ”."
    )
    assert found.lifted_by == (
        "Nhiệm vụ vượt yêu cầu (hệ số chất lượng hoặc tiến độ trên 1) được xác nhận, do cơ quan thẩm định ghi."
    )
    assert (found.limit, found.clause.code, found.level) == (Rating.GOOD, "2.3", Level.ASSUMPTION)


@pytest.mark.clause("2.3/2", "PL2.i/2")
@pytest.mark.parametrize(
    ("exceeded", "tasks", "share", "limited"),
    [
        (0, 0, 30, False),
        (0, 1, 30, True),
        (0, 1, 0, False),
        (1, 3, 30, False),
        (1, 4, 30, True),
        (2, 7, 30, True),
        (3, 10, 30, False),
        (3, 10, "30.01", True),
        (9, 10, 100, True),
        (10, 10, 100, False),
    ],
)
def test_fewer_exceeding_tasks_than_the_share_end_the_best_rating(
    make_facts, make_task, exceeded, tasks, share, limited
):
    made = tuple(make_task(str(row), exceeded=row < exceeded) for row in range(tasks))
    facts = make_facts(AxisFacts(1, tasks=made), policy=Policy(outstanding_share=Decimal(share)))
    assert [found.limit for found in not_outstanding(facts)] == [Rating.GOOD] * limited


def test_a_share_is_told_with_two_decimals_where_it_needs_them(make_facts, make_task):
    made = tuple(make_task(str(row), exceeded=row == 0) for row in range(7))
    (found,) = not_outstanding(make_facts(AxisFacts(1, tasks=made)))
    assert found.sentence.startswith("1/7 nhiệm vụ (14,29 %) vượt yêu cầu, chưa đến 30 %")


def test_a_share_of_tasks_is_compared_exactly_and_told_so(make_facts, make_task):
    made = tuple(make_task(str(row), exceeded=row < 2) for row in range(3))
    facts = make_facts(AxisFacts(1, tasks=made), policy=Policy(outstanding_share=Decimal("66.67")))
    (found,) = not_outstanding(facts)
    assert found.sentence.startswith("2/3 nhiệm vụ (66,667 %) vượt yêu cầu, chưa đến 66,67 %")


def test_the_tasks_of_all_axes_are_counted_together(make_facts, make_task):
    facts = make_facts(
        AxisFacts(1, tasks=(make_task("1", exceeded=True),)),
        AxisFacts(4, tasks=(make_task("2"), make_task("3"))),
    )
    assert list(not_outstanding(facts)) == []


@pytest.fixture
def with_timeliness(make_facts, make_task):
    """A dossier of 100 points but for its late tasks: one task for each timeliness factor."""

    def make(*factors, **fields):
        tasks = [make_task(str(row)) for row, _ in enumerate(factors, start=1)]
        timed = (
            replace(task, result=replace(task.result, timeliness=Decimal(factor)))
            for task, factor in zip(tasks, factors, strict=True)
        )
        return make_facts(AxisFacts(1, weight=Decimal(70), tasks=tuple(timed)), **fields)

    return make


def test_a_late_task_asks_for_a_reason_with_its_name(with_timeliness):
    (found,) = late_task(with_timeliness("1", "0.75"))
    assert found.sentence == (
        "1/2 nhiệm vụ chậm tiến độ (“Báo cáo 2”) trong khi khung điểm là “Hoàn thành xuất sắc nhiệm vụ”."
    )
    assert found.lifted_by == "Lý do kèm mức xếp loại, do người lập danh sách xếp loại ghi."
    assert (found.severity, found.tasks, found.level) == (Severity.WARN, ("2",), Level.ASSUMPTION)
    assert found.clause.code == "PL2.ii"


@pytest.mark.clause("PL2.ii")
@pytest.mark.parametrize(
    ("factors", "rating", "warned"),
    [
        (["0.75"], Rating.EXCELLENT, True),
        (["0.75"], Rating.GOOD, True),
        (["0.75"], Rating.COMPLETED, False),
        (["0.75"], Rating.NOT_COMPLETED, False),
        (["0.75"], None, True),
        (["0"] * 3, None, True),
        (["1", "1.2"], Rating.EXCELLENT, False),
        ([], None, False),
    ],
)
def test_only_good_or_better_with_a_late_task_asks(with_timeliness, factors, rating, warned):
    facts = with_timeliness(*factors, rating=rating)
    assert [found.severity for found in late_task(facts)] == [Severity.WARN] * warned


def test_a_band_below_good_asks_for_nothing(make_facts, make_task):
    poor = make_task(done=0)
    late = replace(poor, result=replace(poor.result, timeliness=Decimal("0.75")))
    assert list(late_task(make_facts(AxisFacts(1, weight=Decimal(70), tasks=(late,))))) == []


def test_a_province_may_switch_the_warning_of_late_tasks_off(with_timeliness):
    assert list(late_task(with_timeliness("0.75", policy=Policy(warns_late_task=False)))) == []


def test_of_many_late_tasks_three_are_named(with_timeliness):
    (found,) = late_task(with_timeliness(*["0.75"] * 5))
    assert (
        "5/5 nhiệm vụ chậm tiến độ (“Báo cáo 1”, “Báo cáo 2”, “Báo cáo 3” và 2 nhiệm vụ khác)"
        in found.sentence
    )


# --- how they are said -----------------------------------------------------------------------------------------------


def test_a_person_who_completed_is_told_how_many(worked_facts):
    assert incomplete.said.passing(worked_facts) == "Đã hoàn thành 4/5 nhiệm vụ được giao."


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "chưa nêu"),
        ({"excuse": "chờ xem xét"}, "chờ xem xét"),
        ({"excuse": "đã chấp thuận", "excused": True}, "đã xác nhận"),
        ({"excuse": "chờ xem xét", "due_in_quarter": False}, "đến hạn sau quý này"),
    ],
)
def test_each_task_that_falls_short_is_shown_with_its_reason(make_facts, make_task, fields, told):
    facts = make_facts(AxisFacts(1, tasks=(make_task(planned=2, done=1, **fields), make_task("2"))))
    assert incomplete.said.table(facts) == Figures(
        ("Nhiệm vụ chưa đủ", "Thực hiện", "Kế hoạch", "Lý do khách quan"), (("Báo cáo 1", "1", "2", told),)
    )


def test_the_share_of_exceeding_tasks_is_told_where_it_is_enough(make_facts, make_task):
    axis = AxisFacts(1, tasks=(make_task("1", exceeded=True), make_task("2")))
    assert not_outstanding.said.passing(make_facts(axis)) == (
        "1/2 nhiệm vụ vượt yêu cầu (50 %), mức đòi hỏi từ 30 %."
    )
    assert not_outstanding.said.passing(make_facts()) == "Chưa có nhiệm vụ nào."


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "chưa, cơ quan thẩm định chưa xác nhận"),
        ({"exceeded": True}, "có, theo điểm tự chấm"),
        ({"exceeded": True, "confirmed": True}, "có, đã xác nhận"),
    ],
)
def test_each_claim_is_shown_with_whether_it_counts(make_facts, make_task, fields, told):
    claim = make_task(**fields)
    claim = replace(claim, result=replace(claim.result, timeliness=Decimal("1.2")))
    found = not_outstanding.said.table(make_facts(AxisFacts(1, tasks=(claim, make_task("2")))))
    assert found.rows == (("Báo cáo 1", "1", "1,2", told),)


def test_late_tasks_are_counted_and_shown(with_timeliness):
    facts = with_timeliness("1", "0.75")
    assert late_task.said.passing(facts) == "1/2 nhiệm vụ được chấm chậm tiến độ."
    assert late_task.said.table(facts).rows == (("Báo cáo 2", "0,75"),)
