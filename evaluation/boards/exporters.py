"""Somebody's dues as a calendar that other programs read (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urljoin

from django.conf import settings
from icalendar import Calendar, Event

from cadres.templatetags.vietnamese import han
from cadres.vietnamese import lowfirst
from config import clock
from evaluation.boards.tells.dues import Due

# A window closes at an instant, mostly midnight: shown as the hour before it, it stands on the day that it ends.
LASTS = timedelta(hours=1)
EVERY = timedelta(hours=12)


def calendar_of(dues: Iterable[Due], site: str) -> bytes:
    """Made anew at each request: what moved since has the same UID, and a higher sequence. Links begin with `site`."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.MAIL_DOMAIN}//danh-gia-can-bo//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Thời hạn đánh giá cán bộ")
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    for due in dues:
        calendar.add_component(_event(due, site))
    written: bytes = calendar.to_ical()
    return written


def _event(due: Due, site: str) -> Event:
    event, ends = Event(), due.closes_at.astimezone(UTC)
    event.add("uid", f"{due.key}@{settings.MAIL_DOMAIN}")
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("sequence", due.changes)
    event.add("dtstart", ends - LASTS)
    event.add("dtend", ends)
    event.add("summary", _summary(due))
    event.add("description", f"Hạn: {han(due.closes_at)}.")
    event.add("url", urljoin(site, due.url))
    event.add("transp", "TRANSPARENT")  # a day on which something is due is no hour at which somebody is busy
    return event


def _summary(due: Due) -> str:
    what = f"Đã {lowfirst(due.what)}" if due.done else due.what
    return " · ".join(filter(None, (what, due.whose)))
