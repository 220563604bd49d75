"""A kind of row that is sealed is one object: of which rows there must be a seal, what such a row says, who may see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cadres.models import User
from evaluation.archive.stages import Sealed
from evaluation.lists.actions.decisions import digest

Plain = dict[str, Any]


def _always(_: Any) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """`rows` are those that must be sealed, with all that `says` reads of them.

    A long content is sealed by its proof, a digest that the row keeps beside it: `content` are its columns, which a table of
    thousands does not read, and `whole` whether they still are what the proof was taken of. `stands`: what other rows tell of
    this one says the same.
    """

    sealed: Sealed
    rows: Callable[[], QuerySet[Any]]
    says: Callable[[Any], Plain]
    visible: Callable[[User], QuerySet[Any]]
    stands: Callable[[Any], bool] = _always
    whole: Callable[[Any], bool] = _always
    content: tuple[str, ...] = ()

    def digest(self, row: Any) -> str:
        return digest(self.says(row))

    def agrees(self, row: Any, sealed: str, *, at_a_glance: bool = False) -> bool:
        """Whether it says what was sealed of it; `at_a_glance` without its content."""
        return self.digest(row) == sealed and self.stands(row) and (at_a_glance or self.whole(row))


def columns(row: Any, names: Iterable[str]) -> Plain:
    return {name: getattr(row, name) for name in names}
