"""Bảng của tỉnh: everybody of tier 3.1 in one round by groups, each as one dense line, and how much of each group's cap is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import IN_ORDER
from evaluation.core.permissions import reviews_seen
from evaluation.core.stages import ListKind, ListStage
from evaluation.core.steps import AFTER_DECISION, Stage
from evaluation.core.tells.progress import waiting_for
from evaluation.lists.listing.glances import Glance, overview
from evaluation.lists.listing.members import start_of
from evaluation.lists.models import RatingList, RatingRow
from regulation.vocabulary import Rating, Tier

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.core.models import Period
    from evaluation.core.models.dossiers import DossierQuerySet

TURNS = {Stage.PROPOSED: "appraise", Stage.PROVINCE_APPRAISED: "decide"}
KINDS = (ListKind.UNIT_PROPOSAL, ListKind.PROVINCE_DECISION)


@dataclass(frozen=True)
class TableLine:
    """One person: `drafted` is the level that the Standing Committee's draft has while they wait for its decision.

    Where nothing is drafted of them, it is the one that their row will start with: what the cap counts and a decision takes.
    """

    dossier: Dossier
    drafted: str
    personnel: str
    permitted: str
    warnings: int
    waits: str

    @property
    def is_above(self) -> bool:
        """Whether the unit proposes more than the newest layer of marks permits."""
        proposed = self.dossier.proposed_rating
        return bool(proposed and self.permitted) and Rating(proposed).rank > Rating(self.permitted).rank

    @property
    def turn(self) -> str:
        """Which of the province's deeds is next on them, by which they are marked."""
        return TURNS.get(Stage(self.dossier.stage), "")


def people_of_province(period: Period, user: User) -> DossierQuerySet:
    """By group, then as the paper lists them; without whoever may not know yet how they are being rated (Bước 6)."""
    everybody = Dossier.objects.of(period).filter(tier=Tier.PROVINCIAL.value).rated().seen_by(user)
    rows = RatingRow.objects.filter(rating_list__kind__in=KINDS).select_related("rating_list").order_by("pk")
    return (
        everybody.filter(reviews_seen(user))
        .for_rows()
        .select_related("plan", "group")
        .prefetch_related("assessments", Prefetch("rows", rows))
        .order_by("group__order", "group_id", *IN_ORDER)
    )


def table_lines(people: Iterable[Dossier]) -> list[TableLine]:
    return [_line(dossier) for dossier in people]


def groups_of_province(period: Period, user: User) -> list[Glance]:
    """The newest list of each group, with its cap; supplements are counted with it."""
    lists = RatingList.objects.visible_to(user).filter(period=period, kind=ListKind.PROVINCE_DECISION)
    newest = {one.group_id: one for one in lists.select_related("unit", "group").order_by("sequence")}
    ordered = sorted(
        newest.values(), key=lambda one: (one.group.order, one.group.pk) if one.group else (0, 0)
    )
    return overview(ordered, period, user)


def _line(dossier: Dossier) -> TableLine:
    rows = list(dossier.rows.all())
    undecided = dossier.stage == Stage.PROVINCE_APPRAISED
    drafts = (row for row in rows if row.rating_list.kind == ListKind.PROVINCE_DECISION and _is_draft(row))
    said = [row.personnel for row in rows if row.personnel]
    layers = {assessment.layer: assessment for assessment in dossier.assessments.all()}
    latest = next(filter(None, map(layers.get, ("authority", "appraisal", "self"))), None)
    return TableLine(
        dossier=dossier,
        drafted=next((row.rating for row in drafts), start_of(dossier)) if undecided else "",
        personnel=said[-1] if said else "",
        permitted=latest.highest_permitted if latest else "",
        warnings=latest.warnings if latest else 0,
        waits="" if dossier.stage in AFTER_DECISION else waiting_for(dossier),
    )


def _is_draft(row: RatingRow) -> bool:
    return row.rating_list.stage == ListStage.DRAFT
