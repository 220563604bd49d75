from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.cases import Absence, Left, Service, SpecialCase, cases_of
from regulation.quarters import Quarter
from regulation.vocabulary import AbsenceKind, CaseKind, Cause

THIRD = Quarter(2026, 3)  # judged on 29/9/2026
LONG_AGO = date(2020, 1, 1)


def post(since, until=None, *, name="Phó Giám đốc", unit="Sở Nội vụ", **fields):
    return Service(name, unit, fields.pop("managing", unit), since, until, **fields)


def old(until=None, **fields):
    return post(LONG_AGO, until, **fields)


def kinds(services, absences=(), quarter=THIRD):
    return [case.kind for case in cases_of(services, absences, quarter)]


def test_a_settled_leader_is_in_no_special_case():
    assert cases_of([old()], [], THIRD) == ()


def test_somebody_without_posts_is_in_no_special_case():
    assert cases_of([], [], THIRD) == ()


# 7.a


@pytest.mark.clause("7.a")
def test_promotion_within_the_unit_says_from_what_to_what_and_when():
    services = [old(name="Trưởng phòng"), post(date(2026, 9, 10), cause=Cause.PROMOTION)]
    sentence = (
        "Được bổ nhiệm từ Trưởng phòng, Sở Nội vụ lên Phó Giám đốc, Sở Nội vụ ngày 10/09/2026, "
        "tính đến ngày 29/09/2026 chưa đủ 02 tháng."
    )
    assert cases_of(services, [], THIRD) == (SpecialCase(CaseKind.PROMOTED, date(2026, 9, 10), sentence),)


@pytest.mark.clause("7.a", "7.b")
@pytest.mark.parametrize(
    ("quarter", "since", "applies"),
    [
        (THIRD, date(2026, 7, 29), False),  # exactly two months
        (THIRD, date(2026, 7, 30), True),
        (THIRD, date(2026, 9, 29), True),
        (THIRD, date(2026, 9, 30), False),  # after the evaluation date
        (Quarter(2026, 1), date(2026, 1, 29), False),
        (Quarter(2026, 1), date(2026, 1, 30), True),
        (Quarter(2026, 1), date(2025, 12, 31), False),
        (Quarter(2026, 4), date(2026, 10, 29), False),
        (Quarter(2026, 4), date(2026, 10, 31), True),
    ],
)
@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"cause": Cause.PROMOTION}, CaseKind.PROMOTED),
        ({"cause": Cause.TRANSFER, "unit": "Sở Tài chính"}, CaseKind.TRANSFERRED),
    ],
)
def test_a_post_is_new_for_less_than_two_months(quarter, since, applies, fields, kind):
    assert kinds([old(), post(since, **fields)], quarter=quarter) == ([kind] if applies else [])


def test_another_post_in_the_same_unit_is_a_promotion_only_where_the_record_says_so():
    assert kinds([old(), post(date(2026, 9, 10), name="Chánh Văn phòng")]) == []


def test_who_was_no_leader_before_is_neither_promoted_nor_transferred():
    promoted = post(date(2026, 8, 10), cause=Cause.PROMOTION)
    moved = post(date(2026, 8, 10), unit="Sở Tài chính", cause=Cause.TRANSFER)
    assert kinds([old(leads=False), promoted]) == []
    assert kinds([old(leads=False), moved]) == []


@pytest.mark.clause("7.a", "7.c")
@pytest.mark.parametrize("cause", [Cause.APPOINTMENT, Cause.REORGANISATION])
def test_another_post_in_the_same_unit_does_not_undo_the_promotion(cause):
    promoted = post(date(2026, 8, 10), date(2026, 9, 9), cause=Cause.PROMOTION)
    later = post(date(2026, 9, 10), name="Chánh Văn phòng", cause=cause)
    (case,) = cases_of([old(date(2026, 8, 9), name="Trưởng phòng"), promoted, later], [], THIRD)
    assert (case.kind, case.since) == (CaseKind.PROMOTED, date(2026, 8, 10))
    assert case.sentence.startswith("Được bổ nhiệm từ Trưởng phòng, Sở Nội vụ lên Phó Giám đốc, Sở Nội vụ")


def test_another_post_does_not_make_an_old_promotion_new():
    promoted = post(date(2026, 7, 20), date(2026, 9, 9), cause=Cause.PROMOTION)
    assert kinds([old(date(2026, 7, 19)), promoted, post(date(2026, 9, 10))]) == []


# 7.b


