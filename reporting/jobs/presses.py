"""Presses: processes beside this one that do nothing but turn finished HTML into PDF, two of them as fast as two cores.

They live as long as there is work, and never longer than the process that started them, however that one ends.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from django.conf import settings

from reporting.jobs.kinds import Part
from reporting.renderers.press import Laid, end_with_parent, press

AHEAD = 3  # documents for each press: one that it works on, and what it goes on with


class Presses:
    """`with Presses() as presses`: they start with the first document."""

    def __init__(self, number: int | None = None) -> None:
        wanted = settings.EXPORT_PROCESSES if number is None else number
        # A process that may have no children of its own (Celery's, forked) presses by itself.
        self.number = 0 if multiprocessing.current_process().daemon else wanted
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Presses":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Until the next document: where one press died, all of them are of no more use."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def pressed(self, drawn: Iterator[tuple[Part, Laid | bytes]]) -> Iterator[tuple[Part, bytes]]:
        """In the order in which they come, a few ahead of whoever takes them."""
        waiting: deque[tuple[Part, Future[bytes]]] = deque()
        for part, made in drawn:
            waiting.append((part, self._begun(made)))
            if len(waiting) > AHEAD * self.number:
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)

    def _begun(self, made: Laid | bytes) -> "Future[bytes]":
        if isinstance(made, Laid) and self.number:
            self._pool = self._pool or _started(self.number)
            return self._pool.submit(press, made)
        done: Future[bytes] = Future()
        done.set_result(press(made) if isinstance(made, Laid) else made)
        return done


def _taken(waiting: "deque[tuple[Part, Future[bytes]]]") -> tuple[Part, bytes]:
    part, begun = waiting.popleft()
    return part, begun.result()


def _started(number: int) -> ProcessPoolExecutor:
    """Started anew, not forked: a fork would take open connections along."""
    anew = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(number, mp_context=anew, initializer=end_with_parent)
