"""Keeping the tree of units as a list says."""

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from django.db import transaction

from cadres.models import Unit


class UnitRow(TypedDict):
    """A line of a list of units; `parent` is a code, empty at the root."""

    order: int
    code: str
    name: str
    kind: str
    parent: str
    manages_cadres: bool
    party_leads_comprehensively: bool
    verified: bool


class UnknownParentError(ValueError):
    def __init__(self, code: str, parent: str) -> None:
        super().__init__(f"Đơn vị {code}: không có đơn vị cấp trên mang mã {parent}.")


@transaction.atomic
def keep_units(rows: Iterable[UnitRow]) -> Counter[str]:
    """Create or correct units by their code. Units that the list does not name stay as they are.

    Counts `created`, `changed` and `unchanged`. A parent stands before its children.
    """
    known = {unit.code: unit for unit in Unit.objects.without_tree_fields()}
    return Counter(_keep(row, known) for row in rows)


def _keep(row: UnitRow, known: dict[str, Unit]) -> str:
    values: dict[str, object] = {name: value for name, value in row.items() if name != "parent"}
    if row["parent"] and row["parent"] not in known:
        raise UnknownParentError(row["code"], row["parent"])
    values["parent_id"] = known[row["parent"]].pk if row["parent"] else None
    unit = known.setdefault(row["code"], Unit())
    before = {name: getattr(unit, name) for name in values}
    if unit.pk and before == values:
        return "unchanged"
    deed = "changed" if unit.pk else "created"
    for name, value in values.items():
        setattr(unit, name, value)
    unit.save()
    return deed
