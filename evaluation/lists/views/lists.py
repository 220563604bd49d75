"""Rating lists: which there are, one of them as a page, and what the closing of one would do."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    prefetch_related_objects,
)
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cadres.machine import Refusal
from cadres.mandates import holds
from cadres.models import Duty, User
from cadres.requests import SignedIn
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period
from evaluation.core.periods import chosen, show
from evaluation.core.stages import ListStage
from evaluation.core.steps import AFTER_DECISION
from evaluation.core.tells.progress import waiting_for
from evaluation.lists import listing
from evaluation.lists.forms.lists import ClosingForm, ListFilter, ListForm, RateForm, RowForm
from evaluation.lists.models import RatingList, RatingRow
from evaluation.lists.moves import LISTS
from evaluation.policies.permissions import DEFINE_GROUPS
from pages.deeds import status, told
from pages.fields import ids
from pages.versions import Difference, differences, going_on, one_ending, opened, stood
from pages.words import words_of

PAGE, LINKS = 10, 5


@require_safe
def rating_lists(request: SignedIn) -> HttpResponse:
    """The lists of the chosen round that I may see; those that I close come first. Of units with decisions the results are linked."""
    period = chosen(request)
    form = ListFilter(request.GET)
    lists = form.apply(RatingList.objects.visible_to(request.user).filter(period=period))
    page = Paginator(_mine_first(lists, request.user, period), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    if period:
        prefetch_related_objects([period], "policies")
    context = {
        "page_obj": page,
        "glances": listing.overview(rows, period, request.user) if period else [],
        "form": form,
        "shown": period,
        "units": list({row.unit_id: row.unit for row in rows if row.decided}.values())[:LINKS],
        "convenes": holds(request.user, Duty.COUNCIL_MEMBER, Duty.ORGANISATION_STAFF),
        "defines": holds(request.user, *DEFINE_GROUPS.duties),
        "asked": holds(request.user, Duty.ORGANISATION_STAFF, Duty.LEADERSHIP),
    }
    return render(request, "evaluation/lists/rating_lists.html", context)


def _mine_first(lists: QuerySet[RatingList], user: User, period: Period | None) -> QuerySet[RatingList]:
    """The round's lists, each with whether it is mine to close, and whether people of its unit are decided."""
    closable = permissions.CLOSE_LIST.q(user) & Q(stage=ListStage.DRAFT)
    waits = ExpressionWrapper(closable, output_field=BooleanField())
    order = ("-mine", "-stage", "unit__order", "unit_id", "kind", "group__name", "sequence")
    decided = Dossier.objects.filter(managing_unit=OuterRef("unit"), period=period, stage__in=AFTER_DECISION)
    told = {"mine": waits, "decided": Exists(decided)}
    return lists.annotate(**told).select_related("unit", "group").order_by(*order)


def list_or_404(request: SignedIn, pk: int) -> RatingList:
    """The list, if this person may see it."""
    lists = RatingList.objects.visible_to(request.user).select_related("unit", "period", "group")
    row = get_object_or_404(lists, pk=pk)
    show(request, row.period)
    return row


def page(
    request: SignedIn,
    rating_list: RatingList,
    form: ListForm | None = None,
    *,
    refusal: Refusal | None = None,
    checked: bool = False,
    rate: RateForm | None = None,
) -> HttpResponse:
    """The list as it stands; after a refusal with everything typed, also where it was closed meanwhile."""
    code = status(refusal) if refusal else 422 if (checked is False and (form or rate)) else 200
    context = common(rating_list) | {
        "refusal": told(refusal),
        "findings": refusal.findings if refusal else (),
    }
    if rating_list.stage == ListStage.CLOSED:
        return render(
            request, "evaluation/lists/closed.html", context | _closed(request, rating_list), status=code
        )
    typed, form = form is not None, form or form_for(request, rating_list)
    version = going_on(request, rating_list, refusal) if typed else opened(rating_list.version, form.kept())
    context |= {"version": version, "gone": _typed_of_gone(request, rating_list, form.missing)}
    context |= (
        judged(request, rating_list, form)
        | _beside(request, rating_list, rate, refusal)
        | {"checked": checked}
    )
    if context["findings"]:
        context["over"] = ()  # the refusal above has said it
    return render(request, "evaluation/lists/draft.html", context, status=code)


