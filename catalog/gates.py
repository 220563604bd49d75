"""What a catalog must have before it is put forward (Phụ lục 1, Bước 2 and 3)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from regulation.findings import Finding, Ground
from regulation.numbers import vn
from regulation.vocabulary import Level

if TYPE_CHECKING:
    from catalog.models import Catalog

LARGEST = Decimal("9999.9999")  # what a task can keep of a coefficient, with its four decimals


def _owed(code: str, sentence: str) -> Finding:
    return Ground(code, "PL1", Level.PROVINCE, code).block(sentence, "Cơ quan tham mưu bổ sung danh mục.")


def has_items(catalog: "Catalog") -> Iterable[Finding]:
    if not catalog.items.exists():
        yield _owed("catalog-empty", "Danh mục chưa có sản phẩm/công việc nào.")


def has_standard_item(catalog: "Catalog") -> Iterable[Finding]:
    """The coefficient divides by the standard item's points: there must be exactly one."""
    if not catalog.items.filter(is_standard=True).exists():
        yield _owed(
            "no-standard-item", "Danh mục chưa chọn đơn vị sản phẩm/công việc chuẩn để tính hệ số quy đổi."
        )


def has_usable_coefficients(catalog: "Catalog") -> Iterable[Finding]:
    """Points far from the standard item's give a coefficient that rounds to 0, or that no task can keep."""
    items = list(catalog.items.all())
    standard = next((item.points for item in items if item.is_standard), None)
    for number, item in enumerate(items, start=1):
        value = item.coefficient(standard) if standard else None
        if value is not None and not 0 < value <= LARGEST:
            yield _owed(
                "coefficient-range",
                f"Dòng {number} “{item.name}”: hệ số quy đổi là {vn(value)}, phải lớn hơn 0 và không quá {vn(LARGEST)}.",
            )
