"""A return and its answer: what stands open, and what the cadre changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluation.core.case import Case
from evaluation.core.facts import FIGURES, newest
from evaluation.core.models import Dossier, ReturnNote
from regulation.numbers import vn
from regulation.vocabulary import Layer, Rating

_FIGURES = {
    "done": "thực hiện",
    "quality": "chất lượng",
    "timeliness": "tiến độ",
    "leadership": "lãnh đạo, điều hành",
}


@dataclass(frozen=True)
class Change:
    """One thing that is not what it was when the dossier was returned; `anchor` is its row on the page."""

    anchor: str
    label: str
    old: str
    new: str


Layers = Mapping[str, Any]  # as a return keeps it: JSON


def self_layer(dossier: Dossier) -> dict[str, Any]:
    """The self layer as plain values, its words included, for comparing before and after a return."""
    facts = Case(dossier).facts(Layer.SELF)
    results = {task.key: task.result for task in facts.tasks}
    return {
        "rating": dossier.self_rating,
        "criteria": dict(facts.ensured),
        "tasks": {
            key: {name: str(getattr(result, name)) for name in FIGURES} for key, result in results.items()
        },
        "total": str(facts.scored.total),
        "words": _written(dossier),
    }


def _written(dossier: Dossier) -> dict[str, str]:
    """What the cadre wrote: row's anchor → evidence or reason."""
    marks = {task.pk: newest(task.marks.all(), Layer.SELF) for task in dossier.plan.active_tasks}
    criteria = [mark for mark in dossier.criterion_marks.all() if mark.layer == Layer.SELF]
    return {f"task-{pk}": mark.evidence for pk, mark in marks.items() if mark} | {
        f"criterion-{mark.code}": mark.reason for mark in criteria
    }


def latest_return(dossier: Dossier) -> ReturnNote | None:
    """The last return, answered or not; reads the prefetched rows."""
    return next(iter(dossier.returns.all()), None)


def is_open(note: ReturnNote | None) -> bool:
    """Whether the cadre has not yet answered."""
    return note is not None and note.answered_at is None


def rows_named(note: ReturnNote, dossier: Dossier) -> list[tuple[str, str]]:
    """The rows of a return as (anchor, name), in the page's order; tasks withdrawn since are left out."""
    names = {f"criterion-{c.code}": f"tiêu chí {c.code}" for c in dossier.period.edition.criteria}
    names |= {f"task-{task.pk}": f"nhiệm vụ {n}" for n, task in enumerate(dossier.plan.active_tasks, start=1)}
    return [(anchor, name) for anchor, name in names.items() if anchor in note.rows]


def changes_since(note: ReturnNote, dossier: Dossier) -> list[Change]:
    """What the self-assessment says now, against what it said when it was returned."""
    before, now = note.before, self_layer(dossier)
    titles = {
        str(task.pk): f"Nhiệm vụ {n} “{task.title}”"
        for n, task in enumerate(dossier.plan.active_tasks, start=1)
    }
    return [
        *_ratings(before, now),
        *_criteria(before.get("criteria", {}), now["criteria"]),
        *_tasks(before.get("tasks", {}), now["tasks"], titles),
        *_words(before.get("words", {}), now["words"], titles),
    ]


def _ratings(before: Layers, now: Layers) -> Iterable[Change]:
    if before.get("rating", "") != now["rating"]:
        yield Change("rating", "Mức tự đề xuất", _rating(before.get("rating", "")), _rating(now["rating"]))
    if before.get("total") != now["total"]:
        yield Change("score", "Tổng điểm", _figure(before.get("total"), 2), _figure(now["total"], 2))


def _criteria(before: Mapping[str, bool], now: Mapping[str, bool]) -> Iterable[Change]:
    words = {True: "đảm bảo", False: "không đảm bảo"}
    for code, is_ensured in now.items():
        if before.get(code, True) != is_ensured:
            yield Change(f"criterion-{code}", f"Tiêu chí {code}", words[not is_ensured], words[is_ensured])


def _tasks(before: Layers, now: Layers, titles: Mapping[str, str]) -> Iterable[Change]:
    for key, figures in now.items():
        old = before.get(key)
        if old is None:
            yield Change(f"task-{key}", titles[key], "", "bổ sung")
            continue
        for name, label in _FIGURES.items():
            if Decimal(old[name]) != Decimal(figures[name]):
                yield Change(
                    f"task-{key}", f"{titles[key]}, {label}", _figure(old[name]), _figure(figures[name])
                )


def _words(before: Mapping[str, str], now: Mapping[str, str], titles: Mapping[str, str]) -> Iterable[Change]:
    for anchor in {**before, **now}:
        old, new = before.get(anchor, ""), now.get(anchor, "")
        kind, _, key = anchor.partition("-")
        if old == new or (kind == "task" and key not in titles):
            continue
        label = f"{titles[key]}, minh chứng" if kind == "task" else f"Tiêu chí {key}, lý do"
        yield Change(anchor, label, old, new)


def _rating(value: str) -> str:
    return Rating(value).label if value else "chưa chọn"


def _figure(value: str | None, places: int | None = None) -> str:
    return vn(Decimal(value), places) if value is not None else ""
