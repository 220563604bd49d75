"""Files as pages: one is given to whoever may read it; evidence is attached, listed, taken away again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.files import actions as deeds
from evaluation.files.forms import EvidenceForm
from evaluation.files.models import StoredFile
from evaluation.files.serving import given
from evaluation.files.tells.evidence import evidence_of
from evaluation.plans.models import PlanTask
from pages.deeds import answer, done, missing, status
from pages.deeds import told as said
from pages.fields import ids


@require_safe
def file_download(request: SignedIn, pk: int) -> HttpResponseBase:
    """The file as it was brought. One that lies there no more is told to whoever asks, and to the administrator."""
    file = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=pk)
    response = given(request, file, file.stored, file.name, file.content_type)
    if response.status_code == 200:
        deeds.tell_opened(file, request.user)
    return response


@require_safe
def evidence(request: SignedIn, pk: int) -> HttpResponse:
    """All evidence of one dossier, task by task, and how much room is left."""
    dossier = dossier_or_404(request, pk)
    context = dossier_frame(request, dossier, "plan") | {"evidence": evidence_of(dossier)}
    return render(request, "evaluation/files/evidence.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_task(request: SignedIn, pk: int, task: int) -> HttpResponse:
    """The evidence of one task. Files are looked into before the transaction begins, for that takes its time."""
    dossier = dossier_or_404(request, pk)
    if request.method != "POST":
        return _page(request, dossier, _task(dossier, task))
    DOSSIERS.attach.demand(request.user, dossier)
    row = _task_or_gone(dossier, task)
    form = EvidenceForm(row, request.POST, request.FILES)
    form.is_valid()
    return answer(
        lambda: form,
        lambda form: _attached(request, dossier, row, form),
        lambda form, refusal: _page(request, dossier, row, form, refusal),
    )


@require_POST
def evidence_remove(request: SignedIn, pk: int, file: int) -> HttpResponse:
    """Pressed twice it is done, and said so; of what is not theirs to remove nobody learns whether it was."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user).for_rows(), pk=pk)
    DOSSIERS.detach.demand(request.user, dossier)
    row = dossier.files.filter(pk=file).first()
    if row is None:
        if StoredFile.objects.filter(pk=file).exists():
            raise Http404
        return done(request, "Tệp này đã được bỏ rồi.", "evidence", pk)
    deeds.detach(row, dossier, by=request.user)
    return done(request, f"Đã bỏ tệp “{row.name}”.", _place(dossier, row.task_id))


def _attached(request: SignedIn, dossier: Dossier, task: PlanTask, form: EvidenceForm) -> HttpResponse:
    """What may be kept is; what may not is told, file by file."""
    delivery = form.cleaned_data.get("delivery")
    rows = deeds.attach(dossier, form.brought, by=request.user, task=task, delivery=delivery)
    for sentence in form.refused:
        messages.warning(request, f"Chưa nhận: {sentence}")
    names = ", ".join(f"“{row.name}”" for row in rows)
    return done(request, f"Đã đính kèm {names}.", _place(dossier, task.pk))


def _page(
    request: SignedIn,
    dossier: Dossier,
    task: PlanTask,
    form: EvidenceForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    held = evidence_of(dossier)
    context = dossier_frame(request, dossier, "plan") | {
        "task": task,
        "evidence": held,
        "files": held.of(task),
        "form": form
        or EvidenceForm(task, initial={"delivery": next(iter(ids([request.GET.get("delivery", "")])), None)}),
        "refusal": said(refusal),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/files/task.html", context, status=code)


def _task(dossier: Dossier, pk: int) -> PlanTask:
    """A task of this dossier's plan, also one that was withdrawn: its evidence stays to be read."""
    for task in dossier.plan.tasks.all():
        if task.pk == pk:
            task.plan = dossier.plan
            return task
    raise Http404


def _task_or_gone(dossier: Dossier, pk: int) -> PlanTask:
    """Of a task that was deleted while its files were chosen: that it is gone, and where to go on."""
    try:
        return _task(dossier, pk)
    except Http404:
        foreign = PlanTask.objects.filter(pk=pk)
        raise missing(foreign, None, reverse("evidence", args=[dossier.pk])) from None


def _place(dossier: Dossier, task: int | None) -> str:
    return (
        reverse("evidence_task", args=[dossier.pk, task]) if task else reverse("evidence", args=[dossier.pk])
    )
