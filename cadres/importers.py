"""Lists of units from a file of tab-separated columns."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from cadres import vietnamese
from cadres.actions.units import UnitRow, UnknownParentError, keep_units
from cadres.models.units import UnitKind

UNITS = Path(__file__).parent / "fixtures" / "units.tsv"

FLAGS = {"yes": True, "no": False}
COLUMNS: dict[str, Callable[[str], object]] = {
    "order": int,
    "code": vietnamese.clean,
    "name": vietnamese.clean,
    "kind": lambda text: UnitKind(text).value,
    "parent": vietnamese.clean,
    "manages_cadres": FLAGS.__getitem__,
    "party_leads_comprehensively": FLAGS.__getitem__,
    "verified": FLAGS.__getitem__,
}


class UnreadableError(ValueError):
    """The file is not a list of units; the sentence says where."""


def load_units(path: Path = UNITS) -> Counter[str]:
    """Bring the tree of units in line with the file, by code; the same file twice changes nothing."""
    try:
        return keep_units(read_units(path))
    except UnknownParentError as problem:
        raise UnreadableError(str(problem)) from problem


def read_units(path: Path) -> Iterator[UnitRow]:
    """The rows of the file, each value of its column's type."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        if missing := COLUMNS.keys() - set(reader.fieldnames or ()):
            raise UnreadableError(f"Thiếu cột: {', '.join(sorted(missing))}.")
        for row in reader:
            yield _read(row, reader.line_num)


def _read(row: dict[str, str], line: int) -> UnitRow:
    values: dict[str, object] = {}
    for name, convert in COLUMNS.items():
        try:
            values[name] = convert((row[name] or "").strip())
        except (ValueError, KeyError) as problem:
            raise UnreadableError(
                f"Dòng {line}, cột {name}: giá trị “{row[name]}” không hợp lệ."
            ) from problem
    if not values["code"] or not values["name"]:
        raise UnreadableError(f"Dòng {line}: thiếu mã hoặc tên đơn vị.")
    return cast("UnitRow", values)
