"""Whether rows that are about to be shown or printed still say what was sealed of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cadres.machine import Refusal
from evaluation.archive.models import Seal
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.kinds import KINDS
from evaluation.lists.actions.decisions import digest
from evaluation.lists.models import Decision

NOT_TO_BE_USED = "Không dùng nội dung này; báo quản trị hệ thống kiểm tra sổ niêm phong (Bước 6: hồ sơ lưu trữ giữ nguyên)."


class Altered(Refusal):
    """No paper is drawn of a record that was changed beside the application."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{sentence} Vì vậy chưa in được. {NOT_TO_BE_USED}")


@dataclass(frozen=True)
class Standing:
    """The seals of these rows in their order, and of them those whose row says by now something else."""

    seals: Sequence[Seal]
    broken: Sequence[Seal]


def standing(sealed: Sealed, keys: Collection[int]) -> Standing:
    """In a fixed number of queries; what was decided before there was a chain has no seal, and is not judged."""
    kind = KINDS[sealed]
    seals = list(Seal.objects.filter(kind=sealed, row__in=keys).order_by("number"))
    found = {row.pk: kind.digest(row) for row in kind.rows().filter(pk__in=[seal.row for seal in seals])}
    return Standing(seals, [seal for seal in seals if found.get(seal.row) != seal.digest])


def demand(sealed: Sealed, keys: Collection[int]) -> Sequence[Seal]:
    """The seals of rows that are to be printed; raises `Altered` where one of them was changed."""
    found = standing(sealed, keys)
    if found.broken:
        raise Altered(told(found.broken))
    return found.seals


def demand_decision(decision: Decision) -> Sequence[Seal]:
    """Its seal, before it is printed: neither it nor its forms were changed, and it was not put in force again.

    The forms are held against the proof as well: that one tells of them also where there is no seal any more.
    """
    seals = demand(Sealed.DECISION, [decision.pk])
    demand(Sealed.REPLACED, [decision.pk])
    form, proof = getattr(decision, "form", None), decision.snapshot
    for name, said in (("form", form and form.content), ("plan", form and form.plan)):
        if name in proof and proof[name] != digest(said or {}):
            raise Altered(f"{Sealed.DECISION.label}: biểu mẫu lưu kèm đã bị thay đổi ngoài ứng dụng.")
    return seals


def told(broken: Sequence[Seal]) -> str:
    numbers = ", ".join(str(seal.number) for seal in broken)
    what = Sealed(broken[0].kind).label
    return f"{what}: dữ liệu đã bị thay đổi ngoài ứng dụng, không còn khớp niêm phong số {numbers}."
