"""A list once it is closed, and what was sent to it too late: nothing that was typed is lost."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.paginator import Paginator

from cadres.requests import SignedIn
from evaluation.core import permissions
from evaluation.core.models import Dossier
from evaluation.core.stages import ListStage
from evaluation.lists import listing
from evaluation.lists.forms.lists import ClosingForm, RateForm, RowForm
from evaluation.lists.models import RatingList, RatingRow
from pages.fields import ids
from pages.versions import Difference, differences, one_ending, stood
from pages.words import words_of

ROWS = 50  # frozen rows on one page


def closed_context(request: SignedIn, rating_list: RatingList) -> dict[str, Any]:
    closed = listing.closed_before([rating_list]).get(listing.key_of(rating_list), [])
    rows = listing.closed_rows(rating_list, request.user)
    late = listing.late_against(rating_list)
    leaf = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    supplement = listing.key_of(rating_list).lists().filter(stage=ListStage.DRAFT).first()
    told = {
        "rows": leaf.object_list,
        "page_obj": leaf,
        "answered": True,
        "late": late,
        "supplement": supplement,
    }
    told |= _typed_too_late(request, rating_list, rows)
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
    return {"left": left, "gone": typed_of_gone(request, rating_list, missing)}


def typed_of_gone(
    request: SignedIn, rating_list: RatingList, missing: Collection[int]
) -> list[tuple[str, str]]:
    """What was typed of people who do not wait here any more, of those whom this person may see."""
    people = Dossier.objects.visible_to(request.user).filter(pk__in=missing).select_related("cadre")
    theirs = [one for one in people if permissions.sees_review(request.user, one)] if missing else []
    rows = [RatingRow(rating_list=rating_list, dossier=dossier) for dossier in theirs]
    return [line for row in rows for line in words_of(RowForm(request.POST, row))]
