"""6.1: an objective reason for a task that falls short, put forward and answered."""

from collections.abc import Container
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cadres.machine import Refusal
from evaluation.core.facts import result_of
from evaluation.core.models import Dossier
from evaluation.core.stages import RequestStage
from evaluation.core.tells.stories import told
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.marks.actions.excuses import answer_excuse, put_forward_excuse
from evaluation.marks.forms.answers import ExcuseAnswerForm, ExcuseForm
from evaluation.marks.moves import EXCUSES
from evaluation.marks.tells.excused import entries_of
from evaluation.marks.views.desk import require
from evaluation.plans.models import PlanTask
from pages.answers import Incomplete
from pages.answers import status as status_of

ANSWERS = ("confirm", "refuse")


@require_http_methods(["GET", "POST"])
def excuse(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """One task's objective reason: put it forward, or answer it."""
    dossier = dossier_or_404(request, pk)
    row = get_object_or_404(dossier.plan.tasks.filter(withdrawn_by=None).select_related("excuse"), pk=task)
    if request.method != "POST":
        return _show(request, dossier, row)
    return (_answer if "answer_as" in request.POST else _put_forward)(request, dossier, row)


def _put_forward(request: HttpRequest, dossier: Dossier, task: PlanTask) -> HttpResponse:
    require("put_forward_excuse", dossier, request.user)
    form = ExcuseForm(request.POST)
    if not form.is_valid():
        return _show(request, dossier, task, asking=form, status=422)
    try:
        put_forward_excuse(task, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        return _show(request, dossier, task, asking=form, refusal=refusal, status=status_of(refusal))
    messages.success(
        request, f"Đã nêu lý do khách quan của nhiệm vụ “{task.title}”, chờ cấp có thẩm quyền xác nhận."
    )
    return redirect("excuse", pk=dossier.pk, task=task.pk)


def _answer(request: HttpRequest, dossier: Dossier, task: PlanTask) -> HttpResponse:
    found = getattr(task, "excuse", None)
    if not EXCUSES.moves["confirm"].by.allows(request.user, dossier):
        raise PermissionDenied("Đồng chí không có quyền xác nhận lý do khách quan của hồ sơ này.")
    if found is None:
        messages.error(request, "Nhiệm vụ này chưa nêu lý do khách quan nào để trả lời.")
        return redirect("excuse", pk=dossier.pk, task=task.pk)
    form, answered = ExcuseAnswerForm(request.POST), request.POST["answer_as"]
    if not form.is_valid():
        return _show(request, dossier, task, answering=form, status=422)
    confirmed, values = answered == "confirm", dict(form.cleaned_data)
    try:
        if answered not in ANSWERS:
            raise Incomplete
        answer_excuse(found, by=request.user, confirmed=confirmed, seen=values.pop("version"), **values)
    except Refusal as refusal:
        again = ExcuseAnswerForm(request.POST.dict() | {"version": found.version})
        return _show(request, dossier, task, answering=again, refusal=refusal, status=status_of(refusal))
    done = "Đã xác nhận" if confirmed else "Đã từ chối xác nhận"
    messages.success(request, f"{done} lý do khách quan của nhiệm vụ “{task.title}”.")
    return redirect("excuse", pk=dossier.pk, task=task.pk)


def _show(
    request: HttpRequest,
    dossier: Dossier,
    task: PlanTask,
    *,
    asking: ExcuseForm | None = None,
    answering: ExcuseAnswerForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    task = next(row for row in dossier.plan.active_tasks if row.pk == task.pk)
    found = getattr(task, "excuse", None)
    frame = dossier_frame(request, dossier, "assessment")
    context = {
        **frame,
        "task": task,
        "result": result_of(task),
        "excuse": found,
        "entries": [line | {"changes": ()} for line in told(entries_of(found, frame["history"]), dossier)],
        "desks": _desks(dossier, frame["moves"]),
        "refusal": refusal,
        "asking": asking or _asking(frame, found),
        "answering": answering or _answering(request.user, dossier, found),
    }
    return render(request, "evaluation/marks/excuse.html", context, status=status)


def _desks(dossier: Dossier, moves: Container[str]) -> list[tuple[str, str]]:
    """The pages that have a line of the task by now: none before the first marks."""
    marked = bool(dossier.assessments.all())
    own = [("assessment", "Về bản tự đánh giá")] if marked or "mark" in moves else []
    staff = [("appraisal", "Về trang thẩm định")] if marked and not dossier.withheld else []
    return own + staff


def _asking(frame: dict[str, Any], found: Any) -> ExcuseForm | None:
    """The form to put a reason forward, while it is open to this person and not yet confirmed."""
    if "put_forward_excuse" not in frame["moves"] or (found and found.stage == RequestStage.APPROVED):
        return None
    return ExcuseForm(initial={"ground": found.ground, "document": found.document} if found else None)


def _answering(user: Any, dossier: Dossier, found: Any) -> ExcuseAnswerForm | None:
    if found is None or found.stage != RequestStage.PROPOSED or dossier.is_decided:
        return None
    if not EXCUSES.moves["confirm"].by.allows(user, dossier):
        return None
    return ExcuseAnswerForm(initial={"version": found.version})
