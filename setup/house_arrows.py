"""Who knows whom: the arrows from file to file, read from imports and from texts that name a module or a model."""

import ast
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

WIRING = "config/settings.py"  # its texts are for Django to read: no arrows
RELATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField")
TYPING_ONLY = ("TYPE_CHECKING", "typing.TYPE_CHECKING")
DOTTED = re.compile(r"[a-z_]+(\.\w+)+")

Kind = Literal["import", "text", "relation"]


@dataclass(frozen=True)
class Source:
    """A file, by its place in the tree."""

    place: str
    lines: int
    tree: ast.Module

    @property
    def module(self) -> str:
        path = PurePosixPath(self.place).with_suffix("")
        return ".".join((path.parent if path.name == "__init__" else path).parts)

    @property
    def app(self) -> str:
        return self.place.split("/")[0]


@dataclass(frozen=True, order=True)
class Arrow:
    start: str
    line: int
    end: str
    kind: Kind

    def __str__(self) -> str:
        return f"{self.start}:{self.line} -> {self.end} ({self.kind})"


def read(root: Path, folders: Iterable[str]) -> list[Source]:
    """Every Python file of these folders; migrations are history, and left out."""
    paths = (path.relative_to(root) for name in folders for path in sorted((root / name).rglob("*.py")))
    return [_parsed(root, path) for path in paths if "migrations" not in path.parts]


def _parsed(root: Path, path: Path) -> Source:
    text = (root / path).read_text(encoding="utf-8")
    return Source(path.as_posix(), len(text.splitlines()), ast.parse(text))


class Atlas:
    """Leads from the name of a module, of something in it, or of a model to the file that holds it."""

    def __init__(self, sources: Iterable[Source]) -> None:
        sources = list(sources)
        self.modules = {source.module: source.place for source in sources}
        self.models = {
            f"{source.app}.{node.name}": source.place
            for source in sources
            if "models" in source.place
            for node in source.tree.body
            if isinstance(node, ast.ClassDef)
        }

    def imported(self, name: str) -> str | None:
        """The longest beginning that is a module of ours: `a.b.Thing` stands in `a.b`."""
        while name and name not in self.modules:
            name = name.rpartition(".")[0]
        return self.modules.get(name)

    def named(self, text: str) -> str | None:
        """A model, or a module beneath an app: `evaluation.view_dossier` is neither."""
        if not DOTTED.fullmatch(text):
            return None
        found = self.models.get(text) or self.imported(text)
        return None if found == self.modules.get(text.split(".")[0]) else found


def arrows(sources: Iterable[Source]) -> list[Arrow]:
    """Every arrow from one of these files to another."""
    sources = list(sources)
    atlas = Atlas(sources)
    return sorted({arrow for source in sources for arrow in _from(source, atlas) if arrow.end != arrow.start})


def _from(source: Source, atlas: Atlas) -> Iterator[Arrow]:
    for node, kind, name in _names(source):
        end = atlas.imported(name) if kind == "import" else atlas.named(name)
        if end:
            yield Arrow(source.place, int(getattr(node, "lineno", 0)), end, kind)


def _names(source: Source) -> Iterator[tuple[ast.AST, Kind, str]]:
    """Whatever might name another file, with the node at which it is said."""
    nodes = list(_live(source.tree))
    related = {id(given): given for node in nodes for given in _related(node)}
    texts = () if source.place == WIRING else (node for node in nodes if id(node) not in related)
    yield from ((node, "import", name) for node in nodes for name in _imports(node, source))
    yield from ((node, "text", text) for node in texts for text in _texts(node))
    for given in related.values():
        for text in _texts(given):
            yield given, "relation", text if "." in text else f"{source.app}.{text}"


def _live(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those that only a type checker reads."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and ast.unparse(node.test) in TYPING_ONLY:
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)


def _imports(node: ast.AST, source: Source) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        folder = PurePosixPath(source.place).parents[node.level - 1].parts if node.level else ()
        start = ".".join([*folder, *filter(None, [node.module])])
        yield from (f"{start}.{alias.name}" for alias in node.names)


def _texts(node: ast.AST) -> Iterator[str]:
    """The text itself; `get_model("app", "Model")` names its model in two of them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Call) and _called(node) == "get_model":
        yield ".".join(text for given in node.args for text in _texts(given))


def _related(node: ast.AST) -> Iterator[ast.AST]:
    """To what a field of a model leads."""
    if isinstance(node, ast.Call) and _called(node) in RELATIONS:
        yield from node.args[:1]
        yield from (word.value for word in node.keywords if word.arg in ("to", "through"))


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def circles(found: Iterable[Arrow]) -> list[tuple[list[str], list[str]]]:
    """Files that all lead to one another, the biggest circle first, each with a shortest way round.

    A model that a field names as text closes no circle.
    """
    ahead: dict[str, set[str]] = {}
    for arrow in found:
        if arrow.kind != "relation":
            ahead.setdefault(arrow.start, set()).add(arrow.end)
    reach = {place: _ways(place, ahead) for place in ahead}
    rings = {frozenset(end for end in ways if place in reach.get(end, ())) for place, ways in reach.items()}
    whole = sorted((sorted(ring) for ring in rings if ring), key=lambda ring: (-len(ring), ring))
    return [(ring, min((_round(place, reach[place]) for place in ring), key=len)) for ring in whole]


def _ways(start: str, ahead: Mapping[str, set[str]]) -> dict[str, str]:
    """Every file that can be reached, each with the one before it on a shortest way."""
    before: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        fresh = sorted(ahead.get(here, set()) - before.keys())
        before |= dict.fromkeys(fresh, here)
        waiting += fresh
    return before


def _round(place: str, before: Mapping[str, str]) -> list[str]:
    way = [place, before[place]]
    while way[-1] != place:
        way.append(before[way[-1]])
    return way[::-1]
