"""A row as one reader may know it."""

from copy import copy
from functools import cache
from typing import Any, NoReturn, TypeVar, cast

from django.db.models import Model
from django.db.models.base import ModelBase

Row = TypeVar("Row", bound=Model)


class ReadOnlyError(TypeError):
    """Somebody tried to save what was only to be read."""


class _Projection:
    """What a projection refuses: its columns are not what the database has."""

    def save_base(self, *args: object, **options: object) -> NoReturn:
        raise ReadOnlyError(f"{self!r} was narrowed for a reader: it cannot be saved.")

    delete = save_base


def project(row: Row, **said: object) -> Row:
    """Make of a row that was fetched for one reader a projection: these columns say what they may know, and nobody saves it."""
    row.__class__ = cast(type[Row], _projection_of(type(row)))
    for column, value in said.items():
        setattr(row, column, value)
    return row


def beside(row: Row, **said: object) -> Row:
    """A projection beside the row, which stays as it is; what is said of a relation stands there in place of its rows."""
    made = project(copy(row))
    made._prefetched_objects_cache = dict(getattr(row, "_prefetched_objects_cache", {}))  # type: ignore[attr-defined]
    for name, value in said.items():
        field: Any = row._meta.get_field(name)
        if field.one_to_many:
            rows = getattr(row, name).all()._chain()
            rows._result_cache, rows._prefetch_done = value, True
            made._prefetched_objects_cache[name] = rows  # type: ignore[attr-defined]
        elif field.is_relation:
            field.set_cached_value(made, value)
        else:
            setattr(made, name, value)
    return made


@cache
def _projection_of(model: type[Model]) -> type[Model]:
    """The model with saving refused; no model of its own, so that no table, migration or permission comes of it."""
    if issubclass(model, _Projection):
        return model
    made = type.__new__(ModelBase, f"{model.__name__}Projection", (_Projection, model), {})
    return cast(type[Model], made)
