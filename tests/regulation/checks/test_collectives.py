from dataclasses import replace

import pytest

from regulation.assessment import assess
from regulation.checks.collectives import (
    head_above_unit,
    unit_below_70,
    unit_below_100,
    unit_late,
    unit_not_outstanding,
    unit_unknown,
)
from regulation.facts import CollectiveFacts, Unreported
from regulation.policy import Policy
from regulation.rules import Figures
from regulation.vocabulary import Leadership, Level, Rating, Severity

HEAD, DEPUTY, MEMBER, NONE = Leadership
RULES = (unit_below_70, unit_below_100, unit_not_outstanding, unit_late)


def unit(assigned: int, completed: int, role: Leadership = HEAD, **fields: object) -> CollectiveFacts:
    return CollectiveFacts("Phòng Nội vụ", role, assigned, completed, **fields)


def limits(found: object) -> list[Rating]:
    return [finding.limit for finding in found if finding.limit]


@pytest.mark.clause("6.3/1", "6.3/2")
@pytest.mark.parametrize(
    ("role", "limit", "place"),
    [
        (HEAD, Rating.NOT_COMPLETED, "người đứng đầu"),
        (DEPUTY, Rating.GOOD, "cấp phó"),
        (MEMBER, Rating.GOOD, "thành viên tập thể lãnh đạo"),
    ],
)
def test_below_70_percent_binds_by_the_place_in_the_collective(make_facts, role, limit, place):
    (found,) = unit_below_70(make_facts(collectives=(unit(10, 6, role),)))
    assert found.sentence == (
        "Phòng Nội vụ hoàn thành 6/10 nhiệm vụ, chỉ tiêu được giao (60 %), chưa đến 70 %; "
        f"vai trò trong tập thể: {place}."
    )
    assert (found.limit, found.clause.code, found.level) == (limit, "6.3", Level.NATIONAL)
    assert found.lifted_by.endswith("do cấp trên trực tiếp của tập thể phê duyệt.")


@pytest.mark.clause("6.3/1")
@pytest.mark.parametrize(
    ("assigned", "completed", "limited"),
    [(10, 0, True), (1000, 699, True), (10, 7, False), (10, 10, False), (3, 2, True), (0, 0, False)],
)
def test_the_floor_is_seventy_percent(make_facts, assigned, completed, limited):
    found = unit_below_70(make_facts(collectives=(unit(assigned, completed),)))
    assert limits(found) == [Rating.NOT_COMPLETED] * limited


@pytest.mark.clause("6.3/1")
def test_a_share_just_below_the_floor_is_below_it_and_told_so(make_facts):
    (found,) = unit_below_70(make_facts(collectives=(unit(3923, 2746),)))
    assert found.limit is Rating.NOT_COMPLETED
    assert found.sentence.startswith(
        "Phòng Nội vụ hoàn thành 2746/3923 nhiệm vụ, chỉ tiêu được giao (69,997 %), chưa đến 70 %"
    )


@pytest.mark.clause("B4.1/1")
def test_no_share_of_a_head_is_compared_or_told_rounded(make_facts):
    facts = make_facts(collectives=(unit(30001, 30000, exceeded=9000, late=6001),))
    assert [found.sentence for rule in RULES for found in rule(facts)] == [
        "Phòng Nội vụ hoàn thành 30000/30001 nhiệm vụ, chỉ tiêu được giao (99,997 %), chưa đến 100 %.",
        "Không mức nào của Điều 11 nêu trường hợp người đứng đầu có tập thể hoàn thành 99,997 % (Phòng Nội vụ).",
        "Phòng Nội vụ có 9000/30001 nhiệm vụ, chỉ tiêu vượt mức (29,999 %), chưa đến 30 %.",
        "Phòng Nội vụ có 6001/30001 nhiệm vụ, chỉ tiêu chậm tiến độ (20,003 %).",
        "Phòng Nội vụ có 6001/30001 nhiệm vụ, chỉ tiêu chậm tiến độ (20,003 %), quá 20 %.",
    ]


