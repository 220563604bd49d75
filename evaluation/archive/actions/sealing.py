"""Seals are written in the transaction of the deed that they seal, one after the other, under one lock."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from cadres.machine import Made
from config import clock
from evaluation.archive.models import Chain, Seal
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.agreement import decisions_in_force, demand_at_a_glance
from evaluation.archive.tells.chain import chained
from evaluation.archive.tells.kind import Kind
from evaluation.archive.tells.kinds import KINDS
from evaluation.core.road import DOSSIERS
from evaluation.council.tells.heads import WRITES_MINUTES
from evaluation.lists.models import Decision
from evaluation.lists.moves import LISTS
from evaluation.packages.models import Sending
from evaluation.packages.moves import PACKAGES
from evaluation.years.models import YearRating
from evaluation.years.moves import YEARS

CHUNK = 500


def seal(*sealed: tuple[Kind, Iterable[Any]]) -> list[Seal]:
    """Append a seal for each of these rows, within the deed's transaction; the first deed of all seals what was there before it.

    Whoever seals holds the chain's one row, which is locked after every other.
    """
    chain, _ = Chain.objects.select_for_update().get_or_create(pk=1)
    written = []
    for kind, rows in sealed if chain.length else _everything():
        for row in rows:
            written.append(_next(chain, kind, row))
            chain.length, chain.head = written[-1].number, written[-1].chained
    if written:
        Seal.objects.bulk_create(written)
        chain.save()
    return written


def _next(chain: Chain, kind: Kind, row: Any) -> Seal:
    made = Seal(
        number=chain.length + 1,
        kind=kind.sealed,
        row=row.pk,
        digest=kind.digest(row),
        previous=chain.head,
        at=clock.now(),
    )
    made.chained = chained(made)
    return made


def seal_minutes(made: Sequence[Made]) -> None:
    """After a council's session was closed, or its minutes were set right."""
    if lines := [one.entry.pk for one in made if one.entry.deed in WRITES_MINUTES]:
        kind = KINDS[Sealed.MINUTES]
        seal((kind, kind.rows().filter(pk__in=lines)))


def seal_lists(made: Sequence[Made]) -> None:
    """After a list was closed: the list, what was decided on it, and which decisions that replaced."""
    lists, decisions, replaced = (KINDS[one] for one in (Sealed.LIST, Sealed.DECISION, Sealed.REPLACED))
    if closed := [one.row.pk for one in made if one.move is LISTS.close]:
        seal(
            (lists, lists.rows().filter(pk__in=closed)),
            (decisions, decisions.rows().filter(row__rating_list__in=closed)),
            (replaced, _just_replaced(closed)),
        )


def _just_replaced(lists: Sequence[int]) -> QuerySet[Decision]:
    """The decisions whose dossiers were decided anew on these lists; each is replaced, and sealed as such, once."""
    anew = Decision.objects.filter(row__rating_list__in=lists, number__gt=1)
    before = {"dossier": OuterRef("dossier"), "number": OuterRef("number") + 1}
    return KINDS[Sealed.REPLACED].rows().filter(Exists(anew.filter(**before))).order_by("pk")


def keep_years_to_seals(made: Sequence[Made]) -> None:
    """No year is decided on quarters that were changed past the application, nor made known so itself; raises `Altered`."""
    for one in made:
        year = one.row.year
        if one.move is YEARS.close:
            cadres = YearRating.objects.filter(row__year_list=one.row.pk).values("cadre")
            demand_at_a_glance(decisions_in_force(dossier__cadre__in=cadres, dossier__period__year__lte=year))
        if one.move is YEARS.publish:
            rated = YearRating.objects.filter(row__year_list=one.row.pk, superseded_at=None).values("pk")
            demand_at_a_glance({Sealed.YEAR: rated})


def seal_years(made: Sequence[Made]) -> None:
    """After a year's list was closed: the list, what was decided on it, and which ratings that replaced."""
    lists, ratings, old = (KINDS[one] for one in (Sealed.YEAR_LIST, Sealed.YEAR, Sealed.YEAR_OLD))
    if closed := [one.row.pk for one in made if one.move is YEARS.close]:
        seal(
            (lists, lists.rows().filter(pk__in=closed)),
            (ratings, ratings.rows().filter(row__year_list__in=closed)),
            (old, old.rows().filter(Exists(_rated_anew(closed)))),
        )


def _rated_anew(lists: Sequence[int]) -> QuerySet[YearRating]:
    """By ratings of these lists, of the same person and time."""
    same = {name: OuterRef(name) for name in ("cadre", "year", "span")}
    return YearRating.objects.filter(row__year_list__in=lists, number=OuterRef("number") + 1, **same)


def seal_sendings(made: Sequence[Made]) -> None:
    """After a package was sent: its newest manifest."""
    kind = KINDS[Sealed.SENDING]
    if sent := [one.row.pk for one in made if one.move in (PACKAGES.send, PACKAGES.send_anew)]:
        later = Sending.objects.filter(package=OuterRef("package"), number__gt=OuterRef("number"))
        seal((kind, kind.rows().filter(~Exists(later), package__in=sent)))


def keep_to_seals(made: Sequence[Made]) -> None:
    """Nothing is made known or archived of a decision that was changed past the application; raises `Altered`."""
    if dossiers := [one.row.pk for one in made if one.move in (DOSSIERS.publish, DOSSIERS.archive)]:
        demand_at_a_glance(decisions_in_force(dossier__in=dossiers))


def seal_archived(made: Sequence[Made]) -> None:
    """After dossiers were archived: their whole history."""
    if lines := [one.entry.pk for one in made if one.move is DOSSIERS.archive]:
        kind = KINDS[Sealed.ARCHIVED]
        seal((kind, kind.rows().filter(pk__in=lines)))


def _everything() -> Iterator[tuple[Kind, Iterable[Any]]]:
    return ((kind, kind.rows().iterator(chunk_size=CHUNK)) for kind in KINDS.values())


@transaction.atomic
def begin() -> int:
    """Seal what was decided, sent and archived before there was a chain; once it has begun this seals nothing any more."""
    return 0 if Chain.objects.filter(length__gt=0).exists() else len(seal())
