"""Quý III/2026, the current round: dossiers at every stage, returned and late ones among them."""

from datetime import datetime
from decimal import Decimal

from cadres.models import Duty, Unit
from config.clock import HERE
from evaluation.calendar.actions import rounds
from evaluation.core.models import Period
from evaluation.core.steps import Stage
from evaluation.demonstration import councils, extensions, law, lists, marking, packages, petitions, plans
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.cases import Case, open_cases, refresh
from evaluation.demonstration.days import EARLY, NOW, RETIRING, THIRD_QUARTER, at
from evaluation.demonstration.plans import Items
from evaluation.demonstration.road import carry
from evaluation.demonstration.second_quarter import EXEMPT
from evaluation.plans.models import PlanAmendment
from evaluation.policies import actions as policies
from evaluation.policies.permissions import SET_OWN_WINDOWS
from regulation.deadlines import OwnWindow

Catalogs = dict[str, Items]
Kind = PlanAmendment.Kind

SET_ASIDE = {
    "CB010": "Học lớp Cao cấp lý luận chính trị hệ tập trung từ ngày 06/7/2026 đến ngày 25/9/2026 (Mục 7.d).",
    "CB061": "Nghỉ thai sản từ ngày 01/7/2026 đến ngày 31/12/2026 (Mục 7.d).",
    "CB047": EXEMPT,
    "CB068": EXEMPT,
}
PLANNED_FIRST = (
    "CB010"  # who planned before the course began: the tasks are offered for the next quarter (7.d)
)
LATE_PLAN = "Đi công tác theo đoàn của Tỉnh ủy đến hết ngày 25/6/2026."
LATER_PLAN = "Bổ sung, hoàn chỉnh theo yêu cầu của cơ quan tham mưu sau khi kế hoạch được trả lại."
RETURNED_PLAN = "Kế hoạch chưa có nhiệm vụ về chuyển đổi số mà phường, xã giao cho Phòng; đề nghị bổ sung."
EARLY_UNITS = ("SO-TC", "31078", "MTTQ", "TU-VP")
EARLIER_UNIT = "SO-NNMT"
EARLIER = {OwnWindow.SELF: "2026-09-25", OwnWindow.DIVISION: "2026-09-27"}
EARLIER_WHY = "Sở có nhiều phòng, chi cục, cần thời gian thẩm định trước ngày 30."
IN_SESSION = "TU-BTC"  # whose council is being held
READY_UNIT = "30307"  # whose list of tier 3.2 waits for one button


def live_through(actors: Actors, catalogs: Catalogs) -> Period:
    with at("2026-06-22 16:00"):
        period = rounds.open_period(NOW)
        cases = open_cases(period, "q3")
    _ask_earlier(period, actors)
    _plan(cases, actors, catalogs)
    refresh(cases)
    _work(cases, actors, catalogs)
    _befall(cases, period, actors)
    refresh(cases)
    _assess(cases, actors)
    packages.hand_over(period, actors)
    return period


def _ask_earlier(period: Period, actors: Actors) -> None:
    """Mẫu 06, note: a unit of divisions wants its people some days before the round does."""
    unit = Unit.objects.get(code=EARLIER_UNIT)
    windows = {window: datetime.fromisoformat(day).replace(tzinfo=HERE) for window, day in EARLIER.items()}
    leader = actors.first(Duty.LEADERSHIP, SET_OWN_WINDOWS, unit)
    with at("2026-07-01 08:00"):
        policies.set_own_windows(period, unit, windows, by=leader, reason=EARLIER_WHY)


def _befall(cases: list[Case], period: Period, actors: Actors) -> None:
    """Transfers, absences, shortcomings, results of units: what the law asks beside the marks."""
    law.follow_posts(cases, actors)
    refresh(cases)
    law.record_absences([case for case in cases if case.code not in SET_ASIDE], "q3", actors)
    law.hear_old_unit(cases, actors)
    law.record_circumstances(cases, "q3", actors)
    law.report_collectives(period, "q3", actors)


def _plan(cases: list[Case], actors: Actors, catalogs: Catalogs) -> None:
    for case in cases:
        if case.code not in SET_ASIDE or case.code == PLANNED_FIRST:
            with at("2026-06-23 08:00", case.place):
                chosen = plans.example_picks() if case.profile == "example" else None
                plans.draw_up(case, catalogs[case.managing], rows=chosen)
    for case in cases:
        if case.code in SET_ASIDE:
            _leave_out(case, actors)
        elif case.goal == "returned_plan":
            plans.hand_in(case, "2026-06-25 08:00")
            plans.give_back(case, "2026-06-26 09:00", RETURNED_PLAN, actors)
        elif case.goal == "submitted_plan":
            plans.hand_in(case, "2026-09-14 08:00", LATER_PLAN)
        else:
            _approve(case, actors)


