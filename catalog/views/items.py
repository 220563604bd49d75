"""The lines of a draft: one form, and four buttons."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import OutOfTurn, Refusal, Stale
from cadres.requests import SignedIn
from catalog import actions
from catalog.forms import ItemForm
from catalog.models import Catalog, CatalogItem
from catalog.moves import CATALOGS
from pages.answers import Incomplete, seen, status

STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "POST"])
def catalog_item_new(request: SignedIn, pk: int) -> HttpResponse:
    catalog = _draft(request, pk)
    form = ItemForm(request.POST if request.method == "POST" else None, initial={"quantity": 1})
    return _form(request, catalog, form, lambda values, **who: actions.add_item(catalog, values, **who))


@require_http_methods(["GET", "POST"])
def catalog_item(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = _item(_draft(request, pk), item)
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(row, name) for name in ItemForm.base_fields},
    )
    return _form(request, row.catalog, form, lambda values, **who: actions.save_item(row, values, **who), row)


@require_POST
def catalog_item_remove(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = _item(_visible(request, pk), item)
    actions.remove_item(row, by=request.user, seen=seen(request))
    messages.success(request, f"Đã xóa dòng “{row.name}”.")
    return redirect("catalog", pk)


@require_POST
def catalog_item_move(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = _item(_visible(request, pk), item)
    step = STEPS.get(request.POST.get("direction", ""))
    if step is None:
        raise Incomplete
    actions.move_item(row, step, by=request.user, seen=seen(request))
    return _back_to(row)


@require_POST
def catalog_standard(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = _item(_visible(request, pk), item)
    actions.choose_standard(row, by=request.user, seen=seen(request))
    messages.success(
        request, f"Đã chọn “{row.name}” làm đơn vị sản phẩm/công việc chuẩn; các hệ số được tính lại."
    )
    return _back_to(row)


def _visible(request: SignedIn, pk: int) -> Catalog:
    return get_object_or_404(Catalog.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _draft(request: SignedIn, pk: int) -> Catalog:
    """The catalog whose form is opened; one that is posted is judged by the machine, on the locked row."""
    catalog, edit = _visible(request, pk), CATALOGS.moves["edit"]
    if not edit.by.allows(request.user, catalog):
        raise PermissionDenied("Đồng chí không có quyền sửa danh mục này.")
    if request.method == "GET" and catalog.stage not in edit.source:
        raise OutOfTurn(catalog, edit)
    return catalog


def _item(catalog: Catalog, pk: int) -> CatalogItem:
    item = get_object_or_404(catalog.items, pk=pk)
    item.catalog = catalog
    return item


def _form(
    request: SignedIn,
    catalog: Catalog,
    form: ItemForm,
    deed: Callable[..., CatalogItem],
    item: CatalogItem | None = None,
) -> HttpResponse:
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, deed(form.cleaned_data, by=request.user, seen=seen(request)))
        except Refusal as caught:
            refusal = caught
            form.add_error(None, str(caught))
    context: dict[str, object] = {"form": form, "catalog": catalog, "item": item, "version": catalog.version}
    if isinstance(refusal, Stale):
        context["version"] = refusal.row.version
        stored = CatalogItem.objects.filter(pk=item.pk).first() if item else None
        context["stored"] = form.compare(stored) if stored else ()
    return render(request, "catalog/item.html", context, status=status(refusal) if form.is_bound else 200)


def _saved(request: SignedIn, item: CatalogItem) -> HttpResponse:
    messages.success(request, f"Đã lưu dòng “{item.name}”.")
    if request.POST.get("then") == "another":
        return redirect("catalog_item_new", item.catalog_id)
    return _back_to(item)


def _back_to(item: CatalogItem) -> HttpResponse:
    return redirect(f"{reverse('catalog', args=[item.catalog_id])}#dong-{item.pk}")
