"""The groups of tier 3.1 in one round: how many people, how many decided, which list; and the people of one of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q

from cadres import vietnamese
from cadres.mandates import principals
from cadres.models import Appointment
from evaluation.core.stages import ListStage
from evaluation.core.steps import AFTER_DECISION
from evaluation.lists.models import RatingList, RatingRow

if TYPE_CHECKING:
    from cadres.models import User
    from evaluation.core.models import Dossier, Period, SimilarGroup
    from evaluation.core.models.dossiers import DossierQuerySet


@dataclass(frozen=True)
class GroupLine:
    """A group as one line among groups; `removable` where nobody is in it and nothing was closed."""

    group: SimilarGroup
    people: int
    decided: int
    lists: tuple[RatingList, ...]

    @property
    def removable(self) -> bool:
        return not self.people and all(one.stage == ListStage.DRAFT for one in self.lists)


def group_lines(period: Period) -> list[GroupLine]:
    """All groups in their order, in two queries."""
    decided = Count("dossiers", filter=Q(dossiers__stage__in=AFTER_DECISION))
    counted = period.groups.annotate(people=Count("dossiers"), decided=decided)
    lists = Prefetch("lists", RatingList.objects.order_by("sequence"))
    return [
        GroupLine(group, group.people, group.decided, tuple(group.lists.all()))
        for group in counted.prefetch_related(lists)
    ]


def people_of(group: SimilarGroup, words: str = "", post: str = "") -> DossierQuerySet:
    """Who is in the group, by unit then name."""
    people: DossierQuerySet = group.dossiers.matching(words)
    for word in vietnamese.plain(post).split():
        holders = Appointment.objects.in_force().filter(position__search_text__contains=word)
        people = people.filter(cadre__in=holders.values("cadre"))
    return people.for_rows().in_order()


def with_reasons(people: Sequence[Dossier], reader: User) -> list[tuple[Dossier, str]]:
    """Each person with why this reader cannot move them; empty where they can."""
    me, listed = principals(reader), _listed(people)
    return [(dossier, _why_fixed(dossier, me, listed)) for dossier in people]


def _listed(people: Sequence[Dossier]) -> set[int]:
    """Who stands on a closed list of a group, and so counts there."""
    closed = RatingRow.objects.filter(rating_list__group__isnull=False, rating_list__stage=ListStage.CLOSED)
    rows = closed.filter(dossier__in=[dossier.pk for dossier in people])
    return set(rows.values_list("dossier_id", flat=True))


def _why_fixed(dossier: Dossier, me: Collection[int], listed: Collection[int]) -> str:
    if dossier.cadre.user_id in me:
        return "hồ sơ của chính đồng chí"
    if dossier.stage in AFTER_DECISION:
        return "đã có quyết định"
    return "đã ở danh sách chốt" if dossier.pk in listed else ""
