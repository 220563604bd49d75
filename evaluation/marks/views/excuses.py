"""6.1: an objective reason for a task that falls short, put forward and answered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cadres.machine import Refusal
from cadres.models import User
from cadres.requests import SignedIn
from evaluation.core.facts import result_of
from evaluation.core.models import Dossier
from evaluation.core.permissions import ANSWER_EXCUSE, CONFIRM_EXCUSE_AT_PROVINCE
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import AGREED, ExcuseStage
from evaluation.core.tells.stories import told
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.marks.actions.excuses import answer_excuse, put_forward_excuse
from evaluation.marks.forms.answers import ExcuseAnswerForm, ExcuseForm
from evaluation.marks.models import Excuse
from evaluation.marks.moves import answers_to
from evaluation.marks.tells.excused import entries_of
from evaluation.plans.models import PlanTask
from pages.deeds import Incomplete, answer, done, missing, seen
from pages.deeds import status as status_of
from pages.fields import Unreadable
from pages.versions import both_versions, going_on, opened

ANSWERS = ANSWER_EXCUSE | CONFIRM_EXCUSE_AT_PROVINCE


@require_http_methods(["GET", "HEAD", "POST"])
def excuse(request: SignedIn, pk: int, task: int) -> HttpResponse:
    """One task's objective reason: put it forward, or answer it."""
    dossier = dossier_or_404(request, pk)
    tasks = dossier.plan.tasks.filter(withdrawn_by=None, pk=task).select_related("excuse")
    if (row := tasks.first()) is None:
        raise _missing(request, dossier, task)
    if request.method != "POST":
        return _show(request, dossier, row)
    return (_answer if "answer_as" in request.POST else _put_forward)(request, dossier, row)


def _missing(request: SignedIn, dossier: Dossier, task: int) -> Exception:
    """A task that was withdrawn while somebody typed of it: whoever may say something here gets back what they said."""
    answers = "answer_as" in request.POST
    right = ANSWERS if answers else DOSSIERS.put_forward_excuse.by
    if request.method != "POST" or not right.allows(request.user, dossier):
        return Http404()
    form = (ExcuseAnswerForm if answers else ExcuseForm)(request.POST)
    foreign = PlanTask.objects.filter(pk=task).exclude(plan=dossier.plan)
    return missing(foreign, form, reverse("plan", args=[dossier.pk]))


def _put_forward(request: SignedIn, dossier: Dossier, task: PlanTask) -> HttpResponse:
    DOSSIERS.put_forward_excuse.demand(request.user, dossier)
    sentence = f"Đã nêu lý do khách quan của nhiệm vụ “{task.named}”, chờ cấp có thẩm quyền xác nhận."

    def act(form: ExcuseForm) -> HttpResponse:
        put_forward_excuse(task, by=request.user, seen=seen(request), **form.cleaned_data)
        return done(request, sentence, "excuse", dossier.pk, task.pk)

    def again(form: ExcuseForm, refusal: Refusal) -> HttpResponse:
        now = Excuse.objects.filter(task=task).first()
        answered = now is not None and now.stage != ExcuseStage.PROPOSED
        chosen = None if answered else both_versions(request, refusal, lambda: _said(now))
        fresh = dossier_or_404(request, dossier.pk)  # an answer is read here, before a reason is put anew
        return chosen or _show(request, fresh, task, asking=form, refusal=refusal)

    return answer(lambda: ExcuseForm(request.POST), act, again)


def _answer(request: SignedIn, dossier: Dossier, task: PlanTask) -> HttpResponse:
    if not ANSWERS.allows(request.user, dossier):
        raise PermissionDenied("Đồng chí không có quyền xác nhận lý do khách quan của hồ sơ này.")
    found = _about(getattr(task, "excuse", None), dossier)
    if found is None:
        messages.error(request, "Nhiệm vụ này chưa nêu lý do khách quan nào để trả lời.")
        return redirect("excuse", pk=dossier.pk, task=task.pk)
    return answer(
        lambda: ExcuseAnswerForm(request.POST),
        lambda form: _answered(request, dossier, found, form),
        lambda form, refusal: _show(
            request, dossier, task, answering=_again(request, found, form, refusal), refusal=refusal
        ),
    )