@pytest.mark.clause("7.b")
def test_a_transfer_names_both_units_and_keeps_the_key_of_the_one_left():
    left = old(date(2026, 9, 9), unit="Sở Tài chính", managing="STC")
    services = [left, post(date(2026, 9, 10), managing="SNV", cause=Cause.TRANSFER)]
    sentence = (
        "Được điều động từ Sở Tài chính đến Sở Nội vụ ngày 10/09/2026, "
        "tính đến ngày 29/09/2026 chưa đủ 02 tháng."
    )
    assert cases_of(services, [], THIRD) == (
        SpecialCase(CaseKind.TRANSFERRED, date(2026, 9, 10), sentence, (Left("STC", "Sở Tài chính"),)),
    )


@pytest.mark.parametrize("cause", [Cause.APPOINTMENT, Cause.PROMOTION])
def test_an_appointment_elsewhere_is_a_transfer_by_the_managing_units(cause):
    (case,) = cases_of([old(unit="Sở Tài chính"), post(date(2026, 9, 10), cause=cause)], [], THIRD)
    assert (case.kind, [unit.key for unit in case.from_units]) == (CaseKind.TRANSFERRED, ["Sở Tài chính"])
    assert case.sentence.startswith("Được bổ nhiệm từ Sở Tài chính sang Sở Nội vụ ngày 10/09/2026")


@pytest.mark.clause("7.b")
@pytest.mark.parametrize("cause", [Cause.APPOINTMENT, Cause.TRANSFER])
def test_a_division_of_the_same_managing_unit_is_no_other_unit_whatever_the_record_calls_it(cause):
    left = old(unit="Phòng Kế hoạch", managing="SNV")
    assert kinds([left, post(date(2026, 9, 10), unit="Phòng Tổng hợp", managing="SNV", cause=cause)]) == []


@pytest.mark.clause("7.a", "7.b", "7.c")
@pytest.mark.parametrize(
    ("cause", "found"),
    [
        (Cause.PROMOTION, [CaseKind.PROMOTED, CaseKind.TRANSFERRED]),
        (Cause.APPOINTMENT, [CaseKind.TRANSFERRED]),
        (Cause.TRANSFER, [CaseKind.TRANSFERRED]),
        (Cause.REORGANISATION, [CaseKind.TRANSFERRED]),
    ],
)
def test_another_post_within_the_new_unit_does_not_undo_the_transfer(cause, found):
    arrived = post(date(2026, 8, 10), date(2026, 9, 9), unit="Sở Y tế", cause=Cause.TRANSFER)
    services = [old(date(2026, 8, 9)), arrived, post(date(2026, 9, 10), unit="Sở Y tế", cause=cause)]
    assert kinds(services) == found
    assert left(*services) == ["Sở Nội vụ"]


def test_another_post_within_the_new_unit_does_not_make_an_old_transfer_new():
    arrived = post(date(2026, 7, 20), date(2026, 9, 9), unit="Sở Y tế", cause=Cause.TRANSFER)
    assert kinds([old(date(2026, 7, 19)), arrived, post(date(2026, 9, 10), unit="Sở Y tế")]) == []


@pytest.mark.clause("7.b", "7.c")
def test_a_unit_merged_after_a_transfer_does_not_undo_the_transfer():
    arrived = post(date(2026, 8, 10), date(2026, 9, 9), unit="Sở Y tế", cause=Cause.TRANSFER)
    merged = post(date(2026, 9, 10), unit="Sở Y tế và Dân số", cause=Cause.REORGANISATION)
    services = [old(date(2026, 8, 9)), arrived, merged]
    assert kinds(services) == [CaseKind.TRANSFERRED]
    assert left(*services) == ["Sở Nội vụ"]


def test_a_unit_merged_long_after_a_transfer_is_a_reorganisation_alone():
    arrived = post(date(2026, 7, 10), date(2026, 9, 9), unit="Sở Y tế", cause=Cause.TRANSFER)
    merged = post(date(2026, 9, 10), unit="Sở Y tế và Dân số", cause=Cause.REORGANISATION)
    assert kinds([old(date(2026, 7, 9)), arrived, merged]) == [CaseKind.REORGANISED]


def test_whoever_came_back_to_the_unit_that_they_had_led_in_came_to_no_new_one():
    lent = post(date(2026, 7, 10), date(2026, 9, 9), unit="Sở Y tế", leads=False, cause=Cause.TRANSFER)
    assert kinds([old(date(2026, 7, 9)), lent, post(date(2026, 9, 10), cause=Cause.TRANSFER)]) == []


