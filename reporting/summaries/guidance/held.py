"""Which tests hold which sentence: those that say so with `@pytest.mark.clause(code, …)`, read without running them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class MarkedTest:
    """A test with the codes that it is marked with; its name is a sentence."""

    path: str
    name: str
    codes: str

    @property
    def sentence(self) -> str:
        """A task undone limits unless excused: its name, read aloud."""
        return self.name.removeprefix("test_").replace("_", " ")


def marked_tests(root: Path) -> list[MarkedTest]:
    """Every marked test beneath `root`/tests, by file, in the order of the file."""
    return [
        MarkedTest(path.relative_to(root).as_posix(), name, codes)
        for path in sorted((root / "tests").rglob("test_*.py"))
        for name, codes in _marked_in(path.read_text(encoding="utf-8"))
    ]


def _marked_in(source: str) -> Iterator[tuple[str, str]]:
    if "mark.clause" not in source:
        return
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            codes = [code for mark in node.decorator_list for code in _codes_of(mark)]
            if codes:
                yield node.name, " ".join(codes)


def _codes_of(mark: ast.expr) -> Iterator[str]:
    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.clause":
        for argument in mark.args:
            yield ast.literal_eval(argument)