@pytest.mark.clause("6.3/1")
def test_confirmed_force_majeure_leaves_the_count(make_facts):
    facts = make_facts(collectives=(unit(10, 6, excused=1),))
    (found,) = unit_below_70(facts)
    assert (
        "6/9 nhiệm vụ, chỉ tiêu được giao (66,67 %), không tính 1 trường hợp bất khả kháng" in found.sentence
    )
    assert list(unit_below_70(make_facts(collectives=(unit(10, 6, excused=2),)))) == []


@pytest.mark.clause("B3.1", "6.3/1")
@pytest.mark.parametrize("role", [HEAD, DEPUTY, MEMBER])
@pytest.mark.parametrize(
    ("policy", "severity"),
    [(Policy(), Severity.WARN), (Policy(unit_unknown=Severity.BLOCK), Severity.BLOCK)],
)
def test_whoever_leads_a_collective_is_not_rated_in_silence_without_its_result(
    make_facts, role, policy, severity
):
    facts = make_facts(unreported=(Unreported("Phòng Nội vụ", role),), rating=Rating.GOOD, policy=policy)
    (found,) = unit_unknown(facts)
    assert (found.severity, found.clause.code, found.level) == (severity, "6.3", Level.PROVINCE)
    assert found.sentence.startswith(
        f"Chưa có kết quả được phê duyệt của tập thể Phòng Nội vụ (vai trò: {role.label.lower()})"
    )
    assert found.lifted_by.startswith(
        "Kết quả của tập thể, lĩnh vực được cấp trên trực tiếp của tập thể phê duyệt"
    )
    assert ("lý do kèm mức xếp loại" in found.lifted_by) is (severity is Severity.WARN)


def test_of_a_deputy_the_result_of_the_field_in_charge_is_missed_too(make_facts):
    missing = Unreported("Phòng Nội vụ", DEPUTY, of_field=True)
    (found,) = unit_unknown(make_facts(unreported=(missing,), rating=Rating.GOOD))
    assert found.sentence == (
        "Chưa có kết quả được phê duyệt của lĩnh vực phụ trách tại Phòng Nội vụ (vai trò: cấp phó): "
        "mức “Hoàn thành tốt nhiệm vụ” được xét khi chưa biết kết quả đó."
    )


@pytest.mark.parametrize(
    ("policy", "will_be"),
    [
        (Severity.WARN, "Khi ghi mức xếp loại mà vẫn chưa có kết quả đó, phải giải trình."),
        (Severity.BLOCK, "Khi chưa có kết quả đó, chưa đề nghị, quyết định được mức xếp loại."),
    ],
)
def test_before_anybody_rates_the_missing_result_is_told_with_what_it_will_mean(make_facts, policy, will_be):
    missing = (Unreported("Phòng Nội vụ", DEPUTY),)
    (found,) = unit_unknown(make_facts(unreported=missing, policy=Policy(unit_unknown=policy)))
    assert found.severity is Severity.INFO
    assert found.sentence == (
        "Chưa có kết quả được phê duyệt của tập thể Phòng Nội vụ (vai trò: cấp phó): "
        f"chưa xét được theo Mục 6.3. {will_be}"
    )


@pytest.mark.parametrize(
    ("fields", "told", "outside"),
    [
        ({}, "Không giữ vai trò lãnh đạo trong tập thể nào.", True),
        (
            {"collectives": (unit(10, 10),)},
            "Đã có kết quả được phê duyệt của mọi tập thể, lĩnh vực mà người này lãnh đạo, phụ trách.",
            False,
        ),
    ],
)
def test_a_collective_with_its_result_is_known(make_facts, fields, told, outside):
    facts = make_facts(**fields)
    assert list(unit_unknown(facts)) == []
    assert (unit_unknown.said.passing(facts), unit_unknown.asked.outside(facts)) == (told, outside)


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_said_of_a_collective_without_targets_or_place(make_facts, rule):
    facts = make_facts(collectives=(unit(0, 0), unit(3, 0, excused=3, late=1), unit(10, 0, NONE, late=10)))
    assert list(rule(facts)) == []


