"""Working whatever waits: any number of workers may, be killed in the middle, or not have run for days."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from time import monotonic

from django.conf import settings

from cadres.machine import Refusal
from config import clock
from config.logging import deeds
from reporting.actions.claiming import Claim, LostError, claim_next, somebody_waits
from reporting.actions.ending import tidy
from reporting.jobs.job import Job
from reporting.jobs.presses import Presses
from reporting.renderers.pdf import NO_PANGO
from reporting.renderers.press import NoPangoError

TURN = 30.0  # seconds for one job while others wait


def work(seconds: float | None = None) -> int:
    """Work whatever waits until nothing does, or for so long; how many files were finished. What failed is tried next time."""
    with now(), Presses() as presses:
        tidy()
        worker = _Worker(presses, None if seconds is None else monotonic() + seconds)
        return sum(worker.work_on(claim) for claim in worker.claims())


def now() -> AbstractContextManager[None]:
    """A demonstration has a day of its own; elsewhere the clock runs on while we work."""
    return clock.held(clock.moved()) if settings.DEMONSTRATION else nullcontext()


class _Worker:
    def __init__(self, presses: Presses, end: float | None) -> None:
        self.presses, self.end, self.failed = presses, end, set[int]()

    def claims(self) -> Iterator[Claim]:
        while not self._is_over() and (claim := claim_next(self.failed)):
            yield claim

    def work_on(self, claim: Claim) -> bool:
        """Whether it was finished."""
        begun = monotonic()
        try:
            job = Job(claim, self.presses)
            for _ in job.drawn():
                if self._is_over() or (monotonic() > begun + TURN and somebody_waits()):
                    claim.hand_back()
                    return False
            job.finish()
        except LostError:
            deeds.info("export", act="lost", export=claim.export.pk)
            return False
        except Exception as error:
            self._failed(claim, error)
            return False
        return True

    def _is_over(self) -> bool:
        return self.end is not None and monotonic() > self.end

    def _failed(self, claim: Claim, error: Exception) -> None:
        """What can be said in a sentence ends it; anything else may be gone the next time."""
        self.failed.add(claim.export.pk)
        self.presses.stop()
        if isinstance(error, Refusal | NoPangoError):
            claim.give_up(str(error) or NO_PANGO)
        else:
            deeds.exception("export", act="broken off", export=claim.export.pk)
            claim.hand_back()
