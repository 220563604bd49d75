"""Who stands on which list: the place of a dossier, the members of a list, and where each row starts."""

from collections.abc import Iterable, Mapping
from typing import Any

from cadres.mandates import Grant
from evaluation.core.models import Dossier
from evaluation.core.moves import Move
from evaluation.core.permissions import UNITS_OWN
from evaluation.core.road import LISTED
from evaluation.core.stages import ListKind, ListStage, Stage
from evaluation.core.steps import STEPS, from_on, next_step, step_after
from evaluation.lists.models import RatingList, RatingRow
from regulation.vocabulary import Leadership, Tier

BODIES = (
    "Ban Thường vụ Tỉnh ủy",
    "Thường trực Tỉnh ủy",
)  # 3.1: which of them decides is said when the list is closed

Place = tuple[str, int, str]


def move_of(kind: str) -> Move:
    """The move by which the people on a list of this kind are rated."""
    return next(move for move in LISTED if move.listed == kind)


def is_deciding(kind: str) -> bool:
    """Whether a list of this kind decides, rather than proposes."""
    return move_of(kind).target == Stage.DECIDED


def column_of(kind: str) -> str:
    """The dossier's column that a list of this kind fills."""
    return STEPS[Stage(move_of(kind).target)].column


def waiting_stages(kind: str) -> tuple[str, ...]:
    """Where people stand who are ready for a list of this kind."""
    return move_of(kind).source


def stages_beyond(kind: str) -> tuple[Stage, ...]:
    """Where people stand whom a list of this kind has rated already."""
    return from_on(Stage(move_of(kind).target))


def kind_for(dossier: Dossier) -> ListKind | None:
    """The kind of list on which a dossier waits, or will at its next step."""
    here, coming = Stage(dossier.stage), next_step(dossier)
    return kind_at(dossier, here) or (kind_at(dossier, coming.stage) if coming else None)


def kind_at(dossier: Dossier, stage: Stage) -> ListKind | None:
    """The kind of list by which a dossier leaves this step, if it leaves it by one."""
    following = step_after(dossier, stage)
    to = following.stage if following else None
    return next((move.listed for move in LISTED if stage in move.source and move.target == to), None)


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
        return BODIES[0]
    if kind == ListKind.DIVISION_PROPOSAL:
        return f"Lãnh đạo {unit.in_sentence}"
    leaders = "Ban Thường vụ Đảng ủy" if unit.party_leads_comprehensively else "Tập thể lãnh đạo"
    return f"{leaders} {unit.in_sentence}"


def members(rating_list: RatingList) -> Any:
    """Everybody whom this level rates in this round, ready or not; deferred and exempt people are out."""
    everybody = Dossier.objects.filter(period_id=rating_list.period_id).rated()
    if rating_list.kind == ListKind.DIVISION_PROPOSAL:
        return everybody.filter(unit_id=rating_list.unit_id, tier__in=UNITS_OWN).exclude(
            leadership=Leadership.HEAD
        )
    if rating_list.kind == ListKind.PROVINCE_DECISION:
        return everybody.filter(
            deciding_unit_id=rating_list.unit_id, tier=Tier.PROVINCIAL, group=rating_list.group
        )
    tiers = (Tier.PROVINCIAL,) if rating_list.kind == ListKind.UNIT_PROPOSAL else UNITS_OWN
    return everybody.filter(managing_unit_id=rating_list.unit_id, tier__in=tiers)


def ready(rating_list: RatingList) -> Any:
    """Those of `members` who stand at the step before this list."""
    return members(rating_list).filter(stage__in=waiting_stages(rating_list.kind))


def not_ready(rating_list: RatingList) -> Any:
    """Those of `members` who have still to come: they will stand on a supplement."""
    come = (*waiting_stages(rating_list.kind), *stages_beyond(rating_list.kind))
    return members(rating_list).exclude(stage__in=come)


def right_over(rating_list: RatingList) -> Grant:
    """The right to rate one person of this list; nobody has it over their own dossier."""
    return move_of(rating_list.kind).by


def mine(rating_list: RatingList, user: Any) -> Any:
    """Those of `ready` whom this user may rate: not themself, nor the one for whom they stand in."""
    return ready(rating_list).filter(right_over(rating_list).q(user))


def key_of(rating_list: RatingList) -> Place:
    """Where a list stands, whichever supplement it is."""
    return rating_list.kind, rating_list.unit_id, rating_list.group


def ready_by_place(lists: Iterable[RatingList]) -> dict[Place, list[Dossier]]:
    """The ready of many lists of one round at once, by `key_of` their list."""
    lists = list(lists)
    waiting: dict[Place, list[Dossier]] = {}
    if not lists:
        return waiting
    units = {rating_list.unit_id for rating_list in lists}
    everybody = Dossier.objects.filter(
        period_id=lists[0].period_id, stage__in={stage for move in LISTED for stage in move.source}
    ).for_rows()
    for dossier in everybody:
        kind = kind_at(dossier, Stage(dossier.stage))
        if kind is not None:
            unit, group = place_of(dossier, kind)
            if unit.pk in units:
                waiting.setdefault((kind, unit.pk, group), []).append(dossier)
    return waiting


def rows_for(
    rating_list: RatingList, dossiers: Iterable[Dossier], kept: Mapping[int, RatingRow] | None = None
) -> list[RatingRow]:
    """One row a dossier: the draft kept, else a new one with the level that the step before arrived at."""
    if kept is None:
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


def still_counts(row: RatingRow) -> bool:
    """Whether the person still stands beyond this list: not returned, reopened or set aside since."""
    return row.dossier.stage in stages_beyond(row.rating_list.kind)


def list_of(dossier: Dossier) -> RatingList | None:
    """The open list on which the dossier waits."""
    kind = kind_for(dossier)
    if kind is None:
        return None
    unit, group = place_of(dossier, kind)
    place = {"period_id": dossier.period_id, "unit": unit, "kind": kind, "group": group}
    return RatingList.objects.filter(**place, stage=ListStage.DRAFT).first()


def decided_on(dossier: Dossier) -> RatingList | None:
    """The closed list on which the decision in force was taken."""
    decisions = dossier.decisions.filter(superseded_at=None)
    return RatingList.objects.filter(rows__decision__in=decisions).first()
