"""A year's lists: which there are, one of them as a page."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Dossier, Period
from evaluation.core.permissions import INTERESTED
from evaluation.lists.forms.lists import RateForm
from evaluation.years import listing
from evaluation.years.actions.lists import draw_up
from evaluation.years.forms import ClosingForm, DrawUpForm, ReopenForm, RowForm, YearForm
from evaluation.years.models import YearList, YearListEntry, YearRow
from evaluation.years.moves import YEARS
from evaluation.years.permissions import DRAW_UP
from evaluation.years.stages import YearStage
from evaluation.years.tells import lists_of, offers_of
from pages.deeds import answer, done, status, told
from pages.fields import ids
from pages.forms import BareForm
from pages.versions import going_on, opened
from pages.words import words_of
from regulation.year_ratings import BY_QUARTERS

PAGE = 30
NOT_YOURS = "Danh sách xếp loại năm do cơ quan tham mưu, lãnh đạo đơn vị, hoặc tỉnh lập."


@require_safe
def year_lists(request: SignedIn, year: int) -> HttpResponse:
    """The lists of the year that I may see."""
    _round_or_404(year)
    page = Paginator(lists_of(year, request.user), PAGE).get_page(request.GET.get("page"))
    context = {"year": str(year), "page_obj": page, "draws_up": DRAW_UP.is_held(request.user)}
    return render(request, "evaluation/years/year_lists.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def year_list_draw_up(request: SignedIn, year: int) -> HttpResponse:
    """Which list is to be drawn up, of those that I may and of which somebody is still to be rated."""
    _round_or_404(year)
    if not DRAW_UP.is_held(request.user):
        raise PermissionDenied(NOT_YOURS)
    if request.method != "POST":
        return _offers(request, year, DrawUpForm(None, offers_of(year, request.user)))
    return answer(
        lambda: DrawUpForm(request.POST, offers_of(year, request.user)),
        lambda form: _draw_up(request, form),
        lambda form, refusal: _offers(request, year, form, refusal),
    )


def _round_or_404(year: int) -> None:
    if not Period.objects.filter(year=year).exists():
        raise Http404("Chưa có kỳ đánh giá nào trong năm này.")


def _draw_up(request: SignedIn, form: DrawUpForm) -> HttpResponse:
    chosen = form.offers[form.cleaned_data["place"]]
    row = draw_up(chosen.place, by=request.user)
    return done(request, "Đã lập danh sách; ghi mức xếp loại của từng người rồi chốt.", "year_list", row.pk)


def _offers(request: SignedIn, year: int, form: DrawUpForm, refusal: Refusal | None = None) -> HttpResponse:
    context = {"year": str(year), "form": form, "refusal": told(refusal)}
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/years/draw_up.html", context, status=code)


def list_or_404(request: SignedIn, pk: int) -> YearList:
    """The list, if this person may see it."""
    return get_object_or_404(YearList.objects.visible_to(request.user).select_related("unit"), pk=pk)


def page(
    request: SignedIn,
    year_list: YearList,
    form: YearForm | None = None,
    *,
    refusal: Refusal | None = None,
    checked: bool = False,
    beside: dict[str, BareForm | RateForm] | None = None,
) -> HttpResponse:
    """The list as it stands; after a refusal with everything typed, also where it was closed meanwhile."""
    code = status(refusal) if refusal else 422 if form and not checked else 200
    context = common(request, year_list) | {"refusal": told(refusal)}
    context["findings"] = refusal.findings if refusal else ()
    if year_list.is_shut:
        template, more = "closed", _closed(request, year_list, beside or {}, refusal)
    else:
        template, more = "draft", _draft(request, year_list, form, beside or {}, refusal)
    context |= more | {"checked": checked}
    return render(request, f"evaluation/years/{template}.html", context, status=code)


def common(request: SignedIn, year_list: YearList) -> dict[str, Any]:
    """What a draft, its confirmation and a closed list show."""
    return {
        "list": year_list,
        "closer": YEARS.close.allows(request.user, year_list),
        "drafter": YEARS.draft.allows(request.user, year_list),
        "history": _history(request, year_list),
        "place": reverse("year_list", args=[year_list.pk]),
    }


def _history(request: SignedIn, year_list: YearList) -> QuerySet[YearListEntry]:
    """Whoever stands on it reads why it was closed, or somebody taken up again, once it is made known (ADR 5)."""
    entries = year_list.history.select_related("by", "on_behalf_of").order_by("-pk")
    own = Dossier.objects.filter(INTERESTED.q(request.user)).order_by()
    if year_list.stage != YearStage.PUBLISHED and year_list.rows.filter(dossier__in=own).exists():
        return entries.none()
    return entries


def form_for(request: SignedIn, year_list: YearList, data: QueryDict | None = None) -> YearForm:
    """The draft with what was typed; its rows can be judged."""
    draft = listing.draft_of(year_list, request.user)
    return YearForm(data, draft, closes=YEARS.close.allows(request.user, year_list))


def judged(request: SignedIn, form: YearForm) -> dict[str, Any]:
    """A draft as it was typed: each row as the law sees it, and the cap."""
    board = listing.board_of(form.draft, form.draft.rows, request.user)
    return {
        "form": form,
        "draft": form.draft,
        "board": board,
        "lines": list(zip(board.lines, form.rows, strict=True)),
        "by_quarters": BY_QUARTERS,
    }


def _draft(
    request: SignedIn,
    year_list: YearList,
    form: YearForm | None,
    beside: dict[str, BareForm | RateForm],
    refusal: Refusal | None,
) -> dict[str, Any]:
    form = form or form_for(request, year_list)
    typed = bool(form.sent)
    version = going_on(request, year_list, refusal) if typed else opened(year_list.version, form.kept())
    context = judged(request, form) | {"version": version}
    context["gone"] = _typed_of_gone(request, year_list, form.missing)
    if YEARS.rate.allows(request.user, year_list):
        rate = beside.get("rate") or RateForm.stored(year_list)
        again = going_on(request, year_list, refusal) if rate.is_bound else opened(year_list.version, rate)
        context |= {"rate_form": rate, "rate_version": again}
    return context


def _typed_of_gone(request: SignedIn, year_list: YearList, missing: Collection[int]) -> list[tuple[str, str]]:
    """What was typed of people who do not wait here any more, of those whom this person may see."""
    if not missing:
        return []
    people = Dossier.objects.visible_to(request.user).filter(pk__in=missing).select_related("cadre")
    others = [one for one in people if YearRow(dossier=one).is_others(request.user)]
    gathered = listing.Gathered(year_list, others, request.user)
    lines = [gathered.line(YearRow(year_list=year_list, dossier=one)) for one in others]
    return [words for line in lines for words in words_of(RowForm(request.POST, line))]


def _closed(
    request: SignedIn,
    year_list: YearList,
    beside: dict[str, BareForm | RateForm],
    refusal: Refusal | None,
) -> dict[str, Any]:
    """What was closed, the cap, what may be done; of what was typed too late, to be read and copied."""
    rows = known_rows(request, year_list)
    context = {"rows": rows, "cap": listing.cap_of(year_list, [], request.user)}
    context |= {"version": going_on(request, year_list, refusal)}
    context["publishes"] = YEARS.publish.open_to(request.user, year_list)
    if YEARS.reopen.open_to(request.user, year_list):
        standing = rows.filter(reopened_at=None)
        context["reopen_form"] = beside.get("reopen") or ReopenForm(None, standing)
    whole = [*words_of(beside.get("rate")), *words_of([ClosingForm(request.POST, year_list)["list_reason"]])]
    people = _typed_of_gone(request, year_list, ids(request.POST.getlist("row")))
    return context | {"gone": [*whole, *people]}


def known_rows(request: SignedIn, year_list: YearList) -> "QuerySet[YearRow]":
    """The frozen rows but for one about the reader that is not made known yet."""
    rows = YearRow.objects.known_to(request.user).filter(year_list=year_list)
    return rows.select_related("year_list", "year_rating").order_by("order", "pk")
