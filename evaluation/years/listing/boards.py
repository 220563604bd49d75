"""A year's list as a page shows it and a closing judges it: its rows, its cap, who has still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.core import permissions
from evaluation.years.listing.counting import Cap, cap_of, is_head
from evaluation.years.listing.judging import Gathered, Line
from evaluation.years.listing.members import members, place_of, proposals
from evaluation.years.models import YearRow
from evaluation.years.stages import YearKind
from regulation.cap import Tally
from regulation.checks import over_cap
from regulation.findings import Finding, Ground
from regulation.vocabulary import Level, Rating
from regulation.year_ratings import Candidate, passed_over, places

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.core.models import Dossier
    from evaluation.years.models import YearList

REASON = Ground("year-cap-reason", "6.1", Level.NATIONAL, "Lý do khi chốt danh sách năm")
EMPTY = Ground("year-empty", "5", Level.NATIONAL, "Danh sách năm")
UNTOLD = "Danh sách vượt tỷ lệ Xuất sắc khi tính cả người mà đồng chí chưa được biết kết quả: người khác có quyền chốt."


@dataclass(frozen=True)
class Draft:
    """Whom this reader may rate on a draft: `rows` of whoever is ready, `waiting` for a quarter, `own` left to others."""

    year_list: YearList
    gathered: Gathered
    rows: tuple[YearRow, ...]
    waiting: tuple[Line, ...]
    own: int


@dataclass(frozen=True)
class Board:
    """A list with its cap."""

    year_list: YearList
    lines: tuple[Line, ...]
    cap: Cap

    @property
    def over(self) -> list[Finding]:
        """What the cap forbids, or asks a reason for: too many, or somebody passed over (5.2)."""
        people = [
            Candidate(
                line.row.dossier.cadre.full_name,
                line.facts.verdict.proposed_excellent,
                line.row.rating == Rating.EXCELLENT,
            )
            for line in self.lines
            if line.may_be_excellent and not is_head(line.row)
        ]
        return [*over_cap(self.cap.counted), *passed_over(people, self.cap.counted)]

    @property
    def told(self) -> list[Finding]:
        """The same, as far as it may be told before the deed."""
        return [] if self.cap.hides else self.over

    @property
    def owed(self) -> list[Finding]:
        """What rows owe."""
        return [finding for line in self.lines for finding in line.owed]

    def blocking(self, reason: str | None = None) -> list[Finding]:
        """Everything that forbids closing it now; with `reason`, what the cap warns of must have been answered too."""
        if not self.lines:
            return [EMPTY.block("Danh sách chưa có ai sẵn sàng để chốt.", "")]
        found = self.owed
        for one in self.over:
            if one.blocks:
                found.append(replace(one, sentence=UNTOLD) if self.cap.hides else one)
            elif reason is not None and not reason.strip():
                said = UNTOLD if self.cap.hides else one.sentence
                found.append(REASON.block(f"{said} Cần ghi lý do khi chốt.", "", anchor="id_list_reason"))
        return found


def draft_of(year_list: YearList, reader: User) -> Draft:
    """Everybody whom this level has still to rate, each with what was drafted of them."""
    here = members(place_of(year_list))
    people = list(
        here.exclude(permissions.INTERESTED.q(reader))
        .select_related("cadre", "unit", "managing_unit")
        .prefetch_related("seats")
        .in_order()
    )
    gathered = Gathered(year_list, people, reader)
    lines = [gathered.line(row) for row in _rows(year_list, people)]
    ready = tuple(line.row for line in lines if line.facts.is_ready)
    waiting = tuple(line for line in lines if not line.facts.is_ready)
    return Draft(year_list, gathered, ready, waiting, here.count() - len(people))


def board_of(draft: Draft, rows: Sequence[YearRow], reader: User) -> Board:
    """These rows of the draft, with whatever was typed into them, judged and counted."""
    lines = [draft.gathered.line(row) for row in rows]
    cap = cap_of(draft.year_list, rows, reader)
    return Board(draft.year_list, tuple(_placed(lines, cap.counted)), cap)


def _rows(year_list: YearList, people: Sequence[Dossier]) -> list[YearRow]:
    """One row a person: the draft kept, else a new one, which starts with what the unit proposed (3.1)."""
    kept = {row.dossier_id: row for row in year_list.rows.all()}
    proposed = _proposed(year_list)
    rows = []
    for dossier in people:
        before = proposed.get(dossier.cadre_id)
        row = kept.get(dossier.pk) or YearRow(rating=before.rating if before else "")
        row.proposed = before.rating if before else ""
        row.dossier, row.year_list = dossier, year_list
        rows.append(row)
    return rows


def _proposed(year_list: YearList) -> dict[int, YearRow]:
    """3.1: by person what their unit put forward."""
    if year_list.kind != YearKind.PROVINCE_DECISION:
        return {}
    rows = proposals(year_list.year, year_list.span).select_related("dossier")
    return {row.dossier.cadre_id: row for row in rows}


def _placed(lines: list[Line], counted: Tally) -> list[Line]:
    """5.2: where more may be rated Xuất sắc than the cap allows, each with their place by quarters proposed so."""
    able = [line for line in lines if line.may_be_excellent and not is_head(line.row)]
    if len(able) <= counted.blocking.allowed:
        return lines
    found = places([line.facts.verdict.proposed_excellent for line in able])
    by_row = dict(zip((line.row.dossier_id for line in able), found, strict=True))
    return [replace(line, place=by_row.get(line.row.dossier_id, 0)) for line in lines]
