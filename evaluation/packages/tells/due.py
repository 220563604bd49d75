"""What waits of packages for one person: those to be sent, as soon as there is something to send, and those to be received."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.urls import reverse

from cadres.models import User
from cadres.models.units import managing_of
from config import clock
from evaluation.core.models import Period
from evaluation.core.stages import ListStage
from evaluation.lists.models import RatingList
from evaluation.packages.models import Package, PackageEntry, Sending
from evaluation.packages.permissions import RECEIVE, SEND
from evaluation.packages.stages import HANDED_OVER, NATURES, PackageStage
from evaluation.packages.tells.windows import window_of

Place = tuple[int, int, str]  # of a package: its round, its unit, its kind


@dataclass(frozen=True)
class Due:
    """A line of somebody's work: what is to be done with which package, by when, where; `returned`: why it came back."""

    verb: str
    whom: str
    closes_at: datetime
    url: str
    returned: str = ""


def to_send(user: User) -> Iterator[Due]:
    """A list was closed that nobody has sent yet: the package is due until the round's report is."""
    lists = list(_unsent(user))
    periods = _rounds(row.period_id for row in lists)
    known = _known(lists)
    for place, rows in groupby(lists, key=lambda row: (row.period_id, row.unit_id, row.kind)):
        first, period = next(iter(rows)), periods[place[0]]
        package = known.get(place) or Package(unit=first.unit, kind=first.kind)
        package.period, package.unit = period, first.unit
        yield _to_send(package, window_of(period, first.kind, first.managing))  # type: ignore[attr-defined]


def to_receive(user: User) -> Iterator[Due]:
    """One is named and opened, of several of a round and kind the board."""
    waiting = Package.objects.filter(RECEIVE.q(user), stage=PackageStage.SENT).select_related(
        "unit", "period"
    )
    order = ("-period__year", "-period__number", "kind", "unit__order", "pk")
    for _, rows in groupby(waiting.order_by(*order), key=lambda row: (row.period_id, row.kind)):
        first, *others = rows
        board = f"{reverse('packages')}?ky={first.period.code}&loai={first.nature.slug}&stage={PackageStage.SENT.value}"
        whom = (
            f"{len(others) + 1} hồ sơ · {first.nature.name}"
            if others
            else f"{first.nature.name} · {first.unit}"
        )
        url = board if others else reverse("package", args=first.place)
        yield Due("Nhận hồ sơ", f"{whom} · {first.period}", first.period.report_closes_at, url)


def _unsent(user: User) -> Iterable[RatingList]:
    """Closed lists, of rounds not reported yet, that no standing sending has carried to the level above."""
    alike = {
        "package__period": OuterRef("period"),
        "package__unit": OuterRef("unit"),
        "package__kind": OuterRef("kind"),
    }
    carried = Sending.objects.filter(
        **alike, package__stage__in=HANDED_OVER, arrived_at__gte=OuterRef("closed_at")
    )
    closed = RatingList.objects.filter(SEND.q(user), stage=ListStage.CLOSED, kind__in=NATURES)
    due = closed.filter(~Exists(carried), period__report_closes_at__gt=clock.now())
    rows = due.select_related("unit").annotate(managing=managing_of("unit"))
    return rows.order_by("period", "unit__order", "unit", "kind", "sequence")


def _rounds(keys: Iterable[int]) -> dict[int, Period]:
    """With what their windows ask."""
    rows = Period.objects.filter(pk__in=set(keys)).prefetch_related("policies", "extensions")
    return {row.pk: row for row in rows}


def _known(lists: Iterable[RatingList]) -> dict[Place, Package]:
    """Those of the packages that have a row, each with why it came back."""
    units = {row.unit_id for row in lists}
    rows = Package.objects.filter(unit__in=units, period__in={row.period_id for row in lists})
    told = rows.annotate(why=PackageEntry.why_here("package"))
    return {(row.period_id, row.unit_id, row.kind): row for row in told}


def _to_send(package: Package, closes_at: datetime) -> Due:
    again = "Gửi lại hồ sơ" if package.stage in HANDED_OVER else "Gửi hồ sơ"
    why = getattr(package, "why", "") if package.stage == PackageStage.RETURNED else ""
    whom = f"{package.name} · {package.unit} · {package.period}"
    return Due(again, whom, closes_at, reverse("package", args=package.place), why)
