"""Shares of the four levels as bars, drawn by patterns so that they are told apart in black and white. Places alone: a template draws."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import Truncator

from regulation.vocabulary import Rating
from reporting.summaries.report import ReportLine, Standing

LABEL, NOW, BEFORE, GAP, LEGEND = 20, 16, 8, 12, 52  # px; across, everything is a share of the width
MOST = 48  # signs of a label: what a phone shows in one line, the table beneath says whole


@dataclass(frozen=True)
class Piece:
    """One level within a bar: from where, how wide, in per cent of the whole width as an attribute writes it."""

    rating: str
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    y: int
    height: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ChartRow:
    label: str
    baseline: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    """Bars under one another: of each line this quarter's, and slimmer beneath it the one of the quarter before.

    `first` is the number of its first line, where it is one page of several.
    """

    key: str
    title: str
    rows: tuple[ChartRow, ...]
    first: int = 1
    kind: str = "chart"

    @property
    def height(self) -> int:
        return LEGEND + len(self.rows) * STEP

    @property
    def legend(self) -> list[tuple[Rating, str, int]]:
        """The four levels, two by two: each with where its sign stands."""
        return [(rating, f"{place % 2 * 50}%", place // 2 * 22) for place, rating in enumerate(Rating)]


STEP = LABEL + NOW + BEFORE + GAP


def chart_of(key: str, title: str, lines: Iterable[ReportLine], first: int = 1) -> Chart:
    """Each under the number that it has in the table; lines of which nobody is decided in either quarter have no bar."""
    numbered = enumerate(lines, start=first)
    told = [
        (f"{number}. {line.name}", line)
        for number, line in numbered
        if line.now.decided or line.before.decided
    ]
    return Chart(key, title, tuple(_row(place, *one) for place, one in enumerate(told)), first)


def _row(place: int, name: str, line: ReportLine) -> ChartRow:
    top = LEGEND + place * STEP
    bars = (
        Bar(top + LABEL, NOW, tuple(_pieces(line.now))),
        Bar(top + LABEL + NOW, BEFORE, tuple(_pieces(line.before))),
    )
    return ChartRow(Truncator(name).chars(MOST), top + LABEL - 6, bars)


def _pieces(standing: Standing) -> Iterator[Piece]:
    done = 0
    for rating in Rating:
        if count := standing.count(rating):
            yield Piece(rating.value, _across(done, standing), _across(count, standing))
            done += count


def _across(count: int, standing: Standing) -> str:
    return f"{100 * count / standing.decided:.2f}%"
