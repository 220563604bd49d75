"""What the law says of a list: each row's verdict and what it owes, and the cap over all rows together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evaluation.facts import facts_of
from evaluation.listing.members import Place, key_of, still_counts
from evaluation.models import RatingList, RatingRow
from evaluation.stages import ListKind, ListStage
from regulation.assessment import Verdict, assess
from regulation.cap import Tally, count_ratings
from regulation.checks import over_cap
from regulation.findings import Finding, Ground
from regulation.vocabulary import CapBase, Leadership, Level, Rating, Severity

RATING = Ground("row-rating", "366.11", Level.NATIONAL, "Mức xếp loại của dòng")
CAP_REASON = Ground("cap-reason", "6.1", Level.NATIONAL, "Lý do khi vượt tỷ lệ cần giải trình")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list with what the law says of it, and what it owes before the list can be closed."""

    row: RatingRow
    verdict: Verdict
    owed: tuple[Finding, ...]

    @property
    def limits(self) -> list[Finding]:
        """What lowers the highest permitted rating, or asks for an answer: the chips of the row."""
        return [f for f in self.verdict.findings if f.severity in (Severity.LIMIT, Severity.WARN)]


def judge(row: RatingRow) -> Line:
    """The verdict on a row, reached once for everything that a page or a closing asks of it."""
    verdict = verdict_of(row)
    return Line(row, verdict, tuple(row_blocking(row, verdict)))


def verdict_of(row: RatingRow) -> Verdict:
    """The law on one row, with the rating and the ground that it now carries."""
    return assess(facts_of(row.dossier, rating=row.rating, summary=row.summary))


def counted_before(lists: Iterable[RatingList]) -> dict[Place, list[RatingRow]]:
    """Of lists of one round, by `key_of`: what was closed there before and still counts, each person once."""
    return newest_closed(rows_at(lists).filter(rating_list__stage=ListStage.CLOSED))


def rows_at(lists: Iterable[RatingList]) -> Any:
    """All rows at the places of these lists, supplements included, in the order in which the lists followed."""
    lists = list(lists)
    rows = RatingRow.objects.filter(
        rating_list__period_id__in={rating_list.period_id for rating_list in lists},
        rating_list__unit_id__in={rating_list.unit_id for rating_list in lists},
    )
    return rows.select_related("rating_list", "dossier__managing_unit").order_by(
        "rating_list__sequence", "order", "pk"
    )


def newest_closed(rows: Iterable[RatingRow]) -> dict[Place, list[RatingRow]]:
    """A person who was reopened and rated again on a supplement counts with the newest row alone."""
    newest: dict[Place, dict[int, RatingRow]] = {}
    for row in rows:
        if row.rating_list.stage == ListStage.CLOSED and still_counts(row):
            newest.setdefault(key_of(row.rating_list), {})[row.dossier_id] = row
    return {place: list(found.values()) for place, found in newest.items()}


def tally(
    rating_list: RatingList, rows: Sequence[RatingRow], before: Sequence[RatingRow] | None = None
) -> Tally:
    """What the cap counts: these rows and those of the lists closed before, the unit's own head left out (6.1)."""
    if before is None:
        before = counted_before([rating_list]).get(key_of(rating_list), [])
    together = with_before(rows, before)
    counted = [Rating(row.rating) for row in together if row.rating and not is_own_head(row, rating_list)]
    division = rating_list.kind == ListKind.DIVISION_PROPOSAL and together
    unit = together[0].dossier.managing_unit if division else rating_list.unit
    policy = rating_list.period.policy_for(unit)
    return Tally(
        count_ratings(counted), rating_list.rate, CapBase(policy.block_base), CapBase(policy.warn_base)
    )


def with_before(rows: Sequence[RatingRow], before: Sequence[RatingRow]) -> list[RatingRow]:
    """These rows and those closed before, each person once: here as they now stand."""
    here = {row.dossier_id for row in rows}
    return [*rows, *(row for row in before if row.dossier_id not in here)]


