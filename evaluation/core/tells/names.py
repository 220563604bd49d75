"""Names as papers print them: kept with what was decided, and read from there ever after, whatever is renamed later."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import chain
from typing import Any

from django.db.models import prefetch_related_objects

from cadres.models import Appointment, Unit, beside
from evaluation.core.facts import careers, gather
from evaluation.core.models import Dossier, DossierEntry

OFFICE = ("code", "name", "kind", "party_leads_comprehensively")
POSTS = ("party_post", "government_post", "mass_post")

Line = list[dict[str, Any]]


def lines_to(units: Iterable[int]) -> dict[int, Line]:
    """By the key of each unit the names of all above it and its own, from the root down; two queries for any number."""
    paths = {unit.pk: unit.tree_path for unit in Unit.objects.filter(pk__in=set(units))}
    found = Unit.objects.without_tree_fields().in_bulk(set(chain.from_iterable(paths.values())))
    return {pk: [_office(found[above]) for above in path] for pk, path in paths.items()}


def names_of(dossier: Dossier, line: Line) -> dict[str, Any]:
    """Of a person: name and day of birth, posts, their unit with those above it (`line`), the unit that manages them."""
    born = dossier.cadre.birth_date
    return {
        "name": dossier.cadre.full_name,
        "birth_date": born.isoformat() if born else "",
        "posts": {post: getattr(dossier, post) for post in POSTS},
        "unit": line,
        "managing_unit": [_office(dossier.managing_unit)],
    }


def as_named(dossier: Dossier, names: Mapping[str, Any]) -> Dossier:
    """The dossier under the names that were kept: a projection, to be read and not saved. Itself where none were."""
    if not names:
        return dossier
    born = date.fromisoformat(names["birth_date"]) if names["birth_date"] else None
    return beside(
        dossier,
        cadre=beside(dossier.cadre, full_name=names["name"], birth_date=born),
        unit=unit_as_named(dossier.unit, names["unit"]),
        managing_unit=unit_as_named(dossier.managing_unit, names["managing_unit"]),
        **names["posts"],
    )


def names_around(dossiers: Sequence[Dossier]) -> dict[int, dict[str, Any]]:
    """By the key of each dossier what its grounds name beside the person, by keys: units, posts, who answered an excuse."""
    prefetch_related_objects(dossiers, "seats__unit", "remarks__from_unit", careers()[0])
    people = _answering(dossiers)
    return {
        dossier.pk: {
            "units": {str(unit.pk): _office(unit) for unit in _units_around(dossier)},
            "positions": {str(post.position_id): post.position.name for post in _posts(dossier)},
            "people": people[dossier.pk],
        }
        for dossier in dossiers
    }


def around_as_named(dossier: Dossier, names: Mapping[str, Any]) -> Dossier:
    """The dossier, its seats, remarks and the person's posts under the names that were kept. Itself where none were."""
    units, positions = names.get("units", {}), names.get("positions", {})
    if not units:
        return dossier

    def named(unit: Unit) -> Unit:
        return beside(unit, **units.get(str(unit.pk), {}))

    def post_named(post: Appointment) -> Appointment:
        name = positions.get(str(post.position_id), post.position.name)
        return beside(post, unit=named(post.unit), position=beside(post.position, name=name))

    gather(dossier)  # a projection has of its relations what is read by now
    return beside(
        dossier,
        cadre=beside(dossier.cadre, appointments=[post_named(post) for post in _posts(dossier)]),
        seats=[beside(seat, unit=named(seat.unit)) for seat in dossier.seats.all()],
        remarks=[beside(row, from_unit=named(row.from_unit)) for row in dossier.remarks.all()],
    )


def unit_as_named(unit: Unit, line: Line | None) -> Unit:
    """The unit under its kept name, beneath the kept names of those above it. Itself where none were kept."""
    if not line:
        return unit
    *above, own = line
    parent = reduce(lambda parent, office: Unit(parent=parent, **office), above, None)
    return beside(unit, parent=parent, **own)


def _posts(dossier: Dossier) -> Sequence[Appointment]:
    return list(dossier.cadre.appointments.all())


def _units_around(dossier: Dossier) -> Iterable[Unit]:
    """Of the collectives that the person leads (6.3), of the old units that speak (7.b), of the posts held or begun."""
    seats = (seat.unit for seat in dossier.seats.all())
    remarks = (remark.from_unit for remark in dossier.remarks.all())
    return chain(seats, remarks, (post.unit for post in _posts(dossier)))


def _answering(dossiers: Iterable[Dossier]) -> Mapping[int, dict[str, str]]:
    """6.1: by the key of each dossier whoever stands in the lines of its history about an excuse."""
    told = DossierEntry.objects.filter(dossier__in=dossiers, changes__has_key="excuse")
    people: dict[int, dict[str, str]] = defaultdict(dict)
    for entry in told.select_related("by", "on_behalf_of"):
        known = (user for user in (entry.by, entry.on_behalf_of) if user)
        people[entry.dossier_id] |= {str(user.pk): str(user) for user in known}
    return people


def _office(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in OFFICE}
