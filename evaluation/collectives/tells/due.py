"""Whose collective's result is to be recorded, approved or assessed by whom: the list's parts and the home page's lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.urls import reverse

from cadres.fields import begins
from cadres.mandates import Holds, held_by
from cadres.models import Cadre, Duty, Mandate, Unit, User
from cadres.models.units import UnitQuerySet
from cadres.vietnamese import plain
from config import clock
from evaluation.collectives import permissions
from evaluation.collectives.gates import DIGITAL
from evaluation.collectives.models import CollectiveEntry, CollectiveResult, CollectiveResultQuerySet
from evaluation.core.models import Period, Seat
from evaluation.core.stages import CollectiveStage
from regulation.vocabulary import Leadership

RECORDS = Holds(Duty.ORGANISATION_STAFF, Duty.DIVISION_LEADERSHIP, Duty.LEADERSHIP, over="pk")
# Leadership may record, too, but it is the staff's and the division's to do.
OWES_RECORD = Holds(Duty.ORGANISATION_STAFF, Duty.DIVISION_LEADERSHIP, over="pk")
MAY_OPEN = permissions.READ_COLLECTIVE | permissions.SEATED
_WHY = CollectiveEntry.why_here("result")
SUPERIOR = Holds(Duty.LEADERSHIP, over="unit__parent")


def units_for(period: Period) -> UnitQuerySet:
    """Units that may have a result: those that manage cadres, their parts and divisions, and wherever somebody has a seat.

    The province itself has no superior here who would approve.
    """
    near = Q(manages_cadres=True) | Q(parent__manages_cadres=True) | Q(parent__parent__manages_cadres=True)
    units = Unit.objects.without_tree_fields().filter(active=True, parent__isnull=False)
    return units.filter(near | somebody_sits(period))


def somebody_sits(period: Period) -> Q:
    """Units in whose collective somebody has a seat in the round."""
    return Q(Exists(Seat.objects.filter(unit=OuterRef("pk"), dossier__period=period).order_by()))


def result_for(user: User, unit: int, period: Period) -> CollectiveResult | None:
    """The result that this person may see, else an empty one for whoever records it or waits for it; None where there is neither."""
    here = Unit.objects.without_tree_fields().select_related("parent").filter(pk=unit).first()
    if here is None:
        return None
    row = CollectiveResult.objects.visible_to(user).filter(unit=here, period=period).first()
    result = row or CollectiveResult(unit=here, period=period)
    result.unit, result.period = here, period
    possible = row or units_for(period).filter(pk=unit).exists()
    return result if possible and MAY_OPEN.allows(user, result) else None


def deputies_of(result: CollectiveResult) -> list[Cadre]:
    """The deputies of the collective in that round, each in charge of a field (6.3, second sentence)."""
    seats = Seat.objects.filter(
        unit=result.unit_id, dossier__period=result.period_id, leadership=Leadership.DEPUTY
    )
    return list(Cadre.objects.filter(dossiers__seats__in=seats).distinct())


def deputies_without_field(result: CollectiveResult) -> list[Cadre]:
    """Those of them of whose field the result does not tell."""
    told = set(result.fields.values_list("cadre", flat=True))
    return [cadre for cadre in deputies_of(result) if cadre.pk not in told]


def to_approve(user: User) -> CollectiveResultQuerySet:
    """Results before this person. The province steps in for the leadership of a division's unit only if it wants to."""
    mine = SUPERIOR.q(user) | Q(unit__manages_cadres=True)
    waiting = CollectiveResult.objects.filter(permissions.APPROVE_COLLECTIVE.q(user) & mine)
    return waiting.filter(stage=CollectiveStage.SUBMITTED)


def to_assess(user: User) -> CollectiveResultQuerySet:
    """8.2: results with targets of axis 3 of which the steering committee has not spoken (`awaits_digital`)."""
    stages = (CollectiveStage.SUBMITTED, CollectiveStage.APPROVED)
    waiting = CollectiveResult.objects.filter(permissions.ASSESS_DIGITAL.q(user), stage__in=stages)
    waiting = waiting.filter(steering_at=None, unit__manages_cadres=True)
    return waiting.filter(axes__axis=DIGITAL, axes__assigned__gt=0)


@dataclass(frozen=True)
class Part:
    """A part of the list: its units, and who has it; `counted` where a figure stands beside its name."""

    code: str
    label: str
    duties: tuple[str, ...] = ()
    rows: Callable[[User], CollectiveResultQuerySet] | None = None
    counted: bool = False

    def open_to(self, user: User) -> bool:
        return not self.duties or any(held.duty in self.duties for held in held_by(user))

    def units(self, user: User, period: Period) -> UnitQuerySet:
        if self.rows is None:
            return units_for(period).filter(RECORDS.q(user))
        results = self.rows(user).filter(period=period).order_by().values("unit")
        return Unit.objects.without_tree_fields().filter(pk__in=results)


def _published(user: User) -> CollectiveResultQuerySet:
    return CollectiveResult.objects.filter(stage=CollectiveStage.PUBLISHED)


