"""3.1: moving people from one group of similar posts to another."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from cadres.machine import Refusal
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListKind, ListStage, Stage
from evaluation.lists.actions.groups import hold_groups
from evaluation.lists.actions.places import ensure_list_for
from evaluation.lists.models import RatingList, RatingRow, SimilarGroup
from regulation.vocabulary import Tier

if TYPE_CHECKING:
    from cadres.models import User


class NobodyChosen(Refusal):
    def __init__(self) -> None:
        super().__init__("Chưa chọn ai để chuyển.")


class NotThere(Refusal):
    def __init__(self, group: SimilarGroup) -> None:
        super().__init__(f"Có hồ sơ không còn ở nhóm “{group}”. Xin xem lại rồi chọn.")


class Gone(NotThere):
    """Somebody removed the group to which they were to go."""

    def __init__(self, group: SimilarGroup) -> None:
        Refusal.__init__(self, f"Nhóm “{group}” vừa được xóa. Xin chọn nhóm khác.")


class Decided(Refusal):
    """Who is decided counts in the cap of the group in which that was done."""

    def __init__(self, people: Collection[Dossier]) -> None:
        names = "; ".join(dossier.cadre.full_name for dossier in people)
        super().__init__(f"{names}: đã có quyết định, không chuyển nhóm được.")


@transaction.atomic
def regroup(
    group: SimilarGroup, people: Collection[int], *, to: SimilarGroup, by: User, reason: str
) -> list[Dossier]:
    """Move these dossiers (their ids) of a group to another of the same round; all or none."""
    if not people:
        raise NobodyChosen
    hold_groups(group.period)
    group, to = _standing(group, group.period_id, NotThere), _standing(to, group.period_id, Gone)
    here = Dossier.objects.filter(period=group.period, group=group.name, tier=Tier.PROVINCIAL)
    dossiers = list(here.filter(pk__in=list(people)).order_by("pk").select_for_update())
    if len(dossiers) != len(set(people)):
        raise NotThere(group)
    if settled := [dossier for dossier in dossiers if dossier.stage not in DOSSIERS.regroup.source]:
        raise Decided(settled)
    return [_move(dossier, to.name, by, reason) for dossier in dossiers]


def _standing(group: SimilarGroup, period: int, refusal: type[NotThere]) -> SimilarGroup:
    """The group as it now is: both were read before the groups were held."""
    found = SimilarGroup.objects.filter(pk=group.pk, period=period).first()
    if found is None:
        raise refusal(group)
    return found


def _move(dossier: Dossier, name: str, by: User, reason: str) -> Dossier:
    before = dossier.group
    with DOSSIERS.regroup(dossier, by=by, reason=reason, held=True):
        dossier.group = name
        dossier.tell(group=[before, name])
    if dossier.stage == Stage.PROVINCE_APPRAISED:
        _carry(dossier, before)
    return dossier


def _carry(dossier: Dossier, before: str) -> None:
    """Who waits for the province waits on the new group's list, with what was drafted of them: it is about the person."""
    left = RatingList.objects.filter(
        period=dossier.period_id, kind=ListKind.PROVINCE_DECISION, group=before, stage=ListStage.DRAFT
    )
    left = list(left.order_by("pk").select_for_update())
    arrived = ensure_list_for(dossier)
    RatingRow.objects.filter(dossier=dossier, rating_list=arrived).delete()
    RatingRow.objects.filter(dossier=dossier, rating_list__in=left).update(rating_list=arrived)
