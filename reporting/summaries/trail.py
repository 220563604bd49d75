"""Nhật ký: who did, saw or took out what of whose dossier, the newest first (quality: history by person, dossier and unit)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from cadres.models import User
from evaluation.core.models.viewings import Viewing
from evaluation.core.tells.stories import changes
from evaluation.models import Dossier, DossierEntry
from reporting.permissions import AUDITS, READ_TRAIL, reads_whole_trail
from reporting.summaries.books import BY_ENTRY

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal; without a person it is about no dossier, but about what `title` names, if anything."""

    at: datetime
    who: str
    behalf: str
    what: str
    person: str
    period: str
    unit: str
    dossier: int | None
    reason: str
    changes: tuple[str, ...]
    title: str = ""
    url: str = ""


def deeds_for(user: User) -> QuerySet[DossierEntry]:
    """The history of every dossier that this person audits, of their own none."""
    rows = DossierEntry.objects.filter(dossier__in=audited(user))
    return _joined(rows.select_related("by", "on_behalf_of"))


def viewings_for(user: User) -> QuerySet[Viewing]:
    """Who looked into these dossiers and took papers of them out, or tables of these units; exports of the journal itself for
    whoever reads all of it."""
    theirs = Q(dossier__in=audited(user)) | AUDITS.q(user) & ~Q(unit=None)
    if reads_whole_trail(user):
        theirs |= Q(dossier=None)
    return _joined(Viewing.objects.filter(theirs).select_related("user", "unit"))


def lines_of(rows: Iterable[Model]) -> Iterator[Line]:
    return map(_line, rows)


def audited(user: User) -> QuerySet[Dossier]:
    return Dossier.objects.filter(READ_TRAIL.q(user)).order_by()


def _joined(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_related("dossier__cadre", "dossier__unit", "dossier__period").order_by("-at", "-pk")


def _line(row: Any) -> Line:
    if isinstance(row, Viewing):
        return _viewing(row)
    return _deed(row) if isinstance(row, DossierEntry) else _in_book(row)


def _in_book(row: Any) -> Line:
    """What it changed is told where it was done: a list's own page."""
    book = BY_ENTRY[type(row)]
    about = getattr(row, book.about)
    period = str(getattr(about, "period", ""))
    who, behalf = str(row.by or "Hệ thống"), str(row.on_behalf_of or "")
    title, url = _named(about), book.place(about)
    return Line(row.at, who, behalf, row.label, "", period, about.unit.name, None, row.reason, (), title, url)


def _named(about: Any) -> str:
    """Lists of tier 3.1 differ by their group, which their own names leave out."""
    group = str(getattr(about, "group", None) or "")
    return str(about) if group in str(about) else f"{about} · {group}"


def _deed(row: DossierEntry) -> Line:
    who, behalf = str(row.by or "Hệ thống"), str(row.on_behalf_of or "")
    return Line(row.at, who, behalf, row.label, *_about(row.dossier), row.reason, tuple(changes(row.changes)))


def _viewing(row: Viewing) -> Line:
    told = _about(row.dossier)
    if row.unit:
        told = "", "", row.unit.name, None
    return Line(row.at, str(row.user), "", row.get_kind_display(), *told, "", (), row.what)


def _about(dossier: Dossier | None) -> tuple[str, str, str, int | None]:
    if dossier is None:
        return "", "", "", None
    return dossier.cadre.full_name, str(dossier.period), dossier.unit.name, dossier.pk
