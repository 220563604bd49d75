"""Mẫu 03: part I is the person's, part III the authority's."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from config.clock import HERE
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.models import RatingRow
from reporting.sheets import form03
from tests.factories import AxisWeightFactory, PlanTaskFactory, TaskMarkFactory
from tests.reporting.papers import a_led_ward, closed_list, decided_dossier, loaded, worked_dossier

pytestmark = pytest.mark.django_db


@pytest.mark.clause("PL1.2.4/2", "PL2.0", "PL2.VD", "PL2.VD.2/1", "PL2.VD.2/4", "M03.B/2")
def test_the_worked_example_prints_its_figures():
    sheet = form03(loaded(worked_dossier()))
    table = sheet.kpi[0]
    assert [share for _, _, share in table.ratios] == [
        Decimal("87.01"),
        Decimal("88.96"),
        Decimal("88.96"),
        Decimal("88.96"),
    ]
    assert table.totals == (Decimal("6.7"), Decimal("6.85"), Decimal("6.85"), Decimal("6.85"))
    assert (table.score.kpi, table.score.points) == (Decimal("88.47"), Decimal("61.93"))
    assert (sheet.general_points, sheet.task_points, sheet.total) == (30, Decimal("61.93"), Decimal("91.93"))


@pytest.mark.clause("PL2.VD.2/2", "PL2.VD.2/3")
def test_the_sums_can_be_followed_with_a_calculator():
    sheet = form03(loaded(worked_dossier()))
    assert sheet.kpi[0].sums == (
        "A = 6,7/7,7 = 87,01%",
        "B = 6,85/7,7 = 88,96%",
        "C = 6,85/7,7 = 88,96%",
        "D = 6,85/7,7 = 88,96%",
    )
    assert sheet.kpi[0].result == "KPI = (A+B+C+D)/4 = 88,47%; điểm đạt = 88,47% x 70 = 61,93"
    assert sheet.closing == "Như vậy: Tổng điểm = 30 + 61,93 = 91,93 điểm."


def test_column_d_is_printed_multiplied():
    rows = form03(loaded(worked_dossier())).kpi[0].rows
    assert [row.pairs[3].converted for row in rows] == [
        Decimal("0.75"),
        Decimal(1),
        Decimal("1.2"),
        Decimal("1.5"),
        Decimal("2.4"),
    ]


def test_a_factor_other_than_one_is_printed_with_its_words():
    pairs = form03(loaded(worked_dossier())).kpi[0].rows[0].pairs
    assert [pair.shown for pair in pairs] == [
        "1 (thiếu)",
        "0,75 (phải sửa đổi 1–2 lần)",
        "0,75 (chậm tiến độ)",
        "0,75 (đơn vị trực thuộc không hoàn thành nhiệm vụ)",
    ]


def test_an_axis_without_tasks_has_no_figures():
    axes = form03(loaded(worked_dossier())).axes
    assert [(axis.kpi, axis.max_points, axis.points) for axis in axes] == [
        (None, 0, None),
        (None, 0, None),
        (None, 0, None),
        (Decimal("88.47"), 70, Decimal("61.93")),
        (None, 0, None),
        (None, 0, None),
    ]


def test_before_anybody_else_speaks_part_three_is_open():
    said = form03(loaded(worked_dossier())).authority
    assert (said.points, said.rating, said.responses, said.decided) == (None, "", (), "")
    assert said.signature.dated_below == "Ngày ..... tháng ..... năm ....."


@pytest.mark.clause("M03.III")
def test_after_the_decision_part_three_prints_what_was_decided():
    sheet = form03(loaded(decided_dossier()))
    said = sheet.authority
    assert (said.points, said.rating) == (Decimal("89.37"), "Không hoàn thành nhiệm vụ")
    assert (
        said.decided
        == "Mức xếp loại đã quyết định: Không hoàn thành nhiệm vụ (Tập thể lãnh đạo, ngày 29/06/2026)."
    )
    assert [answer.level for answer in said.responses] == [
        "(1) Chủ động tiếp cận; giải quyết hiệu quả vấn đề, có kết quả cụ thể"
    ]
    assert said.signature.dated_below == "Ngày 29 tháng 6 năm 2026"
    assert sheet.proof == "0123456789abcdef"


def test_part_one_stays_the_persons_own_after_the_decision():
    sheet = form03(loaded(decided_dossier()))
    assert (sheet.total, sheet.self_rating) == (Decimal("91.93"), "Hoàn thành tốt nhiệm vụ")


def test_the_second_annex_shows_only_what_differs_with_the_reasons():
    layers = form03(loaded(decided_dossier())).layers
    assert [(row.subject, row.measure, row.figures, row.reasons) for row in layers.rows] == [
        ("Tiêu chí 2.4", "Điểm đạt", (1, 1, 0), "Cấp có thẩm quyền: Chưa quy tụ được tập thể"),
        (
            "Báo cáo Lãnh đạo Ban kết quả thực hiện nhiệm vụ hằng tháng",
            "Chất lượng",
            (Decimal("0.75"), Decimal("0.5"), Decimal("0.5")),
            "Thẩm định: Làm lại ba lần",
        ),
        (
            "Báo cáo Lãnh đạo Ban kết quả thực hiện nhiệm vụ hằng tháng",
            "Tiến độ",
            (Decimal("0.75"), 1, 1),
            "Thẩm định: Làm lại ba lần",
        ),
        (
            "Báo cáo Lãnh đạo Ban kết quả thực hiện nhiệm vụ hằng tháng",
            "Lãnh đạo, chỉ đạo, điều hành",
            (Decimal("0.75"), 1, 1),
            "Thẩm định: Làm lại ba lần",
        ),
    ]
    assert layers.totals[-1].figures[0] == Decimal("91.93")


def test_without_a_difference_there_is_no_second_annex():
    assert form03(loaded(worked_dossier())).layers is None


def test_a_persons_own_copy_leaves_the_authority_open_until_the_decision_is_made_known():
    dossier = worked_dossier()
    TaskMarkFactory(task=dossier.plan.tasks.first(), layer="authority", quality=Decimal("0.5"))
    own = form03(loaded(dossier), with_authority=False)
    assert (own.authority.points, own.layers) == (None, None)
    decided = form03(loaded(decided_dossier(cadre__full_name="Lê Thị Ba")), with_authority=False)
    assert (decided.authority.points, decided.authority.decided, decided.layers, decided.proof) == (
        None,
        "",
        None,
        "",
    )


def test_a_reopened_dossier_prints_no_decision():
    dossier = decided_dossier()
    dossier.stage = Stage.COUNCIL
    dossier.save()
    sheet = form03(loaded(dossier))
    assert (sheet.authority.decided, sheet.authority.rating, sheet.proof) == ("", "", "")


def test_tier_3_1_prints_the_units_proposal_and_its_day():
    ward = a_led_ward()
    dossier = worked_dossier(unit=ward, provincial=True, stage=Stage.PROPOSED, proposed_rating="good")
    closed_list([dossier], ward, ListKind.UNIT_PROPOSAL)
    said = form03(loaded(dossier)).authority
    assert (said.points, said.rating) == (Decimal("91.93"), "Hoàn thành tốt nhiệm vụ")
    assert said.signature.dated_below == "Ngày 29 tháng 6 năm 2026"
    assert RatingRow.objects.count() == 1


@pytest.mark.clause("M03.confirm")
def test_the_signature_follows_who_leads_the_unit():
    led = form03(loaded(worked_dossier(unit=a_led_ward()))).authority.signature
    plain = form03(
        loaded(
            worked_dossier(cadre__full_name="Lê Thị Ba", unit__name="Sở Tài chính", unit__kind="department")
        )
    )
    assert led.lines == (
        "XÁC NHẬN CỦA BAN THƯỜNG VỤ",
        "ĐẢNG ỦY PHƯỜNG BÌNH ĐỨC",
        "ĐỀ XUẤT CẤP THẨM QUYỀN XẾP LOẠI CÁN BỘ",
    )
    assert plain.authority.signature.lines == (
        "XÁC NHẬN CỦA TẬP THỂ LÃNH ĐẠO",
        "SỞ TÀI CHÍNH",
        "ĐỀ XUẤT CẤP THẨM QUYỀN XẾP LOẠI CÁN BỘ",
    )


def test_lateness_is_printed_with_both_instants_and_the_reason():
    late = datetime(2026, 7, 1, 8, 30, tzinfo=HERE)
    sheet = form03(loaded(worked_dossier(arrived_at=late, late_reason="Đi công tác.")))
    assert sheet.remarks == (
        "Nộp muộn: nộp lúc 08:30 ngày 01/07/2026, hết hạn lúc 00:00 ngày 30/06/2026. Lý do: Đi công tác.",
    )


def test_what_was_handed_in_at_the_cutoff_is_late_and_before_it_is_not():
    at = datetime(2026, 6, 30, 0, 0, tzinfo=HERE)
    assert form03(loaded(worked_dossier())).remarks == ()
    assert form03(loaded(worked_dossier(arrived_at=at, cadre__full_name="Lê Ba"))).remarks != ()


def test_an_expected_result_is_marked():
    dossier = worked_dossier()
    dossier.plan.tasks.get(order=4).marks.update(expected=True)
    task = form03(loaded(dossier)).axes[3].tasks[4]
    assert task.actual == "01/01 Báo cáo (dự kiến)"


def test_a_criterion_not_ensured_gets_its_cross_nought_and_reason():
    dossier = worked_dossier()
    dossier.criterion_marks.create(layer="self", code="3.3", ensured=False, reason="Mới khắc phục 60%")
    row = form03(loaded(dossier)).groups[2].rows[2]
    assert (row.code, row.ensured, row.points, row.note) == ("3.3", False, 0, "Mới khắc phục 60%")


def test_a_draft_says_so():
    assert form03(loaded(worked_dossier(stage=Stage.SELF_ASSESSMENT))).remarks[0] == "Bản nháp – chưa nộp."


@pytest.mark.clause("7.c")
def test_after_a_reorganisation_earlier_tasks_are_printed_but_not_counted():
    """The axis that lost all its tasks has no figures, the other carries the 70 points by which it is scored."""
    dossier = worked_dossier()
    early = PlanTaskFactory(
        plan=dossier.plan, axis=2, title="Đề án cũ", due_date=dossier.period.quarter.first_day
    )
    TaskMarkFactory(task=early)
    AxisWeightFactory(plan=dossier.plan, axis=2, weight=Decimal(20))
    dossier.plan.weights.filter(axis=4).update(weight=Decimal(50))
    since = dossier.period.quarter.first_day + timedelta(days=1)
    dossier.cases = [
        {"kind": "reorganised", "since": since.isoformat(), "sentence": "Sắp xếp.", "from_units": []}
    ]
    dossier.save()
    sheet = form03(loaded(dossier))
    rows = {axis.number: (axis.kpi, axis.max_points, len(axis.tasks)) for axis in sheet.axes if axis.tasks}
    assert rows == {2: (None, Decimal(0), 1), 4: (Decimal("88.47"), Decimal(70), 5)}
    assert "không tính (Mục 7.c)" in sheet.axes[1].tasks[0].note
    assert ([table.number for table in sheet.kpi], sheet.task_max, sheet.total) == ([4], 70, Decimal("91.93"))
