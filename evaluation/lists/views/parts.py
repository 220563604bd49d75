"""Some people of a list decided before the others: put before whoever closes it, then closed in one act (ADR 4)."""

from collections.abc import Collection

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from cadres.machine import OutOfTurn, Refusal
from cadres.requests import SignedIn
from evaluation.core.periods import at
from evaluation.core.stages import ListKind, ListStage
from evaluation.lists import listing
from evaluation.lists.actions import lists as deeds
from evaluation.lists.forms.drafts import given
from evaluation.lists.forms.lists import ClosingForm
from evaluation.lists.models import RatingList
from evaluation.lists.moves import LISTS
from evaluation.lists.views.lists import common, list_or_404, page
from evaluation.lists.views.told import told_of
from pages.deeds import answer, done, seen, status, told
from regulation.vocabulary import Rating

NO_PARTS = "Danh sách của đơn vị được chốt một lần cho tất cả những người đã sẵn sàng."


@require_POST
def rating_list_part(request: SignedIn, pk: int) -> HttpResponse:
    """The confirmed closing of those chosen, each with the rating that was confirmed; the others go to the supplement.

    On the province's lists alone: a unit's are closed whole, as its form is signed (Mẫu 04, 05, 06).
    """
    row = list_or_404(request, pk)
    if row.kind != ListKind.PROVINCE_DECISION:
        raise Http404(NO_PARTS)
    LISTS.close.demand(request.user, row)
    if row.stage == ListStage.CLOSED:
        return page(request, row, refusal=OutOfTurn(row, LISTS.close))
    confirmed = given(request.POST.get("known", ""))
    return answer(
        lambda: ClosingForm(request.POST, row),
        lambda form: _close(request, row, form, confirmed),
        lambda form, refusal: part_page(
            request, list_or_404(request, pk), set(confirmed), form=form, refusal=refusal
        ),
    )


def part_page(
    request: SignedIn,
    rating_list: RatingList,
    chosen: Collection[int],
    *,
    form: ClosingForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Who of the chosen can be closed now and how, who cannot and why, and what the cap says of it; nothing is done yet."""
    part = listing.part_of(rating_list, chosen, request.user)
    board, rows = part.board, [line.row for line in part.board.lines]
    named = [
        (rating, [row.dossier.cadre.full_name for row in rows if row.rating == rating]) for rating in Rating
    ]
    context = common(request, rating_list) | {
        "board": board,
        "left": part.left,
        "known": " ".join(f"{row.dossier_id}={row.rating}" for row in rows),
        "named": [(rating, names) for rating, names in named if names],
        "sentence": told_of(rating_list, [row.rating for row in rows]),
        "stopped": [it for it in board.over if it.blocks],
        "form": form or ClosingForm(None, rating_list),
        "version": rating_list.version,
        "table": at("province_table", rating_list.period),
        "refusal": told(refusal),
        "findings": refusal.findings if refusal else (),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/lists/province/decide.html", context, status=code)


def _close(request: SignedIn, row: RatingList, form: ClosingForm, confirmed: dict[int, str]) -> HttpResponse:
    said = form.cleaned_data
    rows = {pk: {"rating": rating} for pk, rating in confirmed.items()}
    body, reason = said.get("body", ""), said["list_reason"]
    deeds.close_list(row, by=request.user, seen=seen(request), rows=rows, body=body, reason=reason, part=True)
    sentence = f"Đã quyết định: {told_of(row, list(confirmed.values()), will='')}."
    return done(request, sentence, at("province_table", row.period))
