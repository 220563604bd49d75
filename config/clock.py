"""One clock answers "now" for everything.

A request is held at the instant at which it had arrived whole (`held`), so that lateness is judged once and by the server.
In demonstration mode a shift, kept in the database, moves the day; in production it is the system's clock and nothing else.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")

_days: Callable[[], int | None] = int  # none, until `moved_by` says where they stand
_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The instant that counts here: the one held, else the system's, in UTC."""
    return _held.get() or datetime.now(UTC)


def moved() -> datetime:
    """Now, in demonstration mode: by so many days later or earlier as the installation says (`moved_by`)."""
    return now() + timedelta(days=_days() or 0)


def moved_by(days: Callable[[], int | None]) -> None:
    """Where it stands by how many days the clock of a demonstration is moved."""
    global _days
    _days = days


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
