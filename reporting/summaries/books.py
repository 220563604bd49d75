"""The histories of what units do together, as books of the journal: rating lists, the council's sessions, packages, years' lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from cadres.machine import Machine
from cadres.models import Entry, User
from evaluation.council.moves import SESSIONS
from evaluation.lists.moves import LISTS
from evaluation.models import (
    CouncilLine,
    CouncilOpinion,
    CouncilSession,
    CouncilSessionEntry,
    Dossier,
    Package,
    PackageEntry,
    RatingList,
    RatingListEntry,
    RatingRow,
    YearList,
    YearListEntry,
    YearRow,
)
from evaluation.packages.moves import PACKAGES
from evaluation.years.moves import YEARS
from reporting.permissions import AUDITS


@dataclass(frozen=True)
class Book:
    """One kind of history: `about` leads from a line to what it tells of, `rows` are those of the people on that, where it has any."""

    label: str
    machine: Machine
    entries: type[Entry]
    about: str
    kept: Any
    place: Callable[[Any], str]
    rows: Sequence[Any] = ()
    joined: Sequence[str] = ("unit", "period")

    def lines(self, user: User) -> QuerySet[Any]:
        """Of what this person both audits and may see, the newest first: lines are written in the order of time."""
        theirs = self.kept.objects.visible_to(user).filter(AUDITS.q(user)).order_by()
        rows = self.entries._default_manager.filter(**{f"{self.about}__in": theirs})
        joined = (f"{self.about}__{name}" for name in self.joined)
        return rows.select_related("by", "on_behalf_of", *joined).order_by("-pk")

    def of_people(self, people: QuerySet[Dossier]) -> Q:
        """Lines about what these stand on; of a package those of the unit that manages them."""
        if not self.rows:
            here = {
                "managing_unit": OuterRef(f"{self.about}__unit"),
                "period": OuterRef(f"{self.about}__period"),
            }
            return Q(Exists(people.filter(**here)))
        theirs = (rows.objects.filter(dossier__in=people).order_by().values(self.about) for rows in self.rows)
        return reduce(or_, (Q(**{f"{self.about}__in": found}) for found in theirs))


def _at(name: str) -> Callable[[Any], str]:
    return lambda row: reverse(name, args=[row.pk])


BOOKS = {
    "danh-sach": Book(
        "Danh sách xếp loại",
        LISTS,
        RatingListEntry,
        "rating_list",
        RatingList,
        _at("rating_list"),
        (RatingRow,),
        ("unit", "period", "group"),
    ),
    "phien-hop": Book(
        "Phiên họp Hội đồng",
        SESSIONS,
        CouncilSessionEntry,
        "session",
        CouncilSession,
        _at("council_history"),
        (CouncilLine, CouncilOpinion),
    ),
    "gui-ho-so": Book(
        "Hồ sơ gửi cấp trên",
        PACKAGES,
        PackageEntry,
        "package",
        Package,
        lambda row: reverse("package", args=row.place),
    ),
    "nam": Book(
        "Danh sách xếp loại năm",
        YEARS,
        YearListEntry,
        "year_list",
        YearList,
        _at("year_list"),
        (YearRow,),
        ("unit",),
    ),
}
BY_ENTRY = {book.entries: book for book in BOOKS.values()}
