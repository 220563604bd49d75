"""Quarters of ten thousand people as rows, not as deeds: what lists, counts, the year and the ledger read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any, cast

from django.contrib.auth.models import Permission
from django.db import transaction

from cadres.models import Cadre, Unit, User
from config import clock
from evaluation.calendar.actions.rounds import open_period
from evaluation.core.facts.posts import BETWEEN, LINES
from evaluation.core.models import Dossier, DossierEntry, Period, Seat, SimilarGroup
from evaluation.core.models.dossiers import DossierUserObjectPermission
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListKind, ListStage, PlanStage
from evaluation.core.steps import LEVELS as STEPS_THAT_RATE
from evaluation.core.steps import SET_ASIDE, Stage, from_on, steps_of
from evaluation.core.tells.names import Line, lines_to, names_of
from evaluation.demonstration import many_people
from evaluation.demonstration.many_people import BATCH, POSTS, Place
from evaluation.demonstration.world import NotEmptyError
from evaluation.lists import listing
from evaluation.lists.actions.decisions import digest
from evaluation.lists.models import Decision, RaisedProposal, RatingList, RatingRow
from evaluation.plans.models import Plan
from regulation.quarters import Quarter
from regulation.vocabulary import Leadership, Rating, Tier

Members = Mapping[listing.Place, list[Dossier]]

RATINGS = list(Rating)
# Of a hundred people: how the level is decided, and where they stand in the round that is running.
LEVELS = {Rating.EXCELLENT: 15, Rating.GOOD: 62, Rating.COMPLETED: 21, Rating.NOT_COMPLETED: 2}
RUNNING = {
    Stage.PLANNING: 10, Stage.WORKING: 20, Stage.SELF_ASSESSMENT: 20, Stage.SUBMITTED: 15, Stage.DIVISION_PROPOSED: 8,
    Stage.APPRAISED: 10, Stage.COUNCIL: 8, Stage.PROPOSED: 2, Stage.PROVINCE_APPRAISED: 1, Stage.DECIDED: 5,
    Stage.DEFERRED: 1,
}  # fmt: skip
OVER = {Stage.DECIDED: 10, Stage.PUBLISHED: 60, Stage.ARCHIVED: 25, Stage.COUNCIL: 1, Stage.DEFERRED: 4}
_BROUGHT = {
    move.target: move for move in (DOSSIERS.decide, DOSSIERS.publish, DOSSIERS.archive, DOSSIERS.reopen)
}
TOTALS = {
    Rating.EXCELLENT: Decimal(93), Rating.GOOD: Decimal(84), Rating.COMPLETED: Decimal(72), Rating.NOT_COMPLETED: Decimal(45),
}  # fmt: skip
GROUP = "Bí thư cấp xã và người đứng đầu"
RAISED = 3  # of a hundred: proposed one level above the decision (6.2)
SHARED = 5  # dossiers of the running round opened one by one to whoever reads by a duty over a unit
PROOF = "Nội dung hồ sơ tại thời điểm quyết định. " * 60  # as long as a snapshot with its tasks


@dataclass
class Batch:
    """The rows of one round, gathered to be stored together; of a round that is over everybody's list is closed."""

    period: Period
    group: SimilarGroup
    province: Unit
    is_over: bool
    dossiers: list[Dossier] = field(default_factory=list)
    raised: set[int] = field(default_factory=set)  # places in `dossiers`


@transaction.atomic
def build(count: int, quarters: int, seed: int) -> None:
    """This many people and rounds, the last round that of today; in an empty database alone."""
    if Period.objects.exists() or Dossier.objects.exists():
        raise NotEmptyError
    chance = Random(seed)
    places = many_people.settle(count, chance)
    for quarter in _until(Quarter.of(clock.today()), quarters):
        _live_through(quarter, places, chance)
    _share()


def _until(last: Quarter, count: int) -> list[Quarter]:
    found = [last]
    while len(found) < count:
        found.insert(0, found[0].previous())
    return found


def _live_through(quarter: Quarter, places: Sequence[Place], chance: Random) -> None:
    """One round: everybody's dossier, then the lists on which they were rated or wait."""
    period, is_over = open_period(quarter), quarter < Quarter.of(clock.today())
    group = SimilarGroup.objects.create(period=period, name=GROUP)
    batch = Batch(period, group, Unit.objects.get(parent=None), is_over)
    for place in places:
        _add(batch, place, OVER if is_over else RUNNING, chance)
    Dossier.objects.bulk_create(batch.dossiers, BATCH)
    Plan.objects.bulk_create(map(_plan, batch.dossiers), BATCH)
    Seat.objects.bulk_create(map(_seat, filter(_leads, batch.dossiers)), BATCH)
    _hold_elsewhere(batch, places)
    _rate(batch, _heads(places), chance)


