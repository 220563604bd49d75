"""Whose posts are no longer as their dossier has them, said to the database (2.2, 7.a, 7.b, 7.e).

`Settlement.changes` says the same of one dossier, in words.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, Length, StrIndex
from django.db.models.lookups import Exact, GreaterThan
from django.db.models.sql.compiler import SQLCompiler

from cadres.models import Appointment
from cadres.models.units import managing_of
from config import clock
from evaluation.core.facts.posts import BETWEEN, LINES
from evaluation.core.models.dossiers import Seat
from regulation.deadlines import evaluation_date
from regulation.quarters import Quarter
from regulation.vocabulary import Cause, Leadership, Tier

_TIERS = [tier.value for tier in Tier]  # the law's order: the highest first
_ROLES = [role.value for role in Leadership if role is not Leadership.NONE]
_NAMES_NONE = Q(**dict.fromkeys(LINES, ""))
_MANAGED = Q(managing_unit=managing_of("unit"))  # of whoever sits there: as the main post's unit is managed

Posts = QuerySet[Appointment]
Ref = Callable[[str], OuterRef]
Sql = tuple[str, tuple[str | int, ...]]


def moved() -> Q:
    """2.2, 7.a, 7.b: the posts held now, or on the evaluation date once that is past, settle the dossier otherwise.

    Where the dossier names no post at all, nothing is known of its posts; of whoever holds none any more, see `left`.
    """
    held = _held()
    same = Q(_sits(held), _MANAGED, _at_tier(held), _NAMES_NONE | Q(*_lines_are(held), *_seated_as(held)))
    return Q(Exists(held)) & ~same


def sits_elsewhere() -> Q:
    """2.2, 7.a, 7.b: the main post is held at another unit, in another role or, being another post, at another tier; 6.3: other
    collectives are led beside it.

    Also of somebody decided long ago: what units, posts and tiers became since is no matter of theirs.
    """
    held = _held()
    same = Q(_sits(held), _names(held) | Q(_at_tier(held)), _NAMES_NONE | Q(*_seated_as(held)))
    return Q(Exists(held)) & ~same


def lately_begun() -> Q:
    """7.a to 7.d: a main post begun in the quarter, up to the evaluation date, of which the posts may say another case by now.

    Those whom one reorganisation took along, which their first case says already, are many and are not read again (7.c).
    """
    settled = Coalesce(KeyTextTransform("since", KeyTransform(0, OuterRef("cases"))), Value(""))
    begun = Appointment.objects.filter(
        cadre=OuterRef("cadre"),
        is_main=True,
        valid_from__gte=_day_of(OuterRef, lambda quarter: quarter.first_day),
        valid_from__lte=_evaluated_on(OuterRef),
    )
    days = begun.alias(day=Cast("valid_from", CharField()))
    return Q(Exists(days.exclude(cause=Cause.REORGANISATION, day=settled)))


def left() -> Q:
    """7.e: no post is held any more, today or on the evaluation date once that is past, and none begins before it."""
    posts = Appointment.objects.filter(cadre=OuterRef("cadre"))
    held = posts.filter(_lasts(OuterRef), valid_from__lte=_evaluated_on(OuterRef))
    return ~Q(Exists(held)) & Q(Exists(posts.filter(valid_until__lt=clock.today())))


def _held(dossier: str = "") -> Posts:
    """The posts by which a dossier is settled, `dossier` the way to it from whatever row asks.

    An earlier main post that nobody ended gives way to the next, as long as that lasts (`Cadre.posts`).
    """
    later = _in_force(lambda name: OuterRef(OuterRef(f"{dossier}{name}")))
    superseded = Exists(
        later.filter(is_main=True, cadre=OuterRef("cadre"), valid_from__gt=OuterRef("valid_from"))
    )
    held = _in_force(lambda name: OuterRef(f"{dossier}{name}")).filter(cadre=OuterRef(f"{dossier}cadre"))
    return held.filter(Q(is_main=False) | ~Q(superseded))


def _main(held: Posts, column: str) -> Subquery:
    """What the main post says of itself."""
    return Subquery(held.order_by("-is_main", "pk").values(column)[:1])


def _sits(held: Posts) -> Q:
    """Unit and role are those of the main post: asked at once, as one word."""
    said = _word(F("unit"), F("leadership"))
    return Q(Exact(said, _main(held.annotate(said=said), "said")))


def _word(*parts: Combinable) -> Concat:
    told = [Cast(part, CharField()) for part in parts]
    return Concat(told[0], *(one for part in told[1:] for one in (Value(" "), part)))


def _names(held: Posts) -> Q:
    """A line of the form's head names the main post, or the dossier names none at all."""
    name = _main(held.annotate(said=_between("position__name")), "said")
    named = (Q(GreaterThan(StrIndex(_between(line), name), Value(0))) for line in LINES)
    return Q(*named, _connector=Q.OR) | _NAMES_NONE


