"""Whether rows that are about to be shown or printed still say what was sealed of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from cadres.machine import Refusal
from evaluation.archive.models import Chain, Seal
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.kinds import KINDS
from evaluation.archive.tells.sealed import altered_forms
from evaluation.lists.models import Decision

Keys = Collection[int] | QuerySet[Any]
Rests = Mapping[Sealed, Keys]
NAMED = 5  # seals by their numbers in one sentence
NOT_TO_BE_USED = "Không dùng nội dung này; báo quản trị hệ thống kiểm tra sổ niêm phong (Bước 6: hồ sơ lưu trữ giữ nguyên)."


class Altered(Refusal):
    """No paper is drawn of a record that was changed beside the application."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{sentence} Vì vậy chưa in được. {NOT_TO_BE_USED}")


@dataclass(frozen=True)
class Standing:
    """The seals of these rows in their order, the numbers of those whose row says by now something else, and whether a row has none."""

    seals: Sequence[Seal]
    broken: Sequence[int]
    is_bare: bool


def standing(sealed: Sealed, keys: Collection[int]) -> Standing:
    """In a fixed number of queries."""
    kind = KINDS[sealed]
    seals = list(Seal.objects.filter(kind=sealed, row__in=keys).order_by("number"))
    found = {row.pk: row for row in kind.rows().filter(pk__in=keys)}
    broken = [
        seal.number
        for seal in seals
        if seal.row not in found or not kind.agrees(found[seal.row], seal.digest)
    ]
    return Standing(seals, broken, _judged(found.keys() - {seal.row for seal in seals}))


def at_a_glance(sealed: Sealed, keys: Keys) -> Standing:
    """The same for tables of thousands, in one query, without what the rows' proofs stand for, and without their seals."""
    kind, seal = KINDS[sealed], Seal.objects.filter(kind=sealed, row=OuterRef("pk"))
    rows = kind.rows().filter(pk__in=keys).defer(*kind.content)
    rows = rows.annotate(sealed_by=Subquery(seal.values("number")), sealed=Subquery(seal.values("digest")))
    broken, bare = [], set()
    for row in rows:
        if row.sealed is None:
            bare.add(row.pk)
        elif not kind.agrees(row, row.sealed, at_a_glance=True):
            broken.append(row.sealed_by)
    return Standing((), sorted(broken), _judged(bare))


def _judged(bare: Collection[int]) -> bool:
    """What was decided before there was a chain has no seal, and is not judged."""
    return bool(bare) and Chain.objects.filter(length__gt=0).exists()


def demand(sealed: Sealed, keys: Collection[int]) -> Sequence[Seal]:
    """The seals of rows that are to be printed; raises `Altered` where one of them was changed, or has none any more."""
    found = standing(sealed, keys)
    if sentence := told(sealed, found):
        raise Altered(sentence)
    return found.seals


def demand_decision(decision: Decision) -> Sequence[Seal]:
    """Its seal, before it is printed.

    The forms are held against the proof as well: that one tells of them also where there is no seal any more.
    """
    seals = demand(Sealed.DECISION, [decision.pk])
    if altered_forms(decision):
        raise Altered(f"{Sealed.DECISION.label}: biểu mẫu lưu kèm đã bị thay đổi ngoài ứng dụng.")
    return seals


def wrong_with(asked: Rests) -> str:
    """At a glance, the first thing in a sentence that is wrong with what a table rests on; empty where nothing is."""
    return next(filter(None, (told(kind, at_a_glance(kind, keys)) for kind, keys in asked.items())), "")


def demand_at_a_glance(asked: Rests) -> None:
    """Before a table is printed, or something is decided on it; raises `Altered`."""
    if sentence := wrong_with(asked):
        raise Altered(sentence)


def decisions_in_force(**about: Any) -> Rests:
    """What a table of the decisions in force rests on."""
    return {Sealed.DECISION: Decision.objects.filter(superseded_at=None, **about).order_by().values("pk")}


def told(sealed: Sealed, found: Standing) -> str:
    """What is wrong in a sentence; empty where nothing is."""
    if found.broken:
        numbers = ", ".join(map(str, found.broken[:NAMED]))
        more = ", ..." if len(found.broken) > NAMED else ""
        return f"{sealed.label}: dữ liệu đã bị thay đổi ngoài ứng dụng, không còn khớp niêm phong số {numbers}{more}."
    return f"{sealed.label}: không có niêm phong trong sổ." if found.is_bare else ""