PARTS = (
    Part("duyet", "Chờ tôi phê duyệt", permissions.SUPERIOR.duties, to_approve, counted=True),
    Part("truc-3", "Chờ ý kiến Trục 3", permissions.COMMITTEE.duties, to_assess, counted=True),
    Part("ghi", "Tôi ghi", RECORDS.duties),
    Part("cong-khai", "Đã công khai", rows=_published),
    Part("tat-ca", "Được xem", rows=lambda user: CollectiveResult.objects.visible_to(user)),
)


def steering_sits() -> bool:
    """Whether anybody holds the steering committee's duty now."""
    return Mandate.objects.in_force().filter(duty=Duty.STEERING_COMMITTEE).exists()


def matching(units: UnitQuerySet, words: str) -> UnitQuerySet:
    """Every word begins a word of the unit's name or code."""
    for word in plain(words).split():
        units = units.filter(begins("search_text", word))
    return units.select_related("parent").order_by("-manages_cadres", "order", "pk")


def results_of(units: Iterable[Unit], user: User, period: Period) -> dict[int, CollectiveResult]:
    """Unit's id → its result of the round, where this person may see it."""
    known = {unit.pk: unit for unit in units}
    found = CollectiveResult.objects.visible_to(user).filter(period=period, unit__in=known)
    results = {row.unit_id: row for row in found.prefetch_related("axes")}
    for row in results.values():
        row.unit, row.period = known[row.unit_id], period
    return results


@dataclass(frozen=True)
class Waiting:
    """What the home page says of one round: a single collective is named and opened, more are counted."""

    verb: str
    whom: str
    period: Period
    url: str
    button: str
    returned: str = ""  # why it came back


def waiting(user: User, rounds: Iterable[Period]) -> Iterable[Waiting]:
    """The lines of the home page, in a number of queries that does not grow with the rows."""
    duties = {held.duty for held in held_by(user)}
    periods = {period.pk: period for period in rounds}
    for verb, button, part, rows, needed in (
        ("Phê duyệt", "Phê duyệt kết quả", "duyet", to_approve, PARTS[0].duties),
        ("Đánh giá Trục 3 trong", "Đánh giá Trục 3", "truc-3", to_assess, PARTS[1].duties),
        ("Hoàn chỉnh", "Hoàn chỉnh kết quả", "ghi", _begun, OWES_RECORD.duties),
    ):
        if duties & set(needed):
            yield from _lines(verb, button, part, rows(user), periods)
    if duties & set(OWES_RECORD.duties):
        yield from _returned(user, periods)
        yield from _unrecorded(user, periods)


def _lines(
    verb: str, button: str, part: str, results: CollectiveResultQuerySet, periods: dict[int, Period]
) -> Iterable[Waiting]:
    counted = results.order_by().values("period").annotate(n=Count("pk", distinct=True))
    for row in counted.annotate(one=Min("unit"), name=Max("unit__name")):
        yield _line(verb, button, part, periods[row["period"]], row["n"], row["one"], row["name"])


def _line(verb: str, button: str, part: str, period: Period, n: int, one: int, name: str) -> Waiting:
    if n == 1:
        whom, url = f"kết quả của tập thể {name}", reverse("collective", args=[one, period.code])
    else:
        whom, url = f"kết quả của {n} tập thể", f"{reverse('collectives')}?phan={part}&ky={period.code}"
    return Waiting(verb, f"{whom} · {period}", period, url, button)


def _drafts(user: User) -> CollectiveResultQuerySet:
    """Of whatever round."""
    over_unit = Holds(Duty.ORGANISATION_STAFF, Duty.DIVISION_LEADERSHIP, over="unit")
    return CollectiveResult.objects.filter(over_unit.q(user), stage=CollectiveStage.DRAFT)


def _begun(user: User) -> CollectiveResultQuerySet:
    """Drafts that nobody sent back."""
    return _drafts(user).alias(why=_WHY).filter(why="")


def _returned(user: User, periods: dict[int, Period]) -> Iterable[Waiting]:
    """Sent back or withdrawn from above: each by itself, with the reason."""
    back = _drafts(user).annotate(why=_WHY).exclude(why="")
    for period, unit, name, why in back.values_list("period", "unit", "unit__name", "why"):
        line = _line("Hoàn chỉnh", "Sửa và trình lại", "ghi", periods[period], 1, unit, name)
        yield replace(line, returned=why)


def _unrecorded(user: User, periods: dict[int, Period]) -> Iterable[Waiting]:
    """Units in whose collective somebody has a seat, of which the newest round in its last month has nothing yet."""
    today = clock.today()
    begun = [row for row in periods.values() if row.quarter.last_day.replace(day=1) <= today]
    if not begun:
        return
    period = max(begun, key=lambda row: row.quarter)
    known = CollectiveResult.objects.filter(period=period).values("unit")
    units = (
        units_for(period).filter(OWES_RECORD.q(user), somebody_sits(period)).exclude(pk__in=known).order_by()
    )
    row = units.aggregate(n=Count("pk"), one=Min("pk"), name=Min("name"))
    if row["n"]:
        yield _line("Ghi", "Ghi kết quả", "ghi", period, **row)
