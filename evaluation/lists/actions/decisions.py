"""The decision on one dossier: frozen columns, and the canonical snapshot with its digest as the proof."""

import hashlib
import json
from typing import Any

from config import clock
from evaluation.core.facts import facts_of, frozen, law_of
from evaluation.core.models import Dossier
from evaluation.lists.actions.answerability import hold_answerable
from evaluation.lists.models import Decision, RatingRow
from regulation.assessment import assess


def decide(dossier: Dossier, row: RatingRow, *, by: Any) -> Decision:
    """Write the decision that closing a list makes; an earlier one (reopened) stays, superseded."""
    now = clock.now()
    supersede(dossier)
    dossier.judged_by = {"edition": dossier.period.edition.code, "policy": frozen(law_of(dossier))}
    snapshot = snapshot_of(dossier, row)
    decision = Decision.objects.create(
        dossier=dossier,
        row=row,
        number=dossier.decisions.count() + 1,
        rating=row.rating,
        total=dossier.total,
        ground=row.summary,
        body=row.rating_list.body,
        decided_at=now,
        by=by,
        snapshot=snapshot,
        digest=digest(snapshot),
    )
    hold_answerable(decision)
    return decision


def supersede(dossier: Dossier) -> None:
    """The decision in force, if there is one, is so no longer; it stays, and nobody answers for it (6.2)."""
    dossier.decisions.filter(superseded_at=None).update(superseded_at=clock.now())


def snapshot_of(dossier: Dossier, row: RatingRow) -> dict[str, Any]:
    """What was decided on which facts, as plain values in canonical order."""
    facts = facts_of(dossier, rating=row.rating, summary=row.summary)
    verdict = assess(facts)
    return {
        "period": dossier.period.code,
        "person": {"code": dossier.cadre.code, "name": row.name, "posts": row.post, "unit": row.unit_name},
        "tier": dossier.tier,
        "clause": dossier.clause,
        "judged_by": dossier.judged_by,
        "cases": dossier.cases,
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


def _score(score: Any) -> dict[str, Any]:
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


def _task(task: Any) -> dict[str, Any]:
    result = task.result
    figures = ("coefficient", "planned", "done", "quality", "timeliness", "leadership")
    return {"name": task.name, "excused": task.excused, "exceeded": task.exceeded} | {
        name: str(getattr(result, name)) for name in figures
    }
