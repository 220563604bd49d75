"""Handing a package over: one act, in one transaction, with a receipt and the digest of every part (ADR 19)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cadres.machine import lock, together
from cadres.models import User
from config import clock
from evaluation.core.models import Dossier
from evaluation.lists.actions.decisions import digest
from evaluation.lists.models import Decision, RatingRow
from evaluation.packages.models import Package, Sending, SentForm
from evaluation.packages.moves import PACKAGES
from evaluation.packages.stages import HANDED_OVER, STANDING, Outcome
from evaluation.packages.tells.checklist import papers_of, whole
from evaluation.packages.tells.contents import Contents, standing
from evaluation.packages.tells.differing import differences
from evaluation.packages.tells.items import Line, lines
from evaluation.packages.tells.manifest import manifest
from evaluation.packages.tells.windows import closes_at, refuses, remedy
from regulation.deadlines import is_late

# What Mẫu 03 says of each row, in their order: drawn by the floor above, which knows papers.
Draw = Callable[[Sequence[RatingRow]], Sequence[dict[str, Any]]]
_draw: Draw | None = None


def drawn_by(draw: Draw) -> None:
    """Who draws the Mẫu 03 of people who are proposed: of whoever is decided it is kept already."""
    global _draw
    _draw = draw


@dataclass(frozen=True)
class Said:
    """What the sender says beside the papers: why late, why without everybody, why anew."""

    late_reason: str = ""
    rest_reason: str = ""
    reason: str = ""


NOTHING_SAID = Said()


@dataclass(frozen=True)
class Handing:
    """What gates are asked of: the checklist as it stands, by which window, and what the sender said."""

    lines: Sequence[Line]
    closes_at: datetime
    is_late: bool
    refuses: bool
    remedy: str
    differences: Sequence[str]
    late_reason: str
    rest_reason: str


@transaction.atomic
def send(
    package: Package, *, by: User, opened: int, seen: int | None = None, said: Said = NOTHING_SAID
) -> Sending:
    """Hand it over as it stands, to be received; sent twice from the same page it is one sending, with one receipt.

    But once that one was returned, taken back or replaced, the page is an older one, and nobody is told that it was sent.

    `opened` is the version of the package on that page, `seen` the one that came of the papers sent along with it. After a
    return, or to complete it, the first arrival counts on.
    """
    package, held = hold(package)
    if done := package.sendings.filter(opened=opened, by=by, outcome__in=STANDING).first():
        return done
    rows = [row for row in standing(package) if row.dossier_id in held]
    contents, last = whole(package), package.sendings.first()
    handing = _handing(contents, rows, last, said)
    move = PACKAGES.send_anew if package.stage in HANDED_OVER else PACKAGES.send
    with together():
        with move(
            package, by=by, seen=seen or opened, reason=said.reason, held=True, case=handing
        ) as package:
            package.tell(sending=last.number + 1 if last else 1)
        return _write(package, handing, rows, last, opened, by, said)


def hold(package: Package) -> tuple[Package, set[int]]:
    """The row, made if need be and held, after the dossiers that it carries, in the order of their keys.

    So none of them is taken up again while it is read. The keys of those held come along: who was listed meanwhile is not.
    """
    rows = standing(package)
    held = {row.pk for row in Dossier.objects.filter(pk__in=[row.dossier_id for row in rows]).locked()}
    return hold_alone(package), held


def hold_alone(package: Package) -> Package:
    """The row, made when it is first needed, and held."""
    made, _ = Package.objects.get_or_create(period=package.period, unit=package.unit, kind=package.kind)
    return lock(made)


def _handing(contents: Contents, rows: Sequence[RatingRow], last: Sending | None, said: Said) -> Handing:
    package, window = contents.package, closes_at(contents.package)
    return Handing(
        lines=lines(contents),
        closes_at=window,
        is_late=_first(last) is None and is_late(clock.now(), window),
        refuses=refuses(package),
        remedy=remedy(package),
        differences=differences(last, rows, papers_of(contents)) if last else (),
        late_reason=said.late_reason,
        rest_reason=said.rest_reason,
    )


def _first(last: Sending | None) -> datetime | None:
    """The arrival that counts on, if there is one: what the unit took back itself has not arrived."""
    return last.counts_from if last and last.outcome != Outcome.TAKEN_BACK else None


def _write(
    package: Package,
    handing: Handing,
    rows: Sequence[RatingRow],
    last: Sending | None,
    opened: int,
    by: User,
    said: Said,
) -> Sending:
    forms, papers = _forms(rows), papers_of(whole(package))
    content = manifest(package, handing.lines, rows, forms, papers, by)
    package.sendings.filter(outcome__in=STANDING).update(outcome=Outcome.REPLACED)
    return Sending.objects.create(
        package=package,
        number=last.number + 1 if last else 1,
        opened=opened,
        arrived_at=clock.now(),
        first_arrived_at=_first(last),
        closes_at=handing.closes_at,
        by=by,
        late_reason=said.late_reason or (last.late_reason if last and _first(last) else ""),
        rest_reason=said.rest_reason,
        reason=said.reason,
        manifest=content,
        digest=digest(content),
    )


def _forms(rows: Sequence[RatingRow]) -> Mapping[int, str]:
    """The digest of each Mẫu 03 by its row: of whoever was decided that of the decision's, else what is drawn and kept now."""
    kept = _decided([row.pk for row in rows])
    drawn = _drawn([row for row in rows if row.pk not in kept])
    SentForm.objects.bulk_create(drawn, ignore_conflicts=True)
    return kept | {form.row_id: form.digest for form in drawn}


def _decided(rows: Collection[int]) -> dict[int, str]:
    with_form = Decision.objects.filter(row__in=rows, form__isnull=False)
    return dict(with_form.values_list("row", "snapshot__form"))


def _drawn(rows: Sequence[RatingRow]) -> list[SentForm]:
    contents = _draw(rows) if _draw and rows else [{}] * len(rows)
    pairs = zip(rows, contents, strict=True)
    return [SentForm(row=row, content=content, digest=digest(content)) for row, content in pairs]
