"""One line of "Đang chờ tôi": what to do, about whom, until when, and the page where it is done."""

from dataclasses import dataclass
from datetime import datetime

from config import clock
from evaluation.core.periods import time_left


@dataclass(frozen=True)
class TaskLine:
    """A line for components/task_line.html: what to do, about whom, until when, and the page where it is done.

    `returned` is why it came back: such a line stands before all others.
    """

    verb: str
    whom: str
    closes_at: datetime
    until: datetime | None
    url: str
    button: str
    returned: str = ""
    primary: bool = False

    @property
    def left(self) -> str:
        return time_left(self.closes_at)

    @property
    def late(self) -> bool:
        return self.closes_at <= clock.now()


def timed(verb: str, whom: str, closes_at: datetime, url: str, button: str, returned: str = "") -> TaskLine:
    return TaskLine(verb, whom, closes_at, closes_at, url, button, returned)
