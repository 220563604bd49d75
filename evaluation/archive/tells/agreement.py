"""Whether rows that are about to be shown or printed still say what was sealed of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

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
    """The seals of these rows in their order, of them those whose row says by now something else, and how many rows have none."""

    seals: Sequence[Seal]
    broken: Sequence[Seal]
    unsealed: int


def standing(sealed: Sealed, keys: Keys, *, at_a_glance: bool = False) -> Standing:
    """In a fixed number of queries; `at_a_glance`, for tables of thousands, without what the rows' proofs stand for.

    What was decided before there was a chain has no seal, and is not judged.
    """
    kind = KINDS[sealed]
    seals = list(Seal.objects.filter(kind=sealed, row__in=keys).order_by("number"))
    rows = kind.rows().filter(pk__in=keys)
    found = {row.pk: row for row in (rows.defer(*kind.content) if at_a_glance else rows)}
    bare = found.keys() - {seal.row for seal in seals}
    return Standing(
        seals,
        [
            seal
            for seal in seals
            if seal.row not in found or not kind.agrees(found[seal.row], seal.digest, at_a_glance=at_a_glance)
        ],
        len(bare) if bare and Chain.objects.filter(length__gt=0).exists() else 0,
    )


def demand(sealed: Sealed, keys: Keys, *, at_a_glance: bool = False) -> Sequence[Seal]:
    """The seals of rows that are to be printed; raises `Altered` where one of them was changed, or has none any more."""
    found = standing(sealed, keys, at_a_glance=at_a_glance)
    if sentence := told(sealed, found):
        raise Altered(sentence)
    return found.seals


def demand_decision(decision: Decision) -> Sequence[Seal]:
    """Its seal, before it is printed: neither it nor its forms were changed, and it was not put in force again.

    The forms are held against the proof as well: that one tells of them also where there is no seal any more.
    """
    seals = demand(Sealed.DECISION, [decision.pk])
    demand(Sealed.REPLACED, [decision.pk])
    if altered_forms(decision):
        raise Altered(f"{Sealed.DECISION.label}: biểu mẫu lưu kèm đã bị thay đổi ngoài ứng dụng.")
    return seals


def wrong_with(asked: Rests) -> str:
    """At a glance, the first thing in a sentence that is wrong with what a table rests on; empty where nothing is."""
    found = ((kind, standing(kind, keys, at_a_glance=True)) for kind, keys in asked.items())
    return next(filter(None, (told(*one) for one in found)), "")


def demand_at_a_glance(asked: Rests) -> None:
    """Before a table is printed, or something is decided on it; raises `Altered`."""
    if sentence := wrong_with(asked):
        raise Altered(sentence)


def decisions_in_force(**about: Any) -> Rests:
    """What a table of the decisions in force rests on: that they are as sealed, and that none was put in force again."""
    keys = Decision.objects.filter(superseded_at=None, **about).order_by().values("pk")
    return {Sealed.DECISION: keys, Sealed.REPLACED: keys}


def told(sealed: Sealed, found: Standing) -> str:
    """What is wrong in a sentence; empty where nothing is."""
    if found.broken:
        numbers = ", ".join(str(seal.number) for seal in found.broken[:NAMED])
        more = ", ..." if len(found.broken) > NAMED else ""
        return f"{sealed.label}: dữ liệu đã bị thay đổi ngoài ứng dụng, không còn khớp niêm phong số {numbers}{more}."
    return f"{sealed.label}: không có niêm phong trong sổ." if found.unsealed else ""
