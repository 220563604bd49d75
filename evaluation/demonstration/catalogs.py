"""The units' catalogs of 2026 (Mẫu 02): drawn up, put forward and approved when the guideline had come."""

from decimal import Decimal

from cadres.models import Duty, Unit
from catalog import actions, permissions
from catalog.models import Catalog, CatalogItem
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.days import NOW, at
from evaluation.demonstration.tables import Row, rows

GROUPS = {  # unit → the tables whose rows its catalog holds
    "TU-BTC": ("TU-BTC",),
    "TU-VP": ("party",),
    "SO-TC": ("department", "SO-TC"),
    "SO-NV": ("department", "SO-NV"),
    "SO-NNMT": ("department", "SO-NNMT"),
    "MTTQ": ("front",),
    "VP-DDBQH-HDND": ("office",),
} | dict.fromkeys(("30307", "30742", "30337", "30787", "31078"), ("commune",))
REDRAFTED, RESUBMITTED = "SO-NV", "30337"

COPIED = ("name", "submitted_to", "difficulty", "product", "schedule", "note")


def products_of(code: str) -> list[Row]:
    """The table's rows for a unit's catalog, the standard item first."""
    return [row for row in rows("products") if row["catalog"] in GROUPS[code]]


def approve_all(actors: Actors) -> dict[str, dict[str, CatalogItem]]:
    """An approved catalog for each managing unit of the demonstration: unit code → name → item."""
    approved = {}
    for place, unit in enumerate(Unit.objects.filter(code__in=GROUPS)):
        catalog = _approved(unit, place, actors)
        items = catalog.items.with_standard_points().select_related("catalog")
        approved[unit.code] = {item.name: item for item in items}
    return approved


def _approved(unit: Unit, place: int, actors: Actors) -> Catalog:
    staff = actors.first(Duty.ORGANISATION_STAFF, permissions.DRAW_UP, Catalog(unit=unit))
    leader = actors.first(Duty.LEADERSHIP, permissions.APPROVE, Catalog(unit=unit))
    with at("2026-06-19 14:00", place):
        catalog = actions.draft_catalog(unit, NOW.year, by=staff)
        for row in products_of(unit.code):
            actions.add_item(catalog, _values(row), by=staff)
    with at("2026-06-22 08:00", place):
        actions.submit(catalog, by=staff)
    with at("2026-06-22 15:00", place):
        return actions.approve(catalog, by=leader)


def _values(row: Row) -> dict[str, object]:
    return {name: row[name] for name in COPIED} | {
        "quantity": Decimal(row["quantity"]),
        "points": Decimal(row["points"]),
        "stated_coefficient": Decimal(row["stated"]) if row["stated"] else None,
        "is_standard": row["standard"] == "yes",
    }


def begin_next_versions(actors: Actors) -> None:
    """One unit draws up a second version, another has put its own before the leadership."""
    for code in (REDRAFTED, RESUBMITTED):
        source = Catalog.objects.get(unit__code=code)
        staff = actors.first(Duty.ORGANISATION_STAFF, permissions.DRAW_UP, source)
        with at("2026-09-18 09:00"):
            catalog = actions.copy_catalog(source, by=staff)
            actions.add_item(catalog, _NEW, by=staff)
        if code == RESUBMITTED:
            with at("2026-09-21 10:00"):
                actions.submit(catalog, by=staff)


_NEW = {
    "name": "Khắc phục hậu quả sạt lở, ngập lụt phát sinh trên địa bàn",
    "submitted_to": "Cấp có thẩm quyền phê duyệt",
    "difficulty": "Khó, đột xuất, tác động trực tiếp đến đời sống Nhân dân",
    "product": "Báo cáo kết quả",
    "schedule": "Khi phát sinh",
    "points": Decimal(160),
    "is_ad_hoc": True,
}
