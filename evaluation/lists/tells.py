"""The groups of tier 3.1 in one round: how many people, how many decided, which list; and the people of one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from cadres import vietnamese
from cadres.mandates import principals
from cadres.models import Appointment
from evaluation.core.models import Dossier, Period
from evaluation.core.stages import AFTER_DECISION, ListKind, ListStage
from evaluation.lists.models import RatingList, RatingRow, SimilarGroup
from regulation.vocabulary import Tier


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
    """All groups in their order, in three queries."""
    done = Count("pk", filter=Q(stage__in=AFTER_DECISION))
    people = _of(period).order_by().values("group").annotate(people=Count("pk"), decided=done)
    counts = {row["group"]: (row["people"], row["decided"]) for row in people}
    lists: dict[str, list[RatingList]] = {}
    for rating_list in period.lists.filter(kind=ListKind.PROVINCE_DECISION).order_by("sequence"):
        lists.setdefault(rating_list.group, []).append(rating_list)
    return [
        GroupLine(group, *counts.get(group.name, (0, 0)), tuple(lists.get(group.name, ())))
        for group in period.groups.all()
    ]


def people_of(group: SimilarGroup, words: str = "", post: str = "") -> Any:
    """Who is in the group, by unit then name; `listed`: on a closed list of the province, and so not to be moved."""
    closed = RatingRow.objects.filter(
        dossier=OuterRef("pk"),
        rating_list__kind=ListKind.PROVINCE_DECISION,
        rating_list__stage=ListStage.CLOSED,
    )
    people = _of(group.period).filter(group=group.name).matching(words).annotate(listed=Exists(closed))
    for word in vietnamese.plain(post).split():
        holders = Appointment.objects.in_force().filter(position__search_text__contains=word)
        people = people.filter(cadre__in=holders.values("cadre"))
    return people.for_rows().in_order()


def why_fixed(dossier: Any, me: Iterable[int]) -> str:
    """Why a person cannot be moved by this reader; empty where they can."""
    if dossier.cadre.user_id in me:
        return "hồ sơ của chính đồng chí"
    if dossier.stage in AFTER_DECISION:
        return "đã có quyết định"
    return "đã ở danh sách chốt" if dossier.listed else ""


def with_reasons(people: Iterable[Any], reader: Any) -> list[tuple[Any, str]]:
    """Each person with why they stay, if they do."""
    me = principals(reader)
    return [(dossier, why_fixed(dossier, me)) for dossier in people]


def _of(period: Period) -> Any:
    return Dossier.objects.of(period).filter(tier=Tier.PROVINCIAL)
