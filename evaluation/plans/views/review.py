"""The round's plans as staff collate and leadership approves them, singly or many at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from cadres.machine import Refusal
from config import clock
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period
from evaluation.core.periods import chosen, time_left
from evaluation.core.stages import PlanStage, RequestStage
from evaluation.plans import actions as deeds
from evaluation.plans.forms.work import ReviewFilter, stage_label
from evaluation.plans.models import PlanAmendment
from evaluation.plans.moves import PLANS
from pages.fields import ids
from regulation.deadlines import Window, is_late

PAGE, TOLD = 50, 10
RIGHT = permissions.COLLATE | permissions.APPROVE_PLAN
BULK = {"collate": (deeds.collate_plan, "tổng hợp"), "approve": (deeds.approve_plan, "phê duyệt")}


@require_GET
def plans_review(request: HttpRequest) -> HttpResponse:
    period = chosen(request)
    if period is None:
        return render(request, "evaluation/plans/review.html", {"page_obj": None})
    rows = mine_to_judge(request.user, period)
    units = rows.order_by("unit__name").values_list("unit_id", "unit__name").distinct()
    form = ReviewFilter(request.GET, units=units)
    found = (
        form.apply(rows)
        .for_rows()
        .select_related("plan")
        .in_order()
        .annotate(tasks=_active("pk"), keys=_active("key"))
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    for dossier in page:
        dossier.plan_moves = PLANS.available(dossier.plan, request.user)
    closes_at = period.closes_at(Window.PLAN)
    context = {
        "page_obj": page, "form": form, "filtered": form.is_set, "counts": _counts(rows),
        "amendments": _awaiting(rows), "closes_at": closes_at, "time_left": time_left(closes_at),
        "window_closed": is_late(clock.now(), closes_at), "bulk": _bulk(page),
    }  # fmt: skip
    return render(request, "evaluation/plans/review.html", context)


@require_POST
def plans_bulk(request: HttpRequest) -> HttpResponse:
    """Many plans, each in its own transaction; what does not apply is left out and told why."""
    deed, verb = BULK.get(request.POST.get("move", ""), (None, ""))
    picks = _picks(request.POST.getlist("pick"))
    if deed is None or not picks:
        messages.error(request, "Chưa chọn kế hoạch nào." if deed else "Chưa chọn việc cần làm.")
        return redirect(_back(request))
    visible = Dossier.objects.visible_to(request.user).select_related("cadre", "period", "plan")
    rows = list(visible.filter(pk__in=[pk for pk in picks if isinstance(pk, int)]).in_order())
    kept = [(row, _try(deed, row, picks[row.pk], request.user)) for row in rows]
    _tell(request, verb, kept, len(picks) - len(rows))
    return redirect(_back(request))


def mine_to_judge(user: Any, period: Period) -> Any:
    """Dossiers of the round whose plans this person may collate or approve: never their own."""
    return (
        Dossier.objects.visible_to(user).filter(RIGHT.q(user)).of(period).rated().filter(plan__isnull=False)
    )


def _active(what: str) -> Count:
    active = Q(plan__tasks__withdrawn_by=None)
    return Count("plan__tasks", filter=active & Q(plan__tasks__is_key=True) if what == "key" else active)


def _counts(rows: Any) -> list[dict[str, Any]]:
    """How many plans stand where, in the order of the road."""
    found = dict(rows.order_by().values_list("plan__stage").annotate(Count("pk")))
    return [
        {"stage": stage.value, "label": stage_label(stage), "count": found.get(stage.value, 0)}
        for stage in PlanStage
    ]


def _awaiting(rows: Any) -> Any:
    asked = PlanAmendment.objects.filter(stage=RequestStage.PROPOSED, plan__dossier__in=rows)
    return asked.select_related("plan__dossier__cadre", "plan__dossier__period", "task").order_by(
        "proposed_at"
    )[:PAGE]


def _bulk(page: Any) -> list[tuple[str, str]]:
    """The buttons that at least one row on this page can take."""
    names = {name for dossier in page for name in dossier.plan_moves}
    return [(name, PLANS.moves[name].label) for name in BULK if name in names]


def _picks(sent: list[str]) -> dict[int | str, int]:
    """Row → version of the plan that was ticked; what is no row keeps its place, so that it can be told of."""
    pairs = [(pick, *pick.partition("-")[::2]) for pick in sent]
    return {(ids([pk]) or [pick])[0]: (ids([version]) or [0])[0] for pick, pk, version in pairs}


def _try(deed: Any, dossier: Dossier, version: int, user: Any) -> str:
    """Why not; empty when it was done."""
    try:
        deed(dossier.plan, by=user, seen=version)
    except (Refusal, PermissionDenied) as refusal:
        return str(refusal)
    return ""


def _tell(request: HttpRequest, verb: str, kept: list[tuple[Dossier, str]], unknown: int) -> None:
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


def _back(request: HttpRequest) -> str:
    """The same list with its filters."""
    back = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if ours and reverse("plans_review") in back else reverse("plans_review")
