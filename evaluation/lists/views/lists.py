"""One rating list as a page: a draft as its closer reads it page by page, and what its closing would do."""

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.core.periods import show
from evaluation.core.stages import ListStage
from evaluation.core.tells.progress import waiting_for
from evaluation.lists import listing
from evaluation.lists.forms.drafts import ListForm
from evaluation.lists.forms.lists import RateForm
from evaluation.lists.models import RatingList
from evaluation.lists.moves import LISTS
from evaluation.lists.views.closed import closed_context, typed_of_gone
from pages.deeds import status, told
from pages.fields import ids
from pages.versions import going_on, opened
from regulation.findings import Finding


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
    context = common(request, rating_list) | {
        "refusal": told(refusal),
        "findings": refusal.findings if refusal else (),
    }
    if rating_list.stage == ListStage.CLOSED:
        return render(
            request,
            "evaluation/lists/closed.html",
            context | closed_context(request, rating_list),
            status=code,
        )
    typed, form = form is not None, form or form_for(request, rating_list)
    version = going_on(request, rating_list, refusal) if typed else opened(rating_list.version, form.kept())
    context |= {"version": version, "gone": typed_of_gone(request, rating_list, form.missing)}
    context |= (
        judged(request, rating_list, form)
        | _beside(request, rating_list, rate, refusal)
        | {"checked": checked}
    )
    if context["findings"]:
        context |= _refused(context["findings"], form)
    return render(request, "evaluation/lists/draft.html", context, status=code)


def _refused(findings: Sequence[Finding], form: ListForm) -> dict[str, Any]:
    """The refusal says what it has to say of this page; what is owed on others stands there, and is counted here."""
    told_here = list(listing.told_here(findings, form.here))
    return {"over": (), "findings": told_here, "owed_elsewhere": len(findings) - len(told_here)}


def common(request: SignedIn, rating_list: RatingList) -> dict[str, Any]:
    """What a draft, its confirmation and a closed list show."""
    return {
        "list": rating_list,
        "columns": listing.levels_before(rating_list.kind),
        "deciding": listing.is_deciding(rating_list.kind),
        "history": rating_list.history.select_related("by", "on_behalf_of").order_by("-pk"),
        "place": reverse("rating_list", args=[rating_list.pk]),
        "here": address(request, rating_list),
    }


def judged(request: SignedIn, rating_list: RatingList, form: ListForm) -> dict[str, Any]:
    """A draft as it was typed: each row as the law sees it, and the cap over all pages."""
    board = form.board(request.user)
    judged_by = {line.row.dossier_id: line for line in board.lines}
    lines = [(judged_by[row.row.dossier_id], row) for row in form.rows]
    return {
        "form": form,
        "board": board,
        "lines": lines,
        "to_mend": [finding for line, _ in lines for finding in line.owed],
        "leaves": listing.leaves_of(form.leaves(), judged_by, number=form.number) if form.pages > 1 else [],
        "closer": LISTS.close.allows(request.user, rating_list),
        "over": board.over,
        "answered": bool((form.closing["list_reason"].value() or "").strip()),
        "by_points": _sorts_by_points(request),
    }


def waiting_of(rating_list: RatingList) -> list[tuple[Dossier, str]]:
    """Those who have still to come, each with for whom they wait."""
    return [(dossier, waiting_for(dossier)) for dossier in listing.awaited(rating_list)]


def form_for(
    request: SignedIn,
    rating_list: RatingList,
    data: QueryDict | None = None,
    *,
    only: Collection[int] | None = None,
) -> ListForm:
    """The draft with what was typed, one page of it (or `only` these people); its rows can be judged."""
    closer = LISTS.close.allows(request.user, rating_list)
    rows = listing.draft_rows(rating_list, request.user, closer=closer)
    rows = listing.by_points(rows) if _sorts_by_points(request) else rows
    return ListForm(data, rating_list, rows, number=leaf_number(request.GET.get("page")), only=only)


def leaf_number(said: str | None) -> int:
    """The page asked for; the first, where that is no number."""
    return (ids([said]) or [1])[0]


def address(request: SignedIn, rating_list: RatingList, number: int | None = None) -> str:
    """Where a page of the list stands, in the order that was chosen; without a number the one that is read."""
    number = number or leaf_number(request.GET.get("page"))
    asked = {"page": number} if number > 1 else {}
    query = urlencode(asked | ({"sort": "points"} if _sorts_by_points(request) else {}))
    return reverse("rating_list", args=[rating_list.pk]) + (f"?{query}" if query else "")


def _sorts_by_points(request: SignedIn) -> bool:
    return request.GET.get("sort") == "points"


def _beside(
    request: SignedIn, rating_list: RatingList, rate: RateForm | None, refusal: Refusal | None
) -> dict[str, Any]:
    beside: dict[str, Any] = {"waiting": waiting_of(rating_list)}
    if not LISTS.rate.allows(request.user, rating_list):
        return beside
    form = rate or RateForm.stored(rating_list)
    version = going_on(request, rating_list, refusal) if rate else opened(rating_list.version, form)
    return beside | {"rate_form": form, "rate_version": version}
