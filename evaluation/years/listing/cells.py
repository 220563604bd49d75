"""One quarter of one person in a cell: the rating where it is decided, else in words how it stands."""

from dataclasses import dataclass

from evaluation.core.steps import AFTER_DECISION, Stage
from evaluation.core.tells.ratings import SHAPES
from evaluation.years.listing.quarters import Kept
from regulation.runs import QuarterResult
from regulation.vocabulary import Rating
from regulation.years import Rounds

NOTHING = "–"
OPEN = "Chưa quyết định"
UNKNOWN = "Chưa công bố"
LEFT_TO_THE_YEAR = "Xét cuối năm"
ASIDE: dict[str, str] = {
    Stage.DEFERRED: "Chưa đánh giá",
    Stage.EXEMPT: "Không bắt buộc",
    Stage.ENDED: "Kết thúc",
}
REOPENED = "đang xem xét lại"


@dataclass(frozen=True, slots=True)
class Cell:
    """One quarter of one person: the rating where it is decided, else in words how it stands.

    `pk` of the dossier where the reader may see it.
    """

    label: str
    words: str
    rating: Rating | None = None
    pk: str = ""

    @property
    def shape(self) -> str:
        return SHAPES[self.rating] if self.rating else ""


def cell_of(result: QuarterResult, row: Kept | None, rounds: Rounds) -> Cell:
    label = f"Quý {result.quarter.roman}"
    if row is None:
        return Cell(label, NOTHING if rounds.rates(result.quarter) else LEFT_TO_THE_YEAR)
    pk = str(row.pk) if row.seen else ""
    if result.rating:
        meanwhile = f"đã mở lại: {ASIDE[row.stage].lower()}" if row.stage in ASIDE else REOPENED
        words = f"{result.rating.short} ({meanwhile})" if result.reopened else result.rating.short
        return Cell(label, words, result.rating, pk)
    return Cell(label, ASIDE.get(row.stage, UNKNOWN if row.stage in AFTER_DECISION else OPEN), pk=pk)