def left(*services, quarter=THIRD):
    """Whose remark 7.b asks for."""
    found = (case for case in cases_of(services, [], quarter) if case.kind is CaseKind.TRANSFERRED)
    return [unit.name for case in found for unit in case.from_units]


@pytest.mark.clause("7.b")
def test_whoever_was_transferred_twice_in_a_quarter_is_spoken_of_by_both_units():
    first = old(date(2026, 8, 2), unit="Sở Tài chính", managing="STC", manager="Sở Tài chính An Giang")
    second = post(date(2026, 8, 3), date(2026, 9, 9), unit="Sở Nội vụ", cause=Cause.TRANSFER)
    third = post(date(2026, 9, 10), unit="Sở Y tế", cause=Cause.TRANSFER)
    assert left(first, second, third) == ["Sở Tài chính An Giang", "Sở Nội vụ"]


def test_a_post_that_nobody_ended_ends_with_the_next():
    first = old(unit="Sở Tài chính")
    second = post(date(2026, 6, 30), unit="Sở Nội vụ", cause=Cause.TRANSFER)
    third = post(date(2026, 9, 10), unit="Sở Y tế", cause=Cause.TRANSFER)
    assert left(first, second, third) == ["Sở Nội vụ"]


def test_a_unit_left_on_the_eve_of_the_quarter_is_not_asked_whether_the_end_was_written_down_or_not():
    second = post(date(2026, 7, 1), date(2026, 9, 9), unit="Sở Nội vụ", cause=Cause.TRANSFER)
    third = post(date(2026, 9, 10), unit="Sở Y tế", cause=Cause.TRANSFER)
    for end in (None, date(2026, 6, 30)):
        assert left(old(end, unit="Sở Tài chính"), second, third) == ["Sở Nội vụ"]


def test_whoever_came_back_is_spoken_of_by_the_unit_between():
    away = post(date(2026, 8, 3), date(2026, 9, 9), unit="Sở Y tế", cause=Cause.TRANSFER)
    back = post(date(2026, 9, 10), cause=Cause.TRANSFER)
    assert left(old(date(2026, 8, 2)), away, back) == ["Sở Y tế"]


def test_a_unit_left_by_reorganisation_is_not_asked_and_one_left_before_the_quarter_only_as_the_last():
    merged = post(date(2026, 7, 15), date(2026, 9, 9), unit="Sở Nội vụ", cause=Cause.REORGANISATION)
    moved = post(date(2026, 9, 10), unit="Sở Y tế", cause=Cause.TRANSFER)
    assert left(old(date(2026, 7, 14), unit="Sở Tài chính"), merged, moved) == ["Sở Nội vụ"]
    assert left(old(date(2026, 5, 31), unit="Sở Tài chính"), moved) == ["Sở Tài chính"]


# 7.c


@pytest.mark.clause("7.c")
def test_a_reorganisation_names_its_day_and_the_new_post():
    services = [old(date(2026, 6, 30)), post(date(2026, 7, 1), cause=Cause.REORGANISATION)]
    sentence = "Thay đổi vị trí công tác do sắp xếp tổ chức bộ máy ngày 01/07/2026 (Phó Giám đốc, Sở Nội vụ)."
    assert cases_of(services, [], THIRD) == (SpecialCase(CaseKind.REORGANISED, date(2026, 7, 1), sentence),)


@pytest.mark.parametrize(
    ("since", "applies"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (date(2026, 9, 29), True),
        (date(2026, 9, 30), False),
    ],
)
def test_a_reorganisation_counts_in_its_own_quarter(since, applies):
    expected = [CaseKind.REORGANISED] if applies else []
    assert kinds([old(), post(since, cause=Cause.REORGANISATION)]) == expected


def test_a_reorganisation_that_leads_to_another_unit_is_no_transfer():
    services = [old(unit="Sở Tài chính"), post(date(2026, 9, 1), cause=Cause.REORGANISATION)]
    assert kinds(services) == [CaseKind.REORGANISED]


@pytest.mark.clause("7.c")
def test_a_new_promotion_or_transfer_puts_the_reorganisation_aside():
    first = post(date(2026, 7, 1), cause=Cause.REORGANISATION)
    promoted = post(date(2026, 9, 1), cause=Cause.PROMOTION)
    moved = post(date(2026, 9, 1), unit="Sở Tài chính", cause=Cause.TRANSFER)
    assert kinds([first, promoted]) == [CaseKind.PROMOTED]
    assert kinds([first, moved]) == [CaseKind.TRANSFERRED]