def is_own_head(row: RatingRow, rating_list: RatingList) -> bool:
    """6.1: the head of the list's own unit is left out of both sides; heads of lower units count like everybody."""
    return (
        rating_list.kind != ListKind.PROVINCE_DECISION
        and row.dossier.leadership == Leadership.HEAD
        and row.dossier.unit_id == rating_list.unit_id
    )


def is_lowered(row: RatingRow) -> bool:
    """6.2: the province decides lower than the unit proposed."""
    proposed = row.dossier.proposed_rating
    province = row.rating_list.kind == ListKind.PROVINCE_DECISION
    return bool(province and proposed and row.rating) and Rating(row.rating).rank < Rating(proposed).rank


def settle(row: RatingRow) -> RatingRow:
    """Drop the answers to what the rating no longer asks: the reason for a lower level, the note of 6.2."""
    if row.rating and Rating(row.rating).rank >= verdict_of(row).suggested.rank:
        row.reason = ""
    row.unmet = row.unmet and is_lowered(row)
    return row


def blocking(
    rating_list: RatingList, rows: Sequence[RatingRow], *, reason: str | None = None
) -> list[Finding]:
    """Everything that forbids closing the list now: rows first, then the cap."""
    return standing([judge(row) for row in rows], tally(rating_list, rows), reason=reason)


def standing(lines: Sequence[Line], counted: Tally, *, reason: str | None = None) -> list[Finding]:
    """`blocking` of rows already judged and counted.

    With `reason` (what the closer wrote for the whole list), a cap over its narrower base must have been answered too.
    """
    if not lines:
        return [RATING.block("Danh sách chưa có hồ sơ nào sẵn sàng để chốt.", "")]
    over = list(over_cap(counted))
    found = [finding for line in lines for finding in line.owed]
    found += [finding for finding in over if finding.blocks]
    if reason is not None and not reason.strip():
        found += [_to_answer(finding) for finding in over if not finding.blocks]
    return found


def row_blocking(row: RatingRow, verdict: Verdict | None = None) -> list[Finding]:
    """A row needs a rating, at or below the highest permitted, its reasons, and the law's own facts."""
    if not row.rating:
        return [_on(row, "chưa chọn mức xếp loại.", "Chọn một trong bốn mức ở dòng này.")]
    verdict, rating = verdict or verdict_of(row), Rating(row.rating)
    found = [_named(finding, row) for finding in verdict.blocks if _binds(finding, row)]
    if not verdict.permits(rating):
        highest = verdict.highest_permitted.short
        sentence = f"“{rating.short}” cao hơn mức cao nhất được phép “{highest}”."
        found.append(_on(row, sentence, "Xem Căn cứ xếp loại của hồ sơ."))
    elif rating != verdict.suggested and not row.reason.strip():
        sentence = f"“{rating.short}” thấp hơn mức gợi ý “{verdict.suggested.short}”, cần ghi lý do."
        found.append(_on(row, sentence, "Ghi lý do ở dòng này."))
    return found


def _place(rating_list: RatingList) -> tuple[int, str, str]:
    return rating_list.unit_id, rating_list.kind, rating_list.group


def _on(row: RatingRow, sentence: str, lifted_by: str) -> Finding:
    return _named(RATING.block(sentence, lifted_by), row)


def _named(finding: Finding, row: RatingRow) -> Finding:
    """A finding in a list says whose it is, and leads to that row."""
    start = (
        finding.sentence
        if finding.sentence.startswith("“")
        else finding.sentence[0].lower() + finding.sentence[1:]
    )
    return replace(
        finding, sentence=f"{row.dossier.cadre.full_name}: {start}", anchor=f"row-{row.dossier_id}"
    )


def _to_answer(warning: Finding) -> Finding:
    return CAP_REASON.block(
        f"{warning.sentence} Cần ghi lý do khi chốt.", warning.lifted_by, anchor="id_list_reason"
    )


def _binds(finding: Finding, row: RatingRow) -> bool:
    """A division proposes before the council has spoken and before key tasks are answered; the plan's rules bind there."""
    early = row.rating_list.kind == ListKind.DIVISION_PROPOSAL
    return finding.code == "summary" or (not early and finding.code in ("key-response", "no-council"))
