"""What is done to a year's draft: checked, kept, its rate set, closed after its confirmation."""

from collections import Counter
from collections.abc import Callable, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn, Refusal, Refused, Stale
from cadres.requests import SignedIn
from evaluation.core.permissions import INTERESTED, READ
from evaluation.core.views.barred import keep_barred
from evaluation.lists.actions.lists import gone
from evaluation.lists.forms.lists import RateForm
from evaluation.lists.listing import move_of
from evaluation.years import listing
from evaluation.years.actions import closing
from evaluation.years.actions import lists as deeds
from evaluation.years.forms import YearForm
from evaluation.years.models import YearList
from evaluation.years.moves import YEARS
from evaluation.years.views.lists import common, form_for, judged, list_or_404, page
from pages.deeds import answer, done, seen
from pages.versions import both_versions, going_on
from regulation.vocabulary import Rating

Act = Callable[[SignedIn, YearList, YearForm], HttpResponse]


class Newcomer(Refusal):
    """Somebody became ready after the page was opened: the closer has not seen that row."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Vừa có thêm người sẵn sàng: {'; '.join(names)}. Xin xem rồi chốt.")


@require_http_methods(["GET", "HEAD", "POST"])
def year_list(request: SignedIn, pk: int) -> HttpResponse:
    """One list; a draft is checked, kept or put before the closer for confirmation, by the button pressed."""
    row = list_or_404(request, pk)
    if request.method != "POST":
        return page(request, row)
    act = request.POST.get("act", "")
    (YEARS.close if act == "close" else YEARS.draft).demand(request.user, row)
    return _do(request, row, {"save": _save, "close": _ask}.get(act))


@require_POST
def year_list_close(request: SignedIn, pk: int) -> HttpResponse:
    """The confirmed closing: typed values are kept, checked and closed in one transaction."""
    row = list_or_404(request, pk)
    YEARS.close.demand(request.user, row)
    return _do(request, row, _close, confirmed=True)


@require_POST
def year_list_rate(request: SignedIn, pk: int) -> HttpResponse:
    """20 % or, with its document, 25 %."""
    row = list_or_404(request, pk)
    YEARS.rate.demand(request.user, row)

    def again(form: RateForm, refusal: Refusal) -> HttpResponse:
        now = list_or_404(request, pk)
        chosen = both_versions(request, refusal, lambda: RateForm.stored(now), deed="Đặt tỷ lệ")
        return chosen or page(request, now, beside={"rate": form}, refusal=refusal)

    return answer(lambda: RateForm(request.POST), lambda form: _rate(request, row, form), again)


def _do(request: SignedIn, row: YearList, act: Act | None, *, confirmed: bool = False) -> HttpResponse:
    """A deed on what was typed; without one it is shown anew, as it was judged."""
    if row.is_shut:
        return page(request, row, refusal=OutOfTurn(row, YEARS.close))
    form = form_for(request, row, request.POST)
    if form.missing:
        keep_barred(request, form.missing, READ - INTERESTED)
        return _again(request, row, gone(form.missing, request.user, deeds.HERE))
    if act is None:
        return page(request, row, form, checked=form.is_valid())
    return answer(
        lambda: form,
        lambda form: act(request, row, form),
        lambda form, refusal: _again(request, row, refusal, confirmed=confirmed),
    )


def _again(request: SignedIn, row: YearList, refusal: Refusal, *, confirmed: bool = False) -> HttpResponse:
    """The list as it now is with everything typed, or both versions of what somebody else saved in between."""
    fresh = list_or_404(request, row.pk)
    chosen = both_versions(
        request,
        refusal,
        lambda: form_for(request, fresh).kept(),
        deed="Xem lại trước khi chốt" if confirmed else "",
        instead={"act": "close"} if confirmed else None,
        to=reverse("year_list", args=[row.pk]) if confirmed else "",
    )
    return chosen or page(request, fresh, form_for(request, fresh, request.POST), refusal=refusal)


def _save(request: SignedIn, row: YearList, form: YearForm) -> HttpResponse:
    said = form.closing.cleaned_data
    deeds.save_rows(row, form.values(), by=request.user, seen=seen(request), said=said)
    return done(request, f"Đã lưu nháp danh sách năm: {len(form.values())} dòng.", "year_list", row.pk)


def _ask(request: SignedIn, row: YearList, form: YearForm) -> HttpResponse:
    """What will happen to how many, before it is done: it cannot be taken back."""
    if row.version != seen(request):
        raise Stale(row)
    if unseen := [one.row.dossier.cadre.full_name for one in form.rows if not one.is_bound]:
        raise Newcomer(unseen)
    context = common(request, row) | judged(request, form)
    board: listing.Board = context["board"]
    if blocking := board.blocking(form.closing.cleaned_data["list_reason"]):
        raise Refused(blocking)
    rated = [(Rating(one.row.rating), one.row.dossier.cadre.full_name) for one in form.rows]
    named = [(rating, [name for given, name in rated if given is rating]) for rating in Rating]
    context |= {
        "sentence": _told(row, [rating for rating, _ in rated], will="sẽ "),
        "named": [(rating, names) for rating, names in named if names],
        "version": going_on(request, row),
    }
    return render(request, "evaluation/years/confirm.html", context)


def _close(request: SignedIn, row: YearList, form: YearForm) -> HttpResponse:
    said, rows = form.closing.cleaned_data, form.values()
    closing.close_list(
        row,
        rows,
        by=request.user,
        seen=seen(request),
        body=said.get("body", ""),
        reason=said["list_reason"],
    )
    told = _told(row, [values["rating"] for values in rows.values()])
    return done(request, f"Đã chốt danh sách năm: {told}.", "year_list", row.pk)


def _rate(request: SignedIn, row: YearList, form: RateForm) -> HttpResponse:
    rate = form.cleaned_data["rate"]
    deeds.set_rate(row, rate, form.document, by=request.user, seen=seen(request))
    return done(request, f"Đã đặt tỷ lệ Xuất sắc của danh sách là {rate} %.", "year_list", row.pk)


def _told(row: YearList, ratings: Sequence[str], will: str = "") -> str:
    """12 đồng chí sẽ được quyết định xếp loại: 2 Xuất sắc, 9 Tốt, 1 Hoàn thành."""
    counted = Counter(ratings)
    parts = [f"{counted[rating]} {rating.short}" for rating in Rating if counted[rating]]
    return f"{len(ratings)} đồng chí {will}{move_of(row.kind).rated} {row.when}: {', '.join(parts)}"
