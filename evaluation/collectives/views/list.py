"""The round's results of collectives (6.3, 8.2): what waits for me, what I record, what is published."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cadres.models import Unit
from evaluation.collectives.forms import CollectiveFilter
from evaluation.collectives.gates import awaits_digital
from evaluation.collectives.models import CollectiveResult
from evaluation.collectives.tells import due
from evaluation.collectives.tells import result as told
from evaluation.core.models import Period
from evaluation.core.periods import chosen

PAGE = 50


@require_GET
def collectives(request: HttpRequest) -> HttpResponse:
    """The round's results: what waits for me, what I record, what is published."""
    period, form = chosen(request), CollectiveFilter(request.GET)
    context: dict[str, Any] = {"shown": period, "form": form}
    if period:
        parts = _parts(request.user, period)
        part = _part(request, parts)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        units = due.matching(part.units(request.user, period), words)
        page = Paginator(units, PAGE).get_page(request.GET.get("page"))
        context |= {"parts": parts, "part": part, "words": words, "page_obj": page}
        context["lines"] = _lines(page, request.user, period)
    return render(request, "evaluation/collectives/list.html", context)


def _parts(user: Any, period: Period) -> list[dict[str, Any]]:
    """The parts that this person has, with how many wait where something can wait."""
    return [
        {"part": part, "count": part.units(user, period).count() if part.counted else None}
        for part in due.PARTS
        if part.open_to(user)
    ]


def _part(request: HttpRequest, parts: list[dict[str, Any]]) -> due.Part:
    """The part asked for, else the first in which something waits, else the first that is no queue."""
    asked = [row["part"] for row in parts if row["part"].code == request.GET.get("phan")]
    open_first = [row["part"] for row in parts if row["count"] != 0]
    return (asked or open_first)[0]


def _lines(units: Any, user: Any, period: Period) -> list[dict[str, Any]]:
    results = due.results_of(units, user, period)
    steering = any(awaits_digital(row) for row in results.values()) and due.steering_sits()
    return [_line(unit, results.get(unit.pk), steering) for unit in units]


def _line(unit: Unit, result: CollectiveResult | None, steering: bool) -> dict[str, Any]:
    if result is None:
        return {"unit": unit}
    waiting = told.waiting_for(result, steering=steering)
    return {"unit": unit, "result": result, "total": told.table(result)[-1], "waiting": waiting}
