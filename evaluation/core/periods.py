"""Which round a page is about: the one chosen in this session, else the quarter in which we are."""

from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cadres.machine import Refusal
from config import clock
from evaluation.core.models import Dossier, Period
from regulation.deadlines import Window
from regulation.quarters import Quarter

SESSION_KEY = "period"
UNITS = (("ngày", 24 * 60 * 60), ("giờ", 60 * 60), ("phút", 60))  # of what is left, in seconds


def chosen(request: HttpRequest) -> Period | None:
    """The period of this page: `?ky=2026-4` chooses it for the session; looked up once a request."""
    if "_period" not in request.__dict__:
        known = {period.code: period for period in rounds(request)}
        if request.GET.get("ky") in known:
            request.session[SESSION_KEY] = request.GET["ky"]
        code = request.session.get(SESSION_KEY, "")
        show(request, known.get(code) or _current(list(known.values())))
    period: Period | None = request.__dict__["_period"]
    return period


def chosen_or_due(request: HttpRequest) -> Period | None:
    """The round that was chosen, else the one before whose window people have to hand in something next."""
    here = chosen(request)
    if here is None or request.session.get(SESSION_KEY) == here.code:
        return here
    ends = ((closes_at, period) for period in rounds(request) for closes_at in _handing_in(period))
    ahead = [(closes_at, period) for closes_at, period in ends if closes_at > clock.now()]
    _, due = min(ahead, key=itemgetter(0), default=(None, here))
    show(request, due)
    return due


class NoRound(Refusal):
    """A form came without the round for which its page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Biểu mẫu không cho biết thuộc kỳ đánh giá nào. Xin chọn kỳ ở đầu trang rồi gửi lại."
        )


def sent_for(request: HttpRequest) -> Period:
    """The round of the page from which a form was sent: in another tab this session may have chosen a different one since."""
    period = next((row for row in rounds(request) if row.code == request.POST.get("ky")), None)
    if period is None:
        raise NoRound
    show(request, period)
    return period


def at(name: str, period: Period) -> str:
    """The address of an index that shows this round, whichever the session has chosen."""
    return f"{reverse(name)}?ky={period.code}"


def tabs(request: HttpRequest) -> list[dict[str, object]]:
    """The period switch: in a quarter's last month the current assessment and the next plan, then earlier rounds."""
    here, own = chosen(request), request.__dict__.get("_own_windows", {})
    return [
        {
            "label": f"{period} · {_purpose(period)}",
            "url": reverse("choose_period", args=[period.code]),
            "current": here is not None and period.pk == here.pk,
            "hint": _hint(period, own.get(period.pk)),
        }
        for period in _shown(request, here)
    ]


def _shown(request: HttpRequest, here: Period | None) -> list[Period]:
    """The newest three, and the one chosen wherever it lies."""
    newest = rounds(request)[:3]
    return newest if here is None or here in newest else [*newest[:2], here]


def show(request: HttpRequest, period: Period | None) -> None:
    """This page is about this round, whichever the session has chosen."""
    request.__dict__["_period"] = period


def tell_own_windows(request: HttpRequest, own: Iterable[Dossier]) -> None:
    """The reader's own dossiers are at hand: the tabs tell by when they themself hand in, else when the round's windows close."""
    request.__dict__["_own_windows"] = {row.period_id: row for row in own}


def period_of(code: str) -> Period:
    """The round of a code such as 2026-4 in an address; 404 for anything else."""
    try:
        quarter = Quarter.parse(code)
    except ValueError as error:
        raise Http404("Không có kỳ đánh giá này.") from error
    period: Period = get_object_or_404(Period.objects.of(quarter))
    return period


def round_of(request: HttpRequest, code: str) -> Period:
    """The same of a page: of the rounds that its switch asks for anyhow."""
    period = next((row for row in rounds(request) if row.code == code), None)
    if period is None:
        raise Http404("Không có kỳ đánh giá này.")
    return period


def rounds(request: HttpRequest) -> list[Period]:
    """Every round, the newest first, asked for once a request."""
    periods: list[Period] | None = request.__dict__.get("_periods")
    if periods is None:
        periods = request.__dict__["_periods"] = list(Period.objects.all())
    return periods


def _handing_in(period: Period) -> tuple[datetime, ...]:
    """When the round's windows for what people hand in close: no plans where tasks are listed directly (Bước 2)."""
    plans = () if period.direct_entry else (period.plan_closes_at,)
    return *plans, period.dossier_closes_at


def _current(periods: list[Period]) -> Period | None:
    quarter = Quarter.of(clock.today())
    return next((period for period in periods if period.quarter <= quarter), periods[0] if periods else None)


def _purpose(period: Period) -> str:
    return "kế hoạch" if period.quarter > Quarter.of(clock.today()) else "đánh giá"


def _hint(period: Period, own: Dossier | None) -> str:
    window = Window.PLAN if _purpose(period) == "kế hoạch" else Window.DOSSIER
    return time_left(own.closes_at(window) if own else period.closes_at(window))


def time_left(closes_at: datetime) -> str:
    """How long a window is still open, in the largest whole unit: never more than is left of it."""
    seconds = (closes_at - clock.now()).total_seconds()
    if seconds <= 0:
        return "đã hết hạn"
    for unit, length in UNITS:
        if seconds >= length:
            return f"còn {seconds // length:.0f} {unit}"
    return "còn dưới 1 phút"
