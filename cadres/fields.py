"""Columns that keep themselves right: composed text, and keys derived from another column."""

from collections.abc import Callable
from typing import Any

from django.db import models

from cadres import vietnamese


class _Composed(models.Field):
    """Stored composed (NFC), without spaces at its ends, without NUL (PostgreSQL has no place for it)."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = vietnamese.nfc(value).replace("\0", "").strip()
            setattr(model_instance, self.attname, value)
        return value


class Line(_Composed, models.CharField):
    """One line of text."""


class Text(_Composed, models.TextField):
    """A text of several lines."""


class Derived(models.CharField):
    """A column computed from others when the row is saved; never set by hand, never reached by `update()`."""

    def __init__(self, *sources: str, using: Callable[[str], str] = vietnamese.plain, **options: Any) -> None:
        self.sources, self.using = sources, using
        super().__init__(**{"max_length": 800, "editable": False, "db_index": True, "default": ""} | options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _, options = super().deconstruct()
        return (
            name,
            path,
            list(self.sources),
            {key: options[key] for key in ("max_length",) if key in options},
        )

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = " ".join(str(getattr(model_instance, source) or "") for source in self.sources)
        value = self.using(text)[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


def begins(column: str, word: str) -> models.Q:
    """Whether a word of a `Derived` search column begins so: "an" finds An and An Giang, not every Văn."""
    return models.Q(**{f"{column}__startswith": word}) | models.Q(**{f"{column}__contains": f" {word}"})
