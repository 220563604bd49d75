"""What the owner of a job does: ask for it, and take it back."""

from functools import partial

from django.db import transaction

from cadres.machine import Refusal, Vanished, lock
from cadres.models import Unit, User
from config.logging import deeds
from evaluation.models import Period
from reporting.actions.ending import end
from reporting.models import Export, State

MOST_WAITING = 3


class Enough(Refusal):
    def __init__(self) -> None:
        super().__init__(
            f"Đồng chí đang có {MOST_WAITING} tệp chờ tạo. Xin đợi một tệp xong, hoặc hủy bớt, rồi yêu cầu tiếp."
        )


@transaction.atomic
def ask(kind: str, unit: Unit, period: Period, *, by: User) -> Export:
    """A new job, or the one that answers the same question already. Whoever asks holds the right, as its kind says."""
    lock(by)  # one question of theirs after the other: they count together
    open_ones = Export.objects.of(by).unfinished()
    if same := open_ones.filter(kind=kind, unit=unit, period=period).first():
        return same
    if open_ones.filter(state=State.WAITING).count() >= MOST_WAITING:
        raise Enough
    export = Export.objects.create(owner=by, kind=kind, unit=unit, period=period)
    transaction.on_commit(partial(told, export, "asked"))
    return export


@transaction.atomic
def cancel(export: Export, *, by: User) -> Export:
    """Whoever works on it stops within a part. What is finished already stays as it is; `by` is its owner."""
    row = lock(export)
    if row.owner_id != by.pk:
        raise Vanished
    if row.is_unfinished:
        end(row, State.CANCELLED)
        transaction.on_commit(partial(told, row, "cancelled"))
    return row


def told(export: Export, act: str) -> None:
    """A line in the log: exports are told by numbers, as every deed."""
    about = {"kind": export.kind, "unit": export.unit_id, "period": export.period_id}
    deeds.info("export", act=act, export=export.pk, owner=export.owner_id, **about)
