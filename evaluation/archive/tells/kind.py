"""A kind of row that is sealed is one object: of which rows there must be a seal, what such a row says, who may see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cadres.models import User
from evaluation.archive.stages import Sealed
from evaluation.lists.actions.decisions import digest

Plain = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """`rows` are those that must be sealed, with all that `says` reads of them."""

    sealed: Sealed
    rows: Callable[[], QuerySet[Any]]
    says: Callable[[Any], Plain]
    visible: Callable[[User], QuerySet[Any]]

    def digest(self, row: Any) -> str:
        return digest(self.says(row))


def columns(row: Any, names: Iterable[str]) -> Plain:
    return {name: getattr(row, name) for name in names}
