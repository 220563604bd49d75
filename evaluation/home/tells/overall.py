"""What the first page of a dossier tells: the law so far, who rated how, what was handed in, who else may see it."""

from collections.abc import Container
from dataclasses import replace

from django.urls import reverse
from guardian.shortcuts import get_users_with_perms

from cadres.models import User
from evaluation.core.facts import facts_of
from evaluation.core.facts.around import cases
from evaluation.core.models import Dossier, DossierEntry, ReturnNote
from evaluation.core.stages import ExcuseStage
from evaluation.core.steps import Stage
from evaluation.home.tells.lines import ratings_of
from evaluation.lists.models import Decision
from evaluation.marks.tells.returns import rows_named
from regulation.assessment import Verdict, assess
from regulation.checks import Rule, rule_of
from regulation.findings import Finding
from regulation.places import Moment, Place

# Of what it is time at each stage; a rule is told from its own moment on.
_MOMENTS = {
    Stage.PLANNING: Moment.PLAN,
    Stage.WORKING: Moment.PLAN,
    Stage.SELF_ASSESSMENT: Moment.MARKS,
    Stage.SUBMITTED: Moment.APPRAISAL,
    Stage.DIVISION_PROPOSED: Moment.APPRAISAL,
    Stage.APPRAISED: Moment.COUNCIL,
}
# The pages that have the anchors of what is recorded there; all others lead to the grounds.
_PAGES = {
    Place.PLAN: "plan",
    Place.EXCUSES: "assessment",
    Place.APPRAISAL: "appraisal",
    Place.CIRCUMSTANCES: "circumstances",
    Place.CASES: "circumstances",
    Place.POSTS: "posts_settle",
    Place.LEAVING: "circumstances",
    Place.DEEDS: "circumstances",
}


def overall(
    dossier: Dossier, history: list[DossierEntry], moves: Container[str], user: User
) -> dict[str, object]:
    """Context of the overview; `moves` are those open to the reader."""
    verdict = assess(facts_of(dossier))
    decided = any(entry.went_to == Stage.DECIDED for entry in history)
    decisions = _decisions(dossier, user) if decided else []
    note = _open_return(dossier, history)
    return {
        "scored": dossier.stage not in (Stage.PLANNING, Stage.WORKING) and not dossier.is_set_aside,
        "verdict": verdict,
        "axes": [(f"Trục {axis.number}", axis) for axis in verdict.score.axes],
        "findings": [_led(finding, dossier, moves) for finding in relevant(verdict, dossier)],
        "ratings": ratings_of(dossier),
        "cases": cases(dossier),
        "excuses": _excuses(dossier),
        "open_return": note,
        "returned_rows": _returned_rows(note, dossier) if note else [],
        "receipts": list(dossier.receipts.all()),
        "decision": next((row for row in decisions if row.superseded_at is None), None),
        "earlier_decisions": [row for row in decisions if row.superseded_at],
        "elsewhere": list(dossier.other_units.without_tree_fields()),
        "shared_with": list(get_users_with_perms(dossier, only_with_perms_in=["view_dossier"])),
    }


def _decisions(dossier: Dossier, user: User) -> list[Decision]:
    """Whom they are about reads what was made known: none that was taken back before (ADR 5)."""
    return list(dossier.decisions.known_to(user))


def relevant(verdict: Verdict, dossier: Dossier) -> list[Finding]:
    """Findings that mean something at this step: nobody is told in spring that autumn's tasks are not done."""
    if dossier.is_set_aside or dossier.is_decided:
        return []
    now = _MOMENTS.get(Stage(dossier.stage), Moment.DECISION)
    return [finding for finding in verdict.findings if _is_told(rule_of(finding), dossier, now)]


def _is_told(rule: Rule, dossier: Dossier, now: Moment) -> bool:
    return rule.asked.since <= now and not (dossier.withheld and rule.asked.of_review)


def _led(finding: Finding, dossier: Dossier, moves: Container[str]) -> tuple[Finding, str]:
    """The finding with the page that has its anchor; the council's page is for whoever records its opinion now."""
    place = rule_of(finding).place
    if place is not Place.COUNCIL:
        return finding, reverse(_PAGES.get(place, "grounds"), args=[dossier.pk])
    if "council" not in moves:
        return replace(finding, anchor=""), ""
    return finding, reverse("council", args=[dossier.managing_unit_id, dossier.period.code])


def _excuses(dossier: Dossier) -> list[dict[str, object]]:
    tasks = (task for task in dossier.plan.active_tasks if hasattr(task, "excuse"))
    return [
        {"task": task, "excuse": task.excuse, "confirmed": task.excuse.stage == ExcuseStage.APPROVED}
        for task in tasks
    ]


def _returned_rows(note: ReturnNote, dossier: Dossier) -> list[tuple[str, str, str]]:
    """Each row that was sent back: its place on the page of Mẫu 03, its name, what is to be mended."""
    names = dict(rows_named(note, dossier))
    return [(anchor, names.get(anchor, ""), said) for anchor, said in note.rows.items()]


def _open_return(dossier: Dossier, history: list[DossierEntry]) -> ReturnNote | None:
    """The return that has not been answered yet; asked only of a dossier that was ever returned."""
    if not any(entry.deed == "return" for entry in history):
        return None
    return dossier.returns.filter(answered_at=None).select_related("by").first()
