"""3.1: the groups of similar posts in which the province rates people among themselves: defined, renamed, put in order."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Q

from cadres.machine import Refusal, record
from cadres.models import Unit
from evaluation import permissions
from evaluation.models import Dossier, Period, RatingList, SimilarGroup
from evaluation.stages import ListKind, ListStage


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


def hold_groups(period: Period) -> Period:
    """One deed about groups at a time; taken before dossiers and lists. Rows that point to the round are not held up."""
    return Period.objects.select_for_update(no_key=True).get(pk=period.pk)


@transaction.atomic
def create_group(period: Period, name: str, *, by: Any) -> SimilarGroup:
    """A new group, last in order, with nobody in it yet."""
    _demand(by)
    hold_groups(period)
    return _add(period, _free(period, name))


@transaction.atomic
def rename_group(group: SimilarGroup, name: str, *, was: str, by: Any) -> SimilarGroup:
    """Its people and its lists, closed ones too, follow; `was` is the name that the person had before them."""
    group = _held(group, was, by)
    if name == was:
        return group
    _free(group.period, name, group)
    people = Dossier.objects.filter(period=group.period, group=was)
    list(people.order_by("pk").select_for_update().values_list("pk"))
    lists = RatingList.objects.filter(period=group.period, kind=ListKind.PROVINCE_DECISION, group=was)
    for rating_list in lists.order_by("pk").select_for_update():
        changes, stage = {"group": [was, name]}, rating_list.stage
        record(rating_list, "rename", "Đổi tên nhóm", by=by, came_from=stage, changes=changes)
    group.name = name
    group.save()
    lists.update(group=name)
    people.update(group=name)
    return group


@transaction.atomic
def place_group(group: SimilarGroup, step: int, *, by: Any) -> SimilarGroup:
    """One place up (-1) or down (1); past the ends it stays where it is."""
    group = _held(group, group.name, by)
    groups = list(group.period.groups.all())
    here = groups.index(group)
    there = min(max(here + step, 0), len(groups) - 1)
    groups.insert(there, groups.pop(here))
    for order, row in enumerate(groups, start=1):
        row.order = order
    SimilarGroup.objects.bulk_update(groups, ["order"])
    return groups[there]


@transaction.atomic
def remove_group(group: SimilarGroup, *, by: Any) -> None:
    """Only an empty one; drafts of lists on which nobody stands any more go with it."""
    group = _held(group, group.name, by)
    lists = RatingList.objects.filter(period=group.period, kind=ListKind.PROVINCE_DECISION, group=group.name)
    people = Dossier.objects.filter(period=group.period, group=group.name)
    if people.exists() or lists.filter(stage=ListStage.CLOSED).exists():
        raise InUse(group)
    lists.delete()
    group.delete()


def keep_group(dossier: Dossier) -> None:
    """The dossier's group is there; the first of a round brings the groups of the round before, in their order."""
    if not dossier.group:
        return
    period = hold_groups(dossier.period)
    if not period.groups.exists():
        SimilarGroup.objects.bulk_create(
            SimilarGroup(period=period, name=group.name, order=group.order)
            for group in _groups_before(period)
        )
    if not period.groups.filter(name=dossier.group).exists():
        _add(period, dossier.group)


def last_before(dossier: Dossier) -> Dossier | None:
    """The person's dossier of the last round before this one."""
    earlier = Dossier.objects.filter(_before(dossier.period, "period__"), cadre=dossier.cadre)
    return earlier.order_by("-period__year", "-period__number").first()


def _groups_before(period: Period) -> list[SimilarGroup]:
    earlier = Period.objects.filter(_before(period), groups__isnull=False).first()
    return list(earlier.groups.all()) if earlier else []


def _before(period: Period, path: str = "") -> Q:
    same = Q(**{f"{path}year": period.year, f"{path}number__lt": period.number})
    return Q(**{f"{path}year__lt": period.year}) | same


def _demand(by: Any) -> None:
    province = Unit.objects.without_tree_fields().filter(parent=None).first()
    if province is None or not permissions.DEFINE_GROUPS.allows(by, province):
        raise PermissionDenied("Nhóm chức danh tương đồng do Ban Tổ chức, Thường trực Tỉnh ủy xác định.")


def _held(group: SimilarGroup, was: str, by: Any) -> SimilarGroup:
    _demand(by)
    period = hold_groups(group.period)
    found = period.groups.filter(pk=group.pk, name=was).first()
    if found is None:
        raise Renamed(was)
    return found


def _free(period: Period, name: str, group: SimilarGroup | None = None) -> str:
    others = period.groups.exclude(pk=group.pk) if group else period.groups.all()
    if any(name.casefold() == known.casefold() for known in others.values_list("name", flat=True)):
        raise Taken(name, period)
    return name


def _add(period: Period, name: str) -> SimilarGroup:
    last = period.groups.aggregate(last=Max("order"))["last"] or 0
    return period.groups.create(name=name, order=last + 1)
