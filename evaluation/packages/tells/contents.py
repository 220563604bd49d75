"""What is in packages: the people whom their lists rate, the lists, the papers; of many units in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q

from cadres.models import Unit
from evaluation.core.models import Dossier, Period
from evaluation.core.stages import ListKind, ListStage
from evaluation.lists import listing
from evaluation.lists.listing.members import beyond, members
from evaluation.lists.models import RatingList, RatingRow
from evaluation.packages.models import Package, Paper, Sending
from evaluation.packages.stages import HANDED_OVER, OF_DIVISION, REPORT


@dataclass(frozen=True)
class People:
    """Of those whom a unit's list of one kind rates: how many, how many of them are on it, how many wait to be put on it."""

    total: int = 0
    listed: int = 0
    ready: int = 0


NOBODY = People()


@dataclass(frozen=True)
class Beneath:
    """Packages of units beneath that are to be gathered: how many there should be, and how many came."""

    total: int = 0
    came: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contents:
    """One package with what is known of it. `report` is the unit's other package, where one is due beside this."""

    package: Package
    people: People
    is_closed: bool
    papers: Mapping[str, Paper]
    sendings: tuple[Sending, ...] = ()  # the newest first
    others: tuple[Paper, ...] = ()
    beneath: Beneath = field(default_factory=Beneath)
    report: Package | None = None

    @property
    def last(self) -> Sending | None:
        return self.sendings[0] if self.sendings else None

    @property
    def missing(self) -> int:
        """How many Mẫu 03 are not there yet."""
        return self.people.total - self.people.listed


def people_at(period: Period, kind: str, units: Collection[int] | None = None) -> dict[int, People]:
    """By unit, in one query: of these, or of all that have somebody to be rated on such a list."""
    move = listing.move_of(kind)
    rows = Dossier.objects.of(period).rated().filter(move.among, tier__in=move.tiers).order_by()
    if units is not None:
        rows = rows.filter(**{f"{move.over}__in": units})
    counted = rows.values_list(move.over).annotate(
        total=Count("pk"),
        listed=Count("pk", filter=Q(stage__in=beyond(kind))),
        ready=Count("pk", filter=Q(stage__in=move.source)),
    )
    return {unit: People(*numbers) for unit, *numbers in counted}


def contents_of(period: Period, kind: str, units: Iterable[Unit]) -> list[Contents]:
    """The packages of these units, in their order; those without a row of their own as they would be."""
    here = {unit.pk: unit for unit in units}
    people, closed = people_at(period, kind, here), _closed(period, kind, here)
    packages = {row.unit_id: row for row in Package.objects.filter(period=period, kind=kind, unit__in=here)}
    papers, sendings = _papers(packages.values()), _sendings(packages.values())
    found = []
    for pk, unit in here.items():
        package = packages.get(pk) or Package(kind=kind)
        package.period, package.unit = period, unit
        kept, sent = papers.get(package.pk, []), sendings.get(package.pk, [])
        for paper in kept:
            paper.package = package
        for sending in sent:
            sending.package = package
        named = {paper.item: paper for paper in kept if paper.item != Paper.OTHER}
        others = tuple(paper for paper in kept if paper.item == Paper.OTHER)
        found.append(Contents(package, people.get(pk, NOBODY), pk in closed, named, tuple(sent), others))
    return found


def beneath(package: Package) -> Beneath:
    """What a unit gathers: the packages of its divisions, which it receives, and of units beneath it that manage cadres, too."""
    units = Unit.objects.beneath([package.unit_id])[package.unit_id] - {package.unit_id}
    kinds = (package.kind, OF_DIVISION.kind.value) if package.kind == REPORT.kind else (package.kind,)
    sought = {(kind, unit) for kind in kinds for unit in people_at(package.period, kind, units)}
    there = Package.objects.filter(period=package.period, unit__in=units, stage__in=HANDED_OVER)
    came = sought & set(there.values_list("kind", "unit_id"))
    missing = Unit.objects.without_tree_fields().filter(pk__in=[unit for _, unit in sought - came])
    names = missing.order_by("order", "pk").values_list("name", flat=True)
    return Beneath(len(sought), len(came), tuple(names))


def report_beside(package: Package) -> Package | None:
    """Mẫu 04 where it is due: whoever proposes people of tier 3.1 reports on those whom it decides itself, if there are any."""
    if package.kind != ListKind.UNIT_PROPOSAL:
        return None
    if not people_at(package.period, REPORT.kind, [package.unit_id]):
        return None
    alike = {"period": package.period, "unit": package.unit, "kind": REPORT.kind.value}
    return Package.objects.filter(**alike).first() or Package(**alike)


def standing(package: Package) -> list[RatingRow]:
    """The frozen rows that the package carries, in the order of its lists: of whoever was taken up again none."""
    closed = [one for one in lists_of(package) if one.stage == ListStage.CLOSED]
    rows = listing.closed_before(closed).get(_place(package), [])
    return [row for row in rows if listing.still_counts(row)]


def lists_of(package: Package) -> list[RatingList]:
    """Those whose people it is about, supplements included."""
    return list(_place(package).lists().select_related("unit", "period").order_by("sequence"))


def _place(package: Package) -> listing.Place:
    return listing.Place(package.period_id, package.unit_id, package.kind, None)


def awaited(package: Package) -> list[Dossier]:
    """Those whose Mẫu 03 is not there yet, with what tells for whom they wait."""
    sample = RatingList(period=package.period, unit=package.unit, kind=package.kind)
    missing = members(sample).exclude(stage__in=beyond(package.kind))
    return list(missing.for_rows().select_related("plan").in_order())


def _closed(period: Period, kind: str, units: Collection[int]) -> set[int]:
    """Units that have closed a list of this kind."""
    lists = RatingList.objects.filter(period=period, kind=kind, unit__in=units, stage=ListStage.CLOSED)
    return set(lists.order_by().values_list("unit_id", flat=True))


def _papers(packages: Iterable[Package]) -> dict[int | None, list[Paper]]:
    found: dict[int | None, list[Paper]] = {}
    rows = Paper.objects.current().filter(package__in=[row.pk for row in packages]).select_related("file__by")
    for paper in rows:
        found.setdefault(paper.package_id, []).append(paper)
    return found


def _sendings(packages: Iterable[Package]) -> dict[int | None, list[Sending]]:
    """Of each all that was sent, the newest first, without the manifests."""
    found: dict[int | None, list[Sending]] = {}
    rows = Sending.objects.filter(package__in=[row.pk for row in packages]).defer("manifest")
    for row in rows.select_related("by"):
        found.setdefault(row.package_id, []).append(row)
    return found
