"""Every page asks the database as often for thirty rows as for one: a list at most 12 times, any page at most 25."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from guardian.shortcuts import assign_perm

from cadres.actions.attempts import keep_refused
from cadres.models import Absence, Duty
from cadres.visitors import Tried
from catalog.stages import Stage as CatalogStage
from config import clock
from evaluation.models import (
    CollectiveResult,
    CriterionMark,
    Decision,
    Delivery,
    DossierCircumstance,
    Excuse,
    Package,
    Paper,
    Petition,
    PlanAmendment,
    Policy,
    RaisedProposal,
    RatingList,
    RatingRow,
    Receipt,
    Remark,
    Seat,
    Sending,
    SimilarGroup,
    StoredFile,
)
from tests.factories import (
    AppointmentFactory,
    CatalogFactory,
    CatalogItemFactory,
    DossierFactory,
    ExtensionFactory,
    PlanTaskFactory,
    TaskMarkFactory,
    UnitFactory,
    UserFactory,
    a_ward,
    grant,
)
from tests.test_urls import ROWS
from tests.world import (
    a_closed_session,
    a_dossier,
    a_file,
    a_made_export,
    a_seal,
    a_stand_in,
    a_world,
    a_year_rating,
    seal_everything,
)

pytestmark = pytest.mark.django_db

MORE = 29
LISTS = (
    "answerability",
    "appraisals",
    "attempts",
    "boards",
    "groups",
    "catalogs",
    "collectives",
    "councils",
    "deputies",
    "deputies_history",
    "deputies_of_units",
    "dossiers",
    "exports",
    "extensions",
    "packages",
    "people",
    "petitions",
    "plans_review",
    "rating_lists",
    "remarks",
    "results",
    "year_lists",
    "trail",
)
NOT_PAGES = {
    "package_paper": "answers with a file",
    "petition_file": "answers with a file",
    "council_session": "is the council's room while the session is held",
    "choose_period": "answers with a redirect",
    "password_change_done": "has no rows",
    "password_change": "has no rows",
    "login": "has no rows",
    "admin:index": "is Django's own",
    "file_download": "is a file",
}
# Whoever sees most of the page; the others see a part of it.
READERS = {
    "boards": "organisation",
    "overview": "organisation",
    "report": "organisation",
    "packages": "organisation",
    "open_round": "organisation",
    "year": "organisation",
    "year_list": "leadership",
    "assessment": "subject",
    "authority": "leadership",
    "arrivals": "leadership",
    "rating_list": "leadership",
    "answerability": "organisation",
    "attempts": "auditor",
    "trail": "auditor",
    "health": "admin",
    "groups": "organisation",
    "group": "organisation",
    "policies": "organisation",
    "policy_windows": "organisation",
    "remark": "foreign_staff",
    "remarks": "foreign_staff",
} | {name: "subject" for name in ROWS if name.startswith("plan_")}
PAGES = [
    name
    for name, row in ROWS.items()
    if row.get and name not in NOT_PAGES and not name.endswith(("_pdf", "_xlsx", "_docx"))
]


def reader(name: str) -> str:
    return READERS.get(name) or ("organisation" if name.startswith("province_") else "staff")


def counts(world: Any) -> dict[str, int]:
    """Page → how many queries its reader's visit costs."""
    clients = {role: Client() for role in world.roles}
    for role, client in clients.items():
        client.force_login(world.roles[role])
    return {
        name: queries(clients[reader(name)], reverse(name, args=ROWS[name].args(world))) for name in PAGES
    }


def queries(client: Client, url: str) -> int:
    client.get(url).getvalue()  # what is asked once in a process is not asked for rows
    with CaptureQueriesContext(connection) as counted:
        response = client.get(url)
        response.getvalue()
    assert response.status_code in (200, 409)
    return len(counted)


def a_closed_list(world: Any, sequence: int = 2) -> None:
    closed = {"stage": "closed", "closed_at": world.period.dossier_closes_at}
    rating_list = RatingList.objects.create(
        period=world.period, unit=world.ward, kind="unit_decision", sequence=sequence, **closed
    )
    dossier = a_dossier(world, stage="decided", decided_rating="good")
    row = RatingRow.objects.create(
        rating_list=rating_list, dossier=dossier, rating="good", name="Nguyễn Văn A", headed=False
    )
    DossierFactory(unit=world.ward, period=world.period, provincial=True, group=world.group)
    at = world.period.dossier_closes_at
    decision = Decision.objects.create(
        dossier=dossier, row=row, rating="good", total=80, decided_at=at, snapshot={}
    )
    dossier.history.create(deed="decide", label="Quyết định", went_to="decided")
    Petition.objects.create(decision=decision, text="Xem lại Trục 2", put_at=at, due_at=at)
    RaisedProposal.objects.create(
        decision=decision,
        row=row,
        unit=world.ward,
        head_name=f"Người {sequence}",
        proposed="excellent",
        at=at,
    )


