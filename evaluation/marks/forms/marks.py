"""What is typed into Mẫu 03, by whichever layer. The form checks shape; the gates of the move say what is owed."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.forms.utils import ErrorList

from cadres.machine import Move
from evaluation.core.case import TypedCase
from evaluation.core.facts import RATED, Marks, ensured
from evaluation.core.models import Dossier
from evaluation.marks.forms.fields import Line, scales_of
from evaluation.marks.forms.rows import CriterionForm, OverTaskForm, OwnTaskForm, TaskForm, Typed
from evaluation.marks.forms.words import WORDS
from regulation.vocabulary import Layer, Rating


class MarksForm:
    """One layer of marks on one dossier as one form: its last words, and a line for each criterion and each task."""

    def __init__(
        self, data: Typed | None = None, *, dossier: Dossier, layer: Layer, ends: Move | None = None
    ) -> None:
        """`ends` is the move by which the dossier is handed over with it: nothing that it asks may be missing then."""
        self.data, self.dossier, self.layer, self.ends = data, dossier, layer, ends
        self.policy = dossier.period.policy_for(dossier.managing_unit)
        self.criteria, self.tasks = self._criteria(), self._tasks()
        self.words = WORDS[layer](data, initial=self._first_words())
        lines: list[Line] = [*self.criteria.values(), *self.tasks.values(), self.words]
        self._places = {line.add_prefix(name): (line, name) for line in lines for name in line.fields}
        if layer is Layer.APPRAISAL:
            self._focus()

    def _criteria(self) -> dict[str, CriterionForm]:
        own = {mark.code: mark for mark in self.dossier.criterion_marks.all() if mark.layer == self.layer}
        stored = ensured(self.dossier, self.layer)
        return {
            code: CriterionForm(code, self.data, is_ensured=said, own=own.get(code))
            for code, said in stored.items()
        }

    def _tasks(self) -> dict[int, TaskForm]:
        tasks, own = self.dossier.plan.active_tasks, self.layer is Layer.SELF
        if own and any(f"task-{task.pk}-done" not in (self.data or {}) for task in tasks):
            prefetch_related_objects(tasks, "deliveries")
        made = OwnTaskForm if own else OverTaskForm
        given: dict[str, Any] = {"layer": self.layer, "scales": scales_of(self.policy)}
        return {task.pk: made(task, place, self.data, **given) for place, task in enumerate(tasks, start=1)}

    def _first_words(self) -> dict[str, Any]:
        own = next((row for row in self.dossier.assessments.all() if row.layer == self.layer), None)
        said = {"reason": own.reason, "remark": own.remark} if own else {}
        return said | {
            "version": self.dossier.version,
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

    @property
    def seen(self) -> int:
        """The version that the person had before them."""
        version: int = self.words.cleaned_data["version"]
        return version

    def marks(self) -> Marks:
        """What was typed, as far as it can be read: fields in error are left as they are stored."""
        self._found()
        lines = {pk: (line, line.cleaned_data) for pk, line in self.tasks.items()}
        said = self.words.cleaned_data
        return Marks(
            criteria={code: line.said() for code, line in self.criteria.items()},
            tasks={pk: line.columns() for pk, (line, _) in lines.items() if line.is_readable},
            responses={pk: typed["response"] for pk, (_, typed) in lines.items() if "response" in typed},
            outstanding={pk: given for pk, (line, _) in lines.items() if (given := line.confirmation())},
            keys=frozenset(pk for pk, (_, typed) in lines.items() if typed.get("key")),
            **{name: said.get(name, "") for name in ("rating", "reason", "remark", "late_reason")},
        )