@pytest.mark.parametrize("rule", RULES[1:])
@pytest.mark.parametrize("role", [DEPUTY, MEMBER])
def test_the_conditions_of_article_eleven_bind_the_head_alone(make_facts, rule, role):
    assert list(rule(make_facts(collectives=(unit(10, 8, role, late=5),)))) == []


@pytest.mark.clause("B4.1/1")
@pytest.mark.parametrize(
    ("assigned", "completed", "limited"),
    [(1000, 699, False), (10, 7, True), (10, 9, True), (30000, 29999, True), (10, 10, False)],
)
def test_from_70_to_under_100_percent_no_level_fits(make_facts, assigned, completed, limited):
    found = list(unit_below_100(make_facts(collectives=(unit(assigned, completed),))))
    assert [finding.severity for finding in found] == [Severity.LIMIT, Severity.WARN] * limited
    assert limits(found) == [Rating.COMPLETED] * limited


def test_under_100_percent_is_told_with_its_figures(make_facts):
    limit, warning = unit_below_100(make_facts(collectives=(unit(10, 8),)))
    assert limit.sentence == (
        "Phòng Nội vụ hoàn thành 8/10 nhiệm vụ, chỉ tiêu được giao (80 %), chưa đến 100 %."
    )
    assert warning.sentence == (
        "Không mức nào của Điều 11 nêu trường hợp người đứng đầu có tập thể hoàn thành 80 % (Phòng Nội vụ)."
    )
    assert warning.lifted_by == "Lý do kèm mức xếp loại, do người lập danh sách xếp loại ghi."
    assert {limit.clause.code, warning.clause.code} == {"366.11.1-3"}


@pytest.mark.clause("B4.1/1")
@pytest.mark.parametrize(("exceeded", "limited"), [(0, True), (29, True), (30, False), (100, False)])
def test_a_head_needs_30_percent_of_targets_exceeded(make_facts, exceeded, limited):
    found = unit_not_outstanding(make_facts(collectives=(unit(100, 100, exceeded=exceeded),)))
    assert limits(found) == [Rating.GOOD] * limited


def test_too_few_exceeded_targets_are_told_with_their_share(make_facts):
    (found,) = unit_not_outstanding(make_facts(collectives=(unit(9, 9, exceeded=1),)))
    assert found.sentence == ("Phòng Nội vụ có 1/9 nhiệm vụ, chỉ tiêu vượt mức (11,11 %), chưa đến 30 %.")
    assert found.clause.code == "366.11.1"


@pytest.mark.clause("B4.1/1")
@pytest.mark.parametrize(
    ("late", "severities"),
    [
        (0, []),
        (1, [Severity.LIMIT]),
        (2, [Severity.LIMIT]),
        (3, [Severity.LIMIT, Severity.WARN]),
    ],
)
def test_late_targets_end_a_heads_good_and_beyond_20_percent_ask_for_a_reason(make_facts, late, severities):
    found = list(unit_late(make_facts(collectives=(unit(10, 10, late=late),))))
    assert [finding.severity for finding in found] == severities
    assert limits(found) == [Rating.COMPLETED] * bool(late)
    assert {finding.clause.code for finding in found} <= {"366.11.2-3"}


def test_late_targets_are_told_with_their_share(make_facts):
    found = unit_late(make_facts(collectives=(unit(10, 10, late=3),)))
    assert [finding.sentence for finding in found] == [
        "Phòng Nội vụ có 3/10 nhiệm vụ, chỉ tiêu chậm tiến độ (30 %).",
        "Phòng Nội vụ có 3/10 nhiệm vụ, chỉ tiêu chậm tiến độ (30 %), quá 20 %.",
    ]


def field(assigned: int, completed: int, **fields: object) -> CollectiveFacts:
    return CollectiveFacts(
        "Lĩnh vực Kinh tế (Phường A)", DEPUTY, assigned, completed, is_field=True, **fields
    )


