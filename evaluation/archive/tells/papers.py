"""What is told of a paper by its seal: which record it is of, whether it agrees, and whether a newer one stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from evaluation.archive.models import Seal
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.chain import chained
from evaluation.archive.tells.kinds import KINDS
from evaluation.core.models import DossierEntry
from evaluation.council.models import CouncilSessionEntry
from evaluation.council.moves import SESSIONS
from evaluation.lists.models import Decision, RatingList
from evaluation.packages.models import Sending
from evaluation.years.models import YearList, YearRating

DIGITS = 16  # of the digest, as papers print them


@dataclass(frozen=True)
class Record:
    """`newer` says in words what has replaced it."""

    title: str
    url: str
    newer: str = ""


@dataclass(frozen=True)
class Paper:
    """`printed`: the digits on the paper are those of the seal. `stands`: the record says what was sealed of it.

    `tied`: the seal is joined to those before it.
    """

    record: Record | None
    printed: bool
    stands: bool
    tied: bool

    @property
    def agrees(self) -> bool:
        return self.printed and self.stands and self.tied


def paper_of(seal: Seal, digits: str) -> Paper:
    kind = KINDS[seal.kind]
    row = kind.rows().filter(pk=seal.row).first()
    before = Seal.objects.filter(number=seal.number - 1).values_list("chained", flat=True).first()
    return Paper(
        record=_RECORDS[Sealed(seal.kind)](row) if row else None,
        printed=len(digits) >= DIGITS and seal.digest.startswith(digits),
        stands=row is not None and kind.agrees(row, seal.digest),
        tied=seal.chained == chained(seal) and seal.previous == (before or ""),
    )


def _decision(row: Decision) -> Record:
    dossier, number = row.dossier, row.number
    newest = Decision.objects.filter(dossier=dossier).order_by("-number").first() or row
    form = reverse("form03_decided", args=[dossier.pk, number]) if hasattr(row, "form") else ""
    return Record(
        title=f"Mẫu số 03 và quyết định xếp loại lần {number} · {dossier}",
        url=form or reverse("form03", args=[dossier.pk]),
        newer=f"Quyết định lần {newest.number} đã thay thế quyết định này." if newest.number > number else "",
    )


def _minutes(row: CouncilSessionEntry) -> Record:
    session = row.session
    later = session.history.filter(deed=SESSIONS.correct.name, pk__gt=row.pk).exists()
    newer = "Ngày, nơi họp hoặc số biên bản đã được sửa sau bản này." if later else ""
    return Record(f"Biên bản · {session}", reverse("minutes", args=[session.pk]), newer)


def _list(row: RatingList) -> Record:
    return Record(str(row), reverse("list_form", args=[row.pk]))


def _sending(row: Sending) -> Record:
    package = row.package
    newest = package.sendings.first() or row
    newer = f"Hồ sơ đã được gửi lại (lần {newest.number})." if newest.number > row.number else ""
    return Record(f"{package}, lần gửi {row.number}", reverse("package", args=package.place), newer)


def _archived(row: DossierEntry) -> Record:
    return Record(f"Hồ sơ lưu trữ · {row.dossier}", reverse("dossier", args=[row.dossier_id]))


def _year_list(row: YearList) -> Record:
    return Record(str(row), reverse("year_list_form", args=[row.pk]))


def _year(row: YearRating) -> Record:
    newest = (
        YearRating.objects.filter(cadre=row.cadre, year=row.year, span=row.span).order_by("-number").first()
        or row
    )
    newer = f"Kết quả lần {newest.number} đã thay thế kết quả này." if newest.number > row.number else ""
    return Record(str(row), reverse("year_list_form", args=[row.row.year_list_id]), newer)


_RECORDS: dict[Sealed, Callable[[Any], Record]] = {
    Sealed.MINUTES: _minutes,
    Sealed.LIST: _list,
    Sealed.DECISION: _decision,
    Sealed.REPLACED: _decision,
    Sealed.SENDING: _sending,
    Sealed.ARCHIVED: _archived,
    Sealed.YEAR_LIST: _year_list,
    Sealed.YEAR: _year,
    Sealed.YEAR_OLD: _year,
}
