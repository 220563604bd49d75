"""What one person may do next with one dossier, and on which page: the one button of its overview."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import Stage
from evaluation.lists.listing import list_of
from evaluation.plans.moves import PLANS


@dataclass(frozen=True)
class Turn:
    """A deed that waits for this person: the sentence, the button's words, and where it is done."""

    sentence: str
    button: str
    url: str


_LIST = "rating_list"
# In the order in which a person who may do several of them is asked: what moves the dossier on comes first.
_OF_PLAN = {
    "submit": ("Lập kế hoạch công tác quý rồi nộp.", "Lập kế hoạch", "plan"),
    "collate": ("Kế hoạch đã nộp, chờ tổng hợp.", "Tổng hợp kế hoạch", "plan"),
    "approve": ("Kế hoạch đã tổng hợp, chờ phê duyệt.", "Phê duyệt kế hoạch", "plan"),
}
_OF_DOSSIER = {
    "submit": ("Tự chấm điểm, đề xuất mức xếp loại rồi nộp.", "Tự đánh giá", "assessment"),
    "assess": ("Cuối quý, tự đánh giá theo Mẫu số 03.", "Tự đánh giá", "assessment"),
    "propose_in_division": ("Chờ đề xuất trên danh sách của phòng, ban (Mẫu số 06).", "Mở danh sách", _LIST),
    "appraise": ("Chờ thẩm định, đề xuất mức xếp loại.", "Thẩm định", "appraisal"),
    "council": ("Chờ ghi ý kiến của Hội đồng.", "Ghi ý kiến hội đồng", "council"),
    "propose": ("Chờ đề nghị trên danh sách của đơn vị (Mẫu số 05).", "Mở danh sách", _LIST),
    "decide": ("Chờ quyết định trên danh sách của đơn vị (Mẫu số 04).", "Mở danh sách", _LIST),
    "province_appraise": ("Chờ Ban Tổ chức Tỉnh ủy thẩm định.", "Thẩm định", "dossier_deeds"),
    "decide_at_province": ("Chờ quyết định trên danh sách của tỉnh.", "Mở danh sách", _LIST),
    "publish": ("Đã quyết định, chờ công bố kết quả.", "Công bố kết quả", "dossier_deeds"),
    "archive": ("Đã công bố, chờ lưu trữ hồ sơ.", "Lưu trữ hồ sơ", "dossier_deeds"),
}
# Deeds upon the whole dossier that have one page together.
_DEEDS = {
    "publish",
    "archive",
    "province_appraise",
    "return_to_unit",
    "reopen",
    "reopen_at_province",
    "defer",
    "exempt",
    "resume",
    "share",
}


def turn_of(dossier: Dossier, user: Any) -> Turn | None:
    """The deed that this person is expected to do now; None when they are not expected."""
    for machine, row, acts in ((PLANS, dossier.plan, _OF_PLAN), (DOSSIERS, dossier, _OF_DOSSIER)):
        if not _plan_waits(dossier) and machine is PLANS:
            continue
        open_now = machine.available(row, user)
        for name, (sentence, button, page) in acts.items():
            if name in open_now and not _comes_later(name, dossier):
                return Turn(sentence, button, _url(page, dossier))
    return None


def _plan_waits(dossier: Dossier) -> bool:
    """In a round of direct entry the plan is part of Mẫu 03 and is not handed in by itself (Bước 2)."""
    return not dossier.period.direct_entry and not dossier.is_set_aside


def _comes_later(name: str, dossier: Dossier) -> bool:
    """Staff do not appraise before the division that uses the person has proposed (2.2)."""
    return name == "appraise" and dossier.stage == Stage.SUBMITTED and dossier.needs_division


def _url(page: str, dossier: Dossier) -> str:
    if page == _LIST:
        waiting = list_of(dossier)
        return reverse(_LIST, args=[waiting.pk]) if waiting else reverse("rating_lists")
    if page == "council":
        return reverse(page, args=[dossier.managing_unit_id, dossier.period.code])
    return reverse(page, args=[dossier.pk])


def other_deeds(dossier: Dossier, moves: Iterable[str]) -> str:
    """The address of the page with the deeds upon the whole dossier, where this person may do one of them."""
    return reverse("dossier_deeds", args=[dossier.pk]) if _DEEDS & set(moves) else ""
