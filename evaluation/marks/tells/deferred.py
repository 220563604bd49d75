"""7.d: what a deferred quarter left, before whoever appraises and decides the next: it "sẽ được xem xét sang quý tiếp theo"."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from cadres.models import User
from evaluation.core import facts
from evaluation.core.facts import newest
from evaluation.core.facts.around import cases
from evaluation.core.models import Dossier
from evaluation.core.stages import CircumstanceStage, RemarkStage
from evaluation.core.tells.discretion import known_upto
from evaluation.marks.models import KeyResponse, TaskMark
from evaluation.plans.tells import Earlier, earlier_tasks
from regulation.facts import Recorded
from regulation.vocabulary import Circumstance, Layer


@dataclass(frozen=True)
class Line:
    """One task of that quarter as it was left, with the newest marks that one may know; `row.planned`: this plan has taken it over."""

    row: Earlier
    mark: TaskMark | None
    response: KeyResponse | None


@dataclass(frozen=True)
class Before:
    """A quarter that was not rated: on what ground, what was done, what was `said` of it; `seen` where one may open that dossier."""

    dossier: Dossier
    lines: tuple[Line, ...]
    said: tuple[str, ...]
    seen: bool


def deferred_before(dossier: Dossier, user: User) -> list[Before]:
    """The quarters deferred up to this one without a rated one between, the latest first; none for who is judged meanwhile."""
    found = () if dossier.withheld else facts.deferred_before(dossier)
    visible = Dossier.objects.visible_to(user).filter(pk__in=[row.pk for row in found])
    seen = set(visible.values_list("pk", flat=True))
    prefetch_related_objects(found, "remarks")
    return [
        Before(row, tuple(_lines(dossier, row, user)), tuple(_said(dossier, row, user)), row.pk in seen)
        for row in found
    ]


def _lines(dossier: Dossier, before: Dossier, user: User) -> Iterator[Line]:
    upto, rows = known_upto(user, before), earlier_tasks(dossier, user, before.period.quarter)
    prefetch_related_objects([row.task for row in rows], "responses")
    for row in rows:
        yield Line(row, newest(row.task.marks.all(), upto), newest(row.task.responses.all(), upto))


def _said(dossier: Dossier, before: Dossier, user: User) -> Iterator[str]:
    """Its special cases and what was recorded in it; the words in which others judge only for whom they are."""
    yield from (case.sentence for case in cases(before))
    knows = known_upto(user, before) is Layer.AUTHORITY
    for row in dossier.cadre.circumstances.all():
        kind = Circumstance(row.kind)
        if (
            row.dossier_id == before.pk
            and row.stage == CircumstanceStage.RECORDED
            and (knows or not kind.is_paper)
        ):
            yield f"{kind.label}: {Recorded(kind, row.text, row.document, row.on).told}."
    for remark in before.remarks.all() if knows else ():
        if remark.stage == RemarkStage.GIVEN:
            yield f"Nhận xét của {remark.from_unit}: {remark.text}"
