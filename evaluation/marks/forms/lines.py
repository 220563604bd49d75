"""Mẫu 03 as lines for a page: each criterion and task with what every layer says, and its fields where one may write."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from django.forms import BoundField

from evaluation.core.facts import ensured, newest, result_of, upto_layers
from evaluation.core.models import Dossier
from evaluation.marks.forms.answers import ReturnForm
from evaluation.marks.forms.exceeded import exceeded
from evaluation.marks.forms.fields import RATIOS
from evaluation.marks.forms.marks import MarksForm
from evaluation.marks.forms.parts import Block, Cell, Line, Said
from evaluation.plans.models import AxisWeight, PlanTask
from regulation.criteria import Criterion
from regulation.numbers import vn
from regulation.vocabulary import Layer

Value = TypeVar("Value")
FIGURE_LABELS = {"done": "Thực hiện", **RATIOS}


class Sheet:
    """The lines of one dossier as one layer's page shows them; without a form they can only be read."""

    def __init__(
        self,
        dossier: Dossier,
        layer: Layer,
        form: MarksForm | None = None,
        *,
        notes: Mapping[str, str] | None = None,
        returning: ReturnForm | None = None,
    ) -> None:
        self.dossier, self.layer, self.form = dossier, layer, form
        self.notes, self.returning = notes or {}, returning
        given = {row.layer for row in dossier.assessments.all()}
        layers = upto_layers(layer)[:-1] if form else upto_layers(layer)
        self.layers = [Layer(one) for one in layers if one == Layer.SELF or one in given]

    def groups(self) -> list[Block]:
        """Part A: the three groups with their criteria."""
        by_layer = {layer: ensured(self.dossier, layer) for layer in self.layers}
        reasons = {(mark.layer, mark.code): mark.reason for mark in self.dossier.criterion_marks.all()}
        edition = self.dossier.period.edition
        return [
            Block(
                f"{group.number}. {group.title}",
                tuple(
                    self._criterion(c, by_layer, reasons) for c in edition.criteria if c.group == group.number
                ),
                note=f"{vn(group.max_points)} điểm",
            )
            for group in edition.criterion_groups
        ]

    def axes(self) -> list[Block]:
        """Part B: the axes that have tasks, with their weights."""
        weights = {row.axis: row for row in self.dossier.plan.weights.all()}
        lines: dict[int, list[Line]] = {}
        for number, task in enumerate(self.dossier.plan.active_tasks, start=1):
            lines.setdefault(task.axis, []).append(self._task(number, task))
        return [
            Block(
                f"Trục {axis}. {self.dossier.period.edition.axis(axis).title}",
                tuple(rows),
                note=_weight(weights.get(axis)),
                anchor=f"axis-{axis}",
            )
            for axis, rows in sorted(lines.items())
        ]

    def _criterion(
        self,
        criterion: Criterion,
        by_layer: Mapping[Layer, dict[str, bool]],
        reasons: Mapping[tuple[str, str], str],
    ) -> Line:
        code = criterion.code
        values = ((layer, said[code], reasons.get((layer, code), "")) for layer, said in by_layer.items())
        # A self-assessment starts with everything ensured.
        below = by_layer[self.layers[-1]][code] if self.layers and self._over() else True
        fields = self.form.criteria[code].shown() if self.form else {}
        return Line(
            anchor=f"criterion-{code}",
            title=f"{code}. {criterion.text}",
            said=_chain(values, _ensured),
            fields=fields,
            below=below,
            differs=bool(fields) and self._over() and bool(fields["main"].value()) != below,
            points=criterion.max_points,
            note=self.notes.get(f"criterion-{code}", ""),
            returning=self._returning(f"criterion-{code}"),
        )

    def _task(self, number: int, task: PlanTask) -> Line:
        name, latest = f"task-{task.pk}", result_of(task, self.layer)
        form = self.form.tasks[task.pk] if self.form else None
        return Line(
            anchor=name,
            number=number,
            title=task.title,
            task=task,
            mark=newest(task.marks.all(), Layer.SELF),
            said=self._reasons(task),
            cells=tuple(self._cell(task, figure, label) for figure, label in FIGURE_LABELS.items()),
            fields=form.shown() if form else {},
            short=not latest.complete and newest(task.marks.all(), self.layer) is not None,
            exceeded=exceeded(task, self.layer, form),
            note=self.notes.get(name, ""),
            returning=self._returning(name),
        )

    def _cell(self, task: PlanTask, figure: str, label: str) -> Cell:
        marked = [layer for layer in self.layers if newest(task.marks.all(), layer)]
        values = ((layer, _figure(task, layer, figure), "") for layer in marked)
        bound = self.form[f"task-{task.pk}-{figure}"] if self.form else None
        below = vn(_figure(task, self.layers[-1], figure)) if self._over() else ""
        typed = str(bound.value() or "").replace(".", ",") if bound else ""
        return Cell(
            label,
            bound,
            _chain(values, vn),
            differs=bool(bound) and self._over() and typed != below,
        )

    def _reasons(self, task: PlanTask) -> tuple[Said, ...]:
        """The written reasons of layers that marked the task differently, and their response levels."""
        marks = {mark.layer: mark for mark in task.marks.all()}
        levels = {row.layer: row for row in task.responses.all()}
        return tuple(
            Said(
                layer,
                levels[layer].get_level_display() if layer in levels else "",
                True,
                marks[layer].reason if layer in marks else "",
            )
            for layer in self.layers
            if layer != Layer.SELF and (layer in marks or layer in levels)
        )

    def _over(self) -> bool:
        """Whether one writes over another layer."""
        return self.form is not None and self.layer != Layer.SELF

    def _returning(self, anchor: str) -> dict[str, BoundField]:
        if self.returning is None:
            return {}
        return {"check": self.returning[f"return-{anchor}"], "note": self.returning[f"note-{anchor}"]}


def _chain(values: Iterable[tuple[Layer, Value, str]], told: Callable[[Value], str]) -> tuple[Said, ...]:
    """What each layer says, marked where it is not what the layer before says."""
    said: list[Said] = []
    before: Value | None = None
    for layer, value, reason in values:
        said.append(Said(layer, told(value), bool(said) and value != before, reason))
        before = value
    return tuple(said)


def _figure(task: PlanTask, layer: Layer, name: str) -> Decimal:
    figure: Decimal = getattr(result_of(task, layer), name)
    return figure


def _ensured(is_ensured: bool) -> str:
    return "Đảm bảo" if is_ensured else "Không đảm bảo"


def _weight(row: AxisWeight | None) -> str:
    return f"{vn(row.weight)} điểm · {row.get_role_display()}" if row else "chưa có tỷ trọng"
