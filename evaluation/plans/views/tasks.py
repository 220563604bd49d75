"""Drawing up a plan task by task: from the catalog, listed directly, changed, removed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn, Refusal, Stale
from catalog.models import CatalogItem
from evaluation.core.models import Dossier
from evaluation.core.views.frames import dossier_or_404
from evaluation.plans import actions as deeds
from evaluation.plans import tells as told
from evaluation.plans.forms.draft import AddForm, DirectTaskForm, TaskForm
from evaluation.plans.forms.fields import OfPlan
from evaluation.plans.models import Plan, PlanTask
from evaluation.plans.moves import PLANS
from evaluation.plans.views.plan import allowed, plan_frame, refused_page
from pages.answers import seen, status
from pages.fields import ids
from regulation.numbers import vn

SHOWN = 40
LONGEST_SEARCH = 200


@require_http_methods(["GET", "POST"])
def plan_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Search the catalog in force, tick several, one axis, one day. htmx asks for the results alone."""
    dossier = editable(request, pk)
    plan, items = dossier.plan, catalog_items(dossier)
    form = AddForm(request.POST or None, plan=plan, items=items, initial=_where_to_add(request, plan))
    if request.htmx and request.method == "GET":
        return render(request, "evaluation/plans/add.html#results", _found(request, dossier, form))

    def add(version: int) -> Plan:
        given = {"axis": form.cleaned_data["axis"], "due_date": form.cleaned_data["due_date"]}
        return deeds.add_tasks(
            plan, form.picked, quantities=form.quantities, **given, by=request.user, seen=version
        )

    return answer(request, dossier, form, add, "add", lambda plan: f"Đã thêm {len(form.picked)} nhiệm vụ.")


@require_http_methods(["GET", "POST"])
def plan_direct(request: HttpRequest, pk: int) -> HttpResponse:
    """Bước 2, Quý II/2026: a task with its points."""
    dossier = editable(request, pk)
    plan = dossier.plan
    form = DirectTaskForm(
        request.POST or None, plan=plan, initial=_where_to_add(request, plan) | {"quantity": 1}
    )
    return answer(
        request,
        dossier,
        form,
        lambda version: deeds.add_direct_task(plan, form.values, by=request.user, seen=version),
        "task",
        lambda plan: f"Đã thêm nhiệm vụ “{form.cleaned_data['title']}”.",
    )


