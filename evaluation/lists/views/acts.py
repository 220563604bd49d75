"""What is done to a draft list: checked, kept, its rate set, closed after its confirmation."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn, Refusal, Refused, Stale
from cadres.requests import SignedIn
from evaluation.core.permissions import INTERESTED, READ
from evaluation.core.stages import ListStage
from evaluation.core.views.barred import keep_barred
from evaluation.lists import listing
from evaluation.lists.actions import lists as deeds
from evaluation.lists.forms.drafts import ListForm
from evaluation.lists.forms.lists import RateForm
from evaluation.lists.models import RatingList
from evaluation.lists.moves import LISTS
from evaluation.lists.views.lists import (
    address,
    common,
    form_for,
    judged,
    leaf_number,
    list_or_404,
    page,
    waiting_of,
)
from evaluation.lists.views.told import told_of
from pages.deeds import answer, done, seen
from pages.fields import ids
from pages.versions import both_versions, going_on
from regulation.vocabulary import Rating

NOTHING_TO_ANSWER = "Chưa ghi giải trình chung, hoặc không có dòng nào còn cảnh báo chưa giải trình."
Show = Callable[[SignedIn, RatingList, ListForm], HttpResponse]


class Newcomer(Refusal):
    """Somebody became ready after the page was opened: the closer has not seen that row."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Vừa có thêm hồ sơ sẵn sàng: {'; '.join(names)}. Xin xem rồi chốt.")


@require_http_methods(["GET", "HEAD", "POST"])
def rating_list(request: SignedIn, pk: int) -> HttpResponse:
    """One list; a draft is checked, kept or put before the closer for confirmation, by the button pressed."""
    row = list_or_404(request, pk)
    if request.method != "POST":
        return page(request, row)
    LISTS.close.demand(request.user, row)
    act, _, to = request.POST.get("act", "").partition("-")
    match act:
        case "turn":
            return _do(request, row, partial(_turn, to=leaf_number(to)))
        case "save":
            return _do(request, row, _save)
        case "close":
            return _look(request, row, _ask)
        case "answer":
            return _look(request, row, _same_answer)
        case _:
            return _look(request, row, lambda *typed: page(*typed, checked=typed[2].is_valid()))


@require_POST
def rating_list_check(request: SignedIn, pk: int) -> HttpResponse:
    """htmx: what was typed, judged and counted, without keeping it; of a closed list only that it is closed.

    The page that holds what was typed stays as it is: it is neither loaded anew nor answered with an error, which htmx drops.
    """
    row = list_or_404(request, pk)
    LISTS.close.demand(request.user, row)
    if row.stage == ListStage.CLOSED:
        shut = {"refusal": OutOfTurn(row, LISTS.close)}
        return render(request, "evaluation/lists/_shut.html", shut)
    context = common(request, row) | judged(request, row, form_for(request, row, request.POST))
    return render(request, "evaluation/lists/_checked.html", context)


@require_POST
def rating_list_close(request: SignedIn, pk: int) -> HttpResponse:
    """The confirmed closing: typed values are kept, checked and closed in one transaction."""
    row = list_or_404(request, pk)
    LISTS.close.demand(request.user, row)
    return _do(request, row, _close, confirmed=True)


@require_POST
def rating_list_rate(request: SignedIn, pk: int) -> HttpResponse:
    """20 % or, with its document, 25 %."""
    row = list_or_404(request, pk)
    LISTS.rate.demand(request.user, row)

    def again(form: RateForm, refusal: Refusal) -> HttpResponse:
        now = list_or_404(request, pk)
        chosen = both_versions(request, refusal, lambda: RateForm.stored(now), deed="Đặt tỷ lệ")
        return chosen or page(request, now, rate=form, refusal=refusal)

    return answer(lambda: RateForm(request.POST), lambda form: _rate(request, row, form), again)


def _do(request: SignedIn, row: RatingList, act: Show, *, confirmed: bool = False) -> HttpResponse:
    """A deed on what was typed: it reads the law itself, so that the form's rows are not gathered for it."""
    if row.stage == ListStage.CLOSED:
        return page(request, row, refusal=OutOfTurn(row, LISTS.close))
    number = leaf_number(request.GET.get("page"))
    form = ListForm(request.POST, row, listing.named_rows(row, request.user), number=number)
    if form.missing:
        keep_barred(request, form.missing, READ - INTERESTED)
        return _again(request, row, deeds.gone(form.missing, request.user))
    return answer(
        lambda: form,
        lambda form: act(request, row, form),
        lambda form, refusal: _again(request, row, refusal, confirmed=confirmed),
    )


