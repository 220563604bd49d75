"""3.1: the groups of similar posts in which the province rates people among themselves: defined, renamed, put in order.

Each deed is an edit of what the province sets for the round, and stands in that history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max

from cadres.machine import Refusal, record
from evaluation.core.models import Period, Policy, SimilarGroup
from evaluation.core.stages import ListStage
from evaluation.core.steps import AFTER_DECISION
from evaluation.policies.actions import held_policy
from evaluation.policies.moves import POLICIES
from evaluation.policies.permissions import DEFINE_GROUPS

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from cadres.models import User


class Taken(Refusal):
    def __init__(self, name: str, period: Period) -> None:
        super().__init__(f"{period} đã có nhóm “{name}”.")


class InUse(Refusal):
    """Whoever is in the group, or was decided in it, would lose it."""

    def __init__(self, group: SimilarGroup) -> None:
        super().__init__(f"Nhóm “{group}” còn người hoặc đã có danh sách chốt: không xóa được.")


class Renamed(Refusal):
    """Somebody else gave or took the name in between."""

    def __init__(self, was: str) -> None:
        super().__init__(f"Nhóm “{was}” vừa được người khác đổi tên hoặc xóa. Xin xem lại rồi sửa.")


class Signed(Refusal):
    """A closed list is a signed paper: the name of its group stays (6.1)."""

    def __init__(self) -> None:
        super().__init__("Nhóm đã có danh sách chốt: không đổi tên được nữa.")


def hold_groups(period: Period) -> Period:
    """One deed about groups at a time; taken before dossiers and lists. Rows that point to the round are not held up."""
    return Period.objects.select_for_update(no_key=True).get(pk=period.pk)


@transaction.atomic
def create_group(period: Period, name: str, *, by: User) -> SimilarGroup:
    """A new group, last in order, with nobody in it yet."""
    with _edit(period, by) as rules:
        group = add_group(period, _free(period, name))
        rules.tell(**{"Nhóm chức danh tương đồng": ["(chưa có)", name]})
    return group


@transaction.atomic
def rename_group(group: SimilarGroup, name: str, *, was: str, by: User) -> SimilarGroup:
    """Its people and drafts are told, unless a list of it is closed; `was` is the name that the person had before them."""
    if name == was:
        return group
    with _edit(group.period, by) as rules:
        group = _found(group, was)
        _free(group.period, name, group)
        _tell(group, name, by, DEFINE_GROUPS.behalf(by, rules.matter))
        group.name = name
        group.save()
        rules.tell(**{"Tên nhóm": [was, name]})
    return group


@transaction.atomic
def place_group(group: SimilarGroup, step: int, *, by: User) -> SimilarGroup:
    """One place up (-1) or down (1); past the ends it stays where it is."""
    _, here, there = _places(group, step)
    if here != there:
        with _edit(group.period, by) as rules:
            groups, here, there = _places(group, step)
            groups.insert(there, groups.pop(here))
            for order, one in enumerate(groups, start=1):
                one.order = order
            SimilarGroup.objects.bulk_update(groups, ["order"])
            rules.tell(**{f"Thứ tự nhóm “{group}”": [str(here + 1), str(there + 1)]})
    return SimilarGroup.objects.get(pk=group.pk)


@transaction.atomic
def remove_group(group: SimilarGroup, *, by: User) -> None:
    """Only an empty one; drafts of lists on which nobody stands any more go with it."""
    with _edit(group.period, by) as rules:
        found = _found(group, group.name)
        if found.dossiers.exists() or is_signed(found):
            raise InUse(found)
        found.lists.all().delete()
        found.delete()
        rules.tell(**{"Nhóm chức danh tương đồng": [group.name, "(đã xóa)"]})


def add_group(period: Period, name: str) -> SimilarGroup:
    """Last in order; the groups are held."""
    last = period.groups.aggregate(last=Max("order"))["last"] or 0
    return period.groups.create(name=name, order=last + 1)


def is_signed(group: SimilarGroup) -> bool:
    """Whether somebody was decided in it."""
    return group.lists.filter(stage=ListStage.CLOSED).exists()


def _edit(period: Period, by: User) -> AbstractContextManager[Policy]:
    """One line in the history of what the province sets for the round; its row is held before the groups."""
    rules = held_policy(period)
    hold_groups(period)
    return POLICIES.groups(rules, by=by, held=True)


def _found(group: SimilarGroup, was: str) -> SimilarGroup:
    found = SimilarGroup.objects.filter(pk=group.pk, name=was).first()
    if found is None:
        raise Renamed(was)
    return found


def _tell(group: SimilarGroup, name: str, by: User, behalf: int | None) -> None:
    """The history of each dossier, then of each list, is told the new name; a dossier's page from before is an old one from then on."""
    dossiers, lists = (
        list(rows.order_by("pk").select_for_update()) for rows in (group.dossiers, group.lists)
    )
    if is_signed(group) or any(dossier.stage in AFTER_DECISION for dossier in dossiers):
        raise Signed
    for row in (*dossiers, *lists):
        record(
            row,
            "rename_group",
            "Đổi tên nhóm",
            by=by,
            behalf=behalf,
            came_from=row.stage,
            changes={"group": [group.name, name]},
            told=True,
        )
    group.dossiers.update(version=F("version") + 1)


def _places(group: SimilarGroup, step: int) -> tuple[list[SimilarGroup], int, int]:
    """All groups of the round, where this one stands, and where one step brings it."""
    groups = list(_found(group, group.name).period.groups.all())
    here = groups.index(group)
    return groups, here, min(max(here + step, 0), len(groups) - 1)


def _free(period: Period, name: str, group: SimilarGroup | None = None) -> str:
    others = period.groups.exclude(pk=group.pk) if group else period.groups.all()
    if any(name.casefold() == known.casefold() for known in others.values_list("name", flat=True)):
        raise Taken(name, period)
    return name