def _typed_of_gone(
    request: SignedIn, rating_list: RatingList, missing: Collection[int]
) -> list[tuple[str, str]]:
    """What was typed of people who do not wait here any more, of those whom this person may see."""
    people = Dossier.objects.visible_to(request.user).filter(pk__in=missing).select_related("cadre")
    theirs = [one for one in people if permissions.sees_review(request.user, one)] if missing else []
    rows = [RatingRow(rating_list=rating_list, dossier=dossier) for dossier in theirs]
    return [line for row in rows for line in words_of(RowForm(request.POST, row))]


def common(rating_list: RatingList) -> dict[str, Any]:
    """What a draft, its confirmation and a closed list show."""
    return {
        "list": rating_list,
        "columns": listing.levels_before(rating_list.kind),
        "deciding": listing.is_deciding(rating_list.kind),
        "history": rating_list.history.select_related("by", "on_behalf_of").order_by("-pk"),
        "place": reverse("rating_list", args=[rating_list.pk]),
    }


def judged(request: SignedIn, rating_list: RatingList, form: ListForm) -> dict[str, Any]:
    """A draft as it was typed: each row as the law sees it, and the cap."""
    board = listing.board_of(rating_list, [row.row for row in form.rows], request.user)
    lines = list(zip(board.lines, form.rows, strict=True))
    by_points = request.GET.get("sort") == "points"
    if by_points:
        order = {id(line): place for place, line in enumerate(listing.by_points(board.lines))}
        lines.sort(key=lambda pair: order[id(pair[0])])
    return {
        "form": form,
        "board": board,
        "lines": lines,
        "closer": LISTS.close.allows(request.user, rating_list),
        "over": board.over,
        "answered": bool((form.closing["list_reason"].value() or "").strip()),
        "by_points": by_points,
    }


def waiting_of(rating_list: RatingList) -> list[tuple[Dossier, str]]:
    """Those who have still to come, each with for whom they wait."""
    return [(dossier, waiting_for(dossier)) for dossier in listing.awaited(rating_list)]


def form_for(request: SignedIn, rating_list: RatingList, data: QueryDict | None = None) -> ListForm:
    """The draft with what was typed; its rows can be judged."""
    closer = LISTS.close.allows(request.user, rating_list)
    return ListForm(data, rating_list, listing.draft_rows(rating_list, request.user, closer=closer))


def _beside(
    request: SignedIn, rating_list: RatingList, rate: RateForm | None, refusal: Refusal | None
) -> dict[str, Any]:
    beside: dict[str, Any] = {"waiting": waiting_of(rating_list)}
    if not LISTS.rate.allows(request.user, rating_list):
        return beside
    form = rate or RateForm.stored(rating_list)
    version = going_on(request, rating_list, refusal) if rate else opened(rating_list.version, form)
    return beside | {"rate_form": form, "rate_version": version}


def _closed(request: SignedIn, rating_list: RatingList) -> dict[str, Any]:
    closed = listing.closed_before([rating_list]).get(listing.key_of(rating_list), [])
    rows = listing.closed_rows(rating_list, request.user)
    late = listing.late_against(rating_list)
    told = {"rows": rows, "answered": True, "late": late} | _typed_too_late(request, rating_list, rows)
    return told | listing.cap_of(rating_list, [], closed, request.user)


def _stands_in_rows(typed: Difference, rows: Iterable[RatingRow]) -> bool:
    """Whether it is the one answer for all rows, and was kept as that of some."""
    kept = {one_ending(row.answer).strip() for row in rows}
    return typed.name == "same_answer" and typed.typed.sent.strip() in kept


def _typed_too_late(request: SignedIn, rating_list: RatingList, rows: Iterable[RatingRow]) -> dict[str, Any]:
    """What was sent after the closing and says otherwise than was closed: to be read and copied.

    Of the list as a whole too, and of those who are not on it any more.
    """
    if request.method != "POST":
        return {}
    forms = [RowForm(None, row) for row in rows]
    whole = [ClosingForm.stored(rating_list), RateForm.stored(rating_list)]
    typed = differences((field for form in (*whole, *forms) for field in form), request.POST)
    opened_with = request.POST.get("version", "")
    left = [
        one
        for one in typed
        if not (stood(one.name, one.typed.sent, opened_with) or _stands_in_rows(one, rows))
    ]
    closed = rating_list.rows.values_list("dossier_id", flat=True)
    missing = set(ids(request.POST.getlist("row"))) - set(closed)
    return {"left": left, "gone": _typed_of_gone(request, rating_list, missing)}