@pytest.mark.clause("6.3/2", "B4.1/1")
@pytest.mark.parametrize(
    ("rule", "fields", "limit"),
    [
        (unit_below_100, {"completed": 9}, Rating.COMPLETED),
        (unit_below_100, {"completed": 5}, Rating.COMPLETED),
        (unit_below_100, {"completed": 10}, None),
        (unit_not_outstanding, {"exceeded": 2}, Rating.GOOD),
        (unit_not_outstanding, {"exceeded": 3}, None),
        (unit_late, {"late": 1}, Rating.COMPLETED),
        (unit_late, {"late": 0}, None),
        (unit_below_70, {"completed": 5}, None),
    ],
)
def test_a_deputy_answers_for_the_field_in_charge_by_its_own_result(make_facts, rule, fields, limit):
    own = field(10, **{"completed": 10} | fields)
    assert limits(rule(make_facts(collectives=(unit(10, 10, DEPUTY), own)))) == [limit] * bool(limit)


def test_a_deputy_does_not_answer_for_the_late_targets_of_others_fields(make_facts):
    whole, own = unit(10, 8, DEPUTY, late=5), field(4, 4, exceeded=2)
    facts = make_facts(collectives=(whole, own))
    assert [found for rule in RULES for found in rule(facts)] == []


def test_a_field_is_told_by_its_name(make_facts):
    limit, warning = unit_below_100(make_facts(collectives=(field(10, 9),)))
    assert limit.sentence == (
        "Lĩnh vực Kinh tế (Phường A) hoàn thành 9/10 nhiệm vụ, chỉ tiêu được giao (90 %), chưa đến 100 %."
    )
    assert warning.sentence == (
        "Không mức nào của Điều 11 nêu trường hợp cấp phó có lĩnh vực phụ trách hoàn thành 90 % "
        "(Lĩnh vực Kinh tế (Phường A))."
    )
    assert unit_late.said.table(make_facts(collectives=(unit(10, 10, DEPUTY), field(10, 9)))).rows == (
        ("Lĩnh vực Kinh tế (Phường A)", "Cấp phó", "10", "0", "10", "0/10 (0 %)"),
    )


@pytest.mark.clause("6.1.1/2")
@pytest.mark.parametrize(
    ("given", "of_unit", "role", "warned"),
    [
        (Rating.EXCELLENT, Rating.GOOD, HEAD, True),
        (Rating.GOOD, Rating.GOOD, HEAD, False),
        (Rating.COMPLETED, Rating.GOOD, HEAD, False),
        (Rating.EXCELLENT, Rating.GOOD, DEPUTY, False),
        (Rating.EXCELLENT, None, HEAD, False),
        (None, Rating.NOT_COMPLETED, HEAD, False),
    ],
)
def test_a_head_rated_above_the_collective_asks_for_a_reason(make_facts, given, of_unit, role, warned):
    facts = make_facts(rating=given, collectives=(unit(10, 10, role, rating=of_unit),))
    assert [finding.severity for finding in head_above_unit(facts)] == [Severity.WARN] * warned


def test_the_two_ratings_are_told(make_facts):
    facts = make_facts(rating=Rating.EXCELLENT, collectives=(unit(10, 10, rating=Rating.GOOD),))
    (found,) = head_above_unit(facts)
    assert found.sentence == (
        "Người đứng đầu được xếp loại “Hoàn thành xuất sắc nhiệm vụ”, cao hơn mức “Hoàn thành tốt nhiệm vụ” "
        "của tập thể Phòng Nội vụ."
    )
    assert (found.clause.code, found.level) == ("6.1", Level.ASSUMPTION)


def test_a_province_may_switch_that_warning_off(make_facts):
    facts = make_facts(rating=Rating.EXCELLENT, collectives=(unit(10, 10, rating=Rating.GOOD),))
    quiet = replace(facts, policy=Policy(warns_head_above_unit=False))
    assert list(head_above_unit(quiet)) == []


def test_every_collective_of_a_person_is_asked(worked_facts):
    failed = unit(10, 6)
    good = CollectiveFacts("Đảng ủy phường", HEAD, 10, 10, exceeded=4)
    assert assess(replace(worked_facts, collectives=(good, failed))).highest_permitted is Rating.NOT_COMPLETED
    assert [found.code for found in assess(replace(worked_facts, collectives=(good,))).findings] == [
        found.code for found in assess(worked_facts).findings
    ]