def test_a_change_by_now_two_months_old_leaves_the_reorganisation_standing():
    first = post(date(2026, 7, 1), cause=Cause.REORGANISATION)
    assert kinds([first, post(date(2026, 7, 20), cause=Cause.PROMOTION)]) == [CaseKind.REORGANISED]


def test_a_reorganised_seat_beside_the_main_post_changes_nothing():
    assert kinds([old(), post(date(2026, 9, 1), cause=Cause.REORGANISATION, main=False)]) == []


# 7.d


@pytest.mark.parametrize(
    ("kind", "case", "words"),
    [
        (AbsenceKind.TRAINING, CaseKind.TRAINING, "Đào tạo, bồi dưỡng tập trung"),
        (AbsenceKind.SICK, CaseKind.ON_LEAVE, "Nghỉ ốm"),
        (AbsenceKind.MATERNITY, CaseKind.ON_LEAVE, "Nghỉ thai sản"),
    ],
)
def test_two_months_away_defer_with_their_dates(kind, case, words):
    since, until = date(2026, 6, 15), date(2026, 8, 31)
    sentence = f"{words} từ ngày 15/06/2026 đến ngày 31/08/2026, từ 02 tháng trở lên trong Quý III/2026."
    assert cases_of([old()], [Absence(kind, since, until)], THIRD) == (SpecialCase(case, since, sentence),)


def test_leave_without_an_end_says_so():
    (case,) = cases_of([old()], [Absence(AbsenceKind.SICK, date(2026, 7, 1))], THIRD)
    assert case.sentence == (
        "Nghỉ ốm từ ngày 01/07/2026 (chưa có ngày kết thúc), từ 02 tháng trở lên trong Quý III/2026."
    )


@pytest.mark.clause("7.d.1", "7.d.3")
@pytest.mark.parametrize("kind", [AbsenceKind.TRAINING, AbsenceKind.SICK, AbsenceKind.MATERNITY])
@pytest.mark.parametrize(
    ("since", "until", "applies"),
    [
        (date(2026, 7, 10), date(2026, 9, 9), True),
        (date(2026, 7, 10), date(2026, 9, 8), False),
        (date(2026, 6, 1), date(2026, 8, 31), True),
        (date(2026, 6, 1), date(2026, 8, 30), False),
        (date(2026, 8, 1), date(2026, 10, 31), True),
        (date(2026, 8, 2), date(2026, 10, 31), False),
    ],
)
def test_only_months_within_the_quarter_defer(kind, since, until, applies):
    assert len(cases_of([old()], [Absence(kind, since, until)], THIRD)) == applies


@pytest.mark.clause("7.d.3")
def test_sick_leave_that_goes_over_into_maternity_leave_is_one_leave():
    sick = Absence(AbsenceKind.SICK, date(2026, 7, 15), date(2026, 8, 10))
    maternity = Absence(AbsenceKind.MATERNITY, date(2026, 8, 11), date(2026, 12, 31))
    (case,) = cases_of([old()], [maternity, sick], THIRD)
    assert (case.kind, case.since) == (CaseKind.ON_LEAVE, date(2026, 7, 15))
    assert case.sentence.startswith("Nghỉ ốm, nghỉ thai sản từ ngày 15/07/2026 đến ngày 31/12/2026")


def test_training_and_leave_are_not_added_up():
    training = Absence(AbsenceKind.TRAINING, date(2026, 7, 1), date(2026, 8, 15))
    assert kinds([old()], [training, Absence(AbsenceKind.SICK, date(2026, 8, 16))]) == []


def test_two_short_leaves_are_not_added_up():
    first = Absence(AbsenceKind.SICK, date(2026, 7, 1), date(2026, 8, 15))
    assert kinds([old()], [first, Absence(AbsenceKind.SICK, date(2026, 8, 17), date(2026, 9, 30))]) == []


@pytest.mark.clause("7.d.2")
@pytest.mark.parametrize(
    ("quarter", "since", "applies"),
    [
        (THIRD, date(2026, 8, 29), False),  # one month: rated on the time served
        (THIRD, date(2026, 8, 30), True),
        (THIRD, date(2026, 9, 29), True),
        (THIRD, date(2026, 9, 30), False),
        (Quarter(2027, 1), date(2027, 2, 28), False),  # February has no 29th to count back to
        (Quarter(2027, 1), date(2027, 3, 1), True),
        (Quarter(2028, 1), date(2028, 2, 29), False),
    ],
)
def test_a_first_appointment_defers_for_less_than_a_month(quarter, since, applies):
    expected = [CaseKind.FIRST_APPOINTED] if applies else []
    assert kinds([old(leads=False), post(since)], quarter=quarter) == expected