@require_http_methods(["GET", "POST"])
def plan_task(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    dossier = editable(request, pk)
    row = task_or_404(dossier, task)
    form = _task_form(request, dossier, row)
    return answer(
        request,
        dossier,
        form,
        lambda version: deeds.change_task(row, form.values, by=request.user, seen=version),
        "task",
        lambda plan: "Đã lưu nhiệm vụ.",
        row,
    )


@require_POST
def plan_task_remove(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    dossier = dossier_or_404(request, pk)
    row = get_object_or_404(dossier.plan.tasks, pk=task)
    row.plan = allowed(request, dossier, "edit")
    try:
        deeds.remove_task(row, by=request.user, seen=seen(request))
    except Refusal as refusal:
        return refused_page(request, pk, refusal)
    messages.success(request, f"Đã bỏ nhiệm vụ “{row.title}” khỏi kế hoạch.")
    return redirect(f"{reverse('plan', args=[pk])}#axis-{row.axis}")


def editable(request: HttpRequest, pk: int) -> Dossier:
    """The dossier whose plan this person may draw up now; a form opened out of turn says so at once."""
    dossier = dossier_or_404(request, pk)
    plan = allowed(request, dossier, "edit")
    if request.method == "GET" and plan.stage not in PLANS.moves["edit"].source:
        raise OutOfTurn(plan, PLANS.moves["edit"])
    return dossier


def task_or_404(dossier: Dossier, pk: int) -> PlanTask:
    task = get_object_or_404(dossier.plan.tasks, pk=pk, withdrawn_by=None)
    task.plan = dossier.plan
    return task


def catalog_items(dossier: Dossier) -> Any:
    """The approved products from which this person may plan in this round."""
    return CatalogItem.objects.for_planning(dossier.unit, dossier.period.year)


def _task_form(request: HttpRequest, dossier: Dossier, row: PlanTask) -> Any:
    direct = dossier.period.direct_entry
    names = (DirectTaskForm if direct else TaskForm).base_fields
    initial = {name: getattr(row, name) for name in names}
    if direct:
        return DirectTaskForm(request.POST or None, plan=dossier.plan, initial=initial)
    items = catalog_items(dossier)
    return TaskForm(request.POST or None, plan=dossier.plan, task=row, items=items, initial=initial)


def _where_to_add(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    axis = ids([request.GET.get("axis", "")])[:1] or [1]
    return {"axis": axis[0], "due_date": request.GET.get("due_date") or plan.dossier.period.quarter.last_day}


def _found(request: HttpRequest, dossier: Dossier, form: AddForm) -> dict[str, Any]:
    """What was ticked stays in front of what was found."""
    words = (request.GET.get("q") or request.POST.get("sought") or "")[:LONGEST_SEARCH].replace("\0", "")
    sent = ids(request.GET.getlist("item") + request.POST.getlist("item"))
    ticked = list(form.items.filter(pk__in=sent))
    rest = form.items.matching(words) if words.strip() else form.items
    found = list(rest.exclude(pk__in=sent)[: SHOWN + 1])
    planned = {task.item_id for task in dossier.plan.active_tasks}
    rows = [_row(request, form, item, ticked=item in ticked) for item in [*ticked, *found[:SHOWN]]]
    return {
        "form": form, "dossier": dossier, "plan": dossier.plan, "q": words,
        "rows": [row | {"planned": row["item"].pk in planned} for row in rows],
        "more": len(found) > SHOWN, "shown": SHOWN,
    }  # fmt: skip


def _row(request: HttpRequest, form: AddForm, item: CatalogItem, *, ticked: bool) -> dict[str, Any]:
    name = f"quantity-{item.pk}"
    typed = request.POST.get(name, request.GET.get(name))
    return {
        "item": item, "factor": item.coefficient(), "ticked": ticked, "name": name,
        "quantity": vn(item.quantity) if typed is None else typed, "wrong": form.wrong.get(item.pk, ""),
    }  # fmt: skip


def answer(
    request: HttpRequest,
    dossier: Dossier,
    form: Any,
    deed: Callable[[int], Plan],
    template: str,
    done: Callable[[Plan], str],
    task: PlanTask | None = None,
    **context: Any,
) -> HttpResponse:
    """A form page about a draft: done and back to the plan, or again with everything typed and what stands against it."""
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            plan = deed(seen(request))
        except Refusal as caught:
            refusal = caught
            form.add_error(None, str(caught))
        else:
            messages.success(request, done(plan))
            return redirect(_next(request, dossier, form, task))
    context |= plan_frame(request, dossier) | {"form": form, "task": task, "version": dossier.plan.version}
    if isinstance(form, AddForm):
        context |= _found(request, dossier, form)
    if isinstance(refusal, Stale):
        context |= _newest(request, dossier, form, refusal, task)
    code = status(refusal) if form.is_bound else 200
    return render(request, f"evaluation/plans/{template}.html", context, status=code)


def _newest(
    request: HttpRequest, dossier: Dossier, form: OfPlan, refusal: Stale, task: PlanTask | None
) -> dict[str, Any]:
    """The plan as somebody else left it, beside what was typed here."""
    now = dossier_or_404(request, dossier.pk)
    stored = next((row for row in now.plan.active_tasks if task and row.pk == task.pk), None)
    return {
        "version": refusal.row.version,
        "sheet": told.sheet(now),
        "stored": form.compare(stored) if stored else (),
    }


def _next(request: HttpRequest, dossier: Dossier, form: OfPlan, task: PlanTask | None) -> str:
    """Back to the plan, or to the next task with the axis and the day of this one."""
    if request.POST.get("then") == "another":
        given = form.cleaned_data
        return f"{request.path}?{urlencode({'axis': given['axis'], 'due_date': given['due_date']})}"
    place = f"task-{task.pk}" if task else "tasks"
    return f"{reverse('plan', args=[dossier.pk])}#{place}"
