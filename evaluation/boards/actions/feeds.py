"""The secret way to one's calendar, made and made anew."""

from secrets import token_urlsafe

from django.db import transaction

from cadres.machine import lock
from cadres.models import User
from config import clock
from evaluation.boards.models import Feed


@transaction.atomic
def renew(by: User) -> Feed:
    """Another link in place of the one before, which is dead from now on; two at once leave the later one."""
    lock(by)
    made = {"key": token_urlsafe(32), "made_at": clock.now()}
    feed, _ = Feed.objects.update_or_create(user=by, defaults=made)
    return feed
