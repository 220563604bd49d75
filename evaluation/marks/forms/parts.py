"""Mẫu 03 in the pieces that its templates show: blocks of lines, a line's cells, what each layer said there."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.forms import BoundField

from evaluation.marks.forms.exceeded import Exceeded
from evaluation.marks.models import TaskMark
from evaluation.plans.models import PlanTask
from regulation.vocabulary import Layer

WHO = {Layer.SELF: "Tự chấm", Layer.APPRAISAL: "Thẩm định", Layer.AUTHORITY: "Cấp thẩm quyền"}


@dataclass(frozen=True)
class Said:
    """What one layer says in one place, in words; `differs` from the layer beneath it."""

    layer: Layer
    text: str
    differs: bool = False
    reason: str = ""

    @property
    def who(self) -> str:
        """The layer in a word or two, for a narrow column."""
        return WHO[self.layer]


@dataclass(frozen=True)
class Cell:
    """One figure of a task: its name, the field to write it in, what the layers say."""

    label: str
    field: BoundField | None = None
    said: tuple[Said, ...] = ()
    differs: bool = False


@dataclass
class Line:
    """A criterion or a task on the page; `note` is what a return asks to be mended there."""

    anchor: str
    title: str
    said: tuple[Said, ...] = ()
    fields: dict[str, BoundField] = field(default_factory=dict)
    cells: tuple[Cell, ...] = ()
    note: str = ""
    below: bool = True
    differs: bool = False
    number: int = 0
    points: Decimal | None = None
    task: PlanTask | None = None
    mark: TaskMark | None = None
    short: bool = False
    exceeded: Exceeded | None = None
    returning: dict[str, BoundField] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """Lines under one heading: a group of criteria, or an axis."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""
    anchor: str = ""
