"""An approved plan at work: what was delivered, and what is asked to be changed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn, Refusal
from config import clock
from evaluation.core.models import Dossier
from evaluation.core.views.frames import dossier_or_404
from evaluation.plans import actions as deeds
from evaluation.plans.forms.work import AMENDMENT_FORMS, DeliveryForm
from evaluation.plans.models import Delivery, PlanAmendment, PlanTask
from evaluation.plans.moves import PLANS
from evaluation.plans.tells import TaskLine
from evaluation.plans.views.plan import allowed, plan_frame, refused_page
from evaluation.plans.views.tasks import catalog_items, task_or_404
from pages.answers import Incomplete, seen, status
from pages.fields import ids, written

ANSWERS = {
    "approve": (deeds.approve_amendment, "Đã phê duyệt điều chỉnh kế hoạch."),
    "refuse": (deeds.refuse_amendment, "Đã ghi không chấp thuận điều chỉnh kế hoạch."),
}


@require_http_methods(["GET", "POST"])
def plan_delivery(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    dossier = _at_work(request, pk, "deliver")
    row = task_or_404(dossier, task)
    today = min(max(clock.today(), dossier.period.quarter.first_day), dossier.period.quarter.last_day)
    form = DeliveryForm(
        request.POST or None, plan=dossier.plan, initial={"delivered_on": today, "quantity": 1}
    )
    if request.method == "POST" and form.is_valid():
        try:
            deeds.record_delivery(row, form.cleaned_data, by=request.user, seen=seen(request))
        except Refusal as refusal:
            return _form_page(request, dossier, form, "delivery", refusal, task=row, line=_line(row))
        messages.success(request, f"Đã ghi sản phẩm đã hoàn thành của “{row.title}”.")
        return redirect(f"{reverse('plan', args=[pk])}#task-{row.pk}")
    return _form_page(request, dossier, form, "delivery", task=row, line=_line(row))


@require_POST
def plan_delivery_remove(request: HttpRequest, pk: int, task: int, delivery: int) -> HttpResponse:
    dossier = dossier_or_404(request, pk)
    row = get_object_or_404(Delivery.objects.filter(task__plan=dossier.plan, task__pk=task), pk=delivery)
    row.task = task_or_404(dossier, task)
    deeds.remove_delivery(row, by=request.user)
    messages.success(request, "Đã bỏ dòng sản phẩm ghi nhầm.")
    return redirect(f"{reverse('plan', args=[pk])}#task-{task}")


@require_http_methods(["GET", "POST"])
def plan_amendment(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Ask to add, to lower, to withdraw: a ground is always owed."""
    dossier = _at_work(request, pk, "ask")
    form = _amendment_form(request, dossier, kind)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.ask_amendment(
                dossier.plan, form.values | {"kind": kind}, by=request.user, seen=seen(request)
            )
        except Refusal as refusal:
            return _form_page(request, dossier, form, "amendment", refusal, kind=kind)
        messages.success(request, "Đã gửi đề nghị điều chỉnh kế hoạch, chờ phê duyệt.")
        return redirect(f"{reverse('plan', args=[pk])}#dieu-chinh")
    return _form_page(request, dossier, form, "amendment", kind=kind)


@require_POST
def plan_amendment_answer(request: HttpRequest, pk: int, amendment: int) -> HttpResponse:
    dossier = dossier_or_404(request, pk)
    row = get_object_or_404(dossier.plan.amendments, pk=amendment)
    row.plan = dossier.plan
    name, answer = request.POST.get("move", ""), request.POST.get("answer", "").strip()
    try:
        if name not in ANSWERS:
            raise Incomplete
        ANSWERS[name][0](row, by=request.user, answer=written(answer), seen=seen(request))
    except Refusal as refusal:
        return refused_page(request, pk, refusal, answered=row.pk, answer=answer)
    messages.success(request, ANSWERS[name][1])
    return redirect(f"{reverse('plan', args=[pk])}#dieu-chinh")


def _at_work(request: HttpRequest, pk: int, name: str) -> Dossier:
    dossier = dossier_or_404(request, pk)
    plan = allowed(request, dossier, name)
    if request.method == "GET" and plan.stage not in PLANS.moves[name].source:
        raise OutOfTurn(plan, PLANS.moves[name])
    return dossier


def _line(task: PlanTask) -> TaskLine:
    return TaskLine(0, task, tuple(task.deliveries.all()))


def _amendment_form(request: HttpRequest, dossier: Dossier, kind: str) -> Any:
    if kind not in AMENDMENT_FORMS:
        raise Http404("Không có loại điều chỉnh này.")
    initial = {"task": (ids([request.GET.get("task", "")]) or [None])[0]}
    if kind == PlanAmendment.Kind.ADD:
        initial = {"quantity": 1, "due_date": dossier.period.quarter.last_day}
    return AMENDMENT_FORMS[PlanAmendment.Kind(kind)](
        request.POST or None,
        plan=dossier.plan,
        tasks=dossier.plan.tasks.filter(withdrawn_by=None),
        items=catalog_items(dossier),
        initial=initial,
    )


def _form_page(
    request: HttpRequest,
    dossier: Dossier,
    form: Any,
    template: str,
    refusal: Refusal | None = None,
    **context: Any,
) -> HttpResponse:
    version = dossier.plan.version
    if refusal:
        form.add_error(None, str(refusal))
        version = getattr(getattr(refusal, "row", None), "version", version)
    if "kind" in context:
        context["kind_label"] = PlanAmendment.Kind(context["kind"]).label
    context |= plan_frame(request, dossier) | {"form": form, "version": version}
    code = status(refusal) if form.is_bound else 200
    return render(request, f"evaluation/plans/{template}.html", context, status=code)
