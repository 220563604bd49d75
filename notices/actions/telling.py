"""Telling people, and what they have read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator

from cadres.models import User
from config import clock
from notices.models import Kind, Notice

LONGEST = Notice._meta.get_field("sentence").max_length or 0


def to_each(
    people: Iterable[int], sentence: str, url: str, *, kind: Kind, about: str, words: str = ""
) -> list[Notice]:
    """The same notice to each of these, by their keys, to be told; names that are longer than its line are cut at its end."""
    line = Truncator(sentence).chars(LONGEST)
    said = {"sentence": line, "url": url, "kind": kind, "about": about, "words": words}
    return [Notice(to_id=person, **said) for person in people]


def tell(told: Iterable[Notice]) -> int:
    """In the transaction of what they tell of; whoever has not yet read of the same thing is told nothing twice.

    An account out of use is told nothing, whoever tells: it reads nothing, and back in use would find what is long past. How
    many were told.
    """
    notices = list(told)
    people = {notice.to_id for notice in notices}
    unused = set(User.objects.filter(is_active=False, pk__in=people).values_list("pk", flat=True))
    read_by_somebody = [notice for notice in notices if notice.to_id not in unused]
    Notice.objects.bulk_create(read_by_somebody, ignore_conflicts=True, batch_size=500)
    return len(read_by_somebody)


def read(notice: Notice) -> None:
    """Opened once: when that was stays."""
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=clock.now())


def read_all(user: User, newest: int) -> int:
    """Everything up to the newest that stood on the page; how many they were."""
    return Notice.objects.unread().filter(to=user, pk__lte=newest).update(read_at=clock.now())


def supersede(about: str, to: Iterable[int] | QuerySet[Any] | None = None, *, but: str = "") -> None:
    """What is told anew of the same thing, in later words, to these or to all: the earlier ones need no reading any more.

    `but` says of which part of the thing they are still true.
    """
    earlier = Notice.objects.unread().filter(about__startswith=f"{about} ")
    told = earlier if to is None else earlier.filter(to__in=to)
    false = told.exclude(about__startswith=f"{but} ") if but else told
    false.update(read_at=clock.now())
