"""Units as they stand in a form's head, its place and its signature block."""

from datetime import date, datetime

from cadres.models import Unit
from cadres.models.units import UnitKind
from cadres.vietnamese import lowfirst
from reporting.sheets.parts import Head, dated

_COMMITTEES = (UnitKind.PROVINCE, UnitKind.PROVINCIAL_COMMITTEE)


def lineage(unit: Unit) -> list[Unit]:
    """The unit and those above it, itself first: as they were named when they were kept with it, else by one query."""
    if not Unit._meta.get_field("parent").is_cached(unit):
        return list(unit.ancestors(include_self=True))[::-1]
    return [unit, *lineage(unit.parent)] if unit.parent else [unit]


def office_name(unit: Unit) -> str:
    """Under which name the unit issues papers: a ward led by its party committee is Đảng ủy phường …"""
    if unit.kind == UnitKind.PROVINCE:
        return f"Tỉnh ủy {bare_name(unit)}"
    if unit.is_local and unit.party_leads_comprehensively:
        return f"Đảng ủy {lowfirst(unit.name)}"
    return unit.name


def bare_name(unit: Unit) -> str:
    """The place without its rank: Bình Đức, An Giang."""
    for rank in ("Tỉnh ủy ", "Tỉnh ", "Phường ", "Xã ", "Đặc khu "):
        if unit.name.startswith(rank):
            return unit.name.removeprefix(rank)
    return unit.name


def place_of(line: list[Unit]) -> str:
    """Where a paper is signed: the commune's own name, else the province's."""
    return bare_name(next((unit for unit in line if unit.is_local), line[-1]))


def head_of(unit: Unit, day: date | datetime | None = None, *, with_date: bool = True) -> Head:
    """The issuing body, its superior above it, place and date."""
    line = lineage(unit)
    body = office_name(unit)
    above = [name for name in map(office_name, line[1:]) if name.casefold() != body.casefold()]
    superior = above[0] if above and unit.kind not in _COMMITTEES else ""
    return Head(superior.upper(), body.upper(), dated(place_of(line), day) if with_date else "")


def collective(unit: Unit, body: str = "") -> tuple[str, ...]:
    """Who acts for the unit: its standing committee where the party leads comprehensively, else its leadership.

    For the province the list says which body decided (`body`: Ban Thường vụ Tỉnh ủy, Thường trực Tỉnh ủy).
    """
    if unit.kind in _COMMITTEES:
        return (f"T/M {body or 'Ban Thường vụ Tỉnh ủy'}".upper(),)
    if unit.party_leads_comprehensively:
        return ("T/M BAN THƯỜNG VỤ", office_name(unit).upper())
    return ("T/M TẬP THỂ LÃNH ĐẠO", unit.name.upper())
