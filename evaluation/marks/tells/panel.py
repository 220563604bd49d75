"""The score beside the form: total, groups, axes, and what the law says of them."""

from dataclasses import dataclass
from decimal import Decimal

from regulation.assessment import Verdict, assess
from regulation.checks import rule_of
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.numbers import vn
from regulation.places import Moment
from regulation.scoring import AxisScore
from regulation.vocabulary import Layer, Rating, Severity

_MOMENTS = {
    Layer.SELF: Moment.MARKS,
    Layer.APPRAISAL: Moment.APPRAISAL,
    Layer.AUTHORITY: Moment.DECISION,
}
_ORDER = (Severity.LIMIT, Severity.BLOCK, Severity.WARN, Severity.INFO)
_COUNTED = (
    (Severity.LIMIT, "giới hạn"),
    (Severity.BLOCK, "chưa thể chuyển bước"),
    (Severity.WARN, "cần giải trình"),
)
# What a layer's own page has a place for; the facts behind other findings are recorded elsewhere.
_HERE = ("task", "criterion", "axis", "rating", "reason")


@dataclass(frozen=True)
class Bar:
    """One axis: its points of its maximum, and the four ratios behind them."""

    label: str
    points: Decimal
    maximum: Decimal
    note: str


@dataclass(frozen=True)
class Panel:
    """What templates/evaluation/marks/_panel.html shows; `elsewhere` is the page of what is not recorded beside the score."""

    total: Decimal
    general_points: Decimal
    general_max: Decimal
    task_points: Decimal
    task_max: Decimal
    bars: tuple[Bar, ...]
    empty_axes: str
    band: Rating
    suggested: Rating
    findings: tuple[Finding, ...]
    elsewhere: str = ""

    @property
    def pressing(self) -> list[tuple[Finding, str]]:
        """Limits, then blocks, then warnings, each with the page that has its anchor."""
        return [
            (finding, self._place(finding))
            for finding in self.findings
            if finding.severity is not Severity.INFO
        ]

    @property
    def told(self) -> list[tuple[Finding, str]]:
        """What is only good to know."""
        return [
            (finding, self._place(finding)) for finding in self.findings if finding.severity is Severity.INFO
        ]

    @property
    def counted(self) -> str:
        """3 giới hạn · 1 chưa thể chuyển bước"""
        kinds = [finding.severity for finding, _ in self.pressing]
        counts = ((kinds.count(severity), words) for severity, words in _COUNTED)
        return " · ".join(f"{count} {words}" for count, words in counts if count)

    def _place(self, finding: Finding) -> str:
        return "" if finding.anchor.startswith(_HERE) else self.elsewhere

    @property
    def summary(self) -> str:
        """The line of the closed bar on a phone."""
        return f"{vn(self.total, 2)} điểm · {self.suggested.short}"


def panel_of(facts: Facts, layer: Layer = Layer.AUTHORITY, *, elsewhere: str = "") -> Panel:
    """Judge the facts and lay the verdict out for whoever writes this layer."""
    return lay_out(assess(facts), facts, layer, elsewhere=elsewhere)


def lay_out(verdict: Verdict, facts: Facts, layer: Layer = Layer.AUTHORITY, *, elsewhere: str = "") -> Panel:
    score, edition = verdict.score, facts.edition
    present = {axis.number for axis in score.axes}
    absent = [str(axis.number) for axis in edition.axes if axis.number not in present]
    return Panel(
        total=score.total,
        general_points=score.general_points,
        general_max=edition.general_max,
        task_points=score.task_points,
        task_max=edition.task_max,
        bars=tuple(_bar(axis) for axis in score.axes),
        empty_axes=", ".join(absent),
        band=verdict.band,
        suggested=verdict.suggested,
        findings=tuple(_shown(verdict, layer)),
        elsewhere=elsewhere,
    )


def _shown(verdict: Verdict, layer: Layer) -> list[Finding]:
    """What is somebody else's to record later does not stand in the way of the one who writes this layer."""
    now = _MOMENTS[layer]
    return sorted((found for found in verdict.findings if rule_of(found).asked.stands_at(now)), key=_weight)


def _weight(finding: Finding) -> tuple[int, int]:
    """What decides the suggested level comes first: limits from the lowest up."""
    return _ORDER.index(finding.severity), finding.limit.rank if finding.limit else 0


def _bar(axis: AxisScore) -> Bar:
    ratios = " · ".join(
        f"{name} {vn(value, 2)}" for name, value in zip("ABCD", (axis.a, axis.b, axis.c, axis.d), strict=True)
    )
    return Bar(f"Trục {axis.number}", axis.points, axis.max_points, f"KPI {vn(axis.kpi, 2)} % ({ratios})")
