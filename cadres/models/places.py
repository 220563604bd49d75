"""Where a post stands: in a body of the province, in a commune, or in a division of one of them (Mục 3)."""

from collections.abc import Iterable

from django.db import models

from cadres.models.units import Unit, UnitKind
from regulation.vocabulary import Tier


class Place(models.TextChoices):
    """Kinds of unit as Mục 3 tells posts apart: the commune's three kinds and its parts are one, a division is its body's."""

    PROVINCE = "province", "tỉnh"
    PROVINCIAL_COMMITTEE = "provincial_committee", "Tỉnh ủy"
    ADVISORY_BODY = "party_advisory_body", "cơ quan tham mưu, giúp việc Tỉnh ủy"
    PARTY_SERVICE = "party_public_service", "đơn vị sự nghiệp của Tỉnh ủy"
    PARTY_COMMITTEE = "party_committee", "đảng ủy trực thuộc Tỉnh ủy"
    OFFICE = "office", "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"
    COUNCIL = "peoples_council", "Hội đồng nhân dân tỉnh"
    COMMITTEE = "peoples_committee", "Ủy ban nhân dân tỉnh"
    FRONT = "front", "Mặt trận Tổ quốc tỉnh"
    DEPARTMENT = "department", "sở, ban, ngành"
    LOCAL = "local", "xã, phường, đặc khu"
    IN_PROVINCE = "in_province", "phòng, ban thuộc tỉnh"
    IN_PROVINCIAL_COMMITTEE = "in_provincial_committee", "phòng, ban thuộc Tỉnh ủy"
    IN_ADVISORY_BODY = "in_party_advisory_body", "phòng, ban thuộc cơ quan tham mưu, giúp việc Tỉnh ủy"
    IN_PARTY_SERVICE = "in_party_public_service", "phòng, ban thuộc đơn vị sự nghiệp của Tỉnh ủy"
    IN_PARTY_COMMITTEE = "in_party_committee", "phòng, ban thuộc đảng ủy trực thuộc Tỉnh ủy"
    IN_OFFICE = "in_office", "phòng thuộc Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"
    IN_COUNCIL = "in_peoples_council", "phòng, ban thuộc Hội đồng nhân dân tỉnh"
    IN_COMMITTEE = "in_peoples_committee", "phòng, ban thuộc Ủy ban nhân dân tỉnh"
    IN_FRONT = "in_front", "ban thuộc Mặt trận Tổ quốc tỉnh"
    IN_DEPARTMENT = "in_department", "phòng thuộc sở, ban, ngành"
    IN_LOCAL = "in_local", "phòng, ban thuộc xã, phường, đặc khu"


_LOCAL = (UnitKind.WARD, UnitKind.COMMUNE, UnitKind.SPECIAL_ZONE, UnitKind.PART)
PROVINCIAL_BODIES = tuple(
    place for place in Place if place != Place.LOCAL and not place.value.startswith("in_")
)
# What the letters of Mục 3 say of where their posts are. Enterprises and public services of the province have no kind of their
# own here: where they are entered as another, the keeper adds that kind to the post. Letters about them alone are left open.
_LETTERS = {
    "3.1.a": (Place.PROVINCE, Place.OFFICE, Place.COUNCIL),
    "3.1.b": (Place.PROVINCE, Place.COMMITTEE),
    "3.1.c": (Place.ADVISORY_BODY, Place.PARTY_SERVICE),
    "3.1.d": (Place.DEPARTMENT,),
    "3.1.đ": (Place.FRONT, Place.IN_FRONT),
    "3.1.e": (Place.PARTY_COMMITTEE, Place.LOCAL),
    "3.2.b": (Place.IN_ADVISORY_BODY, Place.IN_PARTY_SERVICE),
    "3.2.c": (Place.IN_FRONT,),
    "3.2.d": (Place.IN_OFFICE,),
    "3.2.đ": (Place.IN_PARTY_COMMITTEE, Place.LOCAL, Place.IN_LOCAL),
    "3.2.e": (Place.IN_DEPARTMENT, Place.IN_COMMITTEE, Place.IN_LOCAL),
}


def place_of(unit: Unit) -> Place:
    """A division's place is within the nearest unit above that is none."""
    kind, inside = unit.kind, False
    while kind == UnitKind.DIVISION and unit.parent is not None:
        unit, inside = unit.parent, True
        kind = unit.kind
    body = Place.LOCAL if kind in _LOCAL else Place(kind) if kind != UnitKind.DIVISION else Place.PROVINCE
    return Place(f"in_{body.value}") if inside or kind == UnitKind.DIVISION else body


def places_in(tier: str, clause: str) -> list[str]:
    """Where Mục 3 puts such posts, those of the centre in the province's own bodies; empty where it does not say."""
    known = PROVINCIAL_BODIES if tier == Tier.CENTRAL.value else _LETTERS.get(clause, ())
    return [place.value for place in known]


def named(places: Iterable[str]) -> str:
    """In a sentence: "phòng thuộc sở, ban, ngành; phòng, ban thuộc xã, phường, đặc khu"."""
    rest = list(places)
    if set(PROVINCIAL_BODIES) <= set(rest):
        rest = [place for place in rest if place not in PROVINCIAL_BODIES]
        return "; ".join(["cơ quan, tổ chức cấp tỉnh", *(str(Place(place).label) for place in rest)])
    return "; ".join(str(Place(place).label) for place in rest)
