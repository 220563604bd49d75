"""What is typed into Mẫu 03, by whichever layer. The form checks shape; gates and the machine judge the rest."""

from decimal import Decimal
from typing import Any

from django import forms

from evaluation.core.facts import FIGURES, Marks
from evaluation.marks.forms.exceeded import typed_confirmations
from evaluation.marks.forms.fields import version_field
from evaluation.marks.forms.owed import owed_by
from evaluation.marks.forms.rows import RATIOS, add_fields
from regulation.vocabulary import Layer


class MarksForm(forms.Form):
    """One layer of marks on one dossier: 17 criteria, the tasks, and the layer's own words."""

    version = version_field()

    def __init__(self, data: Any = None, *, dossier: Any, layer: Layer, whole: bool = False) -> None:
        """`whole`: it is being handed over, so that nothing may be missing; a draft may be incomplete."""
        self.dossier, self.layer, self.whole = dossier, layer, whole
        self.numbered = list(enumerate(dossier.plan.active_tasks, start=1))
        self.policy = dossier.period.policy_for(dossier.managing_unit)
        super().__init__(data, auto_id="id_%s")
        add_fields(self)
        self.initial["version"] = dossier.version
        if data is not None:
            self.data = self._with_tasks_that_came_since(data)

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
        return Marks(
            criteria=self._criteria(),
            tasks={
                task.pk: values for _, task in self.numbered if (values := self._values(task)) is not False
            },
            responses={
                task.pk: data[f"task-{task.pk}-response"]
                for _, task in self.numbered
                if f"task-{task.pk}-response" in data
            },
            outstanding=typed_confirmations(self) if self.layer != Layer.SELF else {},
            keys=frozenset(task.pk for _, task in self.numbered if data.get(f"task-{task.pk}-key")),
            rating=data.get("rating", ""),
            reason=data.get("reason", ""),
            remark=data.get("remark", ""),
        )

    def _criteria(self) -> dict[str, tuple[bool, str]]:
        data = self.cleaned_data
        return {
            code: (data[f"criterion-{code}"], data.get(f"criterion-{code}-reason", ""))
            for code in (criterion.code for criterion in self.dossier.period.edition.criteria)
            if f"criterion-{code}" in data
        }

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
