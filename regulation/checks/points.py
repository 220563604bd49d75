"""The rule on the points."""

from __future__ import annotations

from collections.abc import Iterator

from regulation.facts import Facts
from regulation.findings import Finding
from regulation.numbers import vn
from regulation.places import Place
from regulation.rules import Figures, Said, rule
from regulation.vocabulary import Level, Rating


def _floors(facts: Facts) -> Figures:
    total, reached = facts.scored.total, facts.edition.band(facts.scored.total)
    least = min(points for _, points in facts.edition.thresholds)
    floors = [(rating, f"từ {vn(points)} điểm") for rating, points in facts.edition.thresholds]
    rows = [*floors, (Rating.NOT_COMPLETED, f"dưới {vn(least)} điểm")]
    return Figures(
        ("Khung điểm", "Mức điểm", "Hồ sơ này"),
        tuple(
            (rating.label, floor, f"{vn(total, 2)} điểm" if rating is reached else "–")
            for rating, floor in rows
        ),
    )


@rule(
    "band",
    "366.11",
    Level.NATIONAL,
    "Khung điểm của mức xếp loại",
    carries="0.1 B4.1/1 M03.II",
    place=Place.MARKS,
    said=Said(figures=_floors, always=True),
)
def band(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11: from 90 points Xuất sắc, from 70 Tốt, from 50 Hoàn thành, else Không hoàn thành."""
    total = facts.scored.total
    rating = facts.edition.band(total)
    floors = dict(facts.edition.thresholds)
    if rating in floors:
        reached = f"đạt từ {vn(floors[rating])} điểm"
    else:
        reached = f"dưới {vn(min(floors.values()))} điểm"
    sentence = f"Tổng điểm {vn(total, 2)}, {reached}: khung điểm của mức “{rating.label}”."
    if rating is Rating.EXCELLENT:
        yield band.inform(sentence, anchor="score")
    else:
        lifted_by = "Điểm được chấm lại ở lớp của cơ quan thẩm định hoặc của cấp có thẩm quyền, có lý do."
        yield band.limit(rating, sentence, lifted_by, anchor="score")


RULES = (band,)
