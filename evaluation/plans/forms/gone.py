"""What was typed of tasks that left the plan after the page was opened: told with the page, to be copied; none of it is lost unseen."""

import re
from collections.abc import Mapping
from typing import Any

from cadres.machine import Refusal
from evaluation.plans.models import Plan
from pages.fields import LONGEST_ID
from pages.versions import stood

DELETED = "Nhiệm vụ đã xóa"  # its own words went with it
Told = list[tuple[str, str]]  # label, words


class TasksGone(Refusal):
    """Nothing is saved before whoever typed something of these tasks knows it."""

    def __init__(self) -> None:
        super().__init__("Có nhiệm vụ đồng chí đã gõ mà không còn trong kế hoạch. Xin xem lại rồi lưu.")


def refuse_gone(told: Told) -> None:
    if told:
        raise TasksGone


def typed_of_gone(typed: Mapping[str, Any], plan: Plan, called: Mapping[str, str], name: str) -> Told:
    """Label and words of what was typed since the opening; `called`: what the page calls a task's fields, by their names.

    `name` is how the page names a field of a task: "task-{task}-{field}". A task on the page always sent its first field.
    """
    own = re.compile(name.format(task=f"([0-9]{{1,{LONGEST_ID}}})", field=next(iter(called))), re.ASCII)
    sent = [int(found[1]) for found in map(own.fullmatch, typed) if found]
    tasks = {task.pk: task for task in plan.tasks.all()} if sent else {}
    missing = [pk for pk in sent if pk not in tasks or tasks[pk].withdrawn_by_id]
    return [
        (f"{tasks[pk].title if pk in tasks else DELETED}: {what}", "Có" if words == "on" else words)
        for pk in missing
        for field, what in called.items()
        if (words := _touched(typed, name.format(task=pk, field=field)))
    ]


def _touched(typed: Mapping[str, Any], field: str) -> str:
    words: str = typed.get(field, "")
    return "" if stood(field, words, typed.get("version", "")) else words
