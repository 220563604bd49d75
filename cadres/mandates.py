"""Who may: the algebra of rights, said once and read three ways.

A `Grant` answers `.q(user)` (which rows, as a filter), `.allows(user, row)` (this row?) and `.holders(row)` (which people).
Grants combine with `|` and `-`. Two stores stand behind it: dated `Mandate` rows, and guardian's permissions on one row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db.models import Model, Q
from guardian.core import ObjectPermissionChecker
from guardian.shortcuts import get_users_with_perms

from cadres.models import Cadre, Duty, Mandate, Unit, User, Visitor

NOBODY = Q(pk__in=())  # of who holds nothing, which no other right narrows: nothing has to be asked


class Reach:
    """What lies beneath the units over which somebody holds their duties: asked once, and only by who needs the list."""

    def __init__(self, roots: Iterable[int]) -> None:
        self.roots = frozenset(roots)

    @cached_property
    def beneath(self) -> dict[int, frozenset[int]]:
        return Unit.objects.beneath(self.roots)


@dataclass(frozen=True, slots=True)
class Held:
    """A mandate in force, with the units that it reaches: over the root all there are, without a list of them."""

    duty: str
    unit: int
    on_behalf_of: int | None
    everywhere: bool
    reach: Reach

    @property
    def units(self) -> frozenset[int]:
        return self.reach.beneath[self.unit]

    def reaches(self, unit: int | None) -> bool:
        return unit is not None and (self.everywhere or unit in self.units)


def held_by(user: Visitor) -> tuple[Held, ...]:
    """The user's mandates in force today; loaded once for each user object, that is once a request."""
    if not isinstance(user, User):
        return ()
    kept: tuple[Held, ...] | None = user.__dict__.get("_held")
    if kept is None:
        columns = ("duty", "unit_id", "on_behalf_of_id", "unit__parent_id")
        rows = list(Mandate.objects.in_force().filter(user=user).values_list(*columns))
        reach = Reach(unit for _, unit, _, _ in rows)
        kept = tuple(Held(duty, unit, behalf, above is None, reach) for duty, unit, behalf, above in rows)
        user.__dict__["_held"] = kept
    return kept


def named_one_by_one(user: Visitor, model: type[Model], grants: Iterable[Grant]) -> list[int]:
    """Keys of the rows that rights reach each by itself: asked once for each user object, that is once a request.

    Of a whole table they are few. As subqueries under an OR they would hide that from the database, and it would read everybody.
    """
    kept: dict[type[Model], list[int]] = user.__dict__.setdefault("_one_by_one", {})
    if model not in kept:
        rows = model._default_manager.order_by()
        first, *others = (rows.filter(grant.q(user)).values_list("pk", flat=True) for grant in grants)
        kept[model] = list(first.union(*others))
    return kept[model]


def holds(user: Visitor, *duties: str) -> bool:
    """Whether the user holds one of the duties, over whatever unit."""
    return any(held.duty in duties for held in held_by(user))


def holds_over(user: Visitor, unit: int | None, *duties: str) -> bool:
    """Whether the user holds one of the duties over this unit."""
    return any(held.duty in duties and held.reaches(unit) for held in held_by(user))


def units_of(user: Visitor, *duties: str) -> frozenset[int]:
    """Ids of the units over which the user holds one of the duties."""
    return frozenset().union(*(held.units for held in held_by(user) if held.duty in duties))


def own(user: Visitor) -> set[int]:
    """The user, where there is one."""
    return {user.pk} if user.pk else set()


def principals(user: Visitor) -> set[int]:
    """The user and everybody on whose behalf they may act: for none of these may they judge."""
    return own(user) | {held.on_behalf_of for held in held_by(user) if held.on_behalf_of}


def acting_for(user: Visitor, unit_ids: Iterable[int | None], duties: Iterable[str]) -> int | None:
    """Whom the user stands in for when this deed rests on a delegated mandate alone; None when it is their own right."""
    units, duties = set(unit_ids), set(duties)
    resting = [held for held in held_by(user) if held.duty in duties and any(map(held.reaches, units))]
    if not resting or any(held.on_behalf_of is None for held in resting):
        return None
    return resting[0].on_behalf_of


