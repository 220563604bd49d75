"""One letter a person and day, sent through an outbox: written in one transaction, claimed, tried again with growing pauses."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from cadres.machine import claim
from cadres.models import User
from config import clock
from config.logging import deeds
from notices.models import Letter, Muted, Notice, NoticeQuerySet

FRESH = timedelta(days=7)  # what is older and unread is no news any more
KEPT = timedelta(days=1)  # for how long after its day a letter is still tried
BATCH = 50
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=4)
HEAD = "Kính gửi đồng chí {name},"
FOOT = "Thư tự động, mỗi ngày nhiều nhất một lần. Chọn nội dung nhận qua thư: {url}"


def anybody_has_an_address() -> bool:
    return User.objects.filter(is_active=True).exclude(email="").exists()


def to_write() -> NoticeQuerySet:
    """What is unread and was in no letter, of those who have an address, in kinds that they want."""
    muted = Muted.objects.filter(user=OuterRef("to"), kind=OuterRef("kind"))
    fresh = Notice.objects.unread().filter(letter=None, at__gt=clock.now() - FRESH, to__is_active=True)
    return fresh.exclude(to__email="").exclude(Exists(muted))


@transaction.atomic
def write_letters() -> int:
    """Today's letters, with a fixed number of queries; how many. Who has one today gets no other."""
    day = clock.today()
    had = Letter.objects.filter(day=day).values("to")
    told = defaultdict(list)
    for notice in to_write().exclude(to__in=had).select_related("to").order_by("to", "at", "pk"):
        told[notice.to].append(notice)
    Letter.objects.bulk_create(
        Letter(to=person, day=day, subject=_subject(notices), body=_body(person.display_name, notices))
        for person, notices in told.items()
    )
    todays = Letter.objects.filter(day=day, to=OuterRef("to")).values("pk")
    written = [notice.pk for notices in told.values() for notice in notices]
    for start in range(0, len(written), 500):
        Notice.objects.filter(pk__in=written[start : start + 500]).update(letter=Subquery(todays))
    return len(told)


def send_letters() -> int:
    """Whatever is to be sent by now, until it is done or the server is silent; how many it took."""
    sent = 0
    while claimed := _claim():
        taken = _send(claimed)
        sent += taken
        if taken < len(claimed):
            break
    return sent


@transaction.atomic
def _claim() -> list[Letter]:
    """A few, put off at once: should this process die with them, they are tried again after their pause."""
    due = Letter.objects.filter(
        sent_at=None, next_try_at__lte=clock.now(), day__gte=clock.today() - KEPT, to__is_active=True
    ).order_by("next_try_at", "pk")
    letters = list(claim(due.select_related("to"))[:BATCH])
    for letter in letters:
        letter.next_try_at = clock.now() + min(FIRST_PAUSE * 2**letter.tries, LONGEST_PAUSE)
        letter.tries += 1
    Letter.objects.bulk_update(letters, ["next_try_at", "tries"])
    return letters


def _send(letters: Sequence[Letter]) -> int:
    """Over one connection; an address that is refused holds up nobody, a server that fails is left alone for now."""
    taken, server = 0, get_connection()
    try:
        for letter in letters:
            taken += _took(server, letter)
    except (OSError, SMTPException) as problem:
        deeds.warning("mail", problem=type(problem).__name__)
        _failed(letters[taken:], problem)
    finally:
        server.close()
    return taken


def _took(server: BaseEmailBackend, letter: Letter) -> int:
    """1, also where the address or the letter was refused, or it is none: it was dealt with, and is tried again after its pause."""
    message = EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.to.email],
        headers={"Message-ID": letter.message_id},
        connection=server,
    )
    try:
        message.send()
    except (
        SMTPRecipientsRefused,
        SMTPDataError,
        ValueError,
    ) as problem:  # ValueError: an address that is none
        _failed([letter], problem)
    else:
        Letter.objects.filter(pk=letter.pk).update(sent_at=clock.now(), failure="")
    return 1


def _failed(letters: Sequence[Letter], problem: Exception) -> None:
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(failure=str(problem)[:200])


def _subject(notices: Sequence[Notice]) -> str:
    """On one line, whatever names it tells."""
    return " ".join(f"{len(notices)} thông báo · {notices[-1].sentence}".split())[:200]


def _body(name: str, notices: Sequence[Notice]) -> str:
    lines = [line for notice in notices for line in _lines(notice)]
    foot = FOOT.format(url=urljoin(settings.SITE_URL, "/thong-bao/tuy-chon/"))
    return "\n".join((HEAD.format(name=name), "", *lines, foot))


def _lines(notice: Notice) -> list[str]:
    words = [f"  “{notice.words}”"] if notice.words else []
    return [f"- {notice.sentence}", *words, f"  {urljoin(settings.SITE_URL, notice.url)}", ""]
