"""The lines of Mẫu 03, each a small form: a criterion, a task as the cadre marks it, a task as somebody marks over it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from evaluation.core.facts import FIGURES, newest, result_of
from evaluation.marks.forms.fields import (
    RATIOS,
    Done,
    Line,
    Scale,
    check_field,
    factor,
    note_field,
    response_field,
)
from evaluation.marks.models import CriterionMark, Outstanding, TaskMark
from evaluation.plans.models import PlanTask
from regulation.numbers import plain
from regulation.vocabulary import Layer

Typed = Mapping[str, Any]  # as a browser sends it
CONFIRMATION = ("exceeded", "ground", "document")
NOT_COUNTED = "Nhiệm vụ {number} chưa ghi số lượng thực hiện; chưa làm được thì ghi 0."
NOT_LISTED = "{what} của nhiệm vụ {number} phải chọn trong danh sách."
NOT_READ = (
    "Số lượng thực hiện của nhiệm vụ {number} phải là số từ 0 đến 99999, nhiều nhất 2 chữ số thập phân."
)


class CriterionForm(Line):
    """A criterion, ensured or not, and why not. Its tick is named by the code alone."""

    ensured = check_field()
    reason = note_field("Lý do")

    def __init__(self, code: str, data: Typed | None, *, is_ensured: bool, own: CriterionMark | None) -> None:
        self.code, self.why = code, f"{code}-reason"
        initial = {self.code: is_ensured, self.why: own.reason if own else ""}
        super().__init__(data, prefix="criterion", initial=initial)
        self.fields = {self.code: self.fields["ensured"], self.why: self.fields["reason"]}
        self.call(self.why, f"Tiêu chí {code}, lý do")

    def said(self) -> tuple[bool, str]:
        return self.cleaned_data[self.code], self.cleaned_data.get(self.why, "")

    def shown(self) -> dict[str, forms.BoundField]:
        return {"main": self[self.code], "reason": self[self.why]}


class TaskForm(Line):
    """A task's result as a layer marks it: how many were done, and the three factors from the unit's lists."""

    done = Done()
    quality, timeliness, leadership = factor(), factor(), factor()

    WORDS: tuple[str, ...] = ()

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
        for ratio, what in RATIOS.items():
            field: Any = self.fields[ratio]
            field.choices = scales[ratio].offered(getattr(self.result, ratio))
            said = NOT_LISTED.format(what=what, number=self.number)
            field.error_messages |= {"invalid_choice": said, "required": said}

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


class OverTaskForm(TaskForm):
    """With why it is marked otherwise, how a key task was met, and the confirmation that it exceeded what was asked (2.3)."""

    reason = note_field("Lý do nếu chấm khác")
    key = check_field(wrapped=True)
    response = response_field()
    exceeded = check_field("Xác nhận vượt yêu cầu (Mục 2.3)")
    ground = note_field("Căn cứ: sản phẩm vượt yêu cầu ở điểm nào", most=2000)
    document = note_field("Văn bản (nếu có)", most=200)

    WORDS = ("reason",)

    def _offer(self, scales: Mapping[str, Scale]) -> None:
        super()._offer(scales)
        name, appraises = f"Nhiệm vụ {self.number}", self.layer is Layer.APPRAISAL
        self.call("reason", f"{name}, lý do chấm khác")
        self.call("ground", f"{name}, căn cứ vượt yêu cầu")
        self.call("document", f"{name}, văn bản")
        said = NOT_LISTED.format(what="Mức độ đáp ứng", number=self.number)
        self.fields["response"].error_messages["invalid_choice"] = said
        self._leave_out("key", unless=appraises and not self.task.is_key)
        self._leave_out("response", unless=appraises or self.task.is_key)
        self._leave_out(*CONFIRMATION, unless=self.confirms)

    def _leave_out(self, *names: str, unless: bool) -> None:
        for name in names if not unless else ():
            del self.fields[name]

    @property
    def confirms(self) -> bool:
        """Whether there is something to tick: the authority withdraws what was confirmed, and confirms nothing itself."""
        return self.layer is not Layer.AUTHORITY or self.kept is not None

    @property
    def kept(self) -> Outstanding | None:
        return getattr(self.task, "outstanding", None)

    def stored(self) -> dict[str, Any]:
        own, kept = self.own(), self.kept
        response = newest(self.task.responses.all(), self.layer)
        return super().stored() | {
            "reason": own.reason if own else "",
            "response": response.level if response else "",
            "exceeded": kept is not None,
            "ground": kept.reason if kept else "",
            "document": kept.document if kept else "",
        }

    def needs_quantity(self) -> bool:
        return True

    def sends_confirmation(self) -> bool:
        """Whether the line stood on the page from which this was sent."""
        return any(self.add_prefix(word) in self.data for word in CONFIRMATION)

    def confirmation(self) -> tuple[bool, str, str] | None:
        """What was said of the claim; None where the line was not on the page, so that what is stored goes on."""
        data = self.cleaned_data
        if not self.sends_confirmation() or any(word not in data for word in CONFIRMATION):
            return None
        return data["exceeded"], data["ground"], data["document"]
