"""The list of dossiers, and the pages of one dossier that only tell."""

from operator import itemgetter

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.mandates import held_by
from cadres.models import Cadre, User
from cadres.requests import SignedIn
from evaluation.boards.tells.nudging import history_of as nudges_of
from evaluation.core.models import Dossier, Period
from evaluation.core.models.dossiers import DossierQuerySet, in_round
from evaluation.core.periods import chosen
from evaluation.core.tells.discretion import withhold
from evaluation.core.tells.extensions import history_of
from evaluation.core.tells.stories import told
from evaluation.core.tells.turning import DossierPages
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.home.filters import DossierFilter, units_to_suggest
from evaluation.home.tells.lines import line
from evaluation.home.tells.overall import overall
from evaluation.home.tells.papers import papers_of
from evaluation.home.tells.turns import other_deeds, turn_of
from evaluation.marks.tells.deferred import deferred_before
from regulation.vocabulary import Tier

PAGE = 50


@require_safe
def dossiers(request: SignedIn) -> HttpResponse:
    """Everything that this person may see of the chosen round; their own dossiers of every round stand first."""
    period = chosen(request)
    filtered = any(request.GET.get(name) for name in DossierFilter.base_filters)
    context = {"filtered": filtered, "period": period} | ({} if filtered else _own(request.user))
    if period and (held_by(request.user) or not context.get("own")):
        context |= _listed(request, period)
    return render(request, "evaluation/home/dossiers/list.html", context)


def _own(user: User) -> dict[str, object]:
    """The person's own dossiers, the latest round first; where there is none, why."""
    cadre: Cadre | None = getattr(user, "cadre", None)
    if cadre is None:
        return {"own": [], "why_none": ""}
    mine = Dossier.objects.filter(cadre=cadre).select_related("period", "unit", "managing_unit", "plan")
    newest = list(mine.with_windows().order_by("-period__year", "-period__number")[:PAGE])
    for dossier in newest:
        dossier.cadre = cadre
    withhold(newest, user)
    own = [line(dossier) for dossier in newest]
    return {"own": own, "why_none": "" if own else _why_none(cadre)}


def _listed(request: SignedIn, period: Period) -> dict[str, object]:
    visible = Dossier.objects.of(period).seen_by(request.user)
    asked = DossierFilter(request.GET, queryset=visible, reader=request.user)
    page = DossierPages(asked.qs, PAGE, _joined).get_page(request.GET.get("page"))
    shown = in_round(period, page)
    withhold(shown, request.user)
    return {
        "filter": asked,
        "units": units_to_suggest(request.user),
        "page_obj": page,
        "lines": [line(dossier) for dossier in shown],
    }


def _joined(rows: DossierQuerySet) -> DossierQuerySet:
    return rows.select_related("cadre", "unit", "managing_unit", "plan").with_windows()


def _why_none(cadre: Cadre) -> str:
    """Why somebody has no dossier: their tier is the centre's, or they hold no post."""
    tier, _, reason = cadre.management_tier()
    if tier == Tier.CENTRAL:
        return f"{reason} Hồ sơ đánh giá, xếp loại do cấp Trung ương quản lý, không lập tại đây."
    return f"{reason} Hồ sơ được mở khi kỳ đánh giá bắt đầu."


@require_safe
def dossier(request: SignedIn, pk: int) -> HttpResponse:
    """Where the dossier stands, who acts next, and the one button for whoever that is."""
    row = dossier_or_404(request, pk)
    frame = dossier_frame(request, row, "dossier")
    frame["deferred"] = deferred_before(row, request.user)
    mine = {"turn": turn_of(row, request.user), "other_deeds": other_deeds(row, frame["moves"])}
    context = frame | overall(row, frame["history"], frame["moves"], request.user) | mine
    return render(request, "evaluation/home/dossiers/overview.html", context)


@require_safe
def history(request: SignedIn, pk: int) -> HttpResponse:
    row = dossier_or_404(request, pk)
    frame = dossier_frame(request, row, "history")
    entries = [*told(frame["history"], row), *history_of(row), *nudges_of(row)]
    newest = sorted(entries, key=itemgetter("at"), reverse=True)
    return render(request, "evaluation/home/dossiers/history.html", frame | {"entries": newest})


@require_safe
def prints(request: SignedIn, pk: int) -> HttpResponse:
    row = dossier_or_404(request, pk)
    context = dossier_frame(request, row, "prints") | papers_of(row, request.user)
    return render(request, "evaluation/home/dossiers/prints.html", context)
