"""Rating lists: which there are, one of them as a page, and what the closing of one would do."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cadres.machine import Refusal, Refused
from cadres.mandates import units_of
from cadres.models import Duty
from evaluation.core import permissions
from evaluation.core.models import Dossier
from evaluation.core.periods import chosen, show
from evaluation.core.stages import AFTER_DECISION, ListKind, ListStage
from evaluation.core.tells.progress import waiting_for
from evaluation.lists import listing
from evaluation.lists.forms.lists import ListFilter, ListForm, RateForm
from evaluation.lists.models import RatingList
from evaluation.lists.moves import LISTS
from pages.answers import status

PAGE, LINKS = 50, 5
COLUMNS = {
    ListKind.DIVISION_PROPOSAL: (),
    ListKind.UNIT_PROPOSAL: ("appraisal", "council"),
    ListKind.UNIT_DECISION: ("division", "appraisal", "council"),
    ListKind.PROVINCE_DECISION: ("appraisal", "council", "proposed"),
}


@require_GET
def rating_lists(request: HttpRequest) -> HttpResponse:
    """The lists of the chosen round that I may see; those that I close come first. Of units with decisions the results are linked."""
    period = chosen(request)
    form = ListFilter(request.GET)
    lists = form.apply(RatingList.objects.visible_to(request.user).filter(period=period))
    page = Paginator(_mine_first(lists, request.user), PAGE).get_page(request.GET.get("page"))
    if period:
        prefetch_related_objects([period], "policies")
    glances = listing.overview(list(page.object_list), period, request.user)
    units = {row.unit_id: row.unit for row in page.object_list if row.decided}
    context = {"page_obj": page, "glances": glances, "form": form, "shown": period}
    convenes = bool(units_of(request.user, Duty.COUNCIL_MEMBER, Duty.ORGANISATION_STAFF))
    defines = bool(units_of(request.user, *permissions.DEFINE_GROUPS.duties))
    context |= {"units": list(units.values())[:LINKS], "convenes": convenes, "defines": defines}
    context["asked"] = bool(units_of(request.user, Duty.ORGANISATION_STAFF, Duty.LEADERSHIP))
    return render(request, "evaluation/lists/rating_lists.html", context)


def _mine_first(lists: Any, user: Any) -> Any:
    closable = permissions.CLOSE_LIST.q(user) & Q(stage=ListStage.DRAFT)
    waits = ExpressionWrapper(closable, output_field=BooleanField())
    order = ("-mine", "-stage", "unit__order", "unit_id", "kind", "group", "sequence")
    decided = Dossier.objects.filter(
        managing_unit=OuterRef("unit"), period=OuterRef("period"), stage__in=AFTER_DECISION
    )
    return lists.annotate(mine=waits, decided=Exists(decided)).select_related("unit").order_by(*order)


def list_or_404(request: HttpRequest, pk: int) -> RatingList:
    """The list with its round's policies, if this person may see it."""
    lists = RatingList.objects.visible_to(request.user).select_related("unit", "period")
    row = get_object_or_404(lists.prefetch_related("period__policies"), pk=pk)
    show(request, row.period)
    return row


def may(request: HttpRequest, rating_list: RatingList, move: str = "close") -> bool:
    return LISTS.moves[move].by.allows(request.user, rating_list)


def demand(request: HttpRequest, rating_list: RatingList, move: str = "close") -> None:
    if not may(request, rating_list, move):
        raise PermissionDenied(f"Đồng chí không có quyền “{LISTS.moves[move].label}” đối với danh sách này.")


def page(
    request: HttpRequest,
    rating_list: RatingList,
    form: ListForm | None = None,
    *,
    refusal: Refusal | None = None,
    checked: bool = False,
    rate: RateForm | None = None,
) -> HttpResponse:
    """The list as it stands; after a refusal with everything typed, and both versions where somebody saved in between."""
    code = status(refusal) if refusal else 422 if (checked is False and (form or rate)) else 200
    context = common(request, rating_list) | {"refusal": refusal, "findings": _findings(refusal)}
    if rating_list.stage == ListStage.CLOSED:
        rows = listing.closed_rows(rating_list, request.user)
        before = listing.counted_before([rating_list]).get(listing.key_of(rating_list), [])
        closed = context | {"rows": rows, "answered": True} | listing.cap_of(rating_list, [], before)
        return render(request, "evaluation/lists/closed.html", closed, status=code)
    context |= draft(request, rating_list, form, rate) | {"checked": checked}
    if context["findings"]:
        context["over"] = ()  # the refusal above has said it
    return render(request, "evaluation/lists/draft.html", context, status=code)


def common(request: HttpRequest, rating_list: RatingList) -> dict[str, Any]:
    kind = ListKind(rating_list.kind)
    return {
        "list": rating_list,
        "kind": kind,
        "columns": COLUMNS[kind],
        "deciding": listing.is_deciding(kind),
        "history": rating_list.history.select_related("by", "on_behalf_of").order_by("-pk"),
        "place": reverse("rating_list", args=[rating_list.pk]),
    }


def draft(
    request: HttpRequest, rating_list: RatingList, form: ListForm | None, rate: RateForm | None = None
) -> dict[str, Any]:
    closer = may(request, rating_list)
    form = form or form_for(request, rating_list, None)
    board = listing.board_of(rating_list, [row.row for row in form.rows])
    lines = list(zip(board.lines, form.rows, strict=True))
    if request.GET.get("sort") == "points":
        order = {id(line): place for place, line in enumerate(listing.by_points(board.lines))}
        lines.sort(key=lambda pair: order[id(pair[0])])
    waiting = [(dossier, waiting_for(dossier)) for dossier in listing.awaited(rating_list)]
    may_rate = may(request, rating_list, "rate")
    return {
        "form": form,
        "board": board,
        "lines": lines,
        "closer": closer,
        "waiting": waiting,
        "over": board.over,
        "answered": bool((form.closing["list_reason"].value() or "").strip()),
        "rate_form": (rate or RateForm(initial={"rate": int(rating_list.rate)})) if may_rate else None,
        "by_points": request.GET.get("sort") == "points",
    }


def form_for(request: HttpRequest, rating_list: RatingList, data: Any) -> ListForm:
    closer = may(request, rating_list)
    return ListForm(data, rating_list, listing.draft_rows(rating_list, request.user, closer=closer))


def _findings(refusal: Refusal | None) -> tuple[Any, ...]:
    return refusal.findings if isinstance(refusal, Refused) else ()