def _leads(dossier: Dossier) -> bool:
    return dossier.leadership != Leadership.NONE


def _seat(dossier: Dossier) -> Seat:
    return Seat(dossier=dossier, unit_id=dossier.unit_id, leadership=dossier.leadership)


def _heads(places: Sequence[Place]) -> dict[int, Cadre]:
    """By unit who comes first there."""
    return {place.unit.pk: place.cadre for place in reversed(places)}


def _drawn(weights: dict[Any, int], chance: Random) -> Any:
    return chance.choices(list(weights), list(weights.values()))[0]


def _add(batch: Batch, place: Place, weights: dict[Stage, int], chance: Random) -> None:
    """One dossier, with the levels that its steps have given so far."""
    level, stage = _drawn(LEVELS, chance), _drawn(weights, chance)
    if raised := level is not Rating.EXCELLENT and chance.randrange(100) < RAISED:
        batch.raised.add(len(batch.dossiers))
    given = RATINGS[RATINGS.index(level) - raised]
    dossier = _dossier(batch, place)
    dossier.stage = stage if stage in SET_ASIDE else _reached(dossier, stage)
    for step in steps_of(dossier) if stage not in SET_ASIDE else ():
        if step.column and dossier.stage in from_on(step.stage):
            setattr(dossier, step.column, (level if step.stage is Stage.DECIDED else given).value)
    if dossier.self_rating and dossier.stage != Stage.SELF_ASSESSMENT:
        dossier.arrived_at = batch.period.dossier_closes_at + timedelta(hours=chance.randint(-200, 4))
        dossier.total = dossier.uncapped_total = TOTALS[level] + chance.randrange(600) / Decimal(100)
    batch.dossiers.append(dossier)


def _dossier(batch: Batch, place: Place) -> Dossier:
    provincial = place.tier is Tier.PROVINCIAL
    return Dossier(
        cadre=place.cadre,
        period=batch.period,
        unit=place.unit,
        managing_unit=place.managing,
        deciding_unit=batch.province if provincial else place.managing,
        tier=place.tier.value,
        clause=POSTS[place.tier][2],
        leadership=place.leadership.value,
        group=batch.group if provincial else None,
        basis="Theo chức vụ cao nhất đang giữ.",
        **_line_of_posts(place),
    )


def _line_of_posts(place: Place) -> dict[str, str]:
    """As `Settlement.lines` says: of whoever holds a post elsewhere, both, which have one name."""
    name, kind, _ = POSTS[place.tier]
    held = BETWEEN.join([name] * (2 if place.elsewhere else 1))
    return {line: held for line, kinds in LINES.items() if kinds == kind}


def _reached(dossier: Dossier, stage: Stage) -> Stage:
    """The last step that this dossier passes up to the stage."""
    later = from_on(stage)[1:]
    return [step.stage for step in steps_of(dossier) if step.stage not in later][-1]


def _plan(dossier: Dossier) -> Plan:
    if dossier.stage == Stage.PLANNING:
        return Plan(dossier=dossier)
    closes = dossier.period.plan_closes_at
    return Plan(
        dossier=dossier, stage=PlanStage.APPROVED, arrived_at=closes - timedelta(days=2), approved_at=closes
    )


def _hold_elsewhere(batch: Batch, places: Sequence[Place]) -> None:
    """Those who hold a post at another unit too are seen from there."""
    through = Unit.other_dossiers.through
    pairs = zip(batch.dossiers, places, strict=True)
    through.objects.bulk_create(
        through(dossier=dossier, unit=place.elsewhere) for dossier, place in pairs if place.elsewhere
    )


def _rate(batch: Batch, heads: dict[int, Cadre], chance: Random) -> None:
    """The closed lists with their rows, the drafts of whoever waits, decisions, and proposals above them."""
    closed, waiting = _sorted(batch)
    lists = RatingList.objects.bulk_create(_lists(batch.period, closed, waiting), BATCH)
    by_place = {listing.key_of(one): one for one in lists if one.stage == ListStage.CLOSED}
    rows = RatingRow.objects.bulk_create(_rows(by_place, closed), BATCH)
    deciding = [row for row in rows if listing.is_deciding(row.rating_list.kind)]
    lines = lines_to(row.dossier.unit_id for row in deciding)
    decided = Decision.objects.bulk_create(
        (_decision(row, lines[row.dossier.unit_id]) for row in deciding), BATCH
    )
    DossierEntry.objects.bulk_create(map(_entry, decided), BATCH)
    decisions = {decision.dossier_id: decision for decision in decided}
    raised = {batch.dossiers[place].pk for place in batch.raised} & decisions.keys()
    RaisedProposal.objects.bulk_create(
        _raised(row, decisions[row.dossier_id], heads, chance)
        for row in rows
        if row.dossier_id in raised and not listing.is_deciding(row.rating_list.kind)
    )


