"""Files are kept and taken away: each lies whole before its row tells of it."""

import errno
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from django.db import transaction

from cadres.machine import Refusal, Vanished
from cadres.models import Unit, User
from cadres.templatetags.vietnamese import nang
from config.logging import deeds
from evaluation.core.models import Dossier, Period
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.files.models import FOLDER, QUOTA, StoredFile, StoredFileQuerySet
from evaluation.files.stages import Kind
from evaluation.files.storage import Kept, remove, writing
from evaluation.files.tells.stock import Stock
from evaluation.plans.models import Delivery, PlanTask

_FULL = (errno.ENOSPC, errno.EDQUOT)


class Content(Protocol):
    """What was uploaded, piece by piece."""

    def chunks(self) -> Iterator[bytes]: ...


@dataclass(frozen=True)
class Brought:
    """A file that was looked into (evaluation.files.importers), and nothing of which was refused: only such is kept."""

    content: Content
    name: str
    kind: Kind
    size: int


class OverQuota(Refusal):
    """One dossier holds so much evidence and no more."""

    def __init__(self, used: int, more: int) -> None:
        super().__init__(
            f"Hồ sơ đã dùng {nang(used)} trong {nang(QUOTA)} dành cho minh chứng, không đủ chỗ cho "
            f"{nang(more)} này. Xin bỏ tệp không cần nữa, hoặc giảm dung lượng tệp rồi tải lại."
        )


class NoSpace(Refusal):
    def __init__(self) -> None:
        super().__init__("Máy chủ đã hết chỗ lưu tệp, chưa lưu được tệp nào. Xin báo người quản trị.")


class AlreadyThere(Refusal):
    """The same content again, of the same task or product: sent twice it is done once."""

    def __init__(self, uploads: Sequence[Brought]) -> None:
        names = ", ".join(f"“{upload.name}”" for upload in uploads)
        super().__init__(f"{names} đã được đính kèm ở đây rồi (nội dung giống hệt).")


class DecidedUpon(Refusal):
    """What lay before those who decided stays, also once the dossier is reopened and returned."""

    def __init__(self, file: StoredFile) -> None:
        super().__init__(f"Tệp “{file}” đã có trong hồ sơ khi quyết định xếp loại, nên được giữ lại.")


class TaskGone(Refusal):
    """Somebody took the task, or the delivery, out of the plan while the file was on its way."""

    def __init__(self) -> None:
        super().__init__("Nhiệm vụ hoặc sản phẩm này không còn trong kế hoạch: chưa đính kèm tệp nào.")


def keep_file(
    upload: Brought,
    *,
    by: User,
    dossier: Dossier | None = None,
    unit: Unit | None = None,
    period: Period | None = None,
) -> StoredFile:
    """Keep one file, of a dossier or of a unit in a round; whoever calls has asked whether `by` may."""
    with whole([upload]) as (kept,), transaction.atomic():
        return _row(upload, kept, by, dossier=dossier, unit=unit, period=period)


def attach(
    dossier: Dossier,
    uploads: Sequence[Brought],
    *,
    by: User,
    task: PlanTask,
    delivery: Delivery | None = None,
) -> list[StoredFile]:
    """Evidence of a task, or of one product delivered of it: all files or none, within what one dossier may hold.

    What is there already with the same content is not kept again.
    """
    with whole(uploads) as kept, DOSSIERS.attach(dossier, by=by) as dossier:
        _still_there(dossier, task, delivery)
        about = {"task": task, "delivery": delivery}
        fresh = _fresh(uploads, kept, dossier.files.filter(**about))
        if not fresh:
            raise AlreadyThere(uploads)
        _room_for(dossier, sum(one.size for _, one in fresh))
        rows = [_row(upload, one, by, dossier=dossier, **about) for upload, one in fresh]
        dossier.tell(attached=[row.name for row in rows], task=task.named)
    _drop(kept, keep={row.stored for row in rows})
    return rows


def detach(file: StoredFile, dossier: Dossier, *, by: User) -> None:
    """Take evidence away before anything was decided upon it; its name and digest stay in the history."""
    with DOSSIERS.detach(dossier, by=by) as dossier:
        row = StoredFile.objects.select_related("task__plan").filter(pk=file.pk).first()
        if row is None:
            raise Vanished
        if _decided_since(row, dossier):
            raise DecidedUpon(row)
        dossier.tell(detached=[row.name], digest=row.digest, task=row.task.named if row.task else "")
        row.delete()
        transaction.on_commit(partial(remove, row.stored))


def tell_opened(file: StoredFile, by: User) -> None:
    """Who opened evidence of somebody else's is a line of the log, by numbers."""
    if file.by_id != by.pk:
        deeds.info("deed", deed="open_file", row=StoredFile._meta.label, pk=file.pk, user=by.pk)


def remove_leftovers(stock: Stock) -> tuple[str, ...]:
    """Files of which no row tells, a day after they were written, and what was never finished, after an hour."""
    for name in (leftovers := stock.removable):
        remove(name)
    return leftovers


@contextmanager
def whole(uploads: Sequence[Brought]) -> Iterator[list[Kept]]:
    """They lie whole while the block writes their rows; where it cannot, nothing of them is left."""
    kept: list[Kept] = []
    try:
        for upload in uploads:
            kept.append(_write(upload))
        yield kept
    except BaseException:
        _drop(kept)
        raise


def _write(upload: Brought) -> Kept:
    try:
        with writing(FOLDER, Kind(upload.kind).value) as made:
            for piece in upload.content.chunks():
                made.file.write(piece)
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpace from error
        raise
    return made.kept


def _row(upload: Brought, kept: Kept, by: User, **about: object) -> StoredFile:
    said = {"name": upload.name, "kind": upload.kind, "by": by}
    as_it_lies = {"size": kept.size, "digest": kept.digest, "stored": kept.name}
    return StoredFile.objects.create(**about, **said, **as_it_lies)


def _fresh(
    uploads: Sequence[Brought], kept: Sequence[Kept], there: StoredFileQuerySet
) -> list[tuple[Brought, Kept]]:
    """Each content once, and none that is there already."""
    known = set(there.values_list("digest", flat=True))
    fresh = {one.digest: (upload, one) for upload, one in zip(uploads, kept, strict=True)}
    return [both for digest, both in fresh.items() if digest not in known]


def _room_for(dossier: Dossier, more: int) -> None:
    used = dossier.files.all().weight()
    if used + more > QUOTA:
        raise OverQuota(used, more)


def _drop(kept: Sequence[Kept], keep: Collection[str] = ()) -> None:
    for one in kept:
        if one.name not in keep:
            remove(one.name)


def _still_there(dossier: Dossier, task: PlanTask, delivery: Delivery | None) -> None:
    standing = PlanTask.objects.filter(pk=task.pk, plan__dossier=dossier, withdrawn_by=None).exists()
    if not standing or (delivery and not Delivery.objects.filter(pk=delivery.pk, task=task).exists()):
        raise TaskGone


def _decided_since(file: StoredFile, dossier: Dossier) -> bool:
    return (
        dossier.history.filter(went_to=Stage.DECIDED, at__gte=file.at)
        .exclude(came_from=Stage.DECIDED)
        .exists()
    )
