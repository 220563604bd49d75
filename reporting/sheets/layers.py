"""The second annex to Mẫu 03: self, appraisal and authority side by side, where any mark differs."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from evaluation.core.facts import LAYERS, ensured, facts_of, result_of
from evaluation.models import CriterionMark, Dossier, TaskMark
from regulation.assessment import assess
from regulation.vocabulary import Layer

MEASURES = (
    ("done", "Thực hiện"),
    ("quality", "Chất lượng"),
    ("timeliness", "Tiến độ"),
    ("leadership", "Lãnh đạo, chỉ đạo, điều hành"),
)


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One figure as each layer has it, and why those above changed it."""

    subject: str
    measure: str
    figures: tuple[Decimal, ...]
    reasons: str

    @property
    def changed(self) -> tuple[bool, ...]:
        """Which figures are not those of the layer before."""
        before = (self.figures[0], *self.figures)
        return tuple(figure != earlier for figure, earlier in zip(self.figures, before, strict=False))


@dataclass(frozen=True, slots=True)
class LayersTable:
    """The rows that differ, then the points of every layer."""

    rows: tuple[LayerRow, ...]
    totals: tuple[LayerRow, ...]
    heads: tuple[str, ...] = tuple(layer.label for layer in LAYERS)


def layers_table(dossier: Dossier) -> LayersTable | None:
    """None where appraisal and authority left every mark as the cadre had set it."""
    rows = (*_criteria(dossier), *_tasks(dossier))
    return LayersTable(rows, tuple(_totals(dossier))) if rows else None


def _criteria(dossier: Dossier) -> Iterable[LayerRow]:
    said = [ensured(dossier, layer) for layer in LAYERS]
    marks = list(dossier.criterion_marks.all())
    for criterion in dossier.period.edition.criteria:
        if len({layer[criterion.code] for layer in said}) > 1:
            figures = tuple(criterion.max_points if layer[criterion.code] else Decimal(0) for layer in said)
            reasons = _reasons(mark for mark in marks if mark.code == criterion.code)
            yield LayerRow(f"Tiêu chí {criterion.code}", "Điểm đạt", figures, reasons)


def _tasks(dossier: Dossier) -> Iterable[LayerRow]:
    for task in dossier.plan.active_tasks:
        results = [result_of(task, layer) for layer in LAYERS]
        for name, label in MEASURES:
            figures = tuple(getattr(result, name) for result in results)
            if len(set(figures)) > 1:
                yield LayerRow(task.named, label, figures, _reasons(task.marks.all()))


def _totals(dossier: Dossier) -> Iterable[LayerRow]:
    scores = [assess(facts_of(dossier, upto=layer)).score for layer in LAYERS]
    for label, name in (
        ("Nhóm tiêu chí chung (A)", "general_points"),
        ("Kết quả thực hiện nhiệm vụ (B)", "task_points"),
        ("Tổng (A) + (B)", "total"),
    ):
        yield LayerRow(label, "Điểm", tuple(getattr(score, name) for score in scores), "")


def _reasons(marks: Iterable[CriterionMark | TaskMark]) -> str:
    """What appraisal and authority wrote, in their order."""
    written = {mark.layer: mark.reason.strip() for mark in marks}
    told = ((layer, written.get(layer.value, "")) for layer in LAYERS if layer != Layer.SELF)
    return "; ".join(f"{layer.label}: {reason}" for layer, reason in told if reason)
