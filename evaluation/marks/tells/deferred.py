"""7.d: what a deferred quarter left, before whoever appraises and decides the next: it "sẽ được xem xét sang quý tiếp theo"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cadres.models import User
from evaluation.core.facts import newest
from evaluation.core.models import Dossier
from evaluation.core.steps import Stage
from evaluation.core.tells.discretion import known_upto
from evaluation.marks.models import TaskMark
from evaluation.plans.tells import Earlier, earlier_tasks


@dataclass(frozen=True)
class Line:
    """One task of that quarter as it was left, with the newest marks that one may know; `row.planned`: this plan has taken it over."""

    row: Earlier
    mark: TaskMark | None


@dataclass(frozen=True)
class Before:
    """A quarter that was not rated: on what ground, what was done; `seen` where the reader may open that dossier."""

    dossier: Dossier
    lines: tuple[Line, ...]
    seen: bool


def deferred_before(dossier: Dossier, user: User) -> list[Before]:
    """The quarters deferred up to this one without a rated one between, the latest first; none for who is judged meanwhile."""
    if dossier.withheld:
        return []
    rows = Dossier.objects.filter(cadre=dossier.cadre_id, stage=Stage.DEFERRED).select_related(
        "period", "cadre"
    )
    found = list(_adjacent(dossier, rows))
    visible = Dossier.objects.visible_to(user).filter(pk__in=[row.pk for row in found])
    seen = set(visible.values_list("pk", flat=True))
    return [Before(row, tuple(_lines(dossier, row, user)), row.pk in seen) for row in found]


def _adjacent(dossier: Dossier, deferred: Iterable[Dossier]) -> Iterator[Dossier]:
    by_quarter = {row.period.quarter: row for row in deferred}
    quarter = dossier.period.quarter.previous()
    while quarter in by_quarter:
        yield by_quarter[quarter]
        quarter = quarter.previous()


def _lines(dossier: Dossier, before: Dossier, user: User) -> Iterator[Line]:
    upto = known_upto(user, before)
    for row in earlier_tasks(dossier, user, before.period.quarter):
        yield Line(row, newest(row.task.marks.all(), upto))
