"""The lines of a draft: one form, and four buttons."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn, Refusal
from cadres.requests import SignedIn
from catalog import actions
from catalog.forms import ItemForm
from catalog.models import Catalog, CatalogItem
from catalog.moves import CATALOGS
from pages.deeds import Incomplete, answer, done, missing, seen, status
from pages.versions import both_versions, going_on

STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "HEAD", "POST"])
def catalog_item_new(request: SignedIn, pk: int) -> HttpResponse:
    catalog = _draft(request, pk)
    form = ItemForm(request.POST if request.method == "POST" else None, initial={"quantity": 1})
    return _form(request, catalog, form, lambda values, **who: actions.add_item(catalog, values, **who))


@require_http_methods(["GET", "HEAD", "POST"])
def catalog_item(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = _item(request, _draft(request, pk), item)
    form = _item_form(row, request.POST if request.method == "POST" else None)
    return _form(request, row.catalog, form, lambda values, **who: actions.save_item(row, values, **who), row)


@require_POST
def catalog_item_remove(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = _item(request, _visible(request, pk), item)
    actions.remove_item(row, by=request.user, seen=seen(request))
    return done(request, f"Đã xóa dòng “{row.name}”.", "catalog", pk)


@require_POST
def catalog_item_move(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = _item(request, _visible(request, pk), item)
    step = STEPS.get(request.POST.get("direction", ""))
    if step is None:
        raise Incomplete
    actions.move_item(row, step, by=request.user, seen=seen(request))
    return redirect(_place_of(row))


@require_POST
def catalog_standard(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = _item(request, _visible(request, pk), item)
    actions.choose_standard(row, by=request.user, seen=seen(request))
    said = f"Đã chọn “{row.name}” làm đơn vị sản phẩm/công việc chuẩn; các hệ số được tính lại."
    return done(request, said, _place_of(row))


def _visible(request: SignedIn, pk: int) -> Catalog:
    return get_object_or_404(Catalog.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _draft(request: SignedIn, pk: int) -> Catalog:
    """The catalog whose form is opened; one that is posted is judged by the machine, on the locked row."""
    catalog = _visible(request, pk)
    CATALOGS.edit.demand(request.user, catalog)
    if request.method != "POST" and catalog.stage not in CATALOGS.edit.source:
        raise OutOfTurn(catalog, CATALOGS.edit)
    return catalog


def _item(request: SignedIn, catalog: Catalog, pk: int) -> CatalogItem:
    """A line of this catalog; of one removed meanwhile, whoever may edit it gets back what they typed."""
    item = catalog.items.filter(pk=pk).first()
    if item is None:
        if request.method != "POST" or not CATALOGS.edit.allows(request.user, catalog):
            raise Http404
        foreign, to = CatalogItem.objects.filter(pk=pk), reverse("catalog", args=[catalog.pk])
        raise missing(foreign, ItemForm(request.POST), to)
    item.catalog = catalog
    return item


def _item_form(row: CatalogItem, data: QueryDict | None = None) -> ItemForm:
    return ItemForm(data, initial={name: getattr(row, name) for name in ItemForm.base_fields})


def _form(
    request: SignedIn,
    catalog: Catalog,
    form: ItemForm,
    deed: Callable[..., CatalogItem],
    item: CatalogItem | None = None,
) -> HttpResponse:
    if request.method != "POST":
        return _page(request, catalog, form, item)

    def act(form: ItemForm) -> HttpResponse:
        row = deed(form.cleaned_data, by=request.user, seen=seen(request))
        another = request.POST.get("then") == "another"
        to = reverse("catalog_item_new", args=[row.catalog_id]) if another else _place_of(row)
        return done(request, f"Đã lưu dòng “{row.name}”.", to)

    def again(form: ItemForm, refusal: Refusal) -> HttpResponse:
        now = CatalogItem.objects.filter(pk=item.pk).first() if item else None
        if now and (chosen := both_versions(request, refusal, lambda: _item_form(now))):
            return chosen
        if sentence := str(refusal):
            form.add_error(None, sentence)
        return _page(request, catalog, form, item, refusal)

    return answer(lambda: form, act, again)


def _page(
    request: SignedIn,
    catalog: Catalog,
    form: ItemForm,
    item: CatalogItem | None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    version = going_on(request, catalog, refusal, form)
    context = {"form": form, "catalog": catalog, "item": item, "version": version}
    return render(request, "catalog/item.html", context, status=status(refusal) if refusal else 200)


def _place_of(item: CatalogItem) -> str:
    """Where the row stands on its catalog's page."""
    return f"{reverse('catalog', args=[item.catalog_id])}#dong-{item.pk}"
