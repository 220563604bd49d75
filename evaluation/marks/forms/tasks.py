"""Part B of Mẫu 03: a small form for each task, as the cadre marks it or as somebody marks over it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects

from evaluation.core.facts import FIGURES, result_of
from evaluation.core.models import Dossier
from evaluation.marks.actions.marks import MOST_DONE
from evaluation.marks.forms.criteria import Typed
from evaluation.marks.forms.fields import (
    RATIOS,
    Line,
    Scale,
    check_field,
    factor,
    note_field,
    scales_of,
)
from evaluation.marks.models import TaskMark
from evaluation.plans.models import PlanTask
from regulation.numbers import parse_decimal, plain, vn
from regulation.vocabulary import Layer

NOT_COUNTED = "Nhiệm vụ {number} chưa ghi số lượng thực hiện; chưa làm được thì ghi 0."
NOT_LISTED = "{what} của nhiệm vụ {number} phải chọn trong danh sách."
NOT_READ = (
    "Số lượng thực hiện của nhiệm vụ {number} phải là số từ 0 đến 99999, nhiều nhất 2 chữ số thập phân."
)


class Done(forms.CharField):
    """How many were done: a figure with a decimal comma, from 0; empty while nothing is known."""

    def __init__(self) -> None:
        widget = forms.TextInput({"class": "figures", "inputmode": "decimal"})
        super().__init__(required=False, widget=widget)

    def clean(self, value: object) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_decimal(text, places=2, minimum=Decimal(0), maximum=MOST_DONE)
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"]) from problem

    def prepare_value(self, value: object) -> object:
        return vn(value) if isinstance(value, Decimal) else value


class TaskForm(Line):
    """A task's result as a layer marks it: how many were done, and the three factors from the unit's lists."""

    done = Done()
    quality, timeliness, leadership = factor(), factor(), factor()

    WORDS: tuple[str, ...] = ()
    CALLED = {"done": "thực hiện"} | {ratio: what.lower() for ratio, what in RATIOS.items()}

    def __init__(
        self,
        task: PlanTask,
        number: int,
        data: Typed | None,
        *,
        layer: Layer,
        scales: Mapping[str, Scale],
    ) -> None:
        self.task, self.number, self.layer, self.result = task, number, layer, result_of(task, layer)
        self.was_sent = data is not None and f"task-{task.pk}-done" in data
        super().__init__(data, prefix=f"task-{task.pk}", initial={} if self.was_sent else self.stored())
        self._offer(scales)
        if self.is_bound and not self.was_sent:  # a page opened before the task was added says nothing of it
            self.data = self._untouched()

    def _offer(self, scales: Mapping[str, Scale]) -> None:
        """The unit's factors; what is wrong with a field is told with the task's number."""
        self.fields["done"].error_messages["invalid"] = NOT_READ.format(number=self.number)
        for name, what in self.CALLED.items():
            self.fields[name].label = f"Nhiệm vụ {self.number}, {what}"
        for ratio, what in RATIOS.items():
            scale, kept = scales[ratio], getattr(self.result, ratio)
            factors = cast(forms.ChoiceField, self.fields[ratio])
            factors.choices = scale.choices if kept in scale.values else scale.with_kept(kept)
            said = NOT_LISTED.format(what=what, number=self.number)
            factors.error_messages |= {"invalid_choice": said, "required": said}

    def stored(self) -> dict[str, Any]:
        """What stands in the fields at first."""
        return {"done": plain(self.result.done)} | {
            ratio: str(plain(getattr(self.result, ratio))) for ratio in RATIOS
        }

    def _untouched(self) -> dict[str, Any]:
        """What a page with this line would have sent of it."""
        values = {name: field.prepare_value(self.initial.get(name)) for name, field in self.fields.items()}
        return {self.add_prefix(name): said for name, said in values.items() if said not in (None, False)}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "done" in data and data["done"] is None and self.needs_quantity():
            self.add_error("done", NOT_COUNTED.format(number=self.number))
        return data

    def needs_quantity(self) -> bool:
        """Whether what was said of the task would have no place to be kept without its quantity."""
        raise NotImplementedError

    @property
    def is_readable(self) -> bool:
        return all(figure in self.cleaned_data for figure in FIGURES)

    def columns(self) -> dict[str, Any] | None:
        """The task's columns; None where nothing is known yet."""
        data = self.cleaned_data
        if data["done"] is None:
            return None
        return {name: data[name] for name in (*FIGURES, *self.WORDS) if name in data}

    def confirmation(self) -> tuple[bool, str, str] | None:
        """What was said of a claim to have exceeded what was asked (2.3); None where nothing was."""
        return None

    def own(self) -> TaskMark | None:
        return next((mark for mark in self.task.marks.all() if mark.layer == self.layer), None)


class OwnTaskForm(TaskForm):
    """With what there is to show for it."""

    evidence = note_field("Kết quả, số văn bản, minh chứng", rows=2, most=2000)
    expected = check_field(wrapped=True)

    WORDS = ("evidence", "expected")
    CALLED = TaskForm.CALLED | {"evidence": "kết quả", "expected": "dự kiến đến hết quý"}

    def stored(self) -> dict[str, Any]:
        """In a fresh self-assessment what was delivered; else as it was marked."""
        own = self.own()
        if own:
            return super().stored() | {"evidence": own.evidence, "expected": own.expected}
        delivered = sum((delivery.quantity for delivery in self.task.deliveries.all()), Decimal(0))
        return super().stored() | {"done": delivered or None, "evidence": "", "expected": False}

    def needs_quantity(self) -> bool:
        said = (self.cleaned_data.get(ratio, Decimal(1)) != 1 for ratio in RATIOS)
        return any(self.cleaned_data.get(word) for word in self.WORDS) or any(said)


def task_forms(
    made: type[TaskForm], dossier: Dossier, layer: Layer, data: Typed | None
) -> dict[int, TaskForm]:
    """One for each task that counts, numbered as on the page."""
    tasks = dossier.plan.active_tasks
    if made is OwnTaskForm and any(f"task-{task.pk}-done" not in (data or {}) for task in tasks):
        prefetch_related_objects(tasks, "deliveries")
    scales = scales_of(dossier.period.policy_for(dossier.managing_unit))
    numbered = enumerate(tasks, start=1)
    return {task.pk: made(task, number, data, layer=layer, scales=scales) for number, task in numbered}


def typed_of(tasks: Mapping[int, TaskForm]) -> dict[str, Any]:
    """What was typed of the tasks, as far as it can be read, in the words of `Marks`."""
    for line in tasks.values():
        line.is_valid()  # reads what was typed, as far as it can be read
    read = {pk: line.cleaned_data for pk, line in tasks.items()}
    return {
        "tasks": {pk: line.columns() for pk, line in tasks.items() if line.is_readable},
        "responses": {pk: typed["response"] for pk, typed in read.items() if "response" in typed},
        "outstanding": {pk: said for pk, line in tasks.items() if (said := line.confirmation())},
        "keys": frozenset(pk for pk, typed in read.items() if typed.get("key")),
    }