def _between(column: str) -> Concat:
    """A post, or a line of them, so that one whose name begins another's is not found in it."""
    return Concat(Value(BETWEEN), F(column), Value(BETWEEN), output_field=CharField())


def _at_tier(held: Posts) -> Q:
    """Mục 3: that of the highest post; of whoever the Center manages there is nothing to compare but that."""
    rank = Case(*(When(position__tier=tier, then=Value(rank)) for rank, tier in enumerate(_TIERS)))
    highest = Subquery(held.order_by(rank).values("position__tier")[:1])
    return Q(cadre__is_central=True, tier=Tier.CENTRAL) | Q(cadre__is_central=False, tier=highest)


def _lines_are(held: Posts) -> tuple[Q, Q]:
    """The lines of the form's head name each of these posts by its kind, and none is longer than its posts are together."""
    line = Case(*(When(position__kind=kind, then=OuterRef(line)) for line, kind in LINES.items()))
    unnamed = held.filter(Exact(StrIndex(line, F("position__name")), Value(0)))
    lengths = held.order_by().values("cadre").annotate(said=_word(*map(_length, LINES.values())))
    said = _word(*map(Length, LINES))
    return ~Q(Exists(unnamed)), Q(Exact(said, Subquery(lengths.values("said"))))


def _length(kind: str) -> Greatest:
    """Of all posts of this kind, as long as a line of them is."""
    one = Case(When(position__kind=kind, then=Length("position__name") + len(BETWEEN)), default=Value(0))
    return Greatest(Sum(one) - len(BETWEEN), 0)


def _seated_as(held: Posts) -> tuple[Q, Q]:
    """6.3: the collectives led beside the main post's are those that the dossier has, in the highest role held there."""
    seats = Seat.objects.filter(dossier=OuterRef("pk")).exclude(unit=OuterRef("unit"))
    here = _held("dossier__").filter(unit=OuterRef("unit"), leadership=OuterRef("leadership"))
    had = Seat.objects.filter(_as_high(), dossier=OuterRef(OuterRef("pk")), unit=OuterRef("unit"))
    taken = held.exclude(unit=OuterRef("unit")).exclude(leadership=Leadership.NONE)
    return ~Q(Exists(seats.exclude(Exists(here)))), ~Q(Exists(taken.exclude(Exists(had))))


def _as_high() -> Q:
    """Of a seat: its role is at least that of the post that asks."""
    roles = enumerate(_ROLES, start=1)
    as_high = (
        Q(Exact(OuterRef("leadership"), Value(role)), leadership__in=_ROLES[:place]) for place, role in roles
    )
    return Q(*as_high, _connector=Q.OR)


def _in_force(ref: Ref) -> Posts:
    """Of anybody, begun by today and by the evaluation date, and not ended."""
    begun = Appointment.objects.filter(valid_from__lte=clock.today())
    return begun.filter(_lasts(ref), valid_from__lte=_evaluated_on(ref))


def _lasts(ref: Ref) -> Q:
    """Not ended before today, nor before the evaluation date once that is past."""
    ended = Q(valid_until__gte=clock.today()) | Q(valid_until__gte=_evaluated_on(ref))
    return Q(valid_until=None) | ended


class _Day(Func):
    """A day by the year and the number of a quarter: small, and read from no text, as these queries ask it for each post anew."""

    template = "MAKE_DATE(%(expressions)s * 3 + %(month)s, %(day)s)"
    output_field = DateField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Sql:
        text = "PRINTF('%%%%d-%%%%02d-%%%%02d', %(expressions)s * 3 + %(month)s, %(day)s)"
        return self.as_sql(compiler, connection, template=text, **context)


def _evaluated_on(ref: Ref) -> _Day:
    """`evaluation_date` of the round of the dossier that asks."""
    return _day_of(ref, evaluation_date)


def _day_of(ref: Ref, of: Callable[[Quarter], date]) -> _Day:
    """A day `of` the round of the dossier that asks: in the same month of each quarter, as in the first."""
    day = of(Quarter(2026, 1))
    return _Day(ref("period__year"), ref("period__number"), month=day.month - 3, day=day.day)
