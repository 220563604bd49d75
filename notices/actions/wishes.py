"""What somebody wants by mail."""

from collections.abc import Collection

from django.db import transaction

from cadres.machine import lock
from cadres.models import User
from notices.models import Kind, Muted


def wanted_by(user: User) -> list[str]:
    """The kinds that come by mail: all that were not muted."""
    muted = set(Muted.objects.filter(user=user).values_list("kind", flat=True))
    return [kind for kind in Kind.values if kind not in muted]


@transaction.atomic
def want(user: User, kinds: Collection[str]) -> None:
    """These by mail, and no others; two tabs at once end with one of both."""
    lock(user)
    Muted.objects.filter(user=user).delete()
    Muted.objects.bulk_create(Muted(user=user, kind=kind) for kind in Kind.values if kind not in kinds)