def a_seat(world: Any) -> None:
    """The person helps to lead one more collective, whose result is approved."""
    unit = UnitFactory(division=True, parent=world.elsewhere.ward)
    Seat.objects.create(dossier=world.dossier, unit=unit, leadership="member")
    result = CollectiveResult.objects.create(unit=unit, period=world.period, stage="approved", rating="good")
    result.axes.create(axis=1, assigned=2, completed=2, exceeded=1)


def a_collective(world: Any) -> None:
    division = UnitFactory(division=True, parent=world.ward)
    result = CollectiveResult.objects.create(unit=division, period=world.period, stage="submitted")
    for row in (result, world.collective):
        row.axes.get_or_create(axis=3, defaults={"assigned": 2, "completed": 1})
        row.history.create(deed="edit", label="Ghi", by=world.staff, on_behalf_of=UserFactory())


def a_circumstance(world: Any) -> None:
    """Something of every kind on the page Tình tiết, and another person's remark asked of the same old unit."""
    for kind in ("shortcoming", "discipline", "party_cell", "other_case"):
        DossierCircumstance.objects.create(
            cadre=world.cadre, dossier=world.dossier, kind=kind, text="Đã ghi", on=date(2026, 11, 2)
        )
    day = date(2026, 10, 1) + timedelta(days=world.cadre.absences.count())
    Absence.objects.create(cadre=world.cadre, kind="training", valid_from=day, valid_until=day)
    remark = {"from_unit": world.elsewhere.ward, "asked_at": world.period.plan_closes_at}
    AppointmentFactory(unit=UnitFactory(division=True), cadre=world.cadre, is_main=False)
    Remark.objects.create(dossier=a_dossier(world), **remark)


def a_unit_with_own_windows(world: Any) -> None:
    own = {f"{name}_closes_at": world.period.dossier_closes_at for name in ("self", "division")}
    Policy.objects.create(period=world.period, unit=UnitFactory(), **own)


def a_deputy(world: Any) -> None:
    """One more duty with somebody to choose for it, who stands in for it, and for whom its holder will stand in."""
    later = {"valid_from": clock.today() + timedelta(days=30)}
    duty = grant(world.staff, Duty.ORGANISATION_STAFF, UnitFactory(division=True, parent=world.ward))
    a_stand_in(duty, UserFactory())
    AppointmentFactory(unit=world.ward, cadre__account=True)
    grant(UserFactory(), Duty.LEADERSHIP, world.ward, on_behalf_of=world.staff, **later)
    grant(world.staff, Duty.LEADERSHIP, world.ward, on_behalf_of=UserFactory(), **later)
    grant(UserFactory(), Duty.ORGANISATION_STAFF, world.ward)


def a_line(world: Any) -> None:
    """One more before the council, one more in the minutes, one more member of both."""
    held, closed = (world.ward.council_sessions.get(stage=stage) for stage in ("held", "closed"))
    line = held.lines.create(dossier=a_dossier(world, stage="appraised"), rating="good")
    line.history.create(deed="note", label="Ghi", by=UserFactory(), changes={"note": ["", "x"]})
    closed.lines.create(dossier=a_dossier(world), stage="recorded", rating="good", name="Nguyễn Văn A")
    for session in (held, closed):
        session.members.create(name="Người thêm", user=UserFactory())
        session.history.create(deed="seat", label="Ghi thành phần", by=UserFactory())


def a_package(world: Any, number: int) -> None:
    """Of another unit, and one more paper and one more sending in the ward's own."""
    unit = a_ward(code=f"P{number}").ward
    DossierFactory(unit=unit, period=world.period, provincial=True, group=world.group)
    Package.objects.create(period=world.period, unit=unit, kind="unit_proposal", stage="sent")
    file = {"unit": world.ward, "period": world.period, "kind": "pdf", "size": 9, "digest": f"{number:064x}"}
    kept = StoredFile.objects.create(
        name=f"{number}.pdf", stored=f"files/{number}.pdf", by=UserFactory(), **file
    )
    Paper.objects.create(package=world.package, item="other", file=kept)
    part = {"title": "Tài liệu kèm theo", "name": f"{number}.pdf", "digest": "0" * 64}
    world.sending.manifest["parts"].append(part)
    world.sending.save()
    at = world.period.plan_closes_at
    Sending.objects.create(
        package=world.package,
        number=number + 2,
        opened=number + 2,
        by=UserFactory(),
        digest="0" * 64,
        arrived_at=at,
        closes_at=at,
        manifest={"parts": []},
    )
    world.package.history.create(deed="keep", label="Đưa vào", by=UserFactory(), on_behalf_of=UserFactory())


