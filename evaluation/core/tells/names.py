"""Names as papers print them: kept with what was decided, and read from there ever after, whatever is renamed later."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from itertools import chain
from typing import Any

from cadres.models import Unit, beside
from evaluation.core.models import Dossier

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


def unit_as_named(unit: Unit, line: Line | None) -> Unit:
    """The unit under its kept name, beneath the kept names of those above it. Itself where none were kept."""
    if not line:
        return unit
    *above, own = line
    parent = reduce(lambda parent, office: Unit(parent=parent, **office), above, None)
    return beside(unit, parent=parent, **own)


def _office(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in OFFICE}
