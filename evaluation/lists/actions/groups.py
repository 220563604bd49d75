"""3.1: the groups of similar posts in which the province rates people among themselves: defined, renamed, put in order.

Each deed is an edit of what the province sets for the round, and stands in that history.
"""

from typing import Any

from django.db import transaction
from django.db.models import F, Max

from cadres.machine import Refusal, Write, record
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period, Policy
from evaluation.core.stages import AFTER_DECISION, ListKind, ListStage
from evaluation.lists.models import RatingList, SimilarGroup
from evaluation.policies.actions import held_policy
from evaluation.policies.moves import POLICIES


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
    """A closed list is a signed paper: its name stays, and the cap counts the lists of one name together (6.1)."""

    def __init__(self) -> None:
        super().__init__("Nhóm đã có danh sách chốt: không đổi tên được nữa.")


def hold_groups(period: Period) -> Period:
    """One deed about groups at a time; taken before dossiers and lists. Rows that point to the round are not held up."""
    return Period.objects.select_for_update(no_key=True).get(pk=period.pk)


@transaction.atomic
def create_group(period: Period, name: str, *, by: Any) -> SimilarGroup:
    """A new group, last in order, with nobody in it yet."""

    def write(row: Policy) -> dict[str, Any]:
        add_group(period, _free(period, name))
        return {"Nhóm chức danh tương đồng": ["(chưa có)", name]}

    _edit(period, write, by)
    return period.groups.get(name=name)


@transaction.atomic
def rename_group(group: SimilarGroup, name: str, *, was: str, by: Any) -> SimilarGroup:
    """Its people and drafts follow, unless a list of it is closed; `was` is the name that the person had before them."""

    def write(row: Policy) -> dict[str, Any]:
        found = _found(group, was)
        _free(group.period, name, group)
        _follow(found, name, by, permissions.DEFINE_GROUPS.behalf(by, row.matter))
        found.name = name
        found.save()
        return {"Tên nhóm": [was, name]}

    if name != was:
        _edit(group.period, write, by)
    return SimilarGroup.objects.get(pk=group.pk)


@transaction.atomic
def place_group(group: SimilarGroup, step: int, *, by: Any) -> SimilarGroup:
    """One place up (-1) or down (1); past the ends it stays where it is."""

    def write(row: Policy) -> dict[str, Any]:
        groups, here, there = _places(group, step)
        groups.insert(there, groups.pop(here))
        for order, one in enumerate(groups, start=1):
            one.order = order
        SimilarGroup.objects.bulk_update(groups, ["order"])
        return {f"Thứ tự nhóm “{group}”": [str(here + 1), str(there + 1)]}

    _, here, there = _places(group, step)
    if here != there:
        _edit(group.period, write, by)
    return SimilarGroup.objects.get(pk=group.pk)


@transaction.atomic
def remove_group(group: SimilarGroup, *, by: Any) -> None:
    """Only an empty one; drafts of lists on which nobody stands any more go with it."""

    def write(row: Policy) -> dict[str, Any]:
        found = _found(group, group.name)
        if people_in(found).exists() or is_signed(found):
            raise InUse(found)
        lists_of(found).delete()
        found.delete()
        return {"Nhóm chức danh tương đồng": [group.name, "(đã xóa)"]}

    _edit(group.period, write, by)


def add_group(period: Period, name: str) -> SimilarGroup:
    """Last in order; the groups are held."""
    last = period.groups.aggregate(last=Max("order"))["last"] or 0
    return period.groups.create(name=name, order=last + 1)


def people_in(group: SimilarGroup) -> Any:
    """The dossiers of the round that carry its name."""
    return Dossier.objects.filter(period=group.period_id, group=group.name)


def lists_of(group: SimilarGroup) -> Any:
    """The province's lists of the round that carry its name, supplements included."""
    return RatingList.objects.filter(
        period=group.period_id, kind=ListKind.PROVINCE_DECISION, group=group.name
    )


def is_signed(group: SimilarGroup) -> bool:
    """Whether somebody was decided under its name."""
    return lists_of(group).filter(stage=ListStage.CLOSED).exists()


def _edit(period: Period, write: Write, by: Any) -> None:
    """One line in the history of what the province sets for the round; its row is held before the groups."""
    rules = held_policy(period)
    hold_groups(period)
    POLICIES.apply("groups", rules, by=by, write=write)


def _found(group: SimilarGroup, was: str) -> SimilarGroup:
    found = SimilarGroup.objects.filter(pk=group.pk, name=was).first()
    if found is None:
        raise Renamed(was)
    return found


def _follow(group: SimilarGroup, name: str, by: Any, behalf: int | None) -> None:
    """Each dossier, then each draft, is held, told of the new name and given it."""
    people, lists = people_in(group), lists_of(group)
    held = [rows.order_by("pk").select_for_update() for rows in (people, lists)]
    rows = [row for some in held for row in some]
    if is_signed(group) or people.filter(stage__in=AFTER_DECISION).exists():
        raise Signed
    told = {"by": by, "behalf": behalf, "changes": {"group": [group.name, name]}, "told": True}
    for row in rows:
        record(row, "rename_group", "Đổi tên nhóm", came_from=row.stage, **told)
    people.update(group=name, version=F("version") + 1)
    lists.update(group=name)


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
