"""The round's plans as staff collate and leadership approves them, singly or many at once."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cadres import machine
from cadres.actions.attempts import keep_refused
from cadres.machine import Refusal
from cadres.models import User
from cadres.requests import SignedIn
from cadres.visitors import tried
from config import clock
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period
from evaluation.core.moves import Move
from evaluation.core.periods import chosen, time_left
from evaluation.core.stages import PlanStage, RequestStage
from evaluation.core.views.barred import keep_barred
from evaluation.plans.forms.work import ReviewFilter, stage_label
from evaluation.plans.models import PlanAmendment
from evaluation.plans.moves import PLANS
from evaluation.plans.views.plan import judge
from pages.fields import ids
from pages.sessions import came_from
from regulation.deadlines import Window, is_late

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from evaluation.core.models.dossiers import DossierQuerySet

Row = tuple[Dossier, dict[str, machine.Move]]  # whose plan, and what its reader could do with it now
PAGE, TOLD = 50, 10
RIGHT = permissions.COLLATE | permissions.APPROVE_PLAN
BULK: dict[str, Move] = {move.name: move for move in (PLANS.collate, PLANS.approve)}


@require_safe
def plans_review(request: SignedIn) -> HttpResponse:
    period = chosen(request)
    if period is None:
        return render(request, "evaluation/plans/review.html", {"page_obj": None})
    mine = mine_to_judge(request.user, period)
    units = mine.order_by("unit__name").values_list("unit_id", "unit__name").distinct()
    form = ReviewFilter(request.GET, units=units)
    found = (
        form.apply(mine)
        .for_rows()
        .select_related("plan")
        .in_order()
        .annotate(tasks=_active("pk"), keys=_active("key"))
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(dossier, PLANS.available(dossier.plan, request.user)) for dossier in page]
    closes_at = period.closes_at(Window.PLAN)
    context = {
        "page_obj": page, "rows": rows, "form": form, "filtered": form.is_set, "counts": _counts(mine),
        "amendments": _awaiting(mine), "closes_at": closes_at, "time_left": time_left(closes_at),
        "window_closed": is_late(clock.now(), closes_at), "bulk": _bulk(rows),
    }  # fmt: skip
    return render(request, "evaluation/plans/review.html", context)


@require_POST
def plans_bulk(request: SignedIn) -> HttpResponse:
    """Many plans, each in its own transaction; what does not apply is left out and told why."""
    chosen(request)  # the list shown afterwards is that of the page
    move = BULK.get(request.POST.get("move", ""))
    picks = _picks(request.POST.getlist("pick"))
    if move is None or not picks:
        messages.error(request, "Chưa chọn kế hoạch nào." if move else "Chưa chọn việc cần làm.")
        return redirect(_back(request))
    visible = Dossier.objects.visible_to(request.user).select_related("cadre", "period", "plan")
    rows = list(visible.filter(pk__in=[pk for pk in picks if isinstance(pk, int)]).in_order())
    kept = [(row, _try(request, move, row, picks[row.pk])) for row in rows]
    unknown = picks.keys() - {row.pk for row in rows}
    keep_barred(request, [pk for pk in unknown if isinstance(pk, int)], move.by)
    _tell(request, move, kept, len(unknown))
    return redirect(_back(request))


def mine_to_judge(user: User, period: Period) -> "DossierQuerySet":
    """Dossiers of the round whose plans this person may collate or approve: never their own."""
    return (
        Dossier.objects.visible_to(user).filter(RIGHT.q(user)).of(period).rated().filter(plan__isnull=False)
    )


def _active(what: str) -> Count:
    active = Q(plan__tasks__withdrawn_by=None)
    return Count("plan__tasks", filter=active & Q(plan__tasks__is_key=True) if what == "key" else active)


def _counts(rows: "DossierQuerySet") -> list[dict[str, object]]:
    """How many plans stand where, in the order of the road."""
    found = dict(rows.order_by().values_list("plan__stage").annotate(Count("pk")))
    return [
        {"stage": stage.value, "label": stage_label(stage), "count": found.get(stage.value, 0)}
        for stage in PlanStage
    ]


def _awaiting(rows: "DossierQuerySet") -> "QuerySet[PlanAmendment]":
    asked = PlanAmendment.objects.filter(stage=RequestStage.PROPOSED, plan__dossier__in=rows)
    told = asked.select_related("plan__dossier__cadre", "plan__dossier__period", "task__plan")
    return told.prefetch_related("task__plan__tasks").order_by("proposed_at")[:PAGE]


def _bulk(rows: list[Row]) -> list[tuple[str, str]]:
    """The buttons that at least one row on this page can take."""
    return [(name, move.label) for name, move in BULK.items() if any(name in moves for _, moves in rows)]


def _picks(sent: list[str]) -> dict[int | str, int]:
    """Row → version of the plan that was ticked; what is no row keeps its place, so that it can be told of."""
    pairs = [(pick, *pick.partition("-")[::2]) for pick in sent]
    return {next(iter(ids([pk])), pick): next(iter(ids([version])), 0) for pick, pk, version in pairs}


def _try(request: SignedIn, move: Move, dossier: Dossier, version: int) -> str:
    """Why not; empty when it was done."""
    try:
        judge(move, dossier.plan, by=request.user, seen=version)
    except Refusal as refusal:
        return str(refusal)
    except PermissionDenied as refusal:
        keep_refused(tried(request), refusal)
        return str(refusal)
    return ""


def _tell(request: SignedIn, move: Move, kept: list[tuple[Dossier, str]], unknown: int) -> None:
    verb = move.queue.verb.lower() if move.queue else ""
    done = sum(1 for _, why in kept if not why)
    if done:
        messages.success(request, f"Đã {verb} {done} kế hoạch.")
    left = [f"{row.cadre.full_name}: {why}" for row, why in kept if why]
    if unknown:
        left.append(f"{unknown} dòng gửi lên không có trong phạm vi của đồng chí.")
    if left:
        more = f" Và {len(left) - TOLD} kế hoạch khác." if len(left) > TOLD else ""
        count = len(kept) - done + unknown
        messages.warning(request, f"{count} kế hoạch chưa {verb} được. {' '.join(left[:TOLD])}{more}")


def _back(request: SignedIn) -> str:
    """The same list with its filters."""
    back = came_from(request)
    return back if reverse("plans_review") in back else reverse("plans_review")
