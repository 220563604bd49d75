"""Bước 6: results of a unit, made known inside it (name, post, unit and rating: open-questions 15), then archived."""

from functools import reduce
from operator import or_

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cadres.mandates import units_of
from cadres.models import Duty, Unit, User
from cadres.requests import SignedIn
from evaluation.core.models import Dossier, Period
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.models.publication import with_petitions
from evaluation.core.periods import round_of, show
from evaluation.core.road import DOSSIERS, LISTED
from evaluation.core.stages import ListKind
from evaluation.core.steps import AFTER_DECISION, MADE_KNOWN
from evaluation.core.views.barred import keep_barred
from evaluation.deeds.actions import make_each
from evaluation.deeds.tells import held_back, watched_by
from evaluation.lists.models import RatingList
from pages.fields import ids

PAGE = 50
READERS = tuple(duty for duty in Duty if duty != Duty.SYSTEM_ADMIN)
# Moves that are made of many at once, each in a word.
HELD_BACK = "còn thời hạn kiến nghị, hoặc có kiến nghị chưa được trả lời (Bước 6)."
BULK = {DOSSIERS.publish: "công bố", DOSSIERS.archive: "lưu trữ"}


@require_safe
def results(request: SignedIn, unit: int, code: str) -> HttpResponse:
    """What was published, to those inside; what waits to be published or archived, to those who may do so."""
    here, period = _place(request, unit, code)
    everybody = _of(here, period).order_by("unit__order", "unit_id", "cadre__sort_key", "pk")
    page = Paginator(everybody.filter(stage__in=MADE_KNOWN), PAGE).get_page(request.GET.get("page"))
    watched = watched_by(request.user, everybody)
    context = {
        "unit": here,
        "shown": period,
        "page_obj": page,
        "lines": [
            (dossier, dossier.pk in watched.seen_at, watched.seen_at.get(dossier.pk)) for dossier in page
        ],
        "watched": watched,
        "forms": _forms(request.user, here, period),
    }
    return render(request, "evaluation/deeds/results.html", context | _waiting(request.user, everybody))


@require_POST
def results_bulk(request: SignedIn, unit: int, code: str) -> HttpResponse:
    """Publish or archive the chosen ones; one of whom it cannot be done does not hold up the others."""
    here, period = _place(request, unit, code)
    move = next((move for move in BULK if move.name == request.POST.get("act")), None)
    if move is None:
        messages.error(request, "Xin chọn “Công bố kết quả” hoặc “Lưu trữ hồ sơ”.")
        return redirect("results", unit, code)
    wanted = set(ids(request.POST.getlist("dossier")))
    rows = _of(here, period).filter(move.by.q(request.user), pk__in=wanted)
    moved, held_back = make_each(move, rows, by=request.user)
    keep_barred(request, wanted - {row.pk for row in moved}, move.by)
    _tell(request, BULK[move], len(moved), len(held_back), len(wanted) - len(moved) - len(held_back))
    return redirect("results", unit, code)


def _place(request: SignedIn, unit: int, code: str) -> tuple[Unit, Period]:
    """A managing unit that this person is inside of, and a round; else 404."""
    here = get_object_or_404(Unit.objects.without_tree_fields(), pk=unit)
    period = round_of(request, code)
    if not _inside(request.user, here, period):
        raise Http404
    show(request, period)
    return here, period


def _inside(user: User, unit: Unit, period: Period) -> bool:
    """Who holds a duty over the unit or over a part of it, and whoever it manages in this round, or who holds another post there.

    Who came later, or left before, is inside of another round (open-questions 15).
    """
    held = units_of(user, *READERS)
    if unit.pk in held:
        return True
    there = Q(managing_unit=unit) & (Q(cadre__user=user) | Q(unit__in=held))
    beside = Q(cadre__user=user, other_units=unit)
    return Dossier.objects.of(period).filter(there | beside).exists()


def _forms(user: User, unit: Unit, period: Period) -> list[str]:
    """Numbers of the forms that print this unit's lists of the round, for whoever may see the lists.

    The province's lists are printed over all units, a paper of its own: none for the root.
    """
    if unit.parent_id is None:
        return []
    lists = RatingList.objects.visible_to(user).filter(unit=unit, period=period).order_by()
    return sorted({LISTED[ListKind(kind)].form for kind in lists.values_list("kind", flat=True).distinct()})


def _of(unit: Unit, period: Period) -> DossierQuerySet:
    return Dossier.objects.filter(managing_unit=unit, period=period, stage__in=AFTER_DECISION).for_rows()


def _waiting(user: User, everybody: DossierQuerySet) -> dict[str, list[tuple[Dossier, str]]]:
    """By the move that they wait for, those of whom this person may make it, each with what its gates still wait for."""
    waits = reduce(or_, (move.by.q(user) & Q(stage__in=move.source) for move in BULK))
    rows = list(with_petitions(everybody.filter(waits)))
    return {
        move.name: [(row, held_back(move, row)) for row in rows if row.stage in move.source] for move in BULK
    }


def _tell(request: SignedIn, word: str, done: int, held_back: int, refused: int) -> None:
    if done:
        messages.success(request, f"Đã {word} kết quả của {done} đồng chí.")
    if held_back:
        messages.warning(request, f"{held_back} hồ sơ chưa {word} được: {HELD_BACK}")
    if refused:
        messages.error(
            request,
            f"{refused} hồ sơ không {word} được: đã qua bước này, hoặc không thuộc quyền của đồng chí.",
        )
    if not done and not held_back and not refused:
        messages.error(request, f"Chưa chọn hồ sơ nào để {word}.")