class Grant:
    """A right, read as a filter, as an answer, or as a list of people."""

    def q(self, user: Visitor) -> Q:
        raise NotImplementedError

    def is_held(self, user: Visitor) -> bool:
        """Whether the user may hold this right over some row, be there one or not; one of one's own (`Subject`) everybody may."""
        return self.q(user) is not NOBODY

    def sees_all(self, user: Visitor) -> bool:
        """Whether no row lies beyond this right."""
        return False

    def allows(self, user: Visitor, row: Model) -> bool:
        raise NotImplementedError

    def holders(self, row: Model) -> set[int]:
        """Ids of the users who hold this right over the row."""
        raise NotImplementedError

    def behalf(self, user: Visitor, row: Model) -> int | None:
        """Id of the person for whom the user acts when using this right on the row."""
        return None

    def __or__(self, other: Grant) -> Grant:
        return AnyOf((self, other))

    def __sub__(self, other: Grant) -> Grant:
        return Except(self, other)


@dataclass(frozen=True)
class Holds(Grant):
    """Whoever holds one of the duties over the unit to which `over` leads."""

    duties: tuple[str, ...]
    over: str

    def __init__(self, *duties: Duty, over: str) -> None:
        object.__setattr__(self, "duties", tuple(str(duty) for duty in duties))
        object.__setattr__(self, "over", over)

    def q(self, user: Visitor) -> Q:
        if self.everywhere(user):
            return Q(**{f"{self.over}__isnull": False})
        units = units_of(user, *self.duties)
        return Q(**{f"{self.over}__in": units}) if units else NOBODY

    def everywhere(self, user: Visitor) -> bool:
        """Whether a duty is held over the root: then no list of 1,500 ids has to be parsed with each query."""
        return any(held.everywhere for held in held_by(user) if held.duty in self.duties)

    def sees_all(self, user: Visitor) -> bool:
        """Over the root, where the unit is the row's own: a unit further on (`unit__parent`) a row may lack."""
        return "__" not in self.over and self.everywhere(user)

    def allows(self, user: Visitor, row: Model) -> bool:
        return holds_over(user, self._unit(row), *self.duties)

    def holders(self, row: Model) -> set[int]:
        unit = Unit.objects.with_tree_fields().get(pk=self._unit(row))
        mandates = Mandate.objects.in_force().filter(
            duty__in=self.duties, unit__in=unit.tree_path, user__is_active=True
        )
        return set(mandates.values_list("user_id", flat=True))

    def behalf(self, user: Visitor, row: Model) -> int | None:
        return acting_for(user, [self._unit(row)], self.duties)

    def _unit(self, row: Model) -> int:
        *path, last = self.over.split("__")
        unit: int = row.pk if self.over == "pk" else getattr(reduce(getattr, path, row), f"{last}_id")
        return unit


@dataclass(frozen=True)
class Everybody(Grant):
    """Whoever is signed in: for what has been made known. They may look; nobody is named as its holder."""

    def q(self, user: Visitor) -> Q:
        return Q() if user.is_authenticated else NOBODY

    def sees_all(self, user: Visitor) -> bool:
        return bool(user.is_authenticated)

    def allows(self, user: Visitor, row: Model) -> bool:
        return bool(user.is_authenticated)

    def holders(self, row: Model) -> set[int]:
        return set()


@dataclass(frozen=True)
class Subject(Grant):
    """The person whom the row is about: `path` leads to a cadre's account. With `or_principal`, also whoever acts for them."""

    path: str
    or_principal: bool = False

    def q(self, user: Visitor) -> Q:
        """By the cadres' keys: ten thousand are not joined to find one among them."""
        cadres = Cadre.objects.filter(user__in=self._who(user)).order_by()
        return Q(**{f"{self.path.removesuffix('__user')}__in": cadres.values("pk")})

    def allows(self, user: Visitor, row: Model) -> bool:
        return self._subject(row) in self._who(user)

    def holders(self, row: Model) -> set[int]:
        subject = self._subject(row)
        if subject is None:
            return set()
        stand_ins = Mandate.objects.in_force().filter(on_behalf_of=subject, user__is_active=True)
        return {subject, *(stand_ins.values_list("user_id", flat=True) if self.or_principal else ())}

    def _who(self, user: Visitor) -> set[int]:
        return principals(user) if self.or_principal else own(user)

    def _subject(self, row: Model) -> int | None:
        *path, last = self.path.split("__")
        subject: int | None = getattr(reduce(getattr, path, row), f"{last}_id")
        return subject