def _look(request: SignedIn, row: RatingList, show: Show) -> HttpResponse:
    """Nothing is done yet: what was typed is shown anew, as it was judged."""
    if row.stage == ListStage.CLOSED:
        return page(request, row, refusal=OutOfTurn(row, LISTS.close))
    form = form_for(request, row, request.POST)
    try:
        if form.missing:
            raise deeds.gone(form.missing, request.user)
        return show(request, row, form)
    except Stale as refusal:
        return _again(request, row, refusal)
    except Refusal as refusal:
        return page(request, row, form, refusal=refusal)


def _again(request: SignedIn, row: RatingList, refusal: Refusal, *, confirmed: bool = False) -> HttpResponse:
    """The list as it now is with everything typed, or both versions of what somebody else saved in between.

    What was confirmed were other ratings and counts: the closing is put before the closer anew.
    """
    fresh = list_or_404(request, row.pk)
    chosen = both_versions(
        request,
        refusal,
        lambda: form_for(request, fresh, only=ids(request.POST.getlist("row"))).kept(),
        deed="Xem lại trước khi chốt" if confirmed else "",
        instead={"act": "close"} if confirmed else None,
        to=address(request, row) if confirmed else "",
    )
    return chosen or page(request, fresh, form_for(request, fresh, request.POST), refusal=refusal)


def _same_answer(request: SignedIn, row: RatingList, form: ListForm) -> HttpResponse:
    """One text into every row whose warnings are not answered yet; like everything typed it is kept by the buttons below."""
    same, data = (form.closing["same_answer"].value() or "").strip(), request.POST.copy()
    board = listing.board_of(row, [one.row for one in form.rows if one.is_bound], request.user)
    waiting = [line for line in board.lines if line.unanswered] if same else []
    for line in waiting:
        data[f"row-{line.row.dossier_id}-answer"] = same
    said = f"Đã điền giải trình cho {len(waiting)} dòng; chưa lưu." if waiting else NOTHING_TO_ANSWER
    messages.info(request, said)
    return page(request, row, form_for(request, row, data), checked=True)


def _save(request: SignedIn, row: RatingList, form: ListForm) -> HttpResponse:
    _keep(request, row, form)
    said = f"Đã lưu nháp danh sách: {len(form.values())} dòng."
    return done(request, said, address(request, row, form.number))


def _turn(request: SignedIn, row: RatingList, form: ListForm, *, to: int) -> HttpResponse:
    """Another page of the list; what was typed on this one is kept as a draft, and where nothing was, nothing is."""
    where = address(request, row, to)
    if not form.is_touched(request.POST.get("version", "")):
        return redirect(where)
    _keep(request, row, form)
    return done(request, f"Đã lưu nháp trang {form.number}: {len(form.values())} dòng.", where)


def _keep(request: SignedIn, row: RatingList, form: ListForm) -> None:
    said = form.closing.cleaned_data
    deeds.save_rows(row, form.values(), by=request.user, seen=seen(request), said=said)


def _ask(request: SignedIn, row: RatingList, form: ListForm) -> HttpResponse:
    """What will happen to how many, before it is done: it cannot be taken back."""
    if not form.is_valid():
        return page(request, row, form)
    if row.version != seen(request):
        raise Stale(row)
    if form.left:
        raise deeds.gone(form.left, request.user)
    if form.unseen:
        raise Newcomer([one.dossier.cadre.full_name for one in form.unseen])
    context = common(request, row) | judged(request, row, form)
    board, reason = context["board"], form.closing.cleaned_data["list_reason"]
    if blocking := listing.standing(board.lines, board.counted, reason=reason, hidden=board.hides):
        raise Refused(blocking)
    rated = [(Rating(one.rating), one.dossier.cadre.full_name) for one in form.whole]
    named = [(rating, [name for given, name in rated if given is rating]) for rating in Rating]
    context |= {
        "sentence": told_of(row, [rating for rating, _ in rated]),
        "named": [(rating, names) for rating, names in named if names],
        "waiting": waiting_of(row),
        "version": going_on(request, row),
    }
    return render(request, "evaluation/lists/confirm.html", context)


def _close(request: SignedIn, row: RatingList, form: ListForm) -> HttpResponse:
    said, rows = form.closing.cleaned_data, form.confirmed()
    deeds.close_list(
        row,
        by=request.user,
        seen=seen(request),
        rows=rows,
        body=said.get("body", ""),
        reason=said["list_reason"],
    )
    told = told_of(row, [values["rating"] for values in rows.values()], will="")
    return done(request, f"Đã chốt danh sách: {told}.", "rating_list", row.pk)


def _rate(request: SignedIn, row: RatingList, form: RateForm) -> HttpResponse:
    rate = form.cleaned_data["rate"]
    deeds.set_rate(row, rate, form.document, by=request.user, seen=seen(request))
    return done(request, f"Đã đặt tỷ lệ Xuất sắc của danh sách là {rate} %.", "rating_list", row.pk)
