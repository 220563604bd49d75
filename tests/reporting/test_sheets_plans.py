"""Mẫu 01."""

from datetime import datetime

import pytest

from config.clock import HERE
from evaluation.core.stages import PlanStage, RequestStage
from evaluation.models import PlanAmendment
from reporting.sheets import form01
from tests.reporting.papers import ARRIVED, loaded, worked_dossier

pytestmark = pytest.mark.django_db


@pytest.mark.clause("M01.II")
def test_tasks_stand_under_their_axis_with_product_quantity_and_day():
    axis = form01(loaded(worked_dossier())).axes[3]
    assert (axis.weight, axis.role) == (70, "Trục chính, chủ yếu")
    assert axis.tasks[0].goal == "02 Báo cáo; tiến độ: Hằng quý, chậm nhất ngày 30/06/2026"


@pytest.mark.clause("M01.II.*")
def test_all_six_axes_are_printed_and_the_weights_add_up():
    sheet = form01(loaded(worked_dossier()))
    assert [axis.number for axis in sheet.axes] == [1, 2, 3, 4, 5, 6]
    assert sum(axis.weight or 0 for axis in sheet.axes) == 70


@pytest.mark.clause("M01.I")
def test_all_seventeen_criteria_are_printed():
    assert [len(group.criteria) for group in form01(loaded(worked_dossier())).groups] == [9, 4, 4]


def test_the_title_names_the_quarter():
    assert form01(loaded(worked_dossier())).title == ("KẾ HOẠCH", "Công tác của cá nhân", "Quý II Năm 2026")


def test_a_late_plan_says_so():
    at = datetime(2026, 3, 26, 0, 0, tzinfo=HERE)
    dossier = worked_dossier(plan__arrived_at=at, plan__late_reason="Mạng hỏng")
    assert form01(loaded(dossier)).remarks == (
        "Nộp muộn: nộp lúc 00:00 ngày 26/03/2026, hết hạn lúc 00:00 ngày 26/03/2026. Lý do: Mạng hỏng.",
    )


def test_a_plan_not_yet_approved_says_so():
    dossier = worked_dossier(plan__stage=PlanStage.SUBMITTED)
    assert form01(loaded(dossier)).remarks == ("Kế hoạch chưa được phê duyệt (trạng thái: Đã nộp).",)


def test_a_withdrawn_task_leaves_the_list_and_stays_in_a_remark():
    dossier = worked_dossier()
    task = dossier.plan.tasks.get(order=1)
    task.withdrawn_by = PlanAmendment.objects.create(
        plan=dossier.plan, kind="withdraw", stage=RequestStage.APPROVED, ground="…", proposed_at=ARRIVED
    )
    task.save()
    sheet = form01(loaded(dossier))
    assert len(sheet.axes[3].tasks) == 4
    assert sheet.remarks == (
        f"Đã rút khỏi kế hoạch theo điều chỉnh được phê duyệt: {task.title} (số lượng 1).",
    )
