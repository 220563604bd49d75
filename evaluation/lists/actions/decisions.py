"""The decision on a dossier: frozen columns, and the canonical snapshot with its digest as the proof."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count

from config import clock
from evaluation.core.facts import posts_of
from evaluation.core.tells.names import lines_to, names_around, names_of
from evaluation.core.tells.records import histories_of, layers_of, receipts_of
from evaluation.lists.actions.answerability import hold_answerable
from evaluation.lists.models import Decision, KeptForm, RatingRow

if TYPE_CHECKING:
    from datetime import datetime

    from cadres.models import User
    from evaluation.core.models import Dossier
    from regulation.facts import TaskFacts
    from regulation.scoring import Score


class Forms(NamedTuple):
    """What Mẫu 03 says, and the plan that it rests on (Mẫu 01)."""

    content: dict[str, Any]
    plan: dict[str, Any]


# What the forms of each decision say, in their order; no form is kept until `drawn_by` says who draws it.
Draw = Callable[[Sequence[Decision]], Sequence[Forms]]
_draw: Draw | None = None


def drawn_by(draw: Draw) -> None:
    """Who draws the forms that a decision keeps: the floor above, which knows papers."""
    global _draw
    _draw = draw


def decide(rows: Sequence[RatingRow], *, by: User) -> list[Decision]:
    """Write the decisions that closing a list makes; earlier ones (reopened) stay, superseded: nobody answers for them (6.2)."""
    dossiers = [row.dossier for row in rows]
    made = Decision.objects.filter(dossier__in=dossiers).values_list("dossier").annotate(Count("pk"))
    numbers = dict(made.order_by())
    now, names, records = clock.now(), _names(dossiers), _records(dossiers)
    Decision.objects.filter(dossier__in=dossiers, superseded_at=None).update(superseded_at=now)
    decisions = [
        _decision(
            row,
            numbers.get(row.dossier_id, 0) + 1,
            by,
            now,
            {"names": names[row.dossier_id]} | records[row.dossier_id],
        )
        for row in rows
    ]
    forms = _forms(decisions)
    Decision.objects.bulk_create(decisions)
    KeptForm.objects.bulk_create(forms)
    hold_answerable(decisions)
    return decisions


def _names(dossiers: Sequence[Dossier]) -> dict[int, dict[str, Any]]:
    """Everything by its name that papers and grounds of these dossiers print."""
    lines, around = lines_to(dossier.unit_id for dossier in dossiers), names_around(dossiers)
    return {row.pk: names_of(row, lines[row.unit_id]) | around[row.pk] for row in dossiers}


def _records(dossiers: Sequence[Dossier]) -> dict[int, dict[str, Any]]:
    """How each came to be decided: what was handed in, what every layer says, every line of history so far."""
    keys = [dossier.pk for dossier in dossiers]
    histories, receipts = histories_of(keys), receipts_of(keys)
    return {
        row.pk: {"layers": layers_of(row), "history": histories[row.pk], "receipts": receipts[row.pk]}
        for row in dossiers
    }


def _decision(row: RatingRow, number: int, by: User, now: datetime, kept: dict[str, Any]) -> Decision:
    snapshot = snapshot_of(row) | kept
    return Decision(
        dossier=row.dossier,
        row=row,
        number=number,
        rating=row.rating,
        total=row.dossier.total or row.verdict.score.total,
        ground=row.summary,
        body=row.rating_list.body,
        decided_at=now,
        by=by,
        names=kept["names"],
        snapshot=snapshot,
        digest=digest(snapshot),
    )


def _forms(decisions: Sequence[Decision]) -> list[KeptForm]:
    """To be kept with each of them, or with none."""
    if _draw is None:
        return []
    return [_with_form(*drawn) for drawn in zip(decisions, _draw(decisions), strict=True)]


def _with_form(decision: Decision, forms: Forms) -> KeptForm:
    """The forms to be kept; the decision's proof covers them."""
    decision.snapshot |= {"form": digest(forms.content), "plan": digest(forms.plan)}
    decision.digest = digest(decision.snapshot)
    return KeptForm(decision=decision, content=forms.content, plan=forms.plan)


def snapshot_of(row: RatingRow) -> dict[str, Any]:
    """What was decided on which facts, as plain values in canonical order."""
    dossier, facts, verdict = row.dossier, row.case.facts(), row.verdict
    return {
        "period": dossier.period.code,
        "person": {"code": dossier.cadre.code, "name": row.name, "posts": row.post, "unit": row.unit_name},
        "tier": dossier.tier,
        "clause": dossier.clause,
        "judged_by": dossier.judged_by,
        "cases": dossier.cases,
        "posts": posts_of(dossier.cadre, dossier.period.quarter),
        "ratings": {
            "self": dossier.self_rating,
            "division": dossier.division_rating,
            "appraisal": dossier.appraisal_rating,
            "council": dossier.council_rating,
            "proposed": dossier.proposed_rating,
            "decided": row.rating,
        },
        "score": _score(verdict.score),
        "ensured": dict(facts.ensured),
        "tasks": [_task(task) for task in facts.tasks],
        "findings": [{"code": finding.code, "sentence": finding.sentence} for finding in verdict.findings],
        "highest_permitted": verdict.highest_permitted.value,
        "summary": row.summary,
        "personnel": row.personnel,
        "reason": row.reason,
        "answer": row.answer,
        "unmet": row.unmet,
    }


def digest(snapshot: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _score(score: Score) -> dict[str, Any]:
    return {
        "general": str(score.general_points),
        "axes": [
            {"axis": axis.number, "a": str(axis.a), "b": str(axis.b), "c": str(axis.c), "d": str(axis.d)}
            | {"kpi": str(axis.kpi), "points": str(axis.points)}
            for axis in score.axes
        ],
        "tasks": str(score.task_points),
        "total": str(score.total),
    }


def _task(task: TaskFacts) -> dict[str, Any]:
    result = task.result
    figures = ("coefficient", "planned", "done", "quality", "timeliness", "leadership")
    return {"name": task.name, "excused": task.excused, "exceeded": task.exceeded} | {
        name: str(getattr(result, name)) for name in figures
    }