def _answered(request: SignedIn, dossier: Dossier, excuse: Excuse, form: ExcuseAnswerForm) -> HttpResponse:
    said, moves = (
        form.cleaned_data,
        dict(zip(("confirm", "refuse"), answers_to(excuse, request.user), strict=True)),
    )
    move = moves.get(request.POST["answer_as"])
    if move is None:
        raise Incomplete
    answer_excuse(
        excuse,
        by=request.user,
        confirmed=move is moves["confirm"],
        answer=said["answer"],
        document=said["document"],
        seen=said["version"],
    )
    return done(request, move.done.format(task=excuse.task.named), "excuse", dossier.pk, excuse.task_id)


def _again(request: SignedIn, excuse: Excuse, form: ExcuseAnswerForm, refusal: Refusal) -> ExcuseAnswerForm:
    """As typed; sent once more it counts from what is shown now."""
    if isinstance(refusal, Unreadable):
        return form
    return ExcuseAnswerForm(request.POST.dict() | {"version": excuse.version})


def _show(
    request: SignedIn,
    dossier: Dossier,
    task: PlanTask,
    *,
    asking: ExcuseForm | None = None,
    answering: ExcuseAnswerForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    task = next(row for row in dossier.plan.active_tasks if row.pk == task.pk)
    found = _about(getattr(task, "excuse", None), dossier)
    frame = dossier_frame(request, dossier, "assessment")
    asked = asking or _asking(request, dossier, found)
    context = {
        **frame,
        "version": going_on(request, found or Excuse(), refusal)
        if asking
        else opened((found or Excuse()).version, asked or ()),
        "task": task,
        "result": result_of(task),
        "excuse": found,
        "yes": answers_to(found)[0] if found else None,
        "entries": [line | {"changes": ()} for line in told(entries_of(found, frame["history"]), dossier)],
        "desks": _desks(request, dossier),
        "refusal": None if isinstance(refusal, Unreadable) else refusal,
        "asking": asked,
        "answering": answering or _answering(request.user, dossier, found),
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "evaluation/marks/excuse.html", context, status=status)


def _about(excuse: Excuse | None, dossier: Dossier) -> Excuse | None:
    """The excuse with the dossier that was fetched already, of whose tier its answer depends."""
    if excuse is not None:
        excuse.task.plan.dossier = dossier
    return excuse


def _desks(request: SignedIn, dossier: Dossier) -> list[tuple[str, str]]:
    """The pages that have a line of the task by now: none before the first marks."""
    marked = bool(dossier.assessments.all())
    own = (
        [("assessment", "Về bản tự đánh giá")]
        if marked or DOSSIERS.mark.open_to(request.user, dossier)
        else []
    )
    staff = [("appraisal", "Về trang thẩm định")] if marked and not dossier.withheld else []
    return own + staff


def _asking(request: SignedIn, dossier: Dossier, found: Excuse | None) -> ExcuseForm | None:
    """The form to put a reason forward, while it is open to this person and nobody has agreed to one yet."""
    settled = found is not None and found.stage in AGREED
    if settled or not DOSSIERS.put_forward_excuse.open_to(request.user, dossier):
        return None
    return _said(found)


def _said(found: Excuse | None) -> ExcuseForm:
    return ExcuseForm(initial={"ground": found.ground, "document": found.document} if found else None)


def _answering(user: User, dossier: Dossier, found: Excuse | None) -> ExcuseAnswerForm | None:
    if found is None or dossier.is_decided or not answers_to(found)[0].open_to(user, found):
        return None
    return ExcuseAnswerForm(initial={"version": found.version})
