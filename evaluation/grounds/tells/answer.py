"""The answer in one line: the points, the band, the highest rating permitted, and which rules hold it there."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from evaluation.core.models import Dossier
from evaluation.core.steps import Stage
from evaluation.grounds.tells.rules import BLOCKED, WARNED, RuleState
from regulation.assessment import Verdict
from regulation.numbers import vn
from regulation.vocabulary import Rating

_BEFORE_MARKS = (Stage.PLANNING, Stage.WORKING)
_EARLY = "Chưa đến bước tự đánh giá: các số dưới đây chỉ cho thấy cách tính, chưa phải kết quả."


@dataclass(frozen=True)
class Answer:
    """`because` hold the rating where it is; `also` would hold it somewhat higher; the rest waits for somebody.

    Of somebody `set_aside` no rating is told, highest or other: none will be given. `note` says beforehand that the person is not rated this quarter and why, or that nothing is marked yet.
    """

    total: Decimal
    band: Rating
    highest: Rating
    because: tuple[RuleState, ...]
    also: tuple[RuleState, ...]
    blocks: tuple[RuleState, ...]
    warnings: tuple[RuleState, ...]
    note: str = ""
    set_aside: bool = False

    @property
    def sentence(self) -> str:
        """91,93 điểm · khung Xuất sắc · mức cao nhất được phép: Không hoàn thành nhiệm vụ, vì Mục 6.1"""
        reasons = ", ".join(dict.fromkeys(state.place for state in self.because))
        why = f", vì {reasons}" if reasons else ""
        return f"{self.opening}{self.highest.label}{why}"

    @property
    def opening(self) -> str:
        return f"{vn(self.total, 2)} điểm · khung {self.band.short} · mức cao nhất được phép: "


def answer_of(dossier: Dossier, verdict: Verdict, rules: Iterable[RuleState]) -> Answer:
    """Read the rules' own findings, so that what the reader may not know is not told here either."""
    rules = tuple(rules)
    highest = verdict.highest_permitted
    return Answer(
        total=verdict.score.total,
        band=verdict.band,
        highest=highest,
        because=tuple(state for state in rules if state.limit is highest),
        also=tuple(state for state in rules if state.limit not in (None, highest)),
        blocks=tuple(state for state in rules if state.state is BLOCKED),
        warnings=tuple(state for state in rules if state.state is WARNED),
        note=_note(dossier),
        set_aside=dossier.is_set_aside,
    )


def _note(dossier: Dossier) -> str:
    """Nobody is told in spring that autumn's tasks are not done."""
    if dossier.is_set_aside:
        return f"{dossier.get_stage_display()}: {dossier.side_ground}"
    return _EARLY if dossier.stage in _BEFORE_MARKS else ""
