"""What is typed into Mẫu 03, by whichever layer. The form checks shape; the gates of the move say what is owed."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.forms.utils import ErrorList

from cadres.machine import Move
from evaluation.core.case import TypedCase
from evaluation.core.facts import RATED, Marks
from evaluation.core.models import Dossier
from evaluation.marks.forms.criteria import Typed, criterion_forms, said_of
from evaluation.marks.forms.fields import Line
from evaluation.marks.forms.over import OverTaskForm
from evaluation.marks.forms.tasks import OwnTaskForm, TaskForm, task_forms, typed_of
from evaluation.marks.forms.words import WORDS
from evaluation.plans.forms.gone import Told, typed_of_gone
from pages.versions import opened
from regulation.vocabulary import Layer, Rating


class MarksForm:
    """One layer of marks on one dossier as one form: its last words, and a line for each criterion and each task."""

    def __init__(
        self, data: Typed | None = None, *, dossier: Dossier, layer: Layer, ends: Move | None = None
    ) -> None:
        """`ends` is the move by which the dossier is handed over with it: nothing that it asks may be missing then."""
        self.data, self.dossier, self.layer, self.ends = data, dossier, layer, ends
        self.policy = dossier.period.policy_for(dossier.managing_unit)
        self.criteria = criterion_forms(dossier, layer, data)
        self.kind: type[TaskForm] = OwnTaskForm if layer is Layer.SELF else OverTaskForm
        self.tasks = task_forms(self.kind, dossier, layer, data)
        self.words = WORDS[layer](data, initial=self._first_words())
        self.lines: list[Line] = [*self.criteria.values(), *self.tasks.values(), self.words]
        self._places = {line.add_prefix(name): (line, name) for line in self.lines for name in line.fields}
        if data is None:
            self.words.initial["version"] = opened(dossier.version, self)
        if layer is Layer.APPRAISAL:
            self._focus()

    def _first_words(self) -> dict[str, Any]:
        own = next((row for row in self.dossier.assessments.all() if row.layer == self.layer), None)
        said = {"reason": own.reason, "remark": own.remark} if own else {}
        return said | {
            "late_reason": self.dossier.late_reason,
            "rating": getattr(self.dossier, RATED.get(self.layer, ""), "") or self._rating_before(),
        }

    def _rating_before(self) -> str:
        """An appraisal starts as a copy of what was proposed before it, where that may be given as the appraisal stands."""
        before = self.dossier.division_rating or self.dossier.self_rating
        if self.layer is not Layer.APPRAISAL or self.is_bound or not before:
            return ""
        return before if self.case.verdict(upto=self.layer).permits(Rating(before)) else ""

    def _focus(self) -> None:
        """The keyboard begins at what is still to be said: the first key task without its level, else at the top."""
        open_levels = (
            line.fields["response"]
            for line in self.tasks.values()
            if "response" in line.fields and "key" not in line.fields and not line["response"].value()
        )
        line, name = next(iter(self._places.values()))
        next(open_levels, line.fields[name]).widget.attrs["autofocus"] = True

    def __iter__(self) -> Iterator[forms.BoundField]:
        return (line[name] for line, name in self._places.values())

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __getitem__(self, name: str) -> forms.BoundField:
        """A field by its name on the page."""
        line, field = self._places[name]
        return line[field]

    @property
    def is_bound(self) -> bool:
        return self.data is not None

    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    @cached_property
    def errors(self) -> dict[str, ErrorList]:
        """What is wrong, by the name of the field on the page; with what is owed, where the dossier is handed over."""
        found = self._found()
        for name, sentence in self._owed() if self.ends else ():
            if name in self and name not in found:
                line, field = self._places[name]
                line.add_error(field, sentence)
        return self._found()

    def _found(self) -> dict[str, ErrorList]:
        places = self._places.items()
        return {name: line.errors[field] for name, (line, field) in places if field in line.errors}

    def _owed(self) -> list[tuple[str, str]]:
        """Field and sentence of what the gates of the move do not find; an anchor is the id of a field, or of a line."""
        findings = [finding for gate in self.ends.gates for finding in gate(self.case)] if self.ends else []
        return [(found.anchor.removeprefix("id_"), found.sentence) for found in findings if found.blocks]

    @cached_property
    def case(self) -> TypedCase:
        """The case as what was typed makes it; of an untouched form as it would be saved."""
        return TypedCase(self.dossier, self.marks() if self.is_bound else Marks({}, {}), self.layer)

    @cached_property
    def gone(self) -> Told:
        """What was typed of tasks that are no longer in the plan."""
        return typed_of_gone(self.data or {}, self.dossier.plan, self.kind.CALLED, "task-{task}-{field}")

    @property
    def seen(self) -> int:
        """The version that the person had before them."""
        version: int = self.words.cleaned_data["version"]
        return version

    def marks(self) -> Marks:
        """What was typed, as far as it can be read: fields in error are left as they are stored."""
        self.words.is_valid()
        said = self.words.cleaned_data
        words = {name: said.get(name, "") for name in ("rating", "reason", "remark", "late_reason")}
        return Marks(said_of(self.criteria), **typed_of(self.tasks), **words)
