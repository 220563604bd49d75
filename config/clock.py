"""One clock answers "now" for everything.

A request is held at the instant at which it had arrived whole (`held`), so that lateness is judged once and by the server.
In demonstration mode a shift, kept in the database, moves the day; in production it is the system's clock and nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The instant that counts here: the one held, else the system's, in UTC."""
    return _held.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day of `now` in An Giang."""
    return now().astimezone(HERE).date()


@contextmanager
def held(moment: datetime) -> Iterator[None]:
    """Everything inside sees `moment` as now."""
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)
