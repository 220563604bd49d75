"""What a paper of a closed record carries on every page: its version, its code, and where the code is looked up (Bước 6)."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, TypeVar

from django.conf import settings
from django.urls import reverse

from evaluation.archive.models import Seal
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.agreement import demand
from reporting.sheets.parts import Mark, Sheet

AnySheet = TypeVar("AnySheet", bound=Sheet)


def sealed(sheet: AnySheet, kind: Sealed, rows: Collection[Any], version: int | None = None) -> AnySheet:
    """The sheet with the mark of the newest seal among its rows; without one where they stand in no chain yet.

    Refuses where one of them was changed past the application: what is printed is what was decided.
    """
    seal = demand(kind, [row.pk for row in rows])
    return replace(sheet, mark=mark_of(seal, version)) if seal else sheet


def mark_of(seal: Seal, version: int | None = None) -> Mark:
    url = settings.SITE_URL + reverse("seal", args=[str(seal)])
    return Mark(version=f"Bản lần {version}" if version else "", code=str(seal), url=url)
