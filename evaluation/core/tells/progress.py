"""The road of a dossier as a row of steps, and who is expected to act next."""

from collections.abc import Iterable
from typing import Any

from evaluation.core.models import Dossier
from evaluation.core.stages import PlanStage, Stage

_START = (Stage.PLANNING, Stage.WORKING, Stage.SELF_ASSESSMENT, Stage.SUBMITTED)
_END = (Stage.DECIDED, Stage.PUBLISHED, Stage.ARCHIVED)
_SHORT = {
    Stage.PLANNING: "Kế hoạch",
    Stage.WORKING: "Thực hiện",
    Stage.SELF_ASSESSMENT: "Tự đánh giá",
    Stage.SUBMITTED: "Nộp",
    Stage.DIVISION_PROPOSED: "Phòng, ban đề xuất",
    Stage.APPRAISED: "Thẩm định",
    Stage.COUNCIL: "Hội đồng",
    Stage.PROPOSED: "Đề nghị tỉnh",
    Stage.PROVINCE_APPRAISED: "Ban Tổ chức thẩm định",
    Stage.DECIDED: "Quyết định",
    Stage.PUBLISHED: "Công bố",
    Stage.ARCHIVED: "Lưu trữ",
}


def road(dossier: Dossier) -> tuple[Stage, ...]:
    """The stages that this dossier passes: by its tier, its division, and direct entry."""
    start = _START[2:] if dossier.period.direct_entry else _START
    division = (Stage.DIVISION_PROPOSED,) if dossier.needs_division else ()
    province = (Stage.PROPOSED, Stage.PROVINCE_APPRAISED) if dossier.is_provincial else ()
    return (*start, *division, Stage.APPRAISED, Stage.COUNCIL, *province, *_END)


def steps(dossier: Dossier, history: Iterable[Any] = ()) -> list[dict[str, Any]]:
    """The row of steps for components/steps.html: done, here (with who acts) and next."""
    history = list(history)
    since = {entry.went_to: entry.at for entry in history if _moved(entry)}
    plan_since = [entry.at for entry in history if _plan_moved(entry)]
    if dossier.stage == Stage.PLANNING and plan_since:
        since[Stage.PLANNING] = max(plan_since)
    if dossier.is_set_aside:
        return [
            {
                "label": dossier.get_stage_display(),
                "state": "side",
                "who": "",
                "since": since.get(dossier.stage),
            }
        ]
    stages = road(dossier)
    here = stages.index(Stage(dossier.stage)) if dossier.stage in stages else 0
    last = len(stages) - 1
    return [
        {
            "label": _SHORT[stage],
            "state": "done" if place < here or here == last else "here" if place == here else "next",
            "who": waiting_for(dossier).removeprefix("chờ ") if place == here else "",
            "since": since.get(stage)
            if place <= here
            else None,  # a returned dossier has yet to get there again
        }
        for place, stage in enumerate(stages)
    ]


def _moved(entry: Any) -> bool:
    """Whether the dossier itself moved: its plan and its excuses keep their history here too, with stages of their own."""
    from_here = not entry.came_from or entry.came_from in Stage.values
    return from_here and entry.went_to in Stage.values and entry.came_from != entry.went_to


def _plan_moved(entry: Any) -> bool:
    """Whether the plan moved: who is waited for while planning is waited for since then."""
    stages = PlanStage.values
    return entry.came_from in stages and entry.went_to in stages and entry.came_from != entry.went_to


def stage_said(dossier: Dossier) -> str:
    """The stage in a word or two; while planning, where the plan stands once it was handed in."""
    if dossier.stage == Stage.PLANNING and dossier.plan.stage != PlanStage.DRAFT:
        return f"Kế hoạch: {dossier.plan.get_stage_display()}"
    return dossier.get_stage_display()


def waiting_for(dossier: Dossier) -> str:
    """Who is expected to act now, as “chờ …”; empty when nobody is."""
    if dossier.stage == Stage.PLANNING:
        return _PLAN_WAITS[PlanStage(dossier.plan.stage)].format(unit=dossier.managing_unit.in_sentence)
    if dossier.stage == Stage.SUBMITTED and dossier.needs_division:
        return f"chờ lãnh đạo {dossier.unit.in_sentence} đề xuất"
    if dossier.stage == Stage.COUNCIL and dossier.is_provincial:
        return f"chờ tập thể lãnh đạo, cấp ủy {dossier.managing_unit.in_sentence} đề nghị"
    return _WAITS.get(Stage(dossier.stage), "").format(unit=dossier.managing_unit.in_sentence)


_PLAN_WAITS = {
    PlanStage.DRAFT: "chờ cán bộ nộp kế hoạch",
    PlanStage.SUBMITTED: "chờ cơ quan tham mưu {unit} tổng hợp kế hoạch",
    PlanStage.COLLATED: "chờ tập thể lãnh đạo, cấp ủy {unit} phê duyệt kế hoạch",
    PlanStage.APPROVED: "",
}
_WAITS = {
    Stage.WORKING: "chờ cán bộ thực hiện kế hoạch",
    Stage.SELF_ASSESSMENT: "chờ cán bộ tự đánh giá",
    Stage.SUBMITTED: "chờ cơ quan tham mưu {unit} thẩm định",
    Stage.DIVISION_PROPOSED: "chờ cơ quan tham mưu {unit} thẩm định",
    Stage.APPRAISED: "chờ Hội đồng {unit}",
    Stage.COUNCIL: "chờ tập thể lãnh đạo, cấp ủy {unit} quyết định",
    Stage.PROPOSED: "chờ Ban Tổ chức Tỉnh ủy thẩm định",
    Stage.PROVINCE_APPRAISED: "chờ Ban Thường vụ Tỉnh ủy quyết định",
    Stage.DECIDED: "chờ công bố kết quả",
    Stage.PUBLISHED: "",
}
