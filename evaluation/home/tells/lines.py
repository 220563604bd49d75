"""One dossier as one line of a list."""

from evaluation.core import steps
from evaluation.core.facts.around import cases
from evaluation.core.models import Dossier
from evaluation.core.steps import Stage
from evaluation.core.tells.progress import waiting_for
from evaluation.core.tells.ratings import SHAPES
from regulation.numbers import vn
from regulation.vocabulary import Rating, Tier

LEVELS = {step.column.removesuffix("_rating"): (step.column, step.level) for step in steps.LEVELS}
TIER_PLACES = {Tier.PROVINCIAL: "3.1", Tier.DELEGATED: "3.2", Tier.OTHER: "3.3", Tier.CENTRAL: "Trung ương"}
_NAMES = dict(Stage.choices)


def ratings_of(dossier: Dossier) -> list[tuple[str, Rating]]:
    """Who has rated so far, and how, in the order of the steps."""
    given = ((label, getattr(dossier, column)) for column, label in LEVELS.values())
    return [(label, Rating(value)) for label, value in given if value]


def line(dossier: Dossier) -> dict[str, object]:
    """What a list shows of a dossier; reads nothing but the row and what `for_rows` and `plan` brought."""
    ratings = ratings_of(dossier)
    return {
        "pk": str(dossier.pk),  # text: a number would be localized, row by row
        "name": dossier.cadre.full_name,
        "post": dossier.post,
        "unit": dossier.unit.name,
        "period": dossier.period,
        "tier": TIER_PLACES[Tier(dossier.tier)],
        "stage": _NAMES[dossier.stage],
        "done": dossier.is_decided,
        "waits": waiting_for(dossier),
        "plan": "" if dossier.period.direct_entry else dossier.plan.get_stage_display(),
        "late": lateness(dossier),
        "case": _clauses(dossier),
        "total": "" if dossier.total is None else vn(dossier.total, 2),
        **_newest(ratings),
    }


def _clauses(dossier: Dossier) -> str:
    """Of the special cases, but for what the stage itself already names."""
    titles = dict.fromkeys(case.clause.title for case in cases(dossier))
    return ", ".join(title for title in titles if f"({title})" not in _NAMES[dossier.stage])


def _newest(ratings: list[tuple[str, Rating]]) -> dict[str, str]:
    """The latest rating with its shape (readable in black and white), who gave it, and who had it otherwise."""
    if not ratings:
        return {"rating": ""}
    level, last = ratings[-1]
    others = (f"{label}: {rating.short}" for label, rating in ratings if rating != last)
    return {
        "rating": last.value,
        "shape": SHAPES[last],
        "word": last.short,
        "given": " · ".join((level, *others)),
    }


def lateness(dossier: Dossier) -> str:
    """What came late, in words; both are facts of two instants."""
    late = [
        name
        for name, is_late in (("Kế hoạch", dossier.plan.is_late), ("Tự đánh giá", dossier.is_late))
        if is_late
    ]
    return f"{', '.join(late)} nộp muộn" if late else ""
