"""The road of a dossier as a row of steps, and who is expected to act next."""

from collections.abc import Iterable
from datetime import datetime

from evaluation.core.models import Dossier, DossierEntry
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage, next_step, steps_of

_PLAN_AWAITS = {
    PlanStage.DRAFT: "cán bộ nộp kế hoạch",
    PlanStage.SUBMITTED: "cơ quan tham mưu {unit} tổng hợp kế hoạch",
    PlanStage.COLLATED: "tập thể lãnh đạo, cấp ủy {unit} phê duyệt kế hoạch",
    PlanStage.APPROVED: "",
}


def steps(dossier: Dossier, history: Iterable[DossierEntry] = ()) -> list[dict[str, object]]:
    """The row of steps for components/steps.html: done, here (with who acts) and next."""
    since = _since(dossier, list(history))
    if dossier.is_set_aside:
        label = dossier.get_stage_display()
        return [{"label": label, "state": "side", "who": "", "since": since.get(dossier.stage)}]
    row = steps_of(dossier)
    here = next((place for place, step in enumerate(row) if step.stage == dossier.stage), 0)
    return [
        {
            "label": step.short,
            "state": _state(place, here, len(row) - 1),
            "who": awaited(dossier) if place == here else "",
            # a returned dossier has yet to get to what is after here again
            "since": since.get(step.stage) if place <= here else None,
        }
        for place, step in enumerate(row)
    ]


def _state(place: int, here: int, last: int) -> str:
    if place < here or here == last:
        return "done"
    return "here" if place == here else "next"


def _since(dossier: Dossier, history: list[DossierEntry]) -> dict[str, datetime]:
    """Stage → when the dossier last came there; while planning, when its plan last moved."""
    since = {entry.went_to: entry.at for entry in history if _moved(entry)}
    plan_since = [entry.at for entry in history if _plan_moved(entry)]
    if dossier.stage == Stage.PLANNING and plan_since:
        since[Stage.PLANNING] = max(plan_since)
    return since


def _moved(entry: DossierEntry) -> bool:
    """Whether the dossier itself moved: its plan and its excuses keep their history here too, with stages of their own."""
    from_here = not entry.came_from or entry.came_from in Stage.values
    return from_here and entry.went_to in Stage.values and entry.came_from != entry.went_to


def _plan_moved(entry: DossierEntry) -> bool:
    """Whether the plan moved: who is waited for while planning is waited for since then."""
    stages = PlanStage.values
    return entry.came_from in stages and entry.went_to in stages and entry.came_from != entry.went_to


def stage_said(dossier: Dossier) -> str:
    """The stage in a word or two; while planning, where the plan stands once it was handed in."""
    if dossier.stage == Stage.PLANNING and dossier.plan.stage != PlanStage.DRAFT:
        return f"Kế hoạch: {dossier.plan.get_stage_display()}"
    return str(dossier.get_stage_display())


def waiting_for(dossier: Dossier) -> str:
    """Who is expected to act now, as “chờ …”; empty when nobody is."""
    who = awaited(dossier)
    return f"chờ {who}" if who else ""


def awaited(dossier: Dossier) -> str:
    """For whom the dossier waits: the plan's own road while planning, else whoever brings it to its next step."""
    if dossier.stage == Stage.PLANNING:
        return _PLAN_AWAITS[PlanStage(dossier.plan.stage)].format(unit=dossier.managing_unit.in_sentence)
    coming = next_step(dossier)
    return coming.awaited.format(**_names(dossier)) if coming else ""


def _names(dossier: Dossier) -> dict[str, str]:
    unit = dossier.managing_unit.in_sentence
    decider = "Ban Thường vụ Tỉnh ủy" if dossier.is_provincial else f"tập thể lãnh đạo, cấp ủy {unit}"
    return {"unit": unit, "division": dossier.unit.in_sentence, "decider": decider}
