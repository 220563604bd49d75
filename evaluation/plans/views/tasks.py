"""Drawing up a plan task by task: from the catalog, listed directly, changed, removed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn, Refusal, Stale
from cadres.requests import SignedIn
from cadres.vietnamese import clean
from catalog.models import CatalogItem
from evaluation.core.case import Case
from evaluation.core.models import Dossier
from evaluation.core.views.frames import dossier_or_404
from evaluation.plans import actions as deeds
from evaluation.plans import tells as told
from evaluation.plans.forms.fields import axis_choices
from evaluation.plans.forms.gone import TasksGone
from evaluation.plans.forms.tasks import (
    AddForm,
    DirectTaskForm,
    OfPlan,
    TaskForm,
    UnmappedTaskForm,
)
from evaluation.plans.models import Plan, PlanTask
from evaluation.plans.moves import PLANS
from evaluation.plans.views.plan import plan_frame, refused_page
from pages.deeds import answer, done, seen, status
from pages.fields import Unreadable, ids, offer, offer_rows, within
from pages.forms import BareForm
from pages.versions import both_versions, going_on
from pages.words import words_of
from regulation.numbers import vn

if TYPE_CHECKING:
    from catalog.models import CatalogItemQuerySet

F = TypeVar("F", bound=OfPlan)
Make = Callable[[QueryDict | None, Plan], F]
More = Callable[[SignedIn, Dossier, F], dict[str, object]]

SHOWN = 40
LONGEST_SEARCH = 200


@require_http_methods(["GET", "HEAD", "POST"])
def plan_add(request: SignedIn, pk: int) -> HttpResponse:
    """Search the catalog in force, tick several, one axis, one day. htmx asks for the results alone."""
    if request.htmx and request.method != "POST":
        dossier = editable(request, pk)
        form = _add_form(request, None, dossier.plan)
        context = {"dossier": dossier, "plan": dossier.plan, "form": form} | _found(request, dossier, form)
        return render(request, "evaluation/plans/add.html#results", context)

    def add(form: AddForm) -> str:
        deeds.add_tasks(
            form.plan,
            form.picked,
            axis=form.cleaned_data["axis"],
            due_date=form.cleaned_data["due_date"],
            quantities=form.quantities,
            by=request.user,
            seen=seen(request),
            held=True,
        )
        return f"Đã thêm {len(form.picked)} nhiệm vụ."

    return draft_page(request, pk, "add", lambda data, plan: _add_form(request, data, plan), add, _found)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_direct(request: SignedIn, pk: int) -> HttpResponse:
    """Bước 2, Quý II/2026: a task with its points."""

    def make(data: QueryDict | None, plan: Plan) -> DirectTaskForm:
        return of_plan(plan, DirectTaskForm(data, initial=_where_to_add(request, plan) | {"quantity": 1}))

    def add(form: DirectTaskForm) -> str:
        values = form.cleaned_data
        deeds.add_direct_task(form.plan, values, by=request.user, seen=seen(request), held=True)
        return f"Đã thêm nhiệm vụ “{values['title']}”."

    return draft_page(request, pk, "task", make, add)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_task(request: SignedIn, pk: int, task: int) -> HttpResponse:
    """One task of a draft, with its own title, quantity, day and axis."""

    def change(form: OfPlan) -> str:
        row, values = cast("PlanTask", form.row), form.cleaned_data
        deeds.change_task(row, values, by=request.user, seen=seen(request), held=True)
        return "Đã lưu nhiệm vụ."

    def make(data: QueryDict | None, plan: Plan) -> OfPlan:
        return _task_form(data, task_or_404(plan, task))

    try:
        return draft_page(request, pk, "task", make, change, edits=True)
    except Http404:
        if request.method != "POST":
            raise
        return _told_of_gone(request, pk, task)


def _told_of_gone(request: SignedIn, pk: int, task: int) -> HttpResponse:
    """Of a task that left the plan meanwhile: the plan, with what was typed."""
    plan = editable(request, pk).plan
    if PlanTask.objects.filter(pk=task).exclude(plan=plan).exists():
        raise Http404
    kind = DirectTaskForm if plan.dossier.period.direct_entry else TaskForm
    return refused_page(request, pk, TasksGone(), gone=words_of(kind(request.POST)))


@require_POST
def plan_task_remove(request: SignedIn, pk: int, task: int) -> HttpResponse:
    def act(form: BareForm) -> HttpResponse:
        row = task_or_404(drawn_up(request, pk), task)
        name = row.named
        deeds.remove_task(row, by=request.user, seen=seen(request), held=True)
        place = f"{reverse('plan', args=[pk])}#axis-{row.axis}"
        return done(request, f"Đã bỏ nhiệm vụ “{name}” khỏi kế hoạch.", place)

    return answer(
        lambda: BareForm(request.POST), act, lambda form, refusal: refused_page(request, pk, refusal)
    )


def draft_page(
    request: SignedIn,
    pk: int,
    template: str,
    make: "Make[F]",
    deed: Callable[[F], str],
    more: "More[F] | None" = None,
    *,
    edits: bool = False,
) -> HttpResponse:
    """A form page about a draft: done and back to the plan, or again with everything typed and what stands against it.

    One that `edits` what is stored shows both versions where somebody else saved in between.
    """

    def page(dossier: Dossier, form: F, refusal: Refusal | None = None) -> HttpResponse:
        context = more(request, dossier, form) if more else {}
        if isinstance(refusal, Stale):
            context["sheet"] = told.sheet(Case(dossier))
        return form_page(request, dossier, form, template, refusal, **context)

    def again(form: F, refusal: Refusal) -> HttpResponse:
        dossier = dossier_or_404(request, pk)
        chosen = both_versions(request, refusal, lambda: make(None, dossier.plan)) if edits else None
        return chosen or page(dossier, form, refusal)

    if request.method != "POST":
        dossier = editable(request, pk)
        return page(dossier, make(None, dossier.plan))
    return answer(
        lambda: make(request.POST, drawn_up(request, pk)),
        lambda form: done(request, deed(form), _next(request, pk, form)),
        again,
    )


def editable(request: SignedIn, pk: int) -> Dossier:
    """The dossier whose plan this person may draw up now; a form opened out of turn says so at once."""
    dossier = dossier_or_404(request, pk)
    PLANS.edit.demand(request.user, dossier.plan)
    if dossier.plan.stage not in PLANS.edit.source:
        raise OutOfTurn(dossier.plan, PLANS.edit)
    return dossier


def drawn_up(request: SignedIn, pk: int) -> Plan:
    """The plan that this person may draw up, held until the transaction ends: its dossier first, as the machine does.

    The right to do so is narrower than the scope of what they may see; without it, who may see is told, others find nothing.
    """
    mine = Dossier.objects.filter(PLANS.edit.by.q(request.user), pk=pk, plan__isnull=False)
    joined = mine.select_related("plan", "cadre", "period")  # the unit may change meanwhile: see `locked`
    dossier = joined.select_for_update(of=("self", "plan")).first()
    if dossier is None:
        PLANS.edit.demand(request.user, dossier_or_404(request, pk).plan)
        raise Http404
    return dossier.plan


def task_or_404(plan: Plan, pk: int) -> PlanTask:
    """A task of the plan that was not withdrawn."""
    for task in deeds.planned(plan):
        if task.pk == pk and task.withdrawn_by_id is None:
            return task
    raise Http404


def catalog_items(dossier: Dossier) -> "CatalogItemQuerySet":
    """The approved products from which this person may plan in this round."""
    return CatalogItem.objects.for_planning(dossier.unit, dossier.period.year)


def of_plan(plan: Plan, form: F) -> F:
    """The form as one about this plan, whose days are the quarter's."""
    form.plan = plan
    within(form, plan.dossier.period.days)
    return form


