"""What a catalog must have before it is put forward (Phụ lục 1, Bước 2 and 3)."""

from collections.abc import Iterable
from typing import Any

from regulation.findings import Finding, Ground
from regulation.vocabulary import Level


def _owed(code: str, sentence: str) -> Finding:
    return Ground(code, "PL1", Level.PROVINCE, code).block(sentence, "Cơ quan tham mưu bổ sung danh mục.")


def has_items(catalog: Any) -> Iterable[Finding]:
    if not catalog.items.exists():
        yield _owed("catalog-empty", "Danh mục chưa có sản phẩm/công việc nào.")


def has_standard_item(catalog: Any) -> Iterable[Finding]:
    """The coefficient divides by the standard item's points: there must be exactly one."""
    if not catalog.items.filter(is_standard=True).exists():
        yield _owed(
            "no-standard-item", "Danh mục chưa chọn đơn vị sản phẩm/công việc chuẩn để tính hệ số quy đổi."
        )
