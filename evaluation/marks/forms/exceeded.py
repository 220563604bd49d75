"""2.3 on Mẫu 03: a quality or timeliness factor above 1 counts once whoever appraises confirms it, with the ground."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.forms import BoundField

from evaluation.core.facts import result_of
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.forms.over import CONFIRMATION, OverTaskForm
from evaluation.marks.forms.tasks import TaskForm
from evaluation.marks.models import Outstanding
from evaluation.plans.models import PlanTask
from regulation.vocabulary import Layer


@dataclass(frozen=True)
class Exceeded:
    """A task's claim on the page: fields where one may confirm it, and what is confirmed already."""

    task: PlanTask
    fields: dict[str, BoundField] = field(default_factory=dict)
    kept: Outstanding | None = None

    @property
    def words(self) -> list[BoundField]:
        """On what the confirmation rests: its ground and its document."""
        return [self.fields["ground"], self.fields["document"]]


def exceeded(task: PlanTask, layer: Layer, form: TaskForm | None) -> Exceeded | None:
    """The task's line, where there is a claim; to be read it stands from the appraisal on."""
    if layer is Layer.SELF or not _claims(task, layer, form):
        return None
    kept = getattr(task, "outstanding", None)
    if not isinstance(form, OverTaskForm) or not form.confirms:
        return Exceeded(task, kept=kept)
    return Exceeded(task, {word: form[word] for word in CONFIRMATION}, kept)


def appeared_or_gone(form: MarksForm) -> Iterator[tuple[PlanTask, Exceeded | None]]:
    """Tasks whose line must come onto the open page, or leave it, after what was typed."""
    for line in form.tasks.values():
        if isinstance(line, OverTaskForm) and line.was_sent:
            shown = exceeded(line.task, form.layer, line)
            # Nothing is sent of a line that is only read.
            if not line.confirms or (shown is not None) != line.sends_confirmation():
                yield line.task, shown


def _claims(task: PlanTask, layer: Layer, form: TaskForm | None) -> bool:
    """Whether a factor is above 1: as typed, else as it stands."""
    result = result_of(task, layer)
    typed: dict[str, Any] = form.cleaned_data if form is not None and form.is_bound else {}
    factors = {name: typed.get(name, getattr(result, name)) for name in ("quality", "timeliness")}
    return replace(result, **factors).claims_more
