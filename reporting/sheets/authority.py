"""Part III of Mẫu 03: what the authority says, and once it has decided, what was decided."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import capfirst

from cadres.templatetags.vietnamese import ngay
from evaluation.core.facts import facts_of, newest
from evaluation.core.stages import ListKind
from evaluation.core.tells.names import as_named
from evaluation.models import Decision, Dossier, RatingRow
from regulation.assessment import assess
from regulation.vocabulary import Layer, ResponseLevel
from reporting.sheets import wording
from reporting.sheets.offices import collective
from reporting.sheets.parts import Signature, in_words, rating_words

# The lists on which somebody stood, with their rows.
SIGNED = Prefetch("rows", RatingRow.objects.select_related("rating_list"))


@dataclass(frozen=True, slots=True)
class Response:
    """How far a key task met what was asked (Bước 3)."""

    task: str
    level: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Empty figures and words stand for what nobody has said yet."""

    points: Decimal | None
    rating: str
    responses: tuple[Response, ...]
    decided: str
    signature: Signature


def decision_of(dossier: Dossier) -> Decision | None:
    """The decision in force; a reopened dossier has none until it is decided anew, whoever is judged reads of none before Bước 6."""
    if not dossier.is_decided or dossier.withheld:
        return None
    return dossier.decisions.filter(superseded_at=None).select_related("row", "form").first()


def as_decided(dossier: Dossier, decision: Decision | None) -> Dossier:
    """Under the names with which it was decided: of person, posts and units."""
    return as_named(dossier, decision.names) if decision else dossier


def authority_of(dossier: Dossier, decision: Decision | None) -> Authority:
    """Points of the newest layer, or as decided; the unit's proposal (3.1) or decision (3.2)."""
    spoken = decision is not None or bool(dossier.proposed_rating) or _has_layer(dossier)
    decided = decision.rating if decision else ""
    return Authority(
        points=_points(dossier, decision) if spoken else None,
        rating=rating_words(dossier.proposed_rating if dossier.is_provincial else decided),
        responses=_responses(dossier) if spoken else (),
        decided=_decided(decision) if decision else "",
        signature=_signature(dossier, decision),
    )


def unspoken(dossier: Dossier) -> Authority:
    """Part III left open, as the form is handed in."""
    return Authority(None, "", (), "", _signature(dossier, None, dated=False))


def _has_layer(dossier: Dossier) -> bool:
    return any(row.layer == Layer.AUTHORITY for row in dossier.assessments.all())


def _points(dossier: Dossier, decision: Decision | None) -> Decimal:
    return decision.total if decision else assess(facts_of(dossier)).score.total


def _responses(dossier: Dossier) -> tuple[Response, ...]:
    said = ((task, newest(task.responses.all())) for task in dossier.plan.active_tasks if task.is_key)
    return tuple(
        Response(task.named, f"({row.level}) {ResponseLevel(row.level).label}") for task, row in said if row
    )


def _decided(decision: Decision) -> str:
    day = ngay(decision.decided_at)
    return f"Mức xếp loại đã quyết định: {rating_words(decision.rating)} ({decision.body}, ngày {day})."


def _signature(dossier: Dossier, decision: Decision | None, *, dated: bool = True) -> Signature:
    unit = dossier.managing_unit
    first, *name = collective(unit)
    lines = (f"{wording.CONFIRMED} {first.removeprefix('T/M ')}", *name, wording.TO_AUTHORITY)
    day = in_words(_confirmed_at(dossier, decision) if dated else None)
    return Signature(lines, wording.CONFIRM_SIGN, dated_below=capfirst(day))


def _confirmed_at(dossier: Dossier, decision: Decision | None) -> datetime | None:
    """When the unit's collective spoke: its proposal's list was closed (3.1), or it decided (3.2)."""
    if not dossier.is_provincial:
        return decision.decided_at if decision else None
    prefetch_related_objects([dossier], SIGNED)
    lists = (row.rating_list for row in dossier.rows.all())
    proposed = [one.closed_at for one in lists if one.kind == ListKind.UNIT_PROPOSAL and one.closed_at]
    return max(proposed, default=None)
