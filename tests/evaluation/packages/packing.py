"""A ward in Quý IV/2026 whose people of tier 3.1 stand on a closed list, and whoever sends and receives its package."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Pdf

from cadres.models import Duty, Unit
from config import clock
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.files.actions import Brought
from evaluation.files.stages import Kind
from evaluation.models import Dossier, Package, RatingList, RatingRow
from evaluation.packages.actions.handing import Said, send
from evaluation.packages.actions.papers import bring
from evaluation.packages.importers import Incoming
from evaluation.packages.stages import Verdict
from tests.factories import DossierFactory, PeriodFactory, a_ward, an_official

DAY = timedelta(days=1)
LETTER, MINUTES = "Công văn đề nghị xếp loại.pdf", "Biên bản hội nghị.pdf"


def a_ward_that_sends(people: int = 2, **ward: Any) -> SimpleNamespace:
    """Its list (Mẫu 05) was closed some days before the window closes; nothing was brought yet."""
    world = a_ward(**ward)
    world.period = PeriodFactory()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    world.closed_at = world.period.dossier_closes_at - 5 * DAY
    world.list = a_closed_list(world, ListKind.UNIT_PROPOSAL, world.ward, people)
    world.package = Package(period=world.period, unit=world.ward, kind=ListKind.UNIT_PROPOSAL)
    return world


def a_closed_list(world: Any, kind: ListKind, unit: Unit, people: int = 1, **values: Any) -> RatingList:
    told = {"stage": "closed", "closed_at": world.closed_at, "due_at": world.period.dossier_closes_at}
    row = RatingList.objects.create(period=world.period, unit=unit, kind=kind, **told | values)
    for place in range(1, people + 1):
        put_on(row, a_person(world, kind, unit), place)
    return row


def put_on(rating_list: RatingList, dossier: Dossier, place: int = 1) -> RatingRow:
    printed = {"name": dossier.cadre.full_name, "post": dossier.post, "unit_name": dossier.unit.name}
    return RatingRow.objects.create(
        rating_list=rating_list, dossier=dossier, rating="good", order=place, headed=False, **printed
    )


def a_person(world: Any, kind: ListKind, unit: Unit, **values: Any) -> Dossier:
    """At the step to which a list of this kind brings people."""
    stages = {
        ListKind.UNIT_PROPOSAL: Stage.PROPOSED,
        ListKind.UNIT_DECISION: Stage.DECIDED,
        ListKind.DIVISION_PROPOSAL: Stage.DIVISION_PROPOSED,
    }
    tier = {"provincial": True} if kind == ListKind.UNIT_PROPOSAL else {}
    rated = {
        "stage": stages[kind],
        "self_rating": "good",
        "proposed_rating": "good",
        "division_rating": "good",
    }
    return DossierFactory(unit=unit, period=world.period, **tier | rated | values)


def a_pdf(title: str) -> bytes:
    """One empty page; of another title it is another paper."""
    made = BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = title
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def a_paper(name: str, title: str = "") -> Incoming:
    """A scan, as it is once it was looked into."""
    (upload,) = uploaded(name, title=title)
    return Incoming(Brought(upload, name, Kind.PDF, upload.size or 0), Verdict.SCAN)


def uploaded(*names: str, title: str = "") -> list[SimpleUploadedFile]:
    """As a browser sends them."""
    kind = "application/pdf"
    return [SimpleUploadedFile(name, a_pdf(f"{name} {title}"), content_type=kind) for name in names]


def stored(world: Any) -> Package:
    """The package as the database has it."""
    return Package.objects.get(period=world.period, unit=world.package.unit, kind=world.package.kind)


def packed(world: Any) -> Package:
    """Letter and minutes are in it."""
    with clock.held(world.closed_at + DAY):
        papers = [a_paper(LETTER), a_paper(MINUTES)]
        bring(world.package, papers, by=world.staff, opened=world.package.version)
    return stored(world)


def sent(world: Any, **said: str) -> Any:
    """Sent while the window is open."""
    package = packed(world)
    with clock.held(world.closed_at + 2 * DAY):
        return send(package, by=world.staff, opened=package.version, said=Said(**said))
