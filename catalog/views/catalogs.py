"""The list of catalogs, one catalog, and its moves."""

from collections.abc import Callable
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import machine
from cadres.machine import Refusal
from cadres.mandates import holds
from cadres.models import Duty
from cadres.requests import SignedIn
from cadres.vietnamese import lowfirst
from catalog import actions, permissions, summaries
from catalog.forms import CatalogFilter, CatalogForm, YearForm
from catalog.models import Catalog
from catalog.moves import CATALOGS, Move
from pages.deeds import Incomplete, answer, done, seen, status
from pages.fields import written
from pages.forms import BareForm

PAGE = 50
# Moves with which more is written than the move.
DEEDS: dict[machine.Move, Callable[..., Catalog]] = {CATALOGS.approve: actions.approve}


@require_safe
def catalogs(request: SignedIn) -> HttpResponse:
    visible = Catalog.objects.visible_to(request.user)
    years = visible.order_by("-year").values_list("year", flat=True).distinct()
    form = CatalogFilter(request.GET, years=years)
    found = (
        form.apply(visible)
        .select_related("unit")
        .annotate(size=Count("items"))
        .order_by(*(Catalog._meta.ordering or ()))
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    lines = [(catalog, summaries.waiting_for(catalog.stage)) for catalog in page]
    may_draft = holds(request.user, Duty.ORGANISATION_STAFF)
    context = {"form": form, "page_obj": page, "lines": lines, "may_draft": may_draft}
    return render(request, "catalog/catalogs.html", context | {"filtered": bool(request.GET)})


@require_safe
def catalog(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def catalog_new(request: SignedIn) -> HttpResponse:
    form = CatalogForm(request.POST if request.method == "POST" else None, user=request.user)
    return _begin(request, form, "catalog/new.html", partial(actions.draft_catalog, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def catalog_copy(request: SignedIn, pk: int) -> HttpResponse:
    source = _visible(request, pk)
    form = YearForm(request.POST if request.method == "POST" else None, like=source.year)
    return _begin(
        request,
        form,
        "catalog/copy.html",
        partial(actions.copy_catalog, source, by=request.user),
        source=source,
    )


@require_POST
def catalog_move(request: SignedIn, pk: int) -> HttpResponse:
    row, move = _visible(request, pk), CATALOGS.moves.get(request.POST.get("move", ""))
    if not isinstance(move, Move) or not move.done:
        raise Incomplete

    def act(form: BareForm) -> HttpResponse:
        given = {"reason": written(request.POST.get("reason", ""))} if move.owes_reason else {}
        deed = DEEDS.get(move) or move.make
        deed(row, by=request.user, seen=seen(request), **given)
        return done(request, move.done, "catalog", pk)

    return answer(
        lambda: BareForm(request.POST),
        act,
        lambda form, refusal: _page(request, _visible(request, pk), refusal),
    )


def _visible(request: SignedIn, pk: int) -> Catalog:
    return get_object_or_404(Catalog.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _begin(
    request: SignedIn,
    form: YearForm,
    template: str,
    deed: Callable[..., Catalog],
    source: Catalog | None = None,
) -> HttpResponse:
    """A new version, empty or copied: whoever is nobody's staff has no such page."""
    if not (holds(request.user, Duty.ORGANISATION_STAFF) and _may_draw_up(request, source)):
        raise PermissionDenied("Đồng chí không có quyền lập danh mục.")
    context = {"form": form, "source": source}
    if request.method != "POST":
        return render(request, template, context)

    def act(form: YearForm) -> HttpResponse:
        row = deed(**form.cleaned_data)
        return done(request, f"Đã lập {lowfirst(str(row))}.", "catalog", row.pk)

    def again(form: YearForm, refusal: Refusal) -> HttpResponse:
        if sentence := str(refusal):
            form.add_error(None, sentence)
        return render(request, template, context, status=status(refusal))

    return answer(lambda: form, act, again)


def _may_draw_up(request: SignedIn, source: Catalog | None) -> bool:
    return source is None or permissions.DRAW_UP.allows(request.user, source)


def _page(request: SignedIn, row: Catalog, refusal: Refusal | None = None) -> HttpResponse:
    lines = summaries.rows(row)
    moves = CATALOGS.available(row, request.user)
    context = {
        "catalog": row,
        "lines": lines,
        "warned": len(summaries.warnings(lines)),
        "moves": moves,
        "may_edit": CATALOGS.edit in moves.values(),
        "may_copy": permissions.DRAW_UP.allows(request.user, row),
        "awaited": summaries.awaited(row),
        "history": summaries.history(row),
        "refusal": refusal,
        "findings": refusal.findings if refusal else (),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "catalog/catalog.html", context, status=status(refusal) if refusal else 200)
