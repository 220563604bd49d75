"""Rating lists: who waits on which, what stands in the way of closing, how much of the cap is left. Asks, never writes."""

from collections.abc import Iterable, Sequence
from typing import Any

from evaluation.facts import facts_of
from evaluation.models import Dossier, RatingList, RatingRow
from evaluation.stages import ListKind, ListStage, Stage
from regulation.assessment import Verdict, assess
from regulation.cap import Tally, count_ratings
from regulation.checks import over_cap
from regulation.findings import Finding, Ground
from regulation.vocabulary import CapBase, Leadership, Level, Rating, Tier

MOVES = {
    ListKind.DIVISION_PROPOSAL: "propose_in_division",
    ListKind.UNIT_PROPOSAL: "propose",
    ListKind.UNIT_DECISION: "decide",
    ListKind.PROVINCE_DECISION: "decide_at_province",
}
COLUMN_OF = {
    ListKind.DIVISION_PROPOSAL: "division_rating",
    ListKind.UNIT_PROPOSAL: "proposed_rating",
    ListKind.UNIT_DECISION: "decided_rating",
    ListKind.PROVINCE_DECISION: "decided_rating",
}
DECIDING = (ListKind.UNIT_DECISION, ListKind.PROVINCE_DECISION)
WAITING_STAGE = {
    ListKind.DIVISION_PROPOSAL: Stage.SUBMITTED,
    ListKind.UNIT_PROPOSAL: Stage.COUNCIL,
    ListKind.UNIT_DECISION: Stage.COUNCIL,
    ListKind.PROVINCE_DECISION: Stage.PROVINCE_APPRAISED,
}

RATING = Ground("row-rating", "366.11", Level.NATIONAL, "Mức xếp loại của dòng")


def kind_for(dossier: Dossier) -> ListKind | None:
    """The kind of list on which a dossier waits next, from the step at which it stands or just leaves."""
    if dossier.stage in (Stage.SELF_ASSESSMENT, Stage.SUBMITTED):
        return ListKind.DIVISION_PROPOSAL if dossier.needs_division else None
    if dossier.stage in (Stage.APPRAISED, Stage.COUNCIL):
        return ListKind.UNIT_PROPOSAL if dossier.is_provincial else ListKind.UNIT_DECISION
    return ListKind.PROVINCE_DECISION if dossier.is_provincial else None


def place_of(dossier: Dossier, kind: ListKind) -> tuple[Any, str]:
    """The unit whose list it is, and the group among those of the province."""
    if kind == ListKind.DIVISION_PROPOSAL:
        return dossier.unit, ""
    if kind == ListKind.PROVINCE_DECISION:
        return dossier.deciding_unit, dossier.group
    return dossier.managing_unit, ""


def body_of(unit: Any, kind: ListKind) -> str:
    """Who proposes or decides, in words."""
    if kind == ListKind.PROVINCE_DECISION:
        return "Ban Thường vụ Tỉnh ủy"
    if kind == ListKind.DIVISION_PROPOSAL:
        return f"Lãnh đạo {unit}"
    return f"Ban Thường vụ Đảng ủy {unit}" if unit.party_leads_comprehensively else f"Tập thể lãnh đạo {unit}"


def members(rating_list: RatingList) -> Any:
    """Everybody whom this level rates in this round, ready or not; deferred and exempt people are out."""
    everybody = Dossier.objects.filter(period_id=rating_list.period_id).rated()
    if rating_list.kind == ListKind.DIVISION_PROPOSAL:
        return everybody.filter(unit_id=rating_list.unit_id, tier=Tier.DELEGATED).exclude(
            leadership=Leadership.HEAD
        )
    if rating_list.kind == ListKind.PROVINCE_DECISION:
        return everybody.filter(
            deciding_unit_id=rating_list.unit_id, tier=Tier.PROVINCIAL, group=rating_list.group
        )
    tier = Tier.PROVINCIAL if rating_list.kind == ListKind.UNIT_PROPOSAL else Tier.DELEGATED
    return everybody.filter(managing_unit_id=rating_list.unit_id, tier=tier)


def ready(rating_list: RatingList) -> Any:
    """Those of `members` who stand at the step before this list."""
    return members(rating_list).filter(stage=WAITING_STAGE[ListKind(rating_list.kind)])


