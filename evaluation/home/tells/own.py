"""What somebody has to do with their own dossiers: plan, assess themself; first what came back, with the reason."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from config import clock
from evaluation.core.models import Dossier, DossierEntry, ReturnNote
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.home.tells.tasks import TaskLine, timed
from evaluation.plans.tells import returned as plan_returned
from regulation.deadlines import Window


def own_tasks(own: list[Dossier]) -> Iterable[TaskLine]:
    why = _reasons(own)
    for dossier in own:
        returned = why.get(dossier.pk, "")
        if dossier.stage == Stage.PLANNING and dossier.plan.stage == PlanStage.DRAFT:
            url = reverse("plan", args=[dossier.pk])
            button = "Sửa và nộp lại kế hoạch" if returned else "Lập kế hoạch"
            closes_at = dossier.closes_at(Window.PLAN)
            yield _own_line(dossier, f"Lập kế hoạch {dossier.period}", closes_at, url, button, returned)
        elif dossier.stage == Stage.SELF_ASSESSMENT or may_begin(dossier):
            verb = f"Tự đánh giá, chấm điểm {dossier.period}"
            url = reverse("assessment", args=[dossier.pk])
            button = "Sửa và nộp lại" if returned else "Tự đánh giá"
            yield _own_line(dossier, verb, dossier.closes_at(Window.DOSSIER), url, button, returned)


def _reasons(own: list[Dossier]) -> dict[int, str]:
    """Of each dossier whose plan or self-assessment was sent back and not handed in again: why."""
    mine = {dossier.pk: dossier for dossier in own}
    notes = ReturnNote.objects.filter(dossier__in=mine, answered_at=None).order_by("pk")
    entries: dict[int, list[DossierEntry]] = {}
    for entry in DossierEntry.objects.filter(dossier__in=mine, came_from__in=PlanStage.values).order_by("pk"):
        entries.setdefault(entry.dossier_id, []).append(entry)
    plans = {pk: plan_returned(mine[pk].plan, found) for pk, found in entries.items()}
    back = {pk: entry.reason for pk, entry in plans.items() if entry}
    return back | {note.dossier_id: note.reason for note in notes}


def may_begin(dossier: Dossier) -> bool:
    """ "Cuối mỗi quý" (Bước 2): from the last month of the quarter on."""
    return dossier.stage == Stage.WORKING and clock.today() >= dossier.period.quarter.last_day.replace(day=1)


def _own_line(
    dossier: Dossier, verb: str, closes_at: datetime, url: str, button: str, returned: str
) -> TaskLine:
    """3.3: whoever is not bound to it may hand it in, and no term presses them."""
    if dossier.is_unbound:
        return TaskLine(verb, "không bắt buộc hằng quý (Mục 3.3)", closes_at, None, url, button, returned)
    return timed(verb, "", closes_at, url, button, returned)
