"""The answer in one line: the points, the band, the highest rating permitted, and which rules hold it there."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from evaluation.models import Dossier
from evaluation.summaries.grounds.rules import BLOCKED, WARNED, RuleState
from regulation.assessment import Verdict
from regulation.checks import Rule
from regulation.numbers import vn
from regulation.vocabulary import Rating


@dataclass(frozen=True)
class Limit:
    """A rule that limits, and to what."""

    rule: Rule
    rating: Rating


@dataclass(frozen=True)
class Answer:
    """`because` hold the rating where it is; `also` would hold it somewhat higher; the rest waits for somebody.

    `set_aside` says why the person is not rated at all this quarter, and is empty for everybody else.
    """

    total: Decimal
    band: Rating
    highest: Rating
    because: tuple[Rule, ...]
    also: tuple[Limit, ...]
    blocks: tuple[Rule, ...]
    warnings: tuple[Rule, ...]
    set_aside: str = ""

    @property
    def sentence(self) -> str:
        """91,93 điểm · khung Xuất sắc · mức cao nhất được phép: Không hoàn thành nhiệm vụ, vì Mục 6.1"""
        reasons = ", ".join(dict.fromkeys(rule.clause.title for rule in self.because))
        why = f", vì {reasons}" if reasons else ""
        return f"{self.opening}{self.highest.label}{why}"

    @property
    def opening(self) -> str:
        return f"{vn(self.total, 2)} điểm · khung {self.band.short} · mức cao nhất được phép: "


def answer_of(dossier: Dossier, verdict: Verdict, rules: Iterable[RuleState]) -> Answer:
    """Read the rules' own findings, so that what the reader may not know is not told here either."""
    rules = tuple(rules)
    limits = [Limit(state.rule, state.limit) for state in rules if state.limit]
    highest = verdict.highest_permitted
    return Answer(
        total=verdict.score.total,
        band=verdict.band,
        highest=highest,
        because=tuple(limit.rule for limit in limits if limit.rating is highest),
        also=tuple(limit for limit in limits if limit.rating is not highest),
        blocks=tuple(state.rule for state in rules if state.state is BLOCKED),
        warnings=tuple(state.rule for state in rules if state.state is WARNED),
        set_aside=f"{dossier.get_stage_display()}: {dossier.side_ground}" if dossier.is_set_aside else "",
    )
