"""Who has handed in: of all units that this person oversees, and of one unit person by person."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cadres.models import Unit, User
from cadres.requests import SignedIn
from evaluation.boards.permissions import NUDGE, READ_BOARD, reads_boards
from evaluation.boards.stages import COUNTED, Standing
from evaluation.boards.tells.board import lines, parts
from evaluation.boards.tells.counts import asked_of, figures, unit_lines
from evaluation.boards.tells.nudging import presses
from evaluation.boards.tells.standings import Column, columns_of, on_board, stands, sums
from evaluation.core.models import Period
from evaluation.core.periods import at, chosen_or_due, period_of, show

PAGE = 50


@require_safe
def boards(request: SignedIn) -> HttpResponse:
    """A line a unit, of one thing that its people hand in; whoever oversees one unit alone is led to its board.

    Until a round was chosen, of the one in which something is due next.
    """
    if not reads_boards(request.user):
        raise PermissionDenied("Bảng theo dõi nộp dành cho cơ quan tham mưu, lãnh đạo đơn vị và tỉnh.")
    period = chosen_or_due(request)
    if period and (unit := _only_unit(request.user)):
        return redirect("unit_board", unit.pk, period.code)
    context = _of_units(request, period) if period else {}
    return render(request, "evaluation/boards/boards.html", context | {"period": period})


@require_safe
def unit_board(request: SignedIn, unit: int, code: str) -> HttpResponse:
    """One unit in a round: a row a person, a cell a step; a figure above narrows it to its names."""
    here, period = place(request, unit, code)
    rows, asked = on_board(period, request.user).filter(managing_unit=here), _asked(request, period)
    named = rows.filter(**{asked[0].name: asked[1]}) if asked else rows
    people = named.select_related("cadre", "unit", "plan").in_order()
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    url = reverse("unit_board", args=[unit, code])
    told = parts(stands(rows), period, here, url, asked)
    context = {
        "unit": here,
        "shown": period,
        "parts": told,
        "asked": asked,
        "page_obj": page,
        "lines": lines(page, told),
        "columns": columns_of(period),
        "url": url,
        "presses": presses(here, period),
        "nudges": NUDGE.allows(request.user, here),
        "above": "" if _only_unit(request.user) else at("boards", period),
    }
    return render(request, "evaluation/boards/unit.html", context)


def place(request: SignedIn, unit: int, code: str) -> tuple[Unit, Period]:
    """A unit whose board this person reads, and a round; else 404."""
    units = Unit.objects.without_tree_fields().filter(READ_BOARD.q(request.user))
    here, period = get_object_or_404(units, pk=unit), period_of(code)
    show(request, period)
    return here, period


def _of_units(request: SignedIn, period: Period) -> dict[str, object]:
    found, column = stands(on_board(period, request.user)), _column(request, period)
    counted = sums(found, column)
    return {
        "columns": columns_of(period),
        "column": column,
        "figures": figures(counted, column),
        "total": asked_of(counted),
        "heads": [one.label for one in COUNTED],
        "begins_on": column.begins_on(period),
        "closes_at": period.closes_at(column.hand_in.window),
        "page_obj": Paginator(unit_lines(found, column, period), PAGE).get_page(request.GET.get("page")),
    }


def _only_unit(user: User) -> Unit | None:
    """The one unit whose people this person oversees; nothing where they are several, or all there are."""
    if READ_BOARD.everywhere(user):
        return None
    units = Unit.objects.without_tree_fields().filter(READ_BOARD.q(user), manages_cadres=True)
    found = list(units.order_by()[:2])
    return found[0] if len(found) == 1 else None


def _column(request: SignedIn, period: Period) -> Column:
    """The thing asked for in the address; else the self-assessment once it can be handed in, and until then the plan."""
    columns = columns_of(period)
    ahead = columns[-1].begins_on(period)
    named = (column for column in columns if column.code == request.GET.get("step"))
    return next(named, columns[0 if ahead else -1])


def _asked(request: SignedIn, period: Period) -> tuple[Column, Standing] | None:
    """The figure whose names are asked for; nothing where the address asks for none that there is."""
    stands = request.GET.get("stands")
    if stands not in Standing.values:
        return None
    columns = (column for column in columns_of(period) if column.code == request.GET.get("step"))
    return next(((column, Standing(stands)) for column in columns), None)
