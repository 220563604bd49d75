"""Some people of the province's lists decided before the others: put before whoever closes those, then closed in one act (ADR 4)."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cadres.machine import Refusal
from cadres.mandates import holds
from cadres.models import Duty
from cadres.requests import SignedIn
from evaluation.core.models import Period
from evaluation.core.periods import at, chosen
from evaluation.lists import listing
from evaluation.lists.actions.parts import close_parts
from evaluation.lists.forms.province import PartsForm
from evaluation.lists.listing import Board
from evaluation.lists.models import RatingList
from evaluation.lists.views.told import told_of
from pages.deeds import answer, done, status, told
from pages.fields import ids
from pages.words import words_of
from regulation.vocabulary import Rating

NOBODY_WAITS = "Không ai trong số đã chọn đang chờ quyết định trên danh sách của tỉnh."


@require_POST
def province_decide(request: SignedIn) -> HttpResponse:
    """The confirmed decision on everybody, each with the rating that was confirmed: of all groups in one act, or on nobody."""
    if not holds(request.user, Duty.PROVINCIAL_SECRETARIAT):
        raise PermissionDenied("Việc quyết định thuộc Thường trực Tỉnh ủy.")
    period = chosen(request)
    visible = RatingList.objects.visible_to(request.user).filter(kind=listing.PROVINCE, period=period)
    sent = visible.filter(pk__in=ids(request.POST.getlist("list")))
    lists = list(sent.select_related("unit", "period", "group"))
    if not lists:
        messages.error(request, NOBODY_WAITS)
        return redirect("province_table")
    return answer(
        lambda: PartsForm(request.POST, lists),
        lambda form: _decide(request, form),
        lambda form, refusal: parts_page(
            request, lists[0].period, form.everybody, form=form, refusal=refusal
        ),
    )


def parts_page(
    request: SignedIn,
    period: Period,
    people: Collection[int],
    *,
    form: PartsForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Who of these can be decided now and how, group by group, who cannot and why, and what each cap says; nothing is done yet."""
    parts = listing.parts_of(period, people, request.user)
    lists = [board.rating_list for board in parts.boards]
    fresh = PartsForm(request.POST if form else None, lists) if lists else None
    sections = [_section(board, fresh) for board in parts.boards] if fresh else []
    deciding = [section for section in sections if not section["stopped"]]
    context = {
        "sections": sections,
        "deciding": len(deciding),
        "count": sum(len(section["board"].lines) for section in deciding),
        "left": parts.left,
        "form": fresh,
        "shown": period,
        "refusal": told(refusal),
        "where": refusal.row if refusal else None,
        "findings": [replace(it, anchor="") for it in refusal.findings] if refusal else (),
        "gone": words_of(field for field in form or () if not fresh or field.name not in fresh.fields),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/lists/province/decide.html", context, status=code)


def _section(board: Board, form: PartsForm) -> dict[str, Any]:
    """One list. Over what its cap allows nobody of it is decided, and it holds up no other."""
    rows, reason = [line.row for line in board.lines], form[form.key(board.rating_list)]
    named = [
        (rating, [row.dossier.cadre.full_name for row in rows if row.rating == rating]) for rating in Rating
    ]
    return {
        "list": board.rating_list,
        "board": board,
        "known": " ".join(f"{row.dossier_id}={row.rating}" for row in rows),
        "named": [(rating, names) for rating, names in named if names],
        "sentence": told_of(board.rating_list, [row.rating for row in rows]),
        "stopped": any(finding.blocks for finding in board.over),
        "reason": reason if board.to_answer or board.hides or reason.value() else None,
    }


def _decide(request: SignedIn, form: PartsForm) -> HttpResponse:
    parts, body = list(form.confirmed()), form.cleaned_data.get("body", "")
    closed = close_parts(parts, by=request.user, body=body)
    ratings = [said["rating"] for part in parts for said in part.rows.values()]
    groups = f", ở {len(closed)} nhóm" if len(closed) > 1 else ""
    sentence = f"Đã quyết định: {told_of(closed[0], ratings, will='')}{groups}."
    return done(request, sentence, at("province_table", closed[0].period))
