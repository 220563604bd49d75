"""Rows that were sent with many others, and that whoever sent them has no right over: left out of the deed, kept for auditors."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied

from cadres.actions.attempts import keep_refused
from cadres.mandates import Grant
from cadres.requests import SignedIn
from cadres.visitors import tried
from evaluation.core.models import Dossier

NAMED = 10


class NotTheirs(PermissionDenied):
    """`about` names the first dossiers by their numbers."""

    def __init__(self, keys: Collection[int]) -> None:
        numbers = ", ".join(map(str, sorted(keys)[:NAMED]))
        self.about = f"{Dossier._meta.verbose_name} số {numbers}"
        super().__init__(f"{len(keys)} hồ sơ gửi lên không thuộc quyền của người gửi.")


def keep_barred(request: SignedIn, sent: Collection[int], right: Grant) -> None:
    """Of these dossiers (their ids), those that this person has no right over; who merely came too late is none of them."""
    if not sent:
        return
    theirs = (
        Dossier.objects.filter(right.q(request.user), pk__in=sent).order_by().values_list("pk", flat=True)
    )
    others = Dossier.objects.filter(pk__in=sent).order_by().values_list("pk", flat=True)
    if barred := set(others) - set(theirs):
        keep_refused(tried(request), NotTheirs(barred))