def _leave_out(case: Case, actors: Actors) -> None:
    if case.code == PLANNED_FIRST:
        _approve(case, actors)
    exempt = case.goal == Stage.EXEMPT
    law.record_absences([case], "q3", actors)
    refresh([case])
    lists.set_aside(case, "2026-07-06 09:00", SET_ASIDE[case.code], actors, exempt=exempt)


def _approve(case: Case, actors: Actors) -> None:
    late, in_time = case.goal == "late_plan", case.code == extensions.IN_TIME
    if in_time:
        extensions.extend_in_time(case, actors)
    after = late or in_time
    plans.hand_in(case, "2026-06-26 08:00" if after else "2026-06-24 14:00", LATE_PLAN if late else "")
    plans.collate(case, "2026-06-26 14:00", actors)
    plans.approve(case, "2026-06-29 08:00", actors)


def _work(cases: list[Case], actors: Actors, catalogs: Catalogs) -> None:
    """Products noted as they were delivered, and plans changed on the way."""
    by_code = {case.code: case for case in cases}
    _add(by_code["CB027"], "2026-07-08 09:00", actors, catalogs["SO-NNMT"], approved=True)
    _lower(by_code["CB027"], "2026-07-15 09:00", actors)
    for case in cases:
        if case.goal in (Stage.WORKING, Stage.SELF_ASSESSMENT, "late_plan"):
            plans.deliver(case)
    _add(by_code["CB055"], "2026-09-08 09:00", actors, catalogs["30337"], approved=False)
    _add(by_code["CB056"], "2026-09-18 09:00", actors, catalogs["30337"])


def _add(case: Case, moment: str, actors: Actors, items: Items, *, approved: bool | None = None) -> None:
    """One more task on an axis that the plan already has; without `approved` it still waits for its answer."""
    taken = {task.item_id: task.axis for task in case.dossier.plan.tasks.all()}
    item = next(item for item in items.values() if item.pk in taken)
    draft = {
        "item": item.pk,
        "axis": taken[item.pk],
        "quantity": "1",
        "due_date": "2026-09-25",
        "title": "Báo cáo chuyên đề đột xuất về phòng, chống sạt lở bờ sông, kênh, rạch",
    }
    ground = "Nhiệm vụ phát sinh theo chỉ đạo của cấp trên về phòng, chống sạt lở."
    amendment = plans.amend(case, moment, kind=Kind.ADD, ground=ground, draft=draft)
    day = moment.split()[0]
    if approved is not None:
        refused = "" if approved else "Nhiệm vụ này đã giao cho Phòng Kinh tế chủ trì."
        plans.answer(case, amendment, f"{day} 16:00", actors, refused=refused)


def _lower(case: Case, moment: str, actors: Actors) -> None:
    task = max(case.dossier.plan.active_tasks, key=lambda task: (task.quantity, task.due_date))
    ground = "Tạm dừng một nội dung theo thông báo điều chỉnh chương trình công tác của Sở."
    values = {"kind": Kind.LOWER, "task": task, "quantity": task.quantity - Decimal(1), "ground": ground}
    amendment = plans.amend(case, moment, **values)
    plans.answer(case, amendment, f"{moment.split()[0]} 16:00", actors)


def _assess(cases: list[Case], actors: Actors) -> None:
    """Who retires first, then the units that closed early, then the others."""
    for case in cases:
        if case.reaches(Stage.SELF_ASSESSMENT):
            marking.begin(case, RETIRING.marked if case.code == law.RETIRING else "2026-09-07 08:00")
    refresh(cases)
    retiring = [case for case in cases if case.code == law.RETIRING]
    early = [case for case in cases if case.managing in EARLY_UNITS and case not in retiring]
    others = [case for case in cases if case not in (*retiring, *early)]
    carry(retiring, RETIRING, actors)
    carry(early, EARLY, actors)
    petitions.object_to(early)
    carry(others, THIRD_QUARTER, actors)
    refresh(others)
    for case in others:
        if case.goal == Stage.SELF_ASSESSMENT:
            marking.mark(case, "2026-09-21 08:00", share=60)
        elif case.goal == "returned":
            marking.send_back(case, THIRD_QUARTER.appraised, actors)
    law.leave(cases, actors)
    ready = [case for case in cases if case.managing == READY_UNIT and _waits_on_list(case)]
    lists.draft(ready, "2026-09-21 16:00", actors)
    refresh(cases)
    before = [c for c in cases if c.managing == IN_SESSION and c.dossier.stage == Stage.APPRAISED]
    councils.begin(before, "2026-09-21 16:30", actors)


def _waits_on_list(case: Case) -> bool:
    return case.goal == Stage.COUNCIL and not case.dossier.is_provincial
