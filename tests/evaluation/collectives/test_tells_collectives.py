"""How a collective's result is told: shares, who acts next, why it came back; and the lines of the home page."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from cadres.models import Duty
from config import clock
from evaluation.collectives import actions as deeds
from evaluation.collectives.tells import result as told
from evaluation.collectives.tells.due import units_for, waiting
from evaluation.models import CollectiveResult, Period
from regulation.checks.collectives import unit_below_70
from regulation.quarters import Quarter
from regulation.vocabulary import Leadership, Rating
from tests.evaluation.collectives.collective_factories import a_collective_world, a_result, seated
from tests.factories import DossierFactory, PeriodFactory, UnitFactory, UserFactory, an_official

pytestmark = pytest.mark.django_db

IN_DECEMBER = datetime(2026, 12, 20, 9, tzinfo=clock.HERE)


@pytest.fixture
def world():
    with clock.held(IN_DECEMBER):
        yield a_collective_world(name="Phường Long Xuyên")


def lines(user):
    return [f"{line.verb} {line.whom}" for line in waiting(user, Period.objects.all())]


# --- one result ------------------------------------------------------------------------------------------------------


def test_shares_are_of_the_targets_that_count(world):
    result = a_result(world, assigned=10, completed=6, exceeded=3, late=1, excused=1, excuse="Công văn số 45")
    result.axes.create(axis=2, assigned=2, completed=1)
    first, second, *empty, total = told.table(result)
    assert first.figures == [
        ("Hoàn thành", 6, Decimal("66.67")),
        ("Vượt mức", 3, Decimal("33.33")),
        ("Chậm tiến độ", 1, Decimal("11.11")),
    ]
    assert (first.excuse, second.share, total.base, total.share) == (
        "Công văn số 45",
        Decimal("50.00"),
        11,
        Decimal("63.64"),
    )
    assert [row.share for row in empty] == [None] * 4


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (
            {"completed": 69},
            "Hoàn thành 69 %: người đứng đầu tối đa Không hoàn thành nhiệm vụ; cấp phó, "
            "thành viên tập thể lãnh đạo tối đa Hoàn thành tốt nhiệm vụ (Mục 6.3).",
        ),
        ({"completed": 70}, ""),
        ({"completed": 69, "excused": 2, "excuse": "Công văn số 45"}, ""),
        ({"completed": 0, "excused": 100, "excuse": "Công văn số 45"}, ""),
    ],
)
def test_the_floor_of_6_3_is_told_below_it_alone(world, figures, said):
    result = a_result(world, assigned=100, **figures)
    assert told.bearing(result, told.table(result)[-1]) == said


def test_the_page_says_what_the_law_finds_and_nothing_of_its_own(world, monkeypatch):
    result = a_result(world, assigned=100, completed=69)
    limited = unit_below_70.limit(Rating.COMPLETED, "Theo bản mới.", "")

    def check(facts):
        return [limited] if facts.collectives[0].role is Leadership.MEMBER else []

    monkeypatch.setattr(told, "unit_below_70", replace(unit_below_70, check=check))
    assert told.bearing(result, told.table(result)[-1]) == (
        "Hoàn thành 69 %: thành viên tập thể lãnh đạo tối đa Hoàn thành nhiệm vụ (Mục 6.3)."
    )


def test_who_acts_next(world):
    result = a_result(world, world.ward)
    result.axes.create(axis=3, assigned=1)
    above = f"cấp trên ({world.province})"
    assert told.waiting_for(result, steering=True) == f"chờ Thường trực Ban Chỉ đạo và {above}"
    assert told.waiting_for(result, steering=False) == f"chờ {above}"
    expected = {"draft": "chờ đơn vị ghi và trình", "approved": "chưa công khai", "published": ""}
    for stage, sentence in expected.items():
        result.stage = stage
        assert told.waiting_for(result, steering=True) == sentence


def test_why_it_came_back_is_told_until_it_is_submitted_again(world):
    result = deeds.return_result(a_result(world), by=world.leadership, reason="Thiếu chỉ tiêu")
    values = {"rating": "good", "note": "", "by": world.staff, "seen": None}
    deeds.save_result(world.division, world.period, {1: {"assigned": 7, "completed": 5}}, **values)
    result.refresh_from_db()
    assert told.sent_back(result, result.history.all()).reason == "Thiếu chỉ tiêu"
    result = deeds.submit(result, by=world.staff)
    assert told.sent_back(result, result.history.all()) is None


def test_the_history_is_told_latest_first(world):
    digital = a_result(world, world.ward)
    digital.axes.create(axis=3, assigned=1)
    committee = an_official(Duty.STEERING_COMMITTEE, world.province, full_name="Lê Chỉ Đạo")
    deeds.assess_digital(digital, "Đạt yêu cầu", by=committee)
    deeds.return_result(digital, by=world.organisation, reason="Xem lại")
    returned, assessed = told.told(digital.history.all())
    assert (returned["sentence"], returned["reason"]) == ("trả lại để hoàn chỉnh", "Lý do: Xem lại")
    assert (assessed["who"], assessed["changes"]) == ("Đồng chí Lê Chỉ Đạo", ["Ý kiến: Đạt yêu cầu"])
    assert assessed["sentence"] == "ghi đánh giá của Ban Chỉ đạo về Trục 3"


def test_what_was_saved_is_told_by_its_labels_whatever_the_line_of_history_is_keyed_by(world):
    result = a_result(world)
    old = {"Trục 1": ["", "được giao 6"], "Ghi chú": ["", "Nháp"]}
    new = {"1": ["được giao 6", "được giao 7"], "rating": ["Khá", "Tốt"], "note": ["Nháp", ""]}
    for changed in (old, new):
        result.history.create(deed="edit", label="Ghi kết quả của tập thể", changes={"changed": changed})
    assert [line["changes"] for line in told.told(result.history.all())] == [
        [
            "Trục 1: được giao 6 → được giao 7.",
            "Mức xếp loại của tập thể: Khá → Tốt.",
            "Ghi chú: Nháp → trống.",
        ],
        ["Trục 1: trống → được giao 6.", "Ghi chú: trống → Nháp."],
    ]


# --- which units -----------------------------------------------------------------------------------------------------


def test_units_that_manage_their_parts_and_whoever_has_a_head_may_have_a_result(world):
    part = UnitFactory(division=True, parent=world.division)
    far = UnitFactory(division=True, parent=part)
    UnitFactory(division=True, parent=world.ward, active=False)
    near = {world.ward, world.division, world.other_division, part}
    assert set(units_for(world.period)) == near
    DossierFactory(unit=far).seats.create(unit=far, leadership="head")
    assert set(units_for(world.period)) == near | {far}
    assert far not in units_for(PeriodFactory(quarter=Quarter(2026, 3)))


# --- the home page ---------------------------------------------------------------------------------------------------


def test_the_superior_is_told_what_to_approve_one_by_name_and_more_as_a_number(world):
    a_result(world)
    assert lines(world.leadership) == [f"Phê duyệt kết quả của tập thể {world.division} · Quý IV/2026"]
    [line] = waiting(world.leadership, Period.objects.all())
    assert line.url == f"/ket-qua-tap-the/{world.division.pk}/2026-4/"
    a_result(world, world.other_division)
    [line] = waiting(world.leadership, Period.objects.all())
    assert (line.whom, line.url) == (
        "kết quả của 2 tập thể · Quý IV/2026",
        "/ket-qua-tap-the/?phan=duyet&ky=2026-4",
    )


def test_the_province_is_told_of_units_and_not_of_their_divisions(world):
    a_result(world)
    assert lines(world.organisation) == []
    a_result(world, world.ward)
    assert lines(world.organisation) == ["Phê duyệt kết quả của tập thể Phường Long Xuyên · Quý IV/2026"]


def test_the_steering_committee_is_told_of_axis_3(world):
    committee = an_official(Duty.STEERING_COMMITTEE, world.province)
    result = a_result(world, world.ward)
    assert lines(committee) == []
    result.axes.create(axis=3, assigned=1)
    told_of = "Đánh giá Trục 3 trong kết quả của tập thể Phường Long Xuyên · Quý IV/2026"
    assert lines(committee) == [told_of]
    deeds.assess_digital(result, "Đạt yêu cầu", by=committee)
    assert lines(committee) == []


@pytest.mark.parametrize(
    ("day", "count"), [(datetime(2026, 11, 30, 23), 0), (datetime(2026, 12, 1), 1), (datetime(2027, 1, 9), 1)]
)
def test_results_on_which_somebodys_rating_waits_are_called_for_from_the_last_month_on(world, day, count):
    seated(world)
    with clock.held(day.replace(tzinfo=clock.HERE)):
        expected = [f"Ghi kết quả của tập thể {world.division} · Quý IV/2026"] * count
        assert (lines(world.staff), lines(world.division_leadership)) == (expected, expected)
        assert lines(world.leadership) == []


def test_what_was_begun_or_came_back_is_to_be_completed(world):
    seated(world)
    a_result(world, stage="draft")
    assert lines(world.staff) == [f"Hoàn chỉnh kết quả của tập thể {world.division} · Quý IV/2026"]
    deeds.submit(CollectiveResult.objects.get(), by=world.staff)
    assert lines(world.staff) == []


def test_what_was_sent_back_stands_by_itself_with_the_reason(world):
    seated(world)
    result = deeds.submit(a_result(world, stage="draft"), by=world.staff)
    for deed, reason in ((deeds.return_result, "Thiếu chỉ tiêu"), (deeds.take_back, "Số liệu sai")):
        deed(result, by=world.leadership, reason=reason)
        (line,) = waiting(world.staff, Period.objects.all())
        assert (line.returned, line.button, str(world.division) in line.whom) == (
            reason,
            "Sửa và trình lại",
            True,
        )
        result = deeds.submit(CollectiveResult.objects.get(), by=world.staff)
        assert lines(world.staff) == []
        result = deeds.approve(result, by=world.leadership)


def test_who_holds_no_duty_is_told_nothing(world):
    a_result(world)
    assert lines(UserFactory()) == []
