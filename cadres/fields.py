"""Columns that keep themselves right: composed text, and keys derived from another column."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce

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
        raise ValidationError(
            f"Trùng thời gian với dòng đã có: {_named(other)}. Xin ghi ngày kết thúc của dòng đó trước."
        )


def in_common(row: models.Model, *alike: str) -> Any:
    """The first other row that is alike in these columns and has a day in common.

    None where a column is not said yet, or where the days are none.
    """
    first, last = _days(row)
    said = {column: getattr(row, column) for column in alike}
    if (
        first is None
        or (last and last < first)
        or None in (value for column, value in said.items() if column != "on_behalf_of_id")
    ):
        return None
    others = others_of(row).filter(**said)
    others = others.filter(models.Q(valid_until=None) | models.Q(valid_until__gte=first))
    return (others.filter(valid_from__lte=last) if last else others).order_by("valid_from").first()


def others_of(row: models.Model) -> "models.QuerySet[Any]":
    """The other rows of its table, without those that are written in the same save: they count as they will be."""
    return type(row)._default_manager.exclude(pk__in=[row.pk, *getattr(row, "written_along", ())])


def step_aside(rows: Iterable[models.Model]) -> None:
    """Rows that are about to be written or deleted leave their days first.

    PostgreSQL looks at each row as it is written: in whatever order they come, none may still stand where another goes.
    """
    for place, row in enumerate(rows):
        nobodys = date.min + timedelta(days=place)
        type(row)._default_manager.filter(pk=row.pk).update(valid_from=nobodys, valid_until=nobodys)


def _days(row: models.Model) -> tuple[date | None, date | None]:
    return getattr(row, "valid_from"), getattr(row, "valid_until")  # noqa: B009 - any model with two days


def _overlap(row: models.Model, other: models.Model) -> bool:
    """Where a first day is not said yet nothing is."""
    (first, last), (begun, ended) = _days(row), _days(other)
    if first is None or begun is None:
        return False
    return (last is None or begun <= last) and (ended is None or first <= ended)


def _named(row: models.Model) -> str:
    """The row with its days."""
    first, last = _days(row)
    until = f"đến ngày {last:%d/%m/%Y}" if last else "chưa có ngày kết thúc"
    return f"{row}, từ ngày {first:%d/%m/%Y}, {until}"


class Alone(ExclusionConstraint):
    """Rows alike in these columns have no day in common: asked with a sentence, and held by PostgreSQL where two write at once.

    SQLite knows no such constraint, and needs none: it has one writer at a time, and each asks before.
    """

    def __init__(self, *, alike: Sequence[str], name: str) -> None:
        self.alike = tuple(alike)
        days = models.Func("valid_from", "valid_until", models.Value("[]"), function="daterange")
        same = [(Coalesce(column, 0), RangeOperators.EQUAL) for column in alike if column.endswith("_id")]
        words = [(column, RangeOperators.EQUAL) for column in alike if not column.endswith("_id")]
        super().__init__(name=name, expressions=[*same, *words, (days, RangeOperators.OVERLAPS)])

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, _ = super().deconstruct()
        return path, args, {"alike": self.alike, "name": self.name}

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        return super().constraint_sql(model, schema_editor) if _excludes(schema_editor) else None

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        return super().create_sql(model, schema_editor) if _excludes(schema_editor) else None

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return super().remove_sql(model, schema_editor) if _excludes(schema_editor) else None

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        check_alone(instance, *self.alike)

    def check_apart(self, row: models.Model, others: Iterable[models.Model]) -> None:
        """The same among rows that are written together and stand in no table yet."""
        for other in others:
            same = all(getattr(row, column) == getattr(other, column) for column in self.alike)
            if same and _overlap(row, other):
                raise ValidationError(f"Trùng thời gian với một dòng khác cùng nhập: {_named(other)}.")


def _excludes(schema_editor: Any) -> bool:
    return bool(schema_editor.connection.vendor == "postgresql")


def begins(column: str, word: str) -> models.Q:
    """Whether a word of a `Derived` search column begins so: "an" finds An and An Giang, not every Văn."""
    return models.Q(**{f"{column}__startswith": word}) | models.Q(**{f"{column}__contains": f" {word}"})
