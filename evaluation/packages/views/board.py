"""Who has sent its package and who has not: of all units that this person reads."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.requests import SignedIn
from evaluation.core.models import Period
from evaluation.core.periods import chosen
from evaluation.packages.stages import BY_SLUG, NATURES, PROPOSAL, PackageStage
from evaluation.packages.tells.board import (
    board_lines,
    figures,
    heads,
    reads_packages,
    standing_at,
    units_with,
)

PAGE = 60


@require_safe
def board(request: SignedIn) -> HttpResponse:
    """A line a unit, of one kind of package; a figure above narrows them to those that stand so."""
    if not reads_packages(request.user):
        raise PermissionDenied("Theo dõi gửi hồ sơ dành cho cơ quan tham mưu, lãnh đạo đơn vị và tỉnh.")
    period = chosen(request)
    context = _of(request, period) if period else {}
    return render(request, "evaluation/packages/board.html", context | {"period": period})


def _of(request: SignedIn, period: Period) -> dict[str, object]:
    nature = BY_SLUG.get(request.GET.get("loai", ""), PROPOSAL)
    stage = next((one.value for one in PackageStage if one.value == request.GET.get("stage")), "")
    units = units_with(period, nature, request.user)
    page = Paginator(standing_at(units, stage), PAGE).get_page(request.GET.get("page"))
    return {
        "nature": nature,
        "natures": list(NATURES.values()),
        "stage": stage,
        "figures": figures(period, nature, units, stage),
        "heads": heads(nature),
        "page_obj": page,
        "lines": board_lines(period, nature, page),
    }
