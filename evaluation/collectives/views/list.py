"""The round's results of collectives (6.3, 8.2): what waits for me, what I record, what is published."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.models import Unit, User
from cadres.requests import SignedIn
from evaluation.collectives.forms import CollectiveFilter
from evaluation.collectives.gates import awaits_digital
from evaluation.collectives.models import CollectiveResult
from evaluation.collectives.tells import due
from evaluation.collectives.tells import result as told
from evaluation.core.models import Period
from evaluation.core.periods import chosen

PAGE = 50


@dataclass(frozen=True)
class Tab:
    """A part of the list as this person has it, with how many wait where something can wait."""

    part: due.Part
    count: int | None


@require_safe
def collectives(request: SignedIn) -> HttpResponse:
    """The round's results: what waits for me, what I record, what is published."""
    period, form = chosen(request), CollectiveFilter(request.GET)
    context: dict[str, object] = {"shown": period, "form": form}
    if period:
        parts = _parts(request.user, period)
        part = _part(request, parts)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        units = due.matching(part.units(request.user, period), words)
        page = Paginator(units, PAGE).get_page(request.GET.get("page"))
        context |= {"parts": parts, "part": part, "words": words, "page_obj": page}
        context["lines"] = _lines(list(page), request.user, period)
    return render(request, "evaluation/collectives/list.html", context)


def _parts(user: User, period: Period) -> list[Tab]:
    return [
        Tab(part, part.units(user, period).count() if part.counted else None)
        for part in due.PARTS
        if part.open_to(user)
    ]


def _part(request: SignedIn, parts: list[Tab]) -> due.Part:
    """The part asked for, else the first in which something waits, else the first that is no queue."""
    asked = [row.part for row in parts if row.part.code == request.GET.get("phan")]
    open_first = [row.part for row in parts if row.count != 0]
    return (asked or open_first)[0]


def _lines(units: list[Unit], user: User, period: Period) -> list[dict[str, object]]:
    results = due.results_of(units, user, period)
    steering = any(awaits_digital(row) for row in results.values()) and due.steering_sits()
    return [_line(unit, results.get(unit.pk), steering) for unit in units]


def _line(unit: Unit, result: CollectiveResult | None, steering: bool) -> dict[str, object]:
    if result is None:
        return {"unit": unit}
    waiting = told.waiting_for(result, steering=steering)
    return {"unit": unit, "result": result, "total": told.table(result)[-1], "waiting": waiting}
