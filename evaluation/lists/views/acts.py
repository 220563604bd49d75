"""What is done to a draft list: checked, kept, its rate set, closed after its confirmation."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn, Refusal, Stale
from evaluation.core.stages import ListKind, ListStage
from evaluation.lists import listing
from evaluation.lists.actions import lists as deeds
from evaluation.lists.forms.lists import ListForm, RateForm
from evaluation.lists.models import RatingList
from evaluation.lists.moves import LISTS
from evaluation.lists.views.lists import common, demand, draft, form_for, list_or_404, page
from pages.answers import seen
from regulation.vocabulary import Rating

DONE = {
    ListKind.DIVISION_PROPOSAL: "được đề xuất mức xếp loại",
    ListKind.UNIT_PROPOSAL: "được đề nghị tỉnh xếp loại",
    ListKind.UNIT_DECISION: "được quyết định xếp loại",
    ListKind.PROVINCE_DECISION: "được quyết định xếp loại",
}
NOTHING_TO_ANSWER = "Chưa ghi giải trình chung, hoặc không có dòng nào còn cảnh báo chưa giải trình."


class Newcomer(Refusal):
    """Somebody became ready after the page was opened: the closer has not seen that row."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Vừa có thêm hồ sơ sẵn sàng: {'; '.join(names)}. Xin xem rồi chốt.")


@require_http_methods(["GET", "POST"])
def rating_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One list; a draft is checked, kept or put before the closer for confirmation, by the button pressed."""
    row = list_or_404(request, pk)
    if request.method == "GET":
        return page(request, row)
    demand(request, row)
    act = {"save": _save, "close": _ask, "answer": _answer}.get(request.POST.get("act", ""), _check)
    return _answered(request, row, act)


@require_POST
def rating_list_check(request: HttpRequest, pk: int) -> HttpResponse:
    """htmx: what was typed, judged and counted, without keeping it."""
    row = list_or_404(request, pk)
    demand(request, row)
    if row.stage == ListStage.CLOSED:
        return HttpResponse(headers={"HX-Refresh": "true"})
    form = form_for(request, row, request.POST)
    context = common(request, row) | draft(request, row, form)
    return render(request, "evaluation/lists/_checked.html", context)


@require_POST
def rating_list_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The confirmed closing: typed values are kept, checked and closed in one transaction."""
    row = list_or_404(request, pk)
    demand(request, row)
    return _answered(request, row, _close)


@require_POST
def rating_list_rate(request: HttpRequest, pk: int) -> HttpResponse:
    """20 % or, with its document, 25 %."""
    row = list_or_404(request, pk)
    demand(request, row, "rate")
    form = RateForm(request.POST)
    if not form.is_valid():
        return page(request, row, rate=form)
    try:
        rate = form.cleaned_data["rate"]
        deeds.set_rate(row, rate, form.document, by=request.user, seen=seen(request))
    except Refusal as refusal:
        return page(request, list_or_404(request, pk), rate=form, refusal=refusal)
    messages.success(request, f"Đã đặt tỷ lệ Xuất sắc của danh sách là {rate} %.")
    return redirect("rating_list", pk)


def _answered(request: HttpRequest, row: RatingList, act: Any) -> HttpResponse:
    """Do the act on what was typed; a refusal gives the page back with all of it."""
    if row.stage == ListStage.CLOSED:
        return page(request, row, refusal=OutOfTurn(row, LISTS.moves["close"]))
    form = form_for(request, row, request.POST)
    try:
        if form.missing:
            raise deeds.gone(form.missing, request.user)
        return act(request, row, form)
    except Refusal as refusal:
        fresh = list_or_404(request, row.pk)
        if isinstance(refusal, Stale):
            form = form_for(request, fresh, request.POST)
            form.show_stored()
        return page(request, fresh, form, refusal=refusal)


def _check(request: HttpRequest, row: RatingList, form: ListForm) -> HttpResponse:
    return page(request, row, form, checked=form.is_valid())


def _answer(request: HttpRequest, row: RatingList, form: ListForm) -> HttpResponse:
    """One text into every row whose warnings are not answered yet; like everything typed it is kept by the buttons below."""
    same, data = (form.closing["same_answer"].value() or "").strip(), request.POST.copy()
    board = listing.board_of(row, [one.row for one in form.rows if one.is_bound])
    waiting = [line for line in board.lines if line.unanswered] if same else []
    for line in waiting:
        data[f"row-{line.row.dossier_id}-answer"] = same
    said = f"Đã điền giải trình cho {len(waiting)} dòng; chưa lưu." if waiting else NOTHING_TO_ANSWER
    messages.info(request, said)
    return page(request, row, form_for(request, row, data), checked=True)


def _save(request: HttpRequest, row: RatingList, form: ListForm) -> HttpResponse:
    if not form.is_valid():
        return page(request, row, form)
    deeds.save_rows(row, form.values(), by=request.user, seen=seen(request))
    messages.success(request, f"Đã lưu nháp danh sách: {len(form.values())} dòng.")
    return redirect("rating_list", row.pk)


def _ask(request: HttpRequest, row: RatingList, form: ListForm) -> HttpResponse:
    """What will happen to how many, before it is done: it cannot be taken back."""
    if not form.is_valid():
        return page(request, row, form)
    if row.version != seen(request):
        raise Stale(row)
    unseen = [one.row.dossier.cadre.full_name for one in form.rows if not one.is_bound]
    if unseen:
        raise Newcomer(unseen)
    context = common(request, row) | draft(request, row, form)
    blocking = listing.standing(
        context["board"].lines, context["board"].counted, reason=form.closing.cleaned_data["list_reason"]
    )
    if blocking:
        raise deeds.Refused(blocking)
    sentence = _told(row, [one.row.rating for one in form.rows])
    named = [
        (rating, [one.row.dossier.cadre.full_name for one in form.rows if one.row.rating == rating])
        for rating in Rating
    ]
    context |= {"sentence": sentence, "named": [(rating, names) for rating, names in named if names]}
    return render(request, "evaluation/lists/confirm.html", context)


def _close(request: HttpRequest, row: RatingList, form: ListForm) -> HttpResponse:
    if not form.is_valid():
        return page(request, row, form)
    said = form.closing.cleaned_data
    deeds.close_list(
        row,
        by=request.user,
        seen=seen(request),
        rows=form.values(),
        body=said.get("body", ""),
        reason=said["list_reason"],
    )
    ratings = [values["rating"] for values in form.values().values()]
    messages.success(request, f"Đã chốt danh sách: {_told(row, ratings, will='')}.")
    return redirect("rating_list", row.pk)


def _told(row: RatingList, ratings: list[str], will: str = "sẽ ") -> str:
    """12 đồng chí sẽ được quyết định xếp loại: 2 Xuất sắc, 9 Tốt, 1 Hoàn thành."""
    counted = Counter(ratings)
    parts = [f"{counted[rating]} {rating.short}" for rating in Rating if counted[rating]]
    return f"{len(ratings)} đồng chí {will}{DONE[ListKind(row.kind)]}: {', '.join(parts)}"
