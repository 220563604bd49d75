"""What is typed into Mẫu 03, by whichever layer. The form checks shape; gates and the machine judge the rest."""

from decimal import Decimal
from typing import Any

from django import forms

from evaluation.facts import FIGURES, Marks, ensured, facts_of, newest, result_of
from evaluation.forms.marks_fields import (
    Done,
    check_field,
    factor_field,
    note_field,
    rating_field,
    response_field,
    version_field,
)
from evaluation.forms.marks_owed import owed_by
from regulation.assessment import assess
from regulation.numbers import plain
from regulation.vocabulary import Layer, Rating

RATIOS = {"quality": "Chất lượng", "timeliness": "Tiến độ", "leadership": "Lãnh đạo, điều hành"}


class MarksForm(forms.Form):
    """One layer of marks on one dossier: 17 criteria, the tasks, and the layer's own words."""

    version = version_field()

    def __init__(self, data: Any = None, *, dossier: Any, layer: Layer, whole: bool = False) -> None:
        """`whole`: it is being handed over, so that nothing may be missing; a draft may be incomplete."""
        self.dossier, self.layer, self.whole = dossier, layer, whole
        self.numbered = list(enumerate(dossier.plan.active_tasks, start=1))
        self.policy = dossier.period.policy_for(dossier.managing_unit)
        super().__init__(data, auto_id="id_%s")
        self._add_criteria()
        for number, task in self.numbered:
            self._add_task(number, task)
        self._add_words()
        self.initial["version"] = dossier.version
        if data is not None:
            self.data = self._with_tasks_that_came_since(data)

    def _add_criteria(self) -> None:
        said = {mark.code: mark for mark in self.dossier.criterion_marks.all() if mark.layer == self.layer}
        for code, is_ensured in ensured(self.dossier, self.layer).items():
            self.fields[f"criterion-{code}"] = check_field("Đảm bảo")
            self.fields[f"criterion-{code}-reason"] = note_field(f"Tiêu chí {code}, lý do", "Lý do")
            self.initial[f"criterion-{code}"] = is_ensured
            self.initial[f"criterion-{code}-reason"] = said[code].reason if code in said else ""

    def _add_task(self, number: int, task: Any) -> None:
        name = f"task-{task.pk}"
        result, own = result_of(task, self.layer), self._own(task)
        self.fields[f"{name}-done"] = Done(number)
        self.initial[f"{name}-done"] = self._first_done(task, result)
        for ratio, what in RATIOS.items():
            kept = getattr(result, ratio)
            self.fields[f"{name}-{ratio}"] = factor_field(what, number, self.policy.scale(ratio), kept)
            self.initial[f"{name}-{ratio}"] = str(plain(kept))
        if self.layer == Layer.SELF:
            self._add_evidence(number, name, own)
        else:
            self.fields[f"{name}-reason"] = note_field(
                f"Nhiệm vụ {number}, lý do chấm khác", "Lý do nếu chấm khác"
            )
            self.initial[f"{name}-reason"] = own.reason if own else ""
            self._add_key(number, name, task)

    def _add_evidence(self, number: int, name: str, own: Any) -> None:
        self.fields[f"{name}-evidence"] = note_field(
            f"Nhiệm vụ {number}, kết quả, minh chứng", "Kết quả, số văn bản, minh chứng", rows=2, most=2000
        )
        self.fields[f"{name}-expected"] = check_field("Dự kiến đến hết quý")
        self.initial[f"{name}-evidence"] = own.evidence if own else ""
        self.initial[f"{name}-expected"] = bool(own and own.expected)

    def _add_key(self, number: int, name: str, task: Any) -> None:
        """Bước 3: the response level of a key task; the appraiser may also mark a task as key."""
        if not task.is_key and self.layer != Layer.APPRAISAL:
            return
        if not task.is_key:
            self.fields[f"{name}-key"] = check_field("Là nhiệm vụ trọng tâm, then chốt")
        self.fields[f"{name}-response"] = response_field(number)
        response = newest(task.responses.all(), self.layer)
        self.initial[f"{name}-response"] = response.level if response else ""

    def _add_words(self) -> None:
        own = next((row for row in self.dossier.assessments.all() if row.layer == self.layer), None)
        if self.layer != Layer.AUTHORITY:
            self.fields["rating"] = rating_field()
            self.fields["reason"] = note_field("Lý do nếu khác mức gợi ý", "", rows=2, most=2000)
            self.initial["reason"] = own.reason if own else ""
        if self.layer == Layer.SELF:
            self.fields["late_reason"] = note_field("Lý do nộp muộn", "", rows=2, most=2000)
            self.initial |= {"rating": self.dossier.self_rating, "late_reason": self.dossier.late_reason}
        else:
            self.fields["remark"] = note_field("Nhận xét", "", rows=3, most=4000)
            self.initial["remark"] = own.remark if own else ""
        if self.layer == Layer.APPRAISAL:
            self.initial["rating"] = self.dossier.appraisal_rating or self._rating_before()
            self._focus()

    def _rating_before(self) -> str:
        """An appraisal starts as a copy of what was proposed before it, where that may be given."""
        before = self.dossier.division_rating or self.dossier.self_rating
        verdict = assess(facts_of(self.dossier, upto=self.layer))
        return before if before and verdict.permits(Rating(before)) else ""

    def _focus(self) -> None:
        """The keyboard begins at what is still to be said: the first key task without its level, else at the top."""
        open_levels = [
            name
            for name in self.fields
            if name.endswith("-response")
            and not self.initial[name]
            and f"{name.removesuffix('-response')}-key" not in self.fields
        ]
        first = (
            open_levels[0] if open_levels else next(iter(name for name in self.fields if name != "version"))
        )
        self.fields[first].widget.attrs["autofocus"] = True

    def _own(self, task: Any) -> Any:
        """This layer's own mark of the task, if there is one."""
        return next((mark for mark in task.marks.all() if mark.layer == self.layer), None)

    def _first_done(self, task: Any, result: Any) -> Decimal | None:
        """What is marked; in a fresh self-assessment what was delivered; else nothing yet."""
        if newest(task.marks.all(), self.layer) or self.layer != Layer.SELF:
            return plain(result.done)
        return sum((delivery.quantity for delivery in task.deliveries.all()), Decimal(0)) or None

    def _with_tasks_that_came_since(self, data: Any) -> Any:
        """A page opened before a task was added says nothing of it: it stands there as stored."""
        data = data.copy()
        for _, task in self.numbered:
            if f"task-{task.pk}-done" not in data:
                data.update(self._stored(f"task-{task.pk}-"))
        return data

    def _stored(self, prefix: str) -> dict[str, Any]:
        names = [name for name in self.fields if name.startswith(prefix)]
        values = {name: self.fields[name].prepare_value(self.initial.get(name)) for name in names}
        return {name: value for name, value in values.items() if value not in (None, False)}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for number, task in self.numbered:
            name = f"task-{task.pk}"
            if f"{name}-done" in self.errors or data.get(f"{name}-done") is not None:
                continue
            if self.layer != Layer.SELF or self._said_otherwise(name, data):
                self.add_error(
                    f"{name}-done",
                    f"Nhiệm vụ {number} chưa ghi số lượng thực hiện; chưa làm được thì ghi 0.",
                )
        for field, sentence in list(owed_by(self)) if self.whole else ():
            self.add_error(field, sentence)
        return data

    def _said_otherwise(self, name: str, data: dict[str, Any]) -> bool:
        """Whether something else was said of a task whose quantity is empty: it would have no place to be kept."""
        return bool(data.get(f"{name}-evidence") or data.get(f"{name}-expected")) or any(
            data.get(f"{name}-{ratio}", Decimal(1)) != 1 for ratio in RATIOS
        )

    def marks(self) -> Marks:
        """What was typed, as far as it can be read: fields in error are left as they are stored."""
        self.is_valid()
        data = self.cleaned_data
        codes = [criterion.code for criterion in self.dossier.period.edition.criteria]
        return Marks(
            criteria={
                code: (data[f"criterion-{code}"], data.get(f"criterion-{code}-reason", ""))
                for code in codes
                if f"criterion-{code}" in data
            },
            tasks={
                task.pk: values for _, task in self.numbered if (values := self._values(task)) is not False
            },
            responses={
                task.pk: data[f"task-{task.pk}-response"]
                for _, task in self.numbered
                if f"task-{task.pk}-response" in data
            },
            keys=frozenset(task.pk for _, task in self.numbered if data.get(f"task-{task.pk}-key")),
            rating=data.get("rating", ""),
            reason=data.get("reason", ""),
            remark=data.get("remark", ""),
        )

    def _values(self, task: Any) -> dict[str, Any] | None | bool:
        """The task's columns; None where nothing is known yet, False where it cannot be read."""
        name, data = f"task-{task.pk}", self.cleaned_data
        if any(f"{name}-{figure}" not in data for figure in FIGURES):
            return False
        if data[f"{name}-done"] is None:
            return None
        words = ("evidence", "expected") if self.layer == Layer.SELF else ("reason",)
        values = {figure: data[f"{name}-{figure}"] for figure in FIGURES}
        return values | {word: data[f"{name}-{word}"] for word in words if f"{name}-{word}" in data}
