"""When things happened in the demonstration province, and the day on which a visitor finds it."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from config import clock
from regulation.quarters import Quarter

TODAY = date(2026, 9, 22)  # a Tuesday: the assessment of this quarter and the plan of the next are both open
READ_UNTIL = date(2026, 9, 18)  # what was told before this day was read
BEFORE, NOW, NEXT = Quarter(2026, 2), Quarter(2026, 3), Quarter(2026, 4)
STEP = timedelta(minutes=3)  # between one person's deed and the next one's


def at(moment: str, place: int = 0) -> AbstractContextManager[None]:
    """Hold the clock at "2026-06-24 08:00", Vietnam's time, `place` steps later."""
    return clock.held(datetime.fromisoformat(moment).replace(tzinfo=clock.HERE) + place * STEP)


def shift() -> int:
    """By how many days this installation's clock is moved so that today is `TODAY`."""
    return (TODAY - datetime.now(clock.HERE).date()).days


@dataclass(frozen=True)
class Days:
    """When each step of one round was taken."""

    marked: str
    division: str
    appraised: str
    council: str
    closed: str
    received: str = ""
    decided: str = ""
    published: str = ""
    archived: str = ""


SECOND_QUARTER = Days(
    marked="2026-06-24 08:00",
    division="2026-06-25 14:00",
    appraised="2026-06-26 08:00",
    council="2026-06-29 08:00",
    closed="2026-06-29 14:00",
    received="2026-07-01 08:00",
    decided="2026-07-03 14:00",
    published="2026-07-06 08:00",
    archived="2026-07-24 08:00",
)
SECOND_QUARTER_LATE = Days(
    marked="2026-07-01 08:15",
    division="2026-07-01 10:00",
    appraised="2026-07-01 15:00",
    council="2026-07-02 08:00",
    closed="2026-07-02 14:00",
    published="2026-07-06 14:00",
)
RETIRING = Days(
    marked="2026-09-03 08:00",
    division="2026-09-03 14:00",
    appraised="2026-09-04 08:00",
    council="2026-09-04 14:00",
    closed="2026-09-07 08:00",
    published="2026-09-07 14:00",
    archived="2026-09-21 16:00",
)
EARLY = Days(
    marked="2026-09-09 08:00",
    division="2026-09-10 08:00",
    appraised="2026-09-11 08:00",
    council="2026-09-14 08:00",
    closed="2026-09-15 14:00",
    received="2026-09-17 08:00",
    published="2026-09-17 14:00",
)
THIRD_QUARTER = Days(
    marked="2026-09-16 08:00",
    division="2026-09-17 14:00",
    appraised="2026-09-18 08:00",
    council="2026-09-21 08:00",
    closed="2026-09-21 14:00",
    received="2026-09-21 15:30",
)
