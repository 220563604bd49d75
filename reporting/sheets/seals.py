"""What a paper of a closed record carries on every page: its version, its code, and where the code is looked up (Bước 6)."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.conf import settings
from django.urls import reverse

from evaluation.archive.models import Seal
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.agreement import demand
from reporting.sheets.parts import Mark, Sheet

Seals = Mapping[int, Seal]
AnySheet = TypeVar("AnySheet", bound=Sheet)


def seals_of(kind: Sealed, rows: Collection[Any]) -> Seals:
    """By the keys of the rows their seals, asked for many papers at once; refuses as `sealed` does."""
    return {seal.row: seal for seal in demand(kind, [row.pk for row in rows])}


def sealed(
    sheet: AnySheet,
    kind: Sealed,
    rows: Collection[Any],
    version: int | None = None,
    *,
    seals: Seals | None = None,
) -> AnySheet:
    """The sheet with the mark of the newest seal among its rows; without one where they stand in no chain yet.

    Refuses where one of them was changed past the application: what is printed is what was decided.
    """
    known = seals_of(kind, rows) if seals is None else seals
    own = [known[row.pk] for row in rows if row.pk in known]
    return replace(sheet, mark=mark_of(max(own, key=_number), version)) if own else sheet


def _number(seal: Seal) -> int:
    return int(seal.number)


def mark_of(seal: Seal, version: int | None = None) -> Mark:
    url = settings.SITE_URL + reverse("seal", args=[str(seal)])
    return Mark(version=f"Bản lần {version}" if version else "", code=str(seal), url=url)
