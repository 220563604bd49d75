"""A job in somebody's hands: claimed, kept alive, brought forward, handed back, finished. Every write asks whether it is still theirs.

A worker that was stopped for a while (a machine asleep, a database away) finds another token in the row when it comes back:
then it writes nothing more. So there is never more than one file.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from secrets import token_hex

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from cadres.machine import claim
from config import clock
from evaluation.files.storage import Kept, lying
from reporting.actions.asking import told
from reporting.actions.ending import end, tell_owner, tidy_after
from reporting.models import Export, ExportPart, State

SILENT = timedelta(seconds=30)  # after which whoever works on it is taken for dead
MOST_ATTEMPTS = 5
EXHAUSTED = "Đã bắt đầu {n} lần mà không tạo tiếp được phần nào. Xin báo quản trị hệ thống xem nhật ký."


class LostError(Exception):
    """The job is no longer this worker's: it was cancelled, or somebody else took it over."""


@dataclass(frozen=True)
class Claim:
    """One worker's hold on one job: `export` is the row as it was claimed."""

    export: Export
    token: str

    @contextmanager
    def held(self) -> Iterator[Export]:
        """The row as it is now, locked, if it is still ours."""
        with transaction.atomic():
            ours = Export.objects.filter(pk=self.export.pk, state=State.RUNNING, claimed_by=self.token)
            row = ours.select_for_update().first()
            if row is None:
                raise LostError
            yield row

    def beat(self, **told: int) -> None:
        """We live, and are so far."""
        ours = Export.objects.filter(pk=self.export.pk, state=State.RUNNING, claimed_by=self.token)
        if not ours.update(heartbeat_at=Now(), **told):
            raise LostError

    def drawn(self) -> dict[str, str]:
        """Key → file of what is drawn already; what the disk has lost is drawn again."""
        there = set(lying(self.export.folder))
        parts = list(self.export.parts.values_list("pk", "key", "file"))
        ExportPart.objects.filter(pk__in=[pk for pk, _, file in parts if file not in there]).delete()
        return {key: file for _, key, file in parts if file in there}

    def keep(self, key: str, kept: Kept) -> None:
        """A part is there; the job made a step, whatever its attempts were before."""
        with self.held() as row:
            ExportPart.objects.create(export=row, key=key, file=kept.name)
            row.done, row.attempt = row.done + 1, 1
            row.save(update_fields=["done", "attempt"])
            self.beat()

    def finish(self, kept: Kept, keys: Collection[str], sentence: str) -> None:
        """The file is whole: from here on its owner sees it. Of the parts only what it holds is remembered."""
        with self.held() as row:
            row.parts.exclude(key__in=keys).delete()
            row.parts.update(file="")
            row.done = row.total = len(keys)
            end(row, State.DONE, file=kept.name, size=kept.size, digest=kept.digest)
            tell_owner(row, sentence)
            transaction.on_commit(partial(told, row, "done"))
        tidy_after(row.pk)

    def give_up(self, sentence: str) -> None:
        with self.held() as row:
            _fail(row, sentence)
        tidy_after(row.pk)

    def hand_back(self) -> None:
        """Whoever comes next goes on with it; it waits behind those that wait longer."""
        with suppress(LostError), self.held() as row:
            row.state, row.claimed_by = State.WAITING, ""
            row.save(update_fields=["state", "claimed_by"])


def claim_next(but: Collection[int] = ()) -> Claim | None:
    """The job that waited longest, or whose worker has fallen silent; none of `but`. One that was begun too often is given up."""
    with transaction.atomic():
        row = claim(_free().exclude(pk__in=but)).first()
        if row is None:
            return None
        if row.attempt < MOST_ATTEMPTS:
            return _claimed(row)
        _fail(row, EXHAUSTED.format(n=MOST_ATTEMPTS))
    tidy_after(row.pk)
    return claim_next(but)


def somebody_waits() -> bool:
    return Export.objects.filter(state=State.WAITING).exists()


def _free() -> QuerySet[Export]:
    """New ones first; then each has its turn, the one that has waited longest for its own."""
    silent = Q(state=State.RUNNING, heartbeat_at__lt=Now() - SILENT)
    free = Export.objects.filter(Q(state=State.WAITING) | silent)
    return free.order_by(F("heartbeat_at").asc(nulls_first=True), "asked_at", "pk")


def _claimed(row: Export) -> Claim:
    token = token_hex(16)
    row.state, row.claimed_by, row.attempt = State.RUNNING, token, row.attempt + 1
    row.started_at = row.started_at or clock.now()
    row.save()
    claimed = Claim(row, token)
    claimed.beat()
    return claimed


def _fail(row: Export, sentence: str) -> None:
    end(row, State.FAILED, failure=sentence)
    tell_owner(row, f"{sentence}"[:400])
    transaction.on_commit(partial(told, row, "failed"))
