"""Reminding a unit's people: beforehand whom, then the deed; once a day, and told by whom."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cadres.models import Unit
from cadres.requests import SignedIn
from cadres.templatetags.vietnamese import dem, luc
from config import clock
from evaluation.boards.actions.nudging import nudge as make
from evaluation.boards.permissions import NUDGE
from evaluation.boards.tells.nudging import nudging, presses
from evaluation.boards.tells.standings import Column, columns_of
from evaluation.boards.views.boards import place
from evaluation.core.models import Period


@require_http_methods(["GET", "HEAD", "POST"])
def nudge(request: SignedIn, unit: int, code: str, step: str) -> HttpResponse:
    """Those who have not handed it in, by name; sent, each of them is told. Sent again, it says who was told, and by whom."""
    here, period = place(request, unit, code)
    column = next((one for one in columns_of(period) if one.code == step), None)
    if column is None:
        raise Http404
    if not NUDGE.allows(request.user, here):
        raise PermissionDenied(
            "Chỉ cơ quan tham mưu, lãnh đạo đơn vị và Ban Tổ chức Tỉnh ủy nhắc người chưa nộp."
        )
    if request.method == "POST":
        make(here, period, column, by=request.user)
        messages.success(request, _said(here, period, column))
        return redirect("unit_board", unit, code)
    context = {
        "unit": here,
        "shown": period,
        "column": column,
        "nudging": nudging(here, period, column, request.user),
        "presses": presses(here, period, window=step),
    }
    return render(request, "evaluation/boards/nudge.html", context)


def _said(unit: Unit, period: Period, column: Column) -> str:
    """What was done today, whoever did it: the same however often the form is sent."""
    told = presses(unit, period, window=column.code, day=clock.today())
    if not told:
        return "Không có ai phải nhắc."
    each = "; ".join(f"{one.who} nhắc {dem(one.number)} đồng chí lúc {luc(one.at)}" for one in told)
    return f"Hôm nay đã nhắc {column.hand_in.verb} {period}: {each}."
