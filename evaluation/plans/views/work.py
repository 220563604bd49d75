"""An approved plan at work: what was delivered, and what is asked to be changed."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn, Refusal
from cadres.requests import SignedIn
from config import clock
from evaluation.core.models import Dossier
from evaluation.core.moves import Move
from evaluation.core.views.frames import dossier_or_404
from evaluation.plans import actions as deeds
from evaluation.plans.forms.work import AMENDMENT_FORMS, DeliveryForm, GroundForm
from evaluation.plans.models import Delivery, Plan, PlanAmendment, PlanTask
from evaluation.plans.moves import AMENDMENTS, PLANS
from evaluation.plans.tells import TaskLine
from evaluation.plans.views.plan import plan_of, refused_page
from evaluation.plans.views.tasks import catalog_items, form_page, of_plan, task_or_404
from pages.deeds import Incomplete, answer, done, missing, seen
from pages.fields import ids, offer_rows, written
from pages.forms import BareForm

CHANGES = "dieu-chinh"


@require_http_methods(["GET", "HEAD", "POST"])
def plan_delivery(request: SignedIn, pk: int, task: int) -> HttpResponse:
    """What was delivered of a task, one product after the other."""
    dossier = _at_work(request, pk, PLANS.deliver)
    row = _task(request, dossier.plan, task)

    def act(form: DeliveryForm) -> HttpResponse:
        deeds.record_delivery(row, form.cleaned_data, by=request.user, seen=seen(request))
        return done(request, f"Đã ghi sản phẩm đã hoàn thành của “{row.named}”.", _place(pk, f"task-{task}"))

    def page(form: DeliveryForm, refusal: Refusal | None = None) -> HttpResponse:
        form.row = row
        return form_page(request, dossier, form, "delivery", refusal, line=_line(row))

    if request.method != "POST":
        return page(_delivery_form(None, dossier.plan))
    return answer(lambda: _delivery_form(request.POST, dossier.plan), act, page)


@require_POST
def plan_delivery_remove(request: SignedIn, pk: int, task: int, delivery: int) -> HttpResponse:
    """Pressed twice it is done, and said so; of what is not theirs to remove nobody learns whether it was."""
    plan = plan_of(request, pk)
    row = Delivery.objects.filter(task__plan=plan, task__pk=task, pk=delivery).first()
    if row is None:
        if not PLANS.deliver.allows(request.user, plan) or Delivery.objects.filter(pk=delivery).exists():
            raise Http404
        return done(request, "Dòng sản phẩm này đã được bỏ rồi.", _place(pk, f"task-{task}"))
    row.task = task_or_404(plan, task)
    deeds.remove_delivery(row, by=request.user)
    return done(request, "Đã bỏ dòng sản phẩm ghi nhầm.", _place(pk, f"task-{task}"))


@require_http_methods(["GET", "HEAD", "POST"])
def plan_amendment(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """Ask to add, to lower, to withdraw: a ground is always owed."""
    dossier = _at_work(request, pk, PLANS.ask)
    if kind not in AMENDMENT_FORMS:
        raise Http404("Không có loại điều chỉnh này.")

    def act(form: GroundForm) -> HttpResponse:
        values = form.values | {"kind": kind}
        deeds.ask_amendment(dossier.plan, values, by=request.user, seen=seen(request))
        return done(request, "Đã gửi đề nghị điều chỉnh kế hoạch, chờ phê duyệt.", _place(pk, CHANGES))

    def page(form: GroundForm, refusal: Refusal | None = None) -> HttpResponse:
        said = {"kind": kind, "kind_label": PlanAmendment.Kind(kind).label}
        return form_page(request, dossier, form, "amendment", refusal, **said)

    if request.method != "POST":
        return page(_amendment_form(request, None, dossier, kind))
    return answer(lambda: _amendment_form(request, request.POST, dossier, kind), act, page)


@require_POST
def plan_amendment_answer(request: SignedIn, pk: int, amendment: int) -> HttpResponse:
    """Whoever approves plans lets a change take effect, or says why not."""
    plan = plan_of(request, pk)
    row = get_object_or_404(plan.amendments, pk=amendment)
    row.plan, typed = plan, request.POST.get("answer", "").strip()
    move = AMENDMENTS.moves.get(request.POST.get("move", ""))

    def act(form: BareForm) -> HttpResponse:
        if not isinstance(move, Move):
            raise Incomplete
        deed = deeds.approve_amendment if move is AMENDMENTS.approve else deeds.refuse_amendment
        deed(row, by=request.user, answer=written(typed), seen=seen(request))
        return done(request, move.done, _place(pk, CHANGES))

    return answer(
        lambda: BareForm(request.POST),
        act,
        lambda form, refusal: refused_page(request, pk, refusal, answered=amendment, answer=typed),
    )


def _task(request: SignedIn, plan: Plan, pk: int) -> PlanTask:
    """A task of this plan; of one withdrawn while its delivery was typed, what was typed."""
    try:
        return task_or_404(plan, pk)
    except Http404:
        if request.method != "POST":
            raise
        foreign, form = PlanTask.objects.filter(pk=pk).exclude(plan=plan), _delivery_form(request.POST, plan)
        raise missing(foreign, form, reverse("plan", args=[plan.dossier_id])) from None


def _place(pk: int, anchor: str) -> str:
    return f"{reverse('plan', args=[pk])}#{anchor}"


def _at_work(request: SignedIn, pk: int, move: Move) -> Dossier:
    """The dossier whose approved plan this person may work on; a form opened out of turn says so at once."""
    dossier = dossier_or_404(request, pk)
    move.demand(request.user, dossier.plan)
    if request.method != "POST" and dossier.plan.stage not in move.source:
        raise OutOfTurn(dossier.plan, move)
    return dossier


def _line(task: PlanTask) -> TaskLine:
    return TaskLine(0, task, tuple(task.deliveries.all()))


def _delivery_form(data: QueryDict | None, plan: Plan) -> DeliveryForm:
    first, last = plan.dossier.period.days
    today = min(max(clock.today(), first), last)
    return DeliveryForm(data, plan=plan, initial={"delivered_on": today, "quantity": 1})


def _amendment_form(request: SignedIn, data: QueryDict | None, dossier: Dossier, kind: str) -> GroundForm:
    initial: dict[str, object] = {"task": next(iter(ids([request.GET.get("task", "")])), None)}
    if kind == PlanAmendment.Kind.ADD:
        initial = {"quantity": 1, "due_date": dossier.period.days[1]}
    prefetch_related_objects([dossier.plan], "tasks")
    form = of_plan(dossier.plan, AMENDMENT_FORMS[kind](data, initial=initial))
    tasks = dossier.plan.tasks.filter(withdrawn_by=None)
    if data is None:  # what came too late is answered with its day
        tasks = tasks.ahead()
    rows = {"task": tasks, "item": catalog_items(dossier)}
    for name in rows.keys() & form.fields.keys():
        offer_rows(form, name, rows[name])
    return form
