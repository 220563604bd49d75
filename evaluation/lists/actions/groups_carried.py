"""3.1: the groups from round to round: which a new one takes over, and where a person is put by a group's name."""

from django.db.models import Q

from evaluation.core.models import Dossier, Period, SimilarGroup
from evaluation.lists.actions.groups import add_group, hold_groups


def group_named(period: Period, name: str) -> SimilarGroup:
    """The round's group of this name; the first of a round brings the groups of the round before, in their order."""
    period = hold_groups(period)
    if not period.groups.exists():
        SimilarGroup.objects.bulk_create(
            SimilarGroup(period=period, name=group.name, order=group.order)
            for group in _groups_before(period)
        )
    return period.groups.filter(name=name).first() or add_group(period, name)


def last_before(dossier: Dossier) -> Dossier | None:
    """The person's dossier of the last round before this one."""
    earlier = Dossier.objects.filter(_before(dossier.period, "period__"), cadre=dossier.cadre)
    return earlier.select_related("group").order_by("-period__year", "-period__number").first()


def _groups_before(period: Period) -> list[SimilarGroup]:
    earlier = Period.objects.filter(_before(period), groups__isnull=False).first()
    return list(earlier.groups.all()) if earlier else []


def _before(period: Period, path: str = "") -> Q:
    same = Q(**{f"{path}year": period.year, f"{path}number__lt": period.number})
    return Q(**{f"{path}year__lt": period.year}) | same
