"""Mẫu 02: a unit's catalog of standard products."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from catalog.models import Catalog
from catalog.stages import Stage
from reporting.sheets import wording
from reporting.sheets.offices import collective, head_of
from reporting.sheets.parts import Sheet, Signature


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of the table; `coefficient` None as long as no standard item is named."""

    number: int
    name: str
    submitted_to: str
    difficulty: str
    product: str
    quantity: Decimal
    schedule: str
    note: str
    points: Decimal
    coefficient: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogSheet(Sheet):
    rows: tuple[ItemRow, ...]
    columns: tuple[str, ...] = wording.CATALOG_COLUMNS


def form02(catalog: Catalog) -> CatalogSheet:
    """Mẫu 02: the rows in their order, coefficients computed from points."""
    head = head_of(catalog.unit, catalog.approved_at)
    return CatalogSheet(
        number="02",
        subject=f"{catalog.unit.name} năm {catalog.year}",
        quarter=None,
        head=head,
        title=(
            wording.CATALOG_TITLE,
            f"{wording.CATALOG_OF}: {catalog.unit.name}",
            f"(Năm {catalog.year})",
        ),
        rows=tuple(_rows(catalog)),
        signature=Signature(collective(catalog.unit), wording.SIGN_AND_SEAL, dated=head.dated),
        note=wording.CATALOG_NOTE,
        remarks=tuple(_remarks(catalog)),
    )


def _rows(catalog: Catalog) -> Iterable[ItemRow]:
    items = list(catalog.items.all())
    standard = next((item.points for item in items if item.is_standard), None)
    for number, item in enumerate(items, start=1):
        yield ItemRow(
            number=number,
            name=item.name,
            submitted_to=item.submitted_to,
            difficulty=item.difficulty,
            product=item.product,
            quantity=item.quantity,
            schedule=item.schedule,
            note=item.note,
            points=item.points,
            coefficient=item.coefficient(standard) if standard else None,
        )


def _remarks(catalog: Catalog) -> Iterable[str]:
    if catalog.stage == Stage.SUPERSEDED:
        yield "Danh mục này đã được thay thế bằng lần phê duyệt sau."
    elif catalog.stage != Stage.APPROVED:
        yield f"Danh mục chưa được phê duyệt (trạng thái: {catalog.get_stage_display()})."
    if catalog.number > 1:
        yield f"Lần ban hành thứ {catalog.number} trong năm {catalog.year}."
