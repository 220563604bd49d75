"""Deeds on a plan (Mẫu 01): drawing it up, handing it in, approving it, changing it afterwards."""

from evaluation.plans.actions.carrying import Taken, take_over
from evaluation.plans.actions.drafting import (
    NoCoefficient,
    TaskGone,
    TaskJudged,
    Weights,
    add_direct_task,
    add_tasks,
    change_task,
    change_tasks,
    of_item,
    planned,
    remove_task,
    set_weights,
    settle_weights,
)
from evaluation.plans.actions.road import approve_plan, collate_plan, return_plan, submit_plan
from evaluation.plans.actions.work import (
    AmendmentMoot,
    AmendmentTooLate,
    approve_amendment,
    ask_amendment,
    record_delivery,
    refuse_amendment,
    remove_delivery,
)

__all__ = [
    "AmendmentMoot",
    "AmendmentTooLate",
    "NoCoefficient",
    "TaskGone",
    "TaskJudged",
    "Weights",
    "Taken",
    "add_direct_task",
    "add_tasks",
    "approve_amendment",
    "approve_plan",
    "ask_amendment",
    "change_task",
    "change_tasks",
    "collate_plan",
    "of_item",
    "planned",
    "record_delivery",
    "refuse_amendment",
    "remove_delivery",
    "remove_task",
    "return_plan",
    "set_weights",
    "settle_weights",
    "submit_plan",
    "take_over",
]