# --- how they are said -----------------------------------------------------------------------------------------------


def test_the_targets_of_each_collective_are_shown_with_their_share(make_facts):
    units = (unit(12, 6, excused=2), unit(2, 0, DEPUTY, excused=2))
    assert unit_below_70.said.table(make_facts(collectives=units)) == Figures(
        ("Tập thể, lĩnh vực", "Vai trò", "Được giao", "Bất khả kháng", "Được tính", "Hoàn thành"),
        (
            ("Phòng Nội vụ", "Người đứng đầu", "12", "2", "10", "6/10 (60 %)"),
            ("Phòng Nội vụ", "Cấp phó", "2", "2", "0", "–"),
        ),
    )


@pytest.mark.parametrize(
    ("rule", "head", "share"),
    [
        (unit_below_100, "Hoàn thành", "9/10 (90 %)"),
        (unit_not_outstanding, "Vượt mức", "2/10 (20 %)"),
        (unit_late, "Chậm tiến độ", "1/10 (10 %)"),
    ],
)
def test_a_rule_on_heads_shows_the_collectives_that_the_person_heads(make_facts, rule, head, share):
    units = (unit(10, 9, exceeded=2, late=1), unit(10, 5, DEPUTY))
    found = rule.said.table(make_facts(collectives=units))
    assert (found.heads[-1], [row[-1] for row in found.rows]) == (head, [share])


def test_the_ratings_of_head_and_collective_stand_side_by_side(make_facts):
    units = (unit(10, 10, rating=Rating.GOOD), unit(10, 10))
    given = head_above_unit.said.table(make_facts(collectives=units, rating=Rating.EXCELLENT))
    awaited = head_above_unit.said.table(make_facts(collectives=units))
    assert given.rows[0] == ("Phòng Nội vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ")
    assert awaited.rows[1] == ("Phòng Nội vụ", "chưa có", "chưa có")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"unreported": (Unreported("Phòng A", HEAD), Unreported("Phòng B", DEPUTY))},
            "Chưa có kết quả được phê duyệt của Phòng A, Phòng B.",
        ),
        ({}, "Không có tập thể nào mà người này giữ vai trò lãnh đạo có kết quả được phê duyệt."),
        ({"collectives": (unit(10, 10),)}, "Kết quả của tập thể được giao không thuộc trường hợp này."),
    ],
)
def test_a_rule_on_collectives_says_why_it_found_nothing(make_facts, fields, told):
    assert {rule.said.passing(make_facts(**fields)) for rule in (*RULES, head_above_unit)} == {told}


@pytest.mark.parametrize(
    ("units", "of_leaders", "of_heads"),
    [((), True, True), ((unit(10, 10, DEPUTY),), False, True), ((unit(10, 10),), False, False)],
)
def test_whoever_leads_or_heads_nothing_is_outside(make_facts, units, of_leaders, of_heads):
    facts = make_facts(collectives=units)
    found = [rule.asked.outside(facts) for rule in (*RULES, head_above_unit)]
    assert found == [of_leaders, *[of_heads] * 4]


@pytest.mark.parametrize(
    ("missing", "of_collective", "of_charge", "of_head"),
    [
        (Unreported("Phòng Nội vụ", HEAD), True, True, True),
        (Unreported("Phòng Nội vụ", DEPUTY), True, True, False),
        (Unreported("Phòng Nội vụ", DEPUTY, of_field=True), False, True, False),
        (Unreported("Phòng Nội vụ", MEMBER), True, False, False),
    ],
)
def test_no_rule_on_collectives_can_be_asked_before_its_result_is_there(
    make_facts, missing, of_collective, of_charge, of_head
):
    awaited = make_facts(unreported=(missing,))
    asked = [rule.asked.waits(awaited) for rule in (*RULES, head_above_unit)]
    assert asked == [of_collective, *[of_charge] * 3, of_head]
    assert unit_late.asked.waits(make_facts()) is False