@dataclass(frozen=True)
class Where(Grant):
    """Narrows another right to rows with one of these column values: `Where(right, tier=("delegated", "other"))`."""

    grant: Grant
    values: tuple[tuple[str, tuple[object, ...]], ...]

    def __init__(self, grant: Grant, **values: object) -> None:
        object.__setattr__(self, "grant", grant)
        one_of = {name: value if isinstance(value, tuple) else (value,) for name, value in values.items()}
        object.__setattr__(self, "values", tuple(one_of.items()))

    def q(self, user: Visitor) -> Q:
        held = self.grant.q(user)
        return held if held is NOBODY else held & Q(**{f"{name}__in": value for name, value in self.values})

    def allows(self, user: Visitor, row: Model) -> bool:
        return self._fits(row) and self.grant.allows(user, row)

    def holders(self, row: Model) -> set[int]:
        return self.grant.holders(row) if self._fits(row) else set()

    def behalf(self, user: Visitor, row: Model) -> int | None:
        return self.grant.behalf(user, row)

    def _fits(self, row: Model) -> bool:
        return all(reduce(getattr, name.split("__"), row) in value for name, value in self.values)


@dataclass(frozen=True)
class Shared(Grant):
    """The exception: guardian's permission on this single row; `kept` is the way from a user to theirs."""

    codename: str
    kept: str

    def q(self, user: Visitor) -> Q:
        if not user.is_authenticated:
            return NOBODY
        held = getattr(user, self.kept).filter(permission__codename=self.codename)
        return Q(pk__in=held.values("content_object"))

    def allows(self, user: Visitor, row: Model) -> bool:
        return isinstance(user, User) and self.codename in ObjectPermissionChecker(user).get_user_perms(row)

    def holders(self, row: Model) -> set[int]:
        people = get_users_with_perms(row, only_with_perms_in=[self.codename], with_group_users=False)
        return {person.pk for person in people if isinstance(person, User)}


@dataclass(frozen=True)
class AnyOf(Grant):
    """One of the rights is enough."""

    grants: tuple[Grant, ...]

    def q(self, user: Visitor) -> Q:
        """Who sees everything by one right is asked for no other."""
        enough = next((grant for grant in self.grants if grant.sees_all(user)), None)
        if enough:
            return enough.q(user)
        held = [right for grant in self.grants if (right := grant.q(user)) is not NOBODY]
        return reduce(or_, held) if held else NOBODY

    def sees_all(self, user: Visitor) -> bool:
        return any(grant.sees_all(user) for grant in self.grants)

    def allows(self, user: Visitor, row: Model) -> bool:
        return any(grant.allows(user, row) for grant in self.grants)

    def holders(self, row: Model) -> set[int]:
        return set().union(*(grant.holders(row) for grant in self.grants))

    def behalf(self, user: Visitor, row: Model) -> int | None:
        resting = [grant for grant in self.grants if grant.allows(user, row)]
        behalves = [grant.behalf(user, row) for grant in resting]
        return None if not behalves or None in behalves else behalves[0]


@dataclass(frozen=True)
class Except(Grant):
    """The first right, but not for those whom the second names."""

    grant: Grant
    barred: Grant

    def q(self, user: Visitor) -> Q:
        held = self.grant.q(user)
        return held if held is NOBODY else held & ~self.barred.q(user)

    def allows(self, user: Visitor, row: Model) -> bool:
        return not self.barred.allows(user, row) and self.grant.allows(user, row)

    def holders(self, row: Model) -> set[int]:
        return self.grant.holders(row) - self.barred.holders(row)

    def behalf(self, user: Visitor, row: Model) -> int | None:
        return self.grant.behalf(user, row)


__all__ = [
    "NOBODY",
    "AnyOf",
    "Everybody",
    "Grant",
    "Holds",
    "Shared",
    "Subject",
    "Where",
    "acting_for",
    "held_by",
    "holds",
    "holds_over",
    "own",
    "principals",
    "units_of",
    "User",
]
