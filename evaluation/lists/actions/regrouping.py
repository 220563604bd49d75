"""3.1: moving people from one group of similar posts to another."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from cadres.machine import Refusal
from evaluation.core.models import Dossier, SimilarGroup
from evaluation.core.road import DOSSIERS
from evaluation.lists.actions.groups import hold_groups
from evaluation.lists.actions.places import carry

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
    dossiers = list(group.dossiers.filter(pk__in=list(people)).order_by("pk").select_for_update())
    if len(dossiers) != len(set(people)):
        raise NotThere(group)
    if settled := [dossier for dossier in dossiers if dossier.stage not in DOSSIERS.regroup.source]:
        raise Decided(settled)
    return [_move(dossier, group, to, by, reason) for dossier in dossiers]


def _standing(group: SimilarGroup, period: int, refusal: type[NotThere]) -> SimilarGroup:
    """The group as it now is: both were read before the groups were held."""
    found = SimilarGroup.objects.filter(pk=group.pk, period=period).first()
    if found is None:
        raise refusal(group)
    return found


def _move(dossier: Dossier, group: SimilarGroup, to: SimilarGroup, by: User, reason: str) -> Dossier:
    with DOSSIERS.regroup(dossier, by=by, reason=reason, held=True):
        dossier.group = to
        dossier.tell(group=[group.name, to.name])
    carry(dossier, group)
    return dossier
