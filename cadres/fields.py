"""Columns that keep themselves right: composed text, and keys derived from another column."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from cadres import vietnamese

if TYPE_CHECKING:  # Django's fields take no type arguments at run time
    _Field = models.Field[str, str]
    _CharField = models.CharField[str, str]
    _TextField = models.TextField[str, str]
else:
    _Field, _CharField, _TextField = models.Field, models.CharField, models.TextField


_WITHIN_A_LINE = re.compile(r"[\t\r\n]+")


class _Composed(_Field):
    """Clean and without spaces at its ends: as it is checked, looked for and stored, by `update()` and in bulk too."""

    def to_python(self, value: object) -> object:
        value = super().to_python(value)
        return vietnamese.clean(value).strip() if value and isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> object:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class Line(_Composed, _CharField):
    """One line of text: a break or a tab within it is a space."""

    def to_python(self, value: object) -> object:
        value = super().to_python(value)
        return _WITHIN_A_LINE.sub(" ", value) if isinstance(value, str) else value


class Text(_Composed, _TextField):
    """A text of several lines."""


class Derived(_CharField):
    """A column computed from others when the row is saved; never set by hand, never reached by `update()`."""

    def __init__(
        self, *sources: str, using: Callable[[str], str] = vietnamese.plain, max_length: int = 800
    ) -> None:
        self.sources, self.using = sources, using
        super().__init__(max_length=max_length, editable=False, db_index=True, default="")

    def deconstruct(self) -> tuple[str, str, list[str], dict[str, int | None]]:
        name, path, _, _ = super().deconstruct()
        return name, path, list(self.sources), {"max_length": self.max_length}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = " ".join(str(getattr(model_instance, source) or "") for source in self.sources)
        value = self.using(text)[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


def check_order(valid_from: date | None, valid_until: date | None) -> None:
    """A stretch of days ends on the day on which it begins, or later."""
    if valid_from and valid_until and valid_until < valid_from:
        raise ValidationError({"valid_until": "Ngày kết thúc phải từ ngày bắt đầu trở đi."})


def check_alone(row: models.Model, *alike: str) -> None:
    """No other row that is alike in these columns has a day in common with this one; the sentence names it."""
    if other := in_common(row, *alike):
        until = f"đến ngày {other.valid_until:%d/%m/%Y}" if other.valid_until else "chưa có ngày kết thúc"
        days = f"từ ngày {other.valid_from:%d/%m/%Y}, {until}"
        raise ValidationError(
            f"Trùng thời gian với dòng đã có: {other}, {days}. Xin ghi ngày kết thúc của dòng đó trước."
        )


def in_common(row: models.Model, *alike: str) -> Any:
    """The first other row that is alike in these columns and has a day in common; None where a column is not said yet."""
    first, last = getattr(row, "valid_from"), getattr(row, "valid_until")  # noqa: B009 - any model with two days
    said = {column: getattr(row, column) for column in alike}
    if first is None or None in (value for column, value in said.items() if column != "on_behalf_of_id"):
        return None
    others = type(row)._default_manager.filter(**said).exclude(pk=row.pk)
    others = others.filter(models.Q(valid_until=None) | models.Q(valid_until__gte=first))
    return (others.filter(valid_from__lte=last) if last else others).order_by("valid_from").first()


def begins(column: str, word: str) -> models.Q:
    """Whether a word of a `Derived` search column begins so: "an" finds An and An Giang, not every Văn."""
    return models.Q(**{f"{column}__startswith": word}) | models.Q(**{f"{column}__contains": f" {word}"})