def test_a_first_appointment_names_its_post_and_day():
    sentence = (
        "Lần đầu được bổ nhiệm chức danh lãnh đạo, quản lý (Phó Giám đốc, Sở Nội vụ) ngày 10/09/2026, "
        "tính đến ngày 29/09/2026 chưa đủ 01 tháng."
    )
    assert cases_of([post(date(2026, 9, 10))], [], THIRD) == (
        SpecialCase(CaseKind.FIRST_APPOINTED, date(2026, 9, 10), sentence),
    )


@pytest.mark.parametrize("fields", [{}, {"main": False}, {"unit": "Sở Tài chính"}])
def test_who_led_anywhere_before_is_not_appointed_for_the_first_time(fields):
    earlier = old(date(2024, 12, 31), **fields)
    assert CaseKind.FIRST_APPOINTED not in kinds([earlier, post(date(2026, 9, 10))])


@pytest.mark.clause("7.d.4")
@pytest.mark.parametrize(
    ("since", "until", "applies"),
    [
        (date(2026, 3, 2), None, True),
        (date(2026, 9, 29), None, True),
        (date(2026, 9, 30), None, False),
        (date(2026, 9, 1), date(2026, 9, 29), True),
        (date(2026, 7, 1), date(2026, 9, 28), False),
    ],
)
def test_an_inspection_defers_while_it_runs_on_the_evaluation_date(since, until, applies):
    expected = [CaseKind.INSPECTED] if applies else []
    assert kinds([old()], [Absence(AbsenceKind.INSPECTION, since, until)]) == expected


@pytest.mark.clause("7.d.4")
@pytest.mark.parametrize(
    ("judged", "since", "until", "applies"),
    [
        (date(2026, 10, 2), date(2026, 9, 30), None, True),  # begun after the evaluation date
        (date(2026, 10, 2), date(2026, 10, 2), None, True),  # on the very day
        (date(2026, 10, 2), date(2026, 10, 3), None, False),
        (date(2026, 10, 2), date(2026, 9, 30), date(2026, 10, 1), True),  # begun and over before the decision
        (date(2026, 10, 2), date(2026, 9, 1), date(2026, 9, 29), True),
        (date(2026, 9, 15), date(2026, 9, 10), date(2026, 9, 20), True),  # a unit that closes early
        (date(2026, 9, 21), date(2026, 9, 10), date(2026, 9, 20), False),
        (date(2026, 6, 22), date(2026, 6, 1), date(2026, 6, 30), False),  # before the quarter begins
    ],
)
def test_an_inspection_defers_on_the_day_of_judging_too(judged, since, until, applies):
    inspection = Absence(AbsenceKind.INSPECTION, since, until)
    found = cases_of([old()], [inspection], THIRD, judged)
    assert [case.kind for case in found] == [CaseKind.INSPECTED] * applies


@pytest.mark.clause("7.d.4")
def test_of_an_inspection_that_is_over_when_somebody_is_judged_both_its_days_are_told():
    inspection = Absence(AbsenceKind.INSPECTION, date(2026, 9, 1), date(2026, 10, 1))
    told = [cases_of([old()], [inspection], THIRD, date(2026, 10, day))[0].sentence for day in (1, 2)]
    assert told == [
        "Đang trong thời gian kiểm tra dấu hiệu vi phạm, từ ngày 01/09/2026.",
        "Kiểm tra dấu hiệu vi phạm từ ngày 01/09/2026 đến ngày 01/10/2026, trong thời gian đánh giá, xếp loại.",
    ]


@pytest.mark.clause("7.d.3")
def test_nothing_else_that_begins_after_the_evaluation_date_counts_on_the_day_of_judging():
    leave = Absence(AbsenceKind.SICK, date(2026, 9, 30))
    new = post(date(2026, 9, 30), cause=Cause.PROMOTION)
    assert cases_of([old(), new], [leave], THIRD, date(2026, 12, 31)) == ()


def test_of_several_inspections_the_oldest_gives_the_day():
    inspections = [
        Absence(AbsenceKind.INSPECTION, day, date(2026, 10, 1))
        for day in (date(2026, 9, 2), date(2026, 3, 2))
    ]
    sentence = "Đang trong thời gian kiểm tra dấu hiệu vi phạm, từ ngày 02/03/2026."
    assert cases_of([old()], inspections, THIRD) == (
        SpecialCase(CaseKind.INSPECTED, date(2026, 3, 2), sentence),
    )