def _sorted(batch: Batch) -> tuple[Members, Members]:
    """By place: whom the closed list has rated, and who waits for the draft."""
    closed, waiting = defaultdict(list), defaultdict(list)
    for dossier in batch.dossiers:
        for kind in _kinds(dossier.tier):
            place = listing.place_of(dossier, kind)
            if dossier.stage in _beyond(kind) or (batch.is_over and dossier.stage not in SET_ASIDE):
                closed[place].append(dossier)
            if dossier.stage in listing.move_of(kind).source and listing.kind_for(dossier) == kind:
                waiting[place].append(dossier)
    return closed, waiting


@cache
def _beyond(kind: ListKind) -> tuple[Stage, ...]:
    """Where people stand whom a list of this kind has rated."""
    return from_on(cast("Stage", listing.move_of(kind).target))


@cache
def _kinds(tier: str) -> tuple[ListKind, ...]:
    return tuple(kind for kind in ListKind if tier in listing.move_of(kind).tiers)


def _lists(period: Period, closed: Members, waiting: Members) -> Iterator[RatingList]:
    stages = ((closed, ListStage.CLOSED, period.report_closes_at), (waiting, ListStage.DRAFT, None))
    for places, stage, at in stages:
        for place in places:
            supplement = stage == ListStage.DRAFT and place in closed
            yield RatingList(**place._asdict(), stage=stage, closed_at=at, sequence=1 + supplement)


def _rows(lists: dict[listing.Place, RatingList], closed: Members) -> Iterator[RatingRow]:
    for place, dossiers in closed.items():
        column = listing.column_of(place.kind)
        for order, dossier in enumerate(dossiers):
            yield RatingRow(
                rating_list=lists[place],
                dossier=dossier,
                order=order,
                rating=getattr(dossier, column) or dossier.self_rating,
                name=dossier.cadre.full_name,
                post=dossier.post,
                unit_name=dossier.unit.name,
                self_rating=dossier.self_rating,
                total=dossier.total,
                headed=place.group_id is None and _is_head(dossier, place.unit_id),
            )


def _is_head(dossier: Dossier, unit: int) -> bool:
    return dossier.leadership == Leadership.HEAD and dossier.unit_id == unit


def _decision(row: RatingRow, line: Line) -> Decision:
    dossier, names = row.dossier, names_of(row.dossier, line)
    ratings = {step.column.removesuffix("_rating"): getattr(dossier, step.column) for step in STEPS_THAT_RATE}
    snapshot = {"tier": dossier.tier, "ratings": ratings, "names": names, "text": PROOF}
    return Decision(
        dossier=dossier,
        row=row,
        rating=row.rating,
        total=dossier.total or 0,
        body=f"Tập thể lãnh đạo {dossier.deciding_unit}",
        decided_at=dossier.period.report_closes_at,
        names=names,
        snapshot=snapshot,
        digest=digest(snapshot),
    )


def _entry(decision: Decision) -> DossierEntry:
    """The last line of history: how the dossier came to stand where it does."""
    stage = decision.dossier.stage
    move = _BROUGHT[stage]
    return DossierEntry(
        dossier=decision.dossier, deed=move.name, label=move.label, went_to=stage, at=decision.decided_at
    )


def _raised(row: RatingRow, decision: Decision, heads: dict[int, Cadre], chance: Random) -> RaisedProposal:
    head = heads[row.rating_list.unit_id]
    return RaisedProposal(
        decision=decision,
        row=row,
        unit_id=row.rating_list.unit_id,
        head=head,
        head_name=head.full_name,
        proposed=row.rating,
        decided=decision.rating,
        unmet=chance.choice((True, True, False, None)),
        at=decision.decided_at,
    )


def _share() -> None:
    """A few dossiers of the last round are opened to each reader one by one."""
    permission = Permission.objects.get(codename="view_dossier", content_type__app_label="evaluation")
    last = list(Dossier.objects.of(Period.objects.earliest("-year", "-number")).order_by("-pk")[:SHARED])
    DossierUserObjectPermission.objects.bulk_create(
        DossierUserObjectPermission(user=user, permission=permission, content_object=dossier)
        for user in User.objects.filter(is_demonstration=True).order_by("pk")
        for dossier in last
    )
