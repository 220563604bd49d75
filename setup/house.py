"""What can be counted about the house: `make house`, or `python setup/house.py [TREE]`.

It fails where files lead to one another in a circle, or an arrow leads up: from a lower floor to a higher one, or between two
rooms of evaluation where the contract "rooms" in pyproject.toml allows none.
"""

import ast
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from statistics import median, quantiles

from house_arrows import Arrow, Source, arrows, circles, read

# From the ground up; of config some files lie beneath everything.
FLOORS = ("regulation", "cadres", "pages", "notices", "catalog", "evaluation", "reporting", "config")
GROUND = ("config/clock", "config/hashers", "config/formats", "config/logging")
# The rooms of evaluation: all others stand at 1, and above them the frame, which is no room.
RANKS = {"core": 0, "home": 2, "demonstration": 2, "": 3}
FRAME = ("models", "urls", "apps", "management", "templatetags")
FEATURE = "plans"  # where there are no rooms: the files of this one
LONG_FILE, LONG_FUNCTION = 300, 40

Row = tuple[str, str]
Pair = tuple[str, str]


@dataclass(frozen=True, order=True)
class Function:
    lines: int
    where: str

    def __str__(self) -> str:
        return f"{self.lines} ({self.where})"


def floor(place: str) -> int:
    return 0 if place.startswith(GROUND) else FLOORS.index(place.split("/")[0])


def room(place: str) -> str:
    """The room of evaluation in which a file stands; "" in the frame above them."""
    app, *inner = PurePosixPath(place).parts
    return inner[0] if app == "evaluation" and len(inner) > 1 and inner[0] not in FRAME else ""


def has_rooms(places: Iterable[str]) -> bool:
    """Whether evaluation is divided into rooms: one of them is `core`."""
    return any(room(place) == "core" for place in places)


def upward(found: list[Arrow], allowed: Iterable[Pair]) -> list[Arrow]:
    """Arrows from a lower floor to a higher one, and between rooms where none is allowed."""
    pairs = set(allowed)
    divided = has_rooms(arrow.end for arrow in found)
    return [arrow for arrow in found if _climbs(arrow) or (divided and _trespasses(arrow, pairs))]


def _climbs(arrow: Arrow) -> bool:
    return floor(arrow.start) < floor(arrow.end)


def _trespasses(arrow: Arrow, allowed: set[Pair]) -> bool:
    """From room to room; a room may know those beneath it, and beside it those that are allowed."""
    if not all(place.startswith("evaluation/") for place in (arrow.start, arrow.end)):
        return False
    pair = room(arrow.start), room(arrow.end)
    here, there = (RANKS.get(name, 1) for name in pair)
    return here < there or (here == there and pair[0] != pair[1] and pair not in allowed)


def offences(found: list[Arrow], allowed: Iterable[Pair]) -> Iterator[Row]:
    for files, way in circles(found):
        yield "circle", f"{len(files)} files: {', '.join(files)}; the shortest way: {' -> '.join(way)}"
    for arrow in upward(found, allowed):
        yield "upward", str(arrow)


def allowed_rooms(root: Path) -> list[Pair]:
    """Which room may know which other: what the contract "rooms" ignores ("evaluation.lists.** -> evaluation.policies.**")."""
    path = root / "pyproject.toml"
    settings = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    contracts = settings.get("tool", {}).get("importlinter", {}).get("contracts", [])
    ignored = [line for one in contracts if one["id"] == "rooms" for line in one["ignore_imports"]]
    sides = ([side.strip().split(".")[1] for side in line.split("->")] for line in ignored)
    return [(start, end) for start, end in sides]


def functions(sources: Iterable[Source]) -> list[Function]:
    """All functions and methods, the longest first."""
    found = (
        Function(int(node.end_lineno or 0) - node.lineno + 1, f"{source.place}:{node.lineno} {node.name}")
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return sorted(found, reverse=True)


def rooms(sources: list[Source]) -> dict[str, list[Source]]:
    """Each room of evaluation with its files; in a tree without rooms all files of one feature."""
    if not has_rooms(source.place for source in sources):
        return {FEATURE: [source for source in sources if FEATURE in source.place]}
    found = defaultdict(list)
    for source in sources:
        if source.app == "evaluation":
            found[room(source.place) or "(frame)"].append(source)
    return dict(sorted(found.items()))


def lines(sources: Iterable[Source]) -> int:
    return sum(source.lines for source in sources)


def anys(sources: Iterable[Source]) -> int:
    """How often `Any` is written, its imports apart."""
    nodes = (node for source in sources for node in ast.walk(source.tree))
    return sum(isinstance(node, ast.Name) and node.id == "Any" for node in nodes)


def figures(code: list[Source], tests: list[Source]) -> Iterator[Row]:
    yield "code", f"{len(code)} files, {lines(code):,} lines"
    yield "tests : code", f"{lines(tests) / lines(code):.2f}, {lines(tests):,} lines of tests"
    longest, *_ = found = functions(code)
    sizes = [one.lines for one in found]
    p90 = quantiles(sizes, n=10, method="inclusive")[-1]
    yield "functions", f"{len(sizes):,}; lines: p50 {median(sizes):g}, p90 {p90:g}, longest {longest}"
    yield "Any", f"{anys(code):,}"
    for name, files in rooms(code).items():
        yield f"room {name}", f"{len(files)} files, {lines(files):,} lines"


def long_ones(code: list[Source]) -> Iterator[Row]:
    """What wants a second look for its length alone."""
    files = sorted((source for source in code if source.lines > LONG_FILE), key=lambda source: -source.lines)
    yield from (("long file", f"{source.lines} ({source.place})") for source in files)
    for one in functions(code):
        if one.lines > LONG_FUNCTION:
            yield "long function", str(one)


def main(root: Path) -> int:
    code = read(root, FLOORS)
    found = arrows(code)
    wrong = list(offences(found, allowed_rooms(root)))
    kinds = [kind for kind, _ in wrong]
    rows = [*figures(code, read(root, ["tests"])), *long_ones(code)]
    rows.append(("circles", str(kinds.count("circle"))))
    rows.append(("upward", f"{kinds.count('upward')} of {len(found):,} arrows"))
    for label, text in rows + wrong:
        print(f"{label:<20}{text}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:2])))