def an_attempt(user: Any) -> None:
    keep_refused(Tried(user, "10.0.0.1", "dossier", "/ho-so/1/"), PermissionDenied())


# Pages that gather what many rooms keep, and the ledger, which is held against its seals; each figure is what it asks today, and no more.
GATHERING = {"answerability": 14, "home": 29, "council": 30, "package": 27, "packages": 17, "exports": 17}


def grow(world: Any) -> None:
    """Thirty of everything that a page could show one of."""
    for number in range(MORE):
        guest = UserFactory()
        a_closed_list(world, sequence=number + 3)
        a_collective(world)
        a_seat(world)
        a_unit_with_own_windows(world)
        ExtensionFactory(dossier=a_dossier(world), stage="asked", ground=f"Lý do {number}")
        AppointmentFactory(unit=world.division)
        a_deputy(world)
        a_line(world)
        a_package(world, number)
        an_attempt(guest)
        a_year_rating(world, a_dossier(world), sequence=100 + number)
        a_made_export(world)
        AppointmentFactory(unit=a_ward(code=f"W{number}").ward, cadre=world.cadre, is_main=False)
        task = PlanTaskFactory(plan=world.dossier.plan, is_key=True)
        TaskMarkFactory(task=task, quality=Decimal("0.75"))
        TaskMarkFactory(task=task, layer="appraisal")
        Excuse.objects.create(task=task, ground="Thiên tai", put_forward_at=world.period.plan_closes_at)
        a_file(dossier=world.dossier, task=task, by=guest, delivery=world.delivery)
        Delivery.objects.create(task=task, delivered_on=date(2026, 11, 3))
        Delivery.objects.create(task=world.task, delivered_on=date(2026, 11, 3))
        PlanAmendment.objects.create(
            plan=world.dossier.plan, kind="withdraw", task=task, proposed_at=world.period.plan_closes_at
        )
        SimilarGroup.objects.create(period=world.period, name=f"Nhóm {number}")
        CatalogItemFactory(catalog=world.catalog)
        CatalogFactory(unit=world.ward, number=10 + number, stage=CatalogStage.SUPERSEDED)
        Receipt.objects.create(
            dossier=world.dossier, window="dossier", arrived_at=world.period.plan_closes_at, by=guest
        )
        world.dossier.history.create(deed="mark", label="Lưu", by=guest, on_behalf_of=UserFactory())
        a_circumstance(world)
        assign_perm("view_dossier", guest, world.dossier)
        grant(guest, Duty.ORGANISATION_STAFF, world.division)
    for criterion in world.period.edition.criteria:
        CriterionMark.objects.create(
            dossier=world.dossier, layer="self", code=criterion.code, ensured=False, reason="Còn hạn chế"
        )


@pytest.fixture
def counted(settings):
    """Page → (queries for one row, queries for thirty)."""
    settings.DEMONSTRATION = True
    world = a_world()
    a_closed_list(world)
    a_collective(world)
    a_seat(world)
    a_unit_with_own_windows(world)
    a_deputy(world)
    a_closed_session(world)
    a_line(world)
    a_package(world, MORE)
    an_attempt(world.subject)
    a_seal(world)
    world.dossier.history.create(deed="mark", label="Lưu", by=world.subject)
    alone = counts(world)
    grow(world)
    seal_everything()
    many = counts(world)
    return {name: (alone[name], many[name]) for name in PAGES}


def test_pages_ask_no_oftener_for_thirty_rows_than_for_one_and_within_bounds(counted):
    """Seldomer where many units are searched for instead of listed."""
    assert {name: pair for name, pair in counted.items() if pair[1] > pair[0]} == {}
    # These ask everything that the law reads: the fields of the collectives' deputies (6.3), the posts held since (7.b); and the files of tasks.
    most = {name: 13 if name in LISTS else 28 for name in PAGES} | GATHERING
    assert {name: pair for name, pair in counted.items() if pair[1] > most[name]} == {}


def test_only_pages_without_rows_are_left_out():
    assert set(NOT_PAGES) <= set(ROWS)
