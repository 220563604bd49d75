"""What was typed of a collective's result: kept, and told by what differs from before."""

from collections.abc import Mapping

from evaluation.collectives.models import CollectiveAxis, CollectiveField, CollectiveResult, Counts
from evaluation.collectives.tells.due import deputies_of
from evaluation.core.facts.around import COUNTS
from regulation.vocabulary import Rating

COLUMNS = (*COUNTS, "excuse")
LABELS = {field.name: str(field.verbose_name) for field in CollectiveAxis._meta.fields}

Fields = Mapping[int, Mapping[str, int | str]]


def keep(axes: list[CollectiveAxis]) -> None:
    """6.3: an axis stands once, as it was typed last."""
    CollectiveAxis.objects.bulk_create(
        axes, update_conflicts=True, unique_fields=["result", "axis"], update_fields=COLUMNS
    )


def fields_of(result: CollectiveResult, typed: Fields) -> list[CollectiveField]:
    """What was typed of each deputy's field, of those who are deputies there."""
    people = [cadre for cadre in deputies_of(result) if cadre.pk in typed]
    return [CollectiveField(result=result, cadre=cadre, **typed[cadre.pk]) for cadre in people]


def keep_fields(result: CollectiveResult, fields: list[CollectiveField]) -> None:
    """What was typed takes the place of what stood; the field of somebody who has left goes, since no page shows it to amend."""
    others = result.fields.of_deputies().exclude(cadre__in=[field.cadre_id for field in fields])
    result.fields.exclude(pk__in=list(others.values_list("pk", flat=True))).delete()
    CollectiveField.objects.bulk_create(field for field in fields if not field.is_empty)


def changed_fields(result: CollectiveResult, typed: list[CollectiveField]) -> dict[str, list[str]]:
    """The deputy's field → [before, after], of whatever differs; one of somebody who has left goes."""
    before = {field.prefix: said_of(field) for field in result.fields.select_related("cadre")}
    now = {field.prefix: said_of(field) for field in (*result.fields.of_deputies(), *typed)}
    pairs = {key: [before.get(key, ""), now.get(key, "")] for key in before | now}
    return {key: [old, new] for key, (old, new) in pairs.items() if old != new}


def said_of(field: CollectiveField) -> str:
    """đồng chí Lê Văn Bình, Kinh tế: được giao 12, hoàn thành 9; nothing where there is nothing."""
    return "" if field.is_empty else f"đồng chí {field.cadre}, {field.name}: {_said(field)}"


def changed_of(
    result: CollectiveResult, typed: list[CollectiveAxis], rating: str, note: str
) -> dict[str, list[str]]:
    """The axis' number, or the column → [before, after], of whatever differs."""
    before = {axis.axis: _said(axis) for axis in result.axes.all()}
    pairs = {str(axis.axis): [before.get(axis.axis, ""), _said(axis)] for axis in typed}
    pairs |= {"rating": [_word(result.rating), _word(rating)], "note": [result.note, note]}
    return {key: [old, new] for key, (old, new) in pairs.items() if old != new}


def _said(axis: Counts) -> str:
    """được giao 12, hoàn thành 9, bất khả kháng được xác nhận 1 (Công văn số 45); nothing where there is nothing."""
    counts = [(LABELS[name], getattr(axis, name)) for name in COUNTS]
    told = ", ".join(f"{label} {count}" for label, count in counts if count)
    return f"{told} ({axis.excuse})" if axis.excuse else told


def _word(rating: str) -> str:
    return Rating(rating).short if rating else ""
