"""Keeping who looked into whose dossier: the only thing that opening a page writes, one INSERT on the first time of a day."""

from collections.abc import Collection

from cadres.models import User
from evaluation.core.models import Dossier
from evaluation.core.models.viewings import Viewing, ViewingKind


def keep_page(dossier: Dossier, user: User) -> None:
    """Somebody opened a page of it. Two at once leave one row; whoever reads their own leaves none."""
    if dossier.cadre.user_id != user.pk and not dossier.was_viewed:
        _keep([Viewing(user=user, dossier=dossier)])


def keep_papers(dossiers: Collection[int], user: User) -> None:
    """Papers of these, by their keys, were taken out."""
    others = Dossier.objects.filter(pk__in=dossiers).exclude(cadre__user=user).order_by()
    _keep(
        [
            Viewing(user=user, dossier_id=pk, kind=ViewingKind.EXPORT)
            for pk in others.values_list("pk", flat=True)
        ]
    )


def keep_table(unit: int, what: str, user: User) -> None:
    """A table of this unit that names many, called so, was taken out."""
    longest = Viewing._meta.get_field("what").max_length
    _keep([Viewing(user=user, unit_id=unit, what=what[:longest], kind=ViewingKind.TABLE)])


def keep_trail(user: User) -> None:
    """The journal itself was taken out."""
    _keep([Viewing(user=user, kind=ViewingKind.TRAIL)])


def _keep(rows: list[Viewing]) -> None:
    Viewing.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
