"""Drawing up a unit's catalog (Mẫu 02), putting it forward, approving it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.forms.models import model_to_dict
from django.urls import reverse

from cadres.machine import Made, Refusal, lock, record
from cadres.models import Unit, User
from catalog import permissions
from catalog.models import Catalog, CatalogItem
from catalog.moves import CATALOGS
from catalog.stages import Stage
from config import clock
from notices.actions import tell, to_each
from notices.models import Kind, Notice
from regulation.numbers import vn

Values = Mapping[str, object]  # typed into a row, by the column's name

COPIED = (
    "order",
    "name",
    "submitted_to",
    "difficulty",
    "product",
    "quantity",
    "schedule",
    "note",
    "points",
    "stated_coefficient",
    "is_standard",
    "is_ad_hoc",
)


class Unfinished(Refusal):
    """A unit works on one version of a year at a time: a second draft would be lost work."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        super().__init__(
            f"{catalog} đang ở bước “{catalog.get_stage_display()}”: xin hoàn thành bản này trước khi lập bản mới."
        )


class ItemGone(Refusal):
    """Somebody removed the row in between."""

    def __init__(self) -> None:
        super().__init__("Dòng này đã được xóa khỏi danh mục sau khi đồng chí mở trang.")


@transaction.atomic
def draft_catalog(unit: Unit, year: int, *, by: User) -> Catalog:
    """Begin an empty version of the unit's catalog for the year (Phụ lục 1, 2)."""
    return _begin(unit, year, "draft", "Lập danh mục", by=by)


@transaction.atomic
def copy_catalog(source: Catalog, *, by: User, year: int | None = None) -> Catalog:
    """Begin the next version with the rows of an earlier one, for the same year or another."""
    catalog = _begin(
        source.unit,
        year or source.year,
        "copy",
        f"Lập từ danh mục năm {source.year}, lần {source.number}",
        by=by,
    )
    CatalogItem.objects.bulk_create(
        CatalogItem(catalog=catalog, **model_to_dict(item, fields=COPIED)) for item in source.items.all()
    )
    return catalog


def add_item(catalog: Catalog, values: Values, *, by: User, seen: int | None = None) -> CatalogItem:
    """Add a row at the end; `catalog` of the row that is returned is the catalog as it now is."""
    with CATALOGS.edit(catalog, by=by, seen=seen) as catalog:
        last = catalog.items.aggregate(last=Max("order"))["last"] or 0
        item = CatalogItem.objects.create(catalog=catalog, order=last + 1, **values)
        catalog.tell(added=item.name)
    return item


def save_item(item: CatalogItem, values: Values, *, by: User, seen: int | None = None) -> CatalogItem:
    """Change a row; history tells each value before and after."""
    with _editing(item, by=by, seen=seen) as row:
        before = {name: getattr(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        pairs = {name: (old, getattr(row, name)) for name, old in before.items()}
        changed = {name: [_told(old), _told(new)] for name, (old, new) in pairs.items() if old != new}
        row.catalog.tell(item=row.name, changed=changed)
    return row


def remove_item(item: CatalogItem, *, by: User, seen: int | None = None) -> Catalog:
    """Take a row out of the draft; its name and points stay in the history."""
    with _editing(item, by=by, seen=seen) as row:
        row.catalog.tell(removed=row.name, points=_told(row.points))
        row.delete()
    return row.catalog


def move_item(item: CatalogItem, step: int, *, by: User, seen: int | None = None) -> CatalogItem:
    """Move a row so many places down (+) or up (−); at the edge it stays."""
    with _editing(item, by=by, seen=seen) as row:
        rows = list(row.catalog.items.all())
        rows.insert(max(0, rows.index(row) + step), rows.pop(rows.index(row)))
        for order, each in enumerate(rows, start=1):
            each.order = order
        CatalogItem.objects.bulk_update(rows, ["order"])
        row.catalog.tell(moved=row.name, to=rows.index(row) + 1)
    return row


def choose_standard(item: CatalogItem, *, by: User, seen: int | None = None) -> CatalogItem:
    """Make this row the unit of conversion: all coefficients are points over its points (Phụ lục 1, Bước 2 and 3)."""
    with _editing(item, by=by, seen=seen) as row:
        for former in row.catalog.items.filter(is_standard=True).exclude(pk=row.pk):
            former.is_standard = False
            former.save()
        row.is_standard = True
        row.save()
        row.catalog.tell(standard=row.name)
    return row


def submit(catalog: Catalog, *, by: User, seen: int | None = None) -> Catalog:
    """Put the draft before the leadership (Bước 1)."""
    return CATALOGS.submit.make(catalog, by=by, seen=seen)


def return_catalog(catalog: Catalog, *, reason: str, by: User, seen: int | None = None) -> Catalog:
    """Give it back to the staff, with what is to be mended."""
    return CATALOGS.return_.make(catalog, by=by, seen=seen, reason=reason)


@transaction.atomic
def approve(catalog: Catalog, *, by: User, seen: int | None = None) -> Catalog:
    """Approve it; the version in force until now for the same unit and year is superseded in the same transaction."""
    lock(catalog.unit)
    with CATALOGS.approve(catalog, by=by, seen=seen) as catalog:
        catalog.approved_at = clock.now()
        for former in Catalog.objects.filter(unit=catalog.unit_id, year=catalog.year, stage=Stage.APPROVED):
            CATALOGS.supersede.make(former, by=by)
    return catalog


def _begin(unit: Unit, year: int, deed: str, label: str, *, by: User) -> Catalog:
    lock(unit)
    catalog = Catalog(unit=unit, year=year)
    if not permissions.DRAW_UP.allows(by, catalog):
        raise PermissionDenied("Đồng chí không có quyền lập danh mục của đơn vị này.")
    versions = Catalog.objects.filter(unit=unit, year=year)
    if unfinished := versions.unfinished().first():
        raise Unfinished(unfinished)
    catalog.number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    catalog.save()
    record(catalog, deed, label, by=by, behalf=permissions.DRAW_UP.behalf(by, catalog))
    return catalog


@contextmanager
def _editing(item: CatalogItem, *, by: User, seen: int | None) -> Iterator[CatalogItem]:
    """A row of a draft, read again under the lock of its `catalog`."""
    with CATALOGS.edit(item.catalog, by=by, seen=seen) as catalog:
        row = catalog.items.filter(pk=item.pk).first()
        if row is None:
            raise ItemGone
        yield row


def _told(value: object) -> str | bool | None:
    """A value as history keeps and shows it: figures with a decimal comma."""
    if isinstance(value, Decimal):
        return vn(value)
    return value if isinstance(value, bool | None) else str(value)


def tell_of_catalogs(made: Sequence[Made]) -> None:
    """After a catalog was put forward, or came back: whoever is to make the next move hears of it (Bước 1)."""
    tell([notice for one in made if one.arrived for notice in _news(one)])


def _news(one: Made) -> list[Notice]:
    row = one.row
    back = row.stage == Stage.DRAFT
    return to_each(
        one.holders() if back or row.stage == Stage.SUBMITTED else (),
        f"{row}: {'được trả lại để hoàn thiện' if back else 'chờ phê duyệt'}",
        reverse("catalog", args=[row.pk]),
        kind=Kind.RETURNED if back else Kind.WAITS,
        about=f"catalog {one.entry.pk}",
        words=one.entry.reason,
    )
