"""The manifest of a sending: every part with its digest, as it is handed over (ADR 19)."""

from collections.abc import Mapping, Sequence
from typing import Any

from cadres.models import User
from evaluation.core.tells.names import lines_to
from evaluation.lists.actions.decisions import digest
from evaluation.lists.models import RatingList, RatingRow
from evaluation.packages.models import Package, Paper
from evaluation.packages.tells.items import BY_KEY, Line

# What a table prints of a row, frozen when its list was closed.
PRINTED = ("order", "name", "post", "unit_name", "self_rating", "rating", "printed_ground", "personnel")
OTHER = "Tài liệu kèm theo"


def manifest(
    package: Package,
    lines: Sequence[Line],
    rows: Sequence[RatingRow],
    forms: Mapping[int, str],
    papers: Sequence[Paper],
    by: User,
) -> dict[str, Any]:
    """Of what the package consists; `forms` are the digests of Mẫu 03 by the key of the row that they were rated on."""
    return {
        "name": package.name,
        "period": package.period.code,
        "unit": lines_to([package.unit_id])[package.unit_id],
        "to": package.whither,
        "by": str(by),
        "items": [{"key": one.item.key, "title": one.title, "told": one.told.word} for one in lines],
        "parts": [
            *(_paper(package, paper) for paper in papers),
            *_tables(package, rows),
            *(_form(row, forms[row.pk]) for row in rows),
        ],
    }


def _paper(package: Package, paper: Paper) -> dict[str, Any]:
    item = BY_KEY.get(paper.item)
    return {
        "item": paper.item,
        "title": item.named(package) if item else OTHER,
        "name": paper.file.name,
        "file": paper.pk,
        "signed": paper.told,
        "digest": paper.file.digest,
    }


def _tables(package: Package, rows: Sequence[RatingRow]) -> list[dict[str, Any]]:
    """A part each closed list of which somebody still stands, with the frozen rows themselves."""
    lists: dict[int, list[RatingRow]] = {}
    for row in rows:
        lists.setdefault(row.rating_list_id, []).append(row)
    return [_table(package, found[0].rating_list, found) for found in lists.values()]


def _table(package: Package, rating_list: RatingList, rows: Sequence[RatingRow]) -> dict[str, Any]:
    told = [{column: getattr(row, column) for column in PRINTED} for row in rows]
    again = f", bổ sung lần {rating_list.sequence - 1}" if rating_list.sequence > 1 else ""
    closed_at = rating_list.closed_at
    return {
        "item": "table",
        "title": f"Bảng tổng hợp (Mẫu số {package.form}){again}",
        "name": f"{len(rows)} đồng chí",
        "list": rating_list.pk,
        "closed_at": closed_at.isoformat() if closed_at else "",
        "rows": told,
        "digest": digest({"rows": told}),
    }


def _form(row: RatingRow, printed: str) -> dict[str, Any]:
    return {
        "item": "forms",
        "title": "Mẫu số 03",
        "name": row.name,
        "post": row.post,
        "unit": row.unit_name,
        "row": row.pk,
        "digest": printed,
    }