# 3.3


@pytest.mark.clause("3.3.2")
def test_a_committee_member_without_professional_work_is_not_bound_to_quarters():
    seats = [
        old(name="Đảng ủy viên", unit="Đảng ủy xã Mỹ Đức", leads=False, optional=True),
        post(date(2024, 1, 1), name="Ủy viên", unit="Ban Tuyên giáo", main=False, optional=True),
    ]
    sentence = (
        "Cấp ủy viên không tham gia công tác chuyên môn, từ ngày 01/01/2020 "
        "(Đảng ủy viên, Đảng ủy xã Mỹ Đức; Ủy viên, Ban Tuyên giáo)."
    )
    assert cases_of(seats, [], THIRD) == (SpecialCase(CaseKind.OPTIONAL, LONG_AGO, sentence),)


@pytest.mark.clause("3.3.2")
def test_professional_work_beside_the_seat_binds():
    assert kinds([old(optional=True), old(name="Trưởng phòng", main=False)]) == []


def test_professional_work_that_ended_binds_no_longer():
    assert kinds([old(optional=True), old(date(2026, 9, 28))]) == [CaseKind.OPTIONAL]


# Together


@pytest.mark.clause("7")
def test_several_cases_stand_in_the_order_of_the_law():
    services = [old(name="Trưởng phòng"), post(date(2026, 9, 10), cause=Cause.PROMOTION)]
    absences = [
        Absence(AbsenceKind.INSPECTION, date(2026, 9, 1)),
        Absence(AbsenceKind.SICK, date(2026, 7, 1), date(2026, 8, 31)),
        Absence(AbsenceKind.TRAINING, date(2026, 7, 1), date(2026, 9, 30)),
    ]
    expected = [CaseKind.PROMOTED, CaseKind.TRAINING, CaseKind.ON_LEAVE, CaseKind.INSPECTED]
    assert kinds(services, absences) == expected


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        (CaseKind.PROMOTED, "7.a"),
        (CaseKind.TRANSFERRED, "7.b"),
        (CaseKind.REORGANISED, "7.c"),
        (CaseKind.TRAINING, "7.d"),
        (CaseKind.FIRST_APPOINTED, "7.d"),
        (CaseKind.ON_LEAVE, "7.d"),
        (CaseKind.INSPECTED, "7.d"),
        (CaseKind.OPTIONAL, "3.3"),
    ],
)
def test_every_case_rests_on_its_clause(kind, clause):
    assert SpecialCase(kind, LONG_AGO, "").clause.code == clause


days = st.dates(date(2026, 5, 1), date(2026, 10, 31))
absences = st.builds(Absence, st.sampled_from(AbsenceKind), days, st.none() | days)
services = st.builds(
    Service,
    st.sampled_from(["Trưởng phòng", "Phó Giám đốc"]),
    st.sampled_from(["Sở Nội vụ", "Sở Tài chính"]),
    st.sampled_from(["SNV", "STC"]),
    days,
    st.none() | days,
    st.sampled_from(Cause),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(st.data(), st.lists(services, max_size=5), st.lists(absences, max_size=4))
def test_the_order_of_posts_and_absences_does_not_matter(data, held, away):
    shuffled = data.draw(st.permutations(held)), data.draw(st.permutations(away))
    assert cases_of(*shuffled, THIRD) == cases_of(held, away, THIRD)


@given(st.lists(absences, min_size=1, max_size=4), st.integers(0, 60), st.none() | st.integers(0, 60))
def test_a_longer_absence_never_loses_a_case(away, sooner, longer):
    first, *others = away
    until = None if longer is None or first.until is None else first.until + timedelta(days=longer)
    stretched = Absence(first.kind, first.since - timedelta(days=sooner), until)
    assert set(kinds([old()], away)) <= set(kinds([old()], [stretched, *others]))


@given(st.lists(services, max_size=5), st.lists(absences, max_size=4))
def test_7c_is_said_only_where_neither_7a_nor_7b_is_and_nothing_is_said_twice(held, away):
    found = kinds(held, away)
    if CaseKind.REORGANISED in found:
        assert not {CaseKind.PROMOTED, CaseKind.TRANSFERRED}.intersection(found)
    assert found == [kind for kind in CaseKind if kind in found]
