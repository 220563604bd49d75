"""Packages of many units, a line each: what is there, what is missing, when they came (Bước 5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse

from cadres.mandates import Holds, holds
from cadres.models import Duty, Unit, User
from cadres.templatetags.vietnamese import dem
from config import clock
from evaluation.core.models import Dossier, Period
from evaluation.packages.models import Package
from evaluation.packages.permissions import READS
from evaluation.packages.stages import HANDED_OVER, Nature, PackageStage
from evaluation.packages.tells.contents import Contents, contents_of, people_at
from evaluation.packages.tells.items import Line, Need, items_of, lines
from evaluation.packages.tells.windows import window_of
from regulation.deadlines import is_late

_READ_UNITS = Holds(*READS, over="pk")
_READ_DIVISIONS = Holds(*READS, Duty.DIVISION_LEADERSHIP, over="pk")
_LOOKS = {
    PackageStage.SENT: "stage-wait",
    PackageStage.RECEIVED: "stage-done",
    PackageStage.RETURNED: "stage-late",
    PackageStage.PREPARING: "",
}


@dataclass(frozen=True)
class BoardLine:
    """A unit's package among others: the parts that its kind cannot do without, where it stands, when it came."""

    contents: Contents
    lines: Sequence[Line]
    closes_at: datetime

    @property
    def package(self) -> Package:
        return self.contents.package

    @property
    def url(self) -> str:
        return reverse("package", args=self.package.place)

    @property
    def owing(self) -> str:
        """For whom it waits: of what was sent the receiver, of what came back the sender, else who owes what is missing, each once."""
        if self.package.stage == PackageStage.SENT:
            return self.package.nature.receiver
        if self.package.stage == PackageStage.RETURNED:
            return self.package.nature.sender
        missing = (line.told.owed_by for line in self.lines if line.is_missing)
        return ", ".join(dict.fromkeys(filter(None, missing)))

    @property
    def is_overdue(self) -> bool:
        """The window has closed, and nobody has handed it over."""
        return self.package.stage not in HANDED_OVER and is_late(clock.now(), self.closes_at)

    @property
    def look(self) -> str:
        return "stage-late" if self.is_overdue else _LOOKS[PackageStage(self.package.stage)]

    @property
    def arrived_at(self) -> datetime | None:
        last = self.contents.last
        return last.arrived_at if last and self.package.stage in HANDED_OVER else None

    @property
    def came_late(self) -> bool:
        last = self.contents.last
        return bool(last and self.arrived_at and last.is_late)


@dataclass(frozen=True)
class Figure:
    """How many packages stand so, with the address of theirs."""

    label: str
    count: str
    url: str
    shown: bool


def reads_packages(user: User) -> bool:
    return holds(user, *READS, Duty.DIVISION_LEADERSHIP)


def units_with(period: Period, nature: Nature, user: User) -> QuerySet[Unit]:
    """The units that this person reads and that have somebody to be rated on such a list, each with its package's `stage`."""
    right = _READ_DIVISIONS if nature.of_divisions else _READ_UNITS
    packages = Package.objects.filter(period=period, kind=nature.kind, unit=OuterRef("pk"))
    standing = Coalesce(Subquery(packages.values("stage")[:1]), Value(PackageStage.PREPARING.value))
    here = list(people_at(period, nature.kind))
    units = Unit.objects.without_tree_fields().filter(right.q(user), pk__in=here).annotate(standing=standing)
    return units.select_related("parent").order_by("order", "pk")


def standing_at(units: Any, stage: str) -> Any:
    """Those whose package stands there; all where no stage is named."""
    return units.filter(standing=stage) if stage else units


def figures(period: Period, nature: Nature, units: Iterable[Any], shown: str) -> list[Figure]:
    """How many stand where, each leading to its names."""
    counted = [unit.standing for unit in units]
    where = f"?ky={period.code}&loai={nature.slug}&stage="
    return [
        Figure(stage.label, dem(counted.count(stage.value)), f"{where}{stage.value}", stage == shown)
        for stage in PackageStage
        if counted.count(stage.value)
    ]


def board_lines(period: Period, nature: Nature, units: Iterable[Unit]) -> list[BoardLine]:
    """Of these units, in a fixed number of queries."""
    here = list(units)
    prefetch_related_objects([period], "policies", "extensions")
    managing = _managing(period, here) if nature.of_divisions else {unit.pk: unit.pk for unit in here}
    return [
        BoardLine(one, _shown(one), window_of(period, nature.kind, managing[one.package.unit_id]))
        for one in contents_of(period, nature.kind, here)
    ]


def heads(nature: Nature) -> list[str]:
    """The columns between the unit and where its package stands."""
    return [item.short for item, need in items_of(Package(kind=nature.kind)) if need is not Need.TELLS]


def _shown(contents: Contents) -> list[Line]:
    return [line for line in lines(contents) if line.need is not Need.TELLS]


def _managing(period: Period, units: Iterable[Unit]) -> dict[int, int]:
    """Of each division the unit that manages its people in this round, by keys."""
    people = Dossier.objects.of(period).filter(unit__in=[unit.pk for unit in units]).order_by()
    return dict(people.values_list("unit", "managing_unit").distinct())
