"""Drawing up a plan as a whole: all tasks in one table, weights and roles, tasks of the quarter before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import Refusal
from evaluation.core.views.frames import dossier_or_404
from evaluation.plans import actions as deeds
from evaluation.plans import tells as told
from evaluation.plans.forms.carry import CopyForm
from evaluation.plans.forms.draft import TableForm, WeightsForm
from evaluation.plans.models import Plan
from evaluation.plans.views.plan import allowed, plan_page, refused_page
from evaluation.plans.views.tasks import answer, editable
from pages.answers import seen


@require_http_methods(["GET", "POST"])
def plan_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Quantity, day and key mark of all tasks in one table: the quick way through a long plan."""
    dossier = editable(request, pk)
    form = TableForm(request.POST or None, plan=dossier.plan)
    return answer(
        request,
        dossier,
        form,
        lambda version: deeds.change_tasks(dossier.plan, form.changes, by=request.user, seen=version),
        "table",
        lambda plan: "Đã lưu các nhiệm vụ.",
    )


@require_POST
def plan_weights(request: HttpRequest, pk: int) -> HttpResponse:
    """Weights and roles as typed, or proposed anew from Mẫu số 03's maxima."""
    dossier = dossier_or_404(request, pk)
    plan = allowed(request, dossier, "edit")
    form = WeightsForm(request.POST, plan=plan)
    propose = request.POST.get("then") == "propose"
    if not propose and not form.is_valid():
        return plan_page(request, dossier, code=422, weights_form=form)
    weights = None if propose else form.weights
    try:
        deeds.set_weights(plan, weights, by=request.user, seen=seen(request))
    except Refusal as refusal:
        return refused_page(request, pk, refusal, weights_form=form)
    messages.success(
        request, "Đã phân bổ lại tỷ trọng." if propose else "Đã lưu tỷ trọng và vai trò của các trục."
    )
    return redirect(f"{reverse('plan', args=[pk])}#weights")


@require_http_methods(["GET", "POST"])
def plan_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What is left of the quarter before, what was reached there and not rated (7.d), and its tasks as they were."""
    dossier = editable(request, pk)
    earlier = told.earlier_tasks(dossier)
    initial = {"due_date": dossier.period.quarter.last_day}
    form = CopyForm(request.POST or None, plan=dossier.plan, earlier=earlier, initial=initial)

    def copy(version: int) -> Plan:
        day = form.cleaned_data["due_date"]
        return deeds.take_over(dossier.plan, form.picked, due_date=day, by=request.user, seen=version)

    return answer(
        request,
        dossier,
        form,
        copy,
        "copy",
        lambda plan: f"Đã lấy {len(form.picked)} nhiệm vụ từ quý trước.",
        earlier=earlier,
        quarter=dossier.period.quarter.previous(),
        rest=[row for row in earlier if row.rest],
        reached=[row for row in earlier if row.reached],
        ticked={name: form.ticked(name) for name in form.offered},
    )
