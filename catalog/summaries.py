"""A catalog as a reader sees it: its rows with their coefficients and warnings, its history, whom it waits for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst

from cadres.models import User
from cadres.vietnamese import lowfirst
from catalog.models import Catalog, CatalogEntry, CatalogItem
from catalog.moves import AWAITED
from regulation.findings import Finding, Ground
from regulation.numbers import vn
from regulation.vocabulary import Level

STATED = Ground("catalog-coefficient", "PL1.2.3", Level.PROVINCE, "Hệ số ghi khác hệ số tính")
AD_HOC = Ground("catalog-ad-hoc-standard", "PL1.2.2", Level.PROVINCE, "Đơn vị chuẩn phát sinh đột xuất")
TWICE = Ground("catalog-item-twice", "PL1.1", Level.PROVINCE, "Dòng trùng lặp")

NAMED = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A line of Mẫu 02; `coefficient` is None while no standard item is chosen."""

    number: int
    item: CatalogItem
    coefficient: Decimal | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of history, as components/timeline.html shows it."""

    at: datetime
    who: str
    on_behalf_of: str
    sentence: str
    reason: str
    changes: list[str]


def rows(catalog: Catalog) -> list[Row]:
    """All lines of the catalog in one query, each with the coefficient computed and what is to be looked at."""
    items = list(catalog.items.all())
    standard = next((item for item in items if item.is_standard), None)
    first: dict[tuple[str, Decimal], int] = {}
    lines = []
    for number, item in enumerate(items, start=1):
        earlier = first.setdefault((item.search_text, item.points), number)
        value = item.coefficient(standard.points) if standard else None
        findings = (*_stated(item, value, standard), *_ad_hoc(item), *_twice(item, number, earlier))
        lines.append(Row(number, item, value, findings))
    return lines


def warnings(lines: Iterable[Row]) -> list[Finding]:
    """What is to be looked at in the whole catalog; nothing here stands in the way of a step."""
    return [finding for line in lines for finding in line.findings]


def waiting_for(stage: str) -> str:
    """Who is expected to act at this stage, by role; empty when nobody is."""
    move = AWAITED.get(stage)
    return f"chờ {move.awaited}" if move else ""


def awaited(catalog: Catalog) -> str:
    """The same with the names of those who hold the right over this unit."""
    move = AWAITED.get(catalog.stage)
    if move is None:
        return ""
    people = User.objects.filter(pk__in=move.by.holders(catalog)).order_by("pk")
    names = [person.display_name for person in people]
    if not names:
        return f"chờ {move.awaited}, nhưng chưa có ai được phân công việc này"
    more = f" và {len(names) - NAMED} người khác" if len(names) > NAMED else ""
    return f"chờ {move.awaited}: {', '.join(names[:NAMED])}{more}"


def history(catalog: Catalog) -> list[Told]:
    """What happened to the catalog, the latest first."""
    entries = catalog.history.select_related("by", "on_behalf_of").order_by("-pk")
    return [_tell(entry) for entry in entries]


def _stated(item: CatalogItem, value: Decimal | None, standard: CatalogItem | None) -> Iterable[Finding]:
    """open-questions 4: coefficients are computed, never typed; what a document says is only compared."""
    if standard is None or value is None or item.stated_coefficient in (None, value):
        return
    yield STATED.warn(
        f"Hệ số ghi trong văn bản là {vn(item.stated_coefficient)}, tính theo điểm là {vn(value)} "
        f"({vn(item.points)} ÷ {vn(standard.points)}).",
        "Sửa điểm chấm công việc, hoặc sửa hệ số ghi trong văn bản; khi tính điểm luôn dùng hệ số tính theo điểm.",
        anchor=f"dong-{item.pk}",
    )


def _ad_hoc(item: CatalogItem) -> Iterable[Finding]:
    """Phụ lục 1, Bước 2: the standard item is regular work, none that arises ad hoc."""
    if item.is_standard and item.is_ad_hoc:
        yield AD_HOC.warn(
            "Đơn vị sản phẩm/công việc chuẩn phải được thực hiện thường xuyên, nhưng dòng này được đánh dấu "
            "là phát sinh đột xuất.",
            "Chọn dòng khác làm chuẩn, hoặc bỏ dấu “phát sinh đột xuất” nếu đánh dấu nhầm.",
            anchor=f"dong-{item.pk}",
        )


def _twice(item: CatalogItem, number: int, earlier: int) -> Iterable[Finding]:
    """Phụ lục 1, 1: no duplicates. The same product with other points is a choice (open-questions 25)."""
    if earlier != number:
        yield TWICE.warn(
            f"Trùng nhiệm vụ, sản phẩm và điểm với dòng {earlier}.",
            "Xóa bớt một dòng, hoặc ghi rõ chỗ khác nhau.",
            anchor=f"dong-{item.pk}",
        )


def _tell(entry: CatalogEntry) -> Told:
    return Told(
        at=entry.at,
        who=entry.by.display_name if entry.by else "Hệ thống",
        on_behalf_of=entry.on_behalf_of.display_name if entry.on_behalf_of else "",
        sentence=f"{lowfirst(entry.label)}.",
        reason=entry.reason,
        changes=list(_changes(entry.changes)),
    )


def _changes(changes: Mapping[str, Any]) -> Iterable[str]:
    for key, sentence in _SENTENCES.items():
        if key in changes:
            yield sentence.format(**changes)
    changed = changes.get("changed", {})
    for (
        field
    ) in CatalogItem._meta.concrete_fields:  # in the form's order, which PostgreSQL's JSON does not keep
        if field.name in changed:
            before, after = map(_shown, changed[field.name])
            yield f"{capfirst(field.verbose_name)}: {before} → {after}"


_SENTENCES = {
    "added": "Thêm dòng “{added}”.",
    "item": "Sửa dòng “{item}”:",
    "removed": "Xóa dòng “{removed}” ({points} điểm).",
    "moved": "Chuyển dòng “{moved}” đến vị trí {to}.",
    "standard": "Chọn “{standard}” làm đơn vị sản phẩm/công việc chuẩn.",
}


def _shown(value: str | bool | None) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return f"“{value}”" if value else "(trống)"