def rows_for(rating_list: RatingList, dossiers: Iterable[Dossier]) -> list[RatingRow]:
    """One row a dossier: the draft kept, else a new one with the level that the step before arrived at."""
    kept = {row.dossier_id: row for row in rating_list.rows.all()} if rating_list.pk else {}
    rows = []
    for dossier in dossiers:
        row = kept.get(dossier.pk) or RatingRow(rating_list=rating_list, rating=start_of(dossier))
        row.dossier, row.rating_list = dossier, rating_list
        rows.append(row)
    return rows


def start_of(dossier: Dossier) -> str:
    """Where a row starts: the newest opinion given before, else nothing."""
    given = (dossier.proposed_rating, dossier.council_rating, dossier.appraisal_rating)
    return next(filter(None, given), "")


def verdict_of(row: RatingRow) -> Verdict:
    """The law on one row, with the rating and the ground that it now carries."""
    return assess(facts_of(row.dossier, rating=row.rating, summary=row.summary))


def tally(rating_list: RatingList, rows: Sequence[RatingRow]) -> Tally:
    """What the cap counts: these rows and those of the lists closed before, the unit's own head left out (6.1)."""
    earlier = RatingRow.objects.filter(
        rating_list__period_id=rating_list.period_id,
        rating_list__unit_id=rating_list.unit_id,
        rating_list__kind=rating_list.kind,
        rating_list__group=rating_list.group,
        rating_list__stage=ListStage.CLOSED,
        dossier__stage__in=_BEYOND[ListKind(rating_list.kind)],
    ).exclude(rating_list=rating_list)
    together = [*earlier.select_related("dossier"), *rows]
    counted = [Rating(row.rating) for row in together if row.rating and not _is_own_head(row, rating_list)]
    policy = rating_list.period.policy_for(rating_list.unit)
    return Tally(
        count_ratings(counted), rating_list.rate, CapBase(policy.block_base), CapBase(policy.warn_base)
    )


def blocking(rating_list: RatingList, rows: Sequence[RatingRow]) -> list[Finding]:
    """Everything that forbids closing the list now: rows first, then the cap."""
    if not rows:
        return [RATING.block("Danh sách chưa có hồ sơ nào sẵn sàng để chốt.", "")]
    found = [finding for row in rows for finding in row_blocking(row)]
    return found + [finding for finding in over_cap(tally(rating_list, rows)) if finding.blocks]


def row_blocking(row: RatingRow) -> list[Finding]:
    """A row needs a rating, at or below the highest permitted, its reasons, and the law's own facts."""
    name, anchor = row.dossier.cadre.full_name, f"row-{row.dossier_id}"
    if not row.rating:
        return [RATING.block(f"{name}: chưa chọn mức xếp loại.", "", anchor=anchor)]
    verdict, rating = verdict_of(row), Rating(row.rating)
    found = [finding for finding in verdict.blocks if _binds(finding, row)]
    if not verdict.permits(rating):
        found.append(
            RATING.block(
                f"{name}: “{rating.short}” cao hơn mức cao nhất được phép “{verdict.highest_permitted.short}”.",
                "Xem Căn cứ xếp loại của hồ sơ.",
                anchor=anchor,
            )
        )
    elif rating != verdict.suggested and not row.reason.strip():
        found.append(
            RATING.block(
                f"{name}: “{rating.short}” thấp hơn mức gợi ý “{verdict.suggested.short}”, cần ghi lý do.",
                "Ghi lý do ở dòng này.",
                anchor=anchor,
            )
        )
    return found


def _binds(finding: Finding, row: RatingRow) -> bool:
    """A division proposes before the council has spoken and before key tasks are answered; the plan's rules bind there."""
    early = row.rating_list.kind == ListKind.DIVISION_PROPOSAL
    return finding.code == "summary" or (not early and finding.code in ("key-response", "no-council"))


def _is_own_head(row: RatingRow, rating_list: RatingList) -> bool:
    return (
        rating_list.kind != ListKind.PROVINCE_DECISION
        and row.dossier.leadership == Leadership.HEAD
        and row.dossier.unit_id == rating_list.unit_id
    )


_AFTER = (Stage.DECIDED, Stage.PUBLISHED, Stage.ARCHIVED)
_BEYOND = {
    ListKind.DIVISION_PROPOSAL: (Stage.DIVISION_PROPOSED, Stage.APPRAISED, Stage.COUNCIL, *_AFTER),
    ListKind.UNIT_PROPOSAL: (Stage.PROPOSED, Stage.PROVINCE_APPRAISED, *_AFTER),
    ListKind.UNIT_DECISION: _AFTER,
    ListKind.PROVINCE_DECISION: _AFTER,
}