def _add_form(request: SignedIn, data: QueryDict | None, plan: Plan) -> AddForm:
    items = catalog_items(plan.dossier)
    return of_plan(plan, AddForm(data, items=items, initial=_where_to_add(request, plan)))


def _task_form(data: QueryDict | None, row: PlanTask) -> OfPlan:
    kind: type[OfPlan] = TaskForm if row.item_id else UnmappedTaskForm
    if row.plan.dossier.period.direct_entry:
        kind = DirectTaskForm
    form = of_plan(row.plan, kind(data, initial={name: getattr(row, name) for name in kind.base_fields}))
    form.row = row
    if "item" in form.fields:
        offer_rows(form, "item", catalog_items(row.plan.dossier))
    return form


def _where_to_add(request: SignedIn, plan: Plan) -> dict[str, object]:
    axis = ids([request.GET.get("axis", "")])[:1] or [1]
    return {"axis": axis[0], "due_date": request.GET.get("due_date") or plan.dossier.period.days[1]}


def _found(request: SignedIn, dossier: Dossier, form: AddForm) -> dict[str, object]:
    """What was ticked stays in front of what was found."""
    words = clean((request.GET.get("q") or request.POST.get("sought") or "")[:LONGEST_SEARCH])
    sent = ids(request.GET.getlist("item") + request.POST.getlist("item"))
    ticked = list(form.items.filter(pk__in=sent))
    rest = form.items.matching(words) if words.strip() else form.items
    found = list(rest.exclude(pk__in=sent)[: SHOWN + 1])
    planned = {task.item_id for task in dossier.plan.active_tasks}
    return {
        "q": words,
        "rows": [
            _row(request, form, item) | {"ticked": item in ticked, "planned": item.pk in planned}
            for item in [*ticked, *found[:SHOWN]]
        ],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
    }


def _row(request: SignedIn, form: AddForm, item: CatalogItem) -> dict[str, object]:
    name = f"quantity-{item.pk}"
    typed = request.POST.get(name, request.GET.get(name))
    return {
        "item": item, "factor": item.coefficient(), "name": name,
        "quantity": vn(item.quantity) if typed is None else typed, "wrong": form.wrong.get(item.pk, ""),
    }  # fmt: skip


def form_page(
    request: SignedIn,
    dossier: Dossier,
    form: OfPlan,
    template: str,
    refusal: Refusal | None,
    **context: object,
) -> HttpResponse:
    """A form about the plan, with what was refused above it."""
    if refusal and not isinstance(refusal, Unreadable):
        form.add_error(None, str(refusal))
    if "axis" in form.fields:
        offer(form, "axis", axis_choices(dossier.period.edition))
    context |= plan_frame(request, dossier)
    context |= {"form": form, "task": form.row, "version": going_on(request, dossier.plan, refusal, form)}
    code = status(refusal) if refusal else 200
    return render(request, f"evaluation/plans/{template}.html", context, status=code)


def _next(request: SignedIn, pk: int, form: OfPlan) -> str:
    """Back to the plan, or to the next task with the axis and the day of this one."""
    if request.POST.get("then") == "another":
        given = form.cleaned_data
        return f"{request.path}?{urlencode({'axis': given['axis'], 'due_date': given['due_date']})}"
    place = f"task-{form.row.pk}" if form.row else "tasks"
    return f"{reverse('plan', args=[pk])}#{place}"
