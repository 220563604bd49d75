"""A ward with one of everything, and everybody who might knock: what `test_urls` and `test_query_counts` walk through."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from guardian.shortcuts import assign_perm

from cadres.models import Absence, Duty
from catalog.stages import Stage as CatalogStage
from config import clock
from evaluation.archive.actions.sealing import begin
from evaluation.archive.models import Chain
from evaluation.archive.stages import Sealed
from evaluation.boards.actions.feeds import renew
from evaluation.core.stages import CollectiveStage, ExtensionStage, ListKind, PlanStage
from evaluation.core.steps import Stage
from evaluation.files.storage import writing
from evaluation.lists.actions.decisions import digest
from evaluation.models import (
    CollectiveResult,
    CouncilOpinion,
    CouncilSession,
    Decision,
    Delivery,
    Dossier,
    DossierCircumstance,
    KeptForm,
    Package,
    Paper,
    Petition,
    PetitionFile,
    PlanAmendment,
    RatingList,
    RatingRow,
    Receipt,
    Remark,
    Replacement,
    Seal,
    Sending,
    StandIn,
    StandInEntry,
    StoredFile,
    YearList,
    YearRating,
    YearRow,
)
from evaluation.packages.stages import PackageStage
from notices.models import Notice
from reporting.actions.ending import end
from reporting.models import Export, State
from reporting.sheets import form03
from reporting.sheets.kept import said
from tests.factories import (
    AppointmentFactory,
    AxisWeightFactory,
    CatalogFactory,
    CatalogItemFactory,
    DossierFactory,
    ExtensionFactory,
    PeriodFactory,
    PlanTaskFactory,
    SimilarGroupFactory,
    TaskMarkFactory,
    UserFactory,
    a_ward,
    an_official,
)


def a_world() -> SimpleNamespace:
    """`roles`: name → user; the rest are rows of one ward in Quý IV/2026."""
    world = a_ward(code="LX", name="Phường Long Xuyên")
    world.period = PeriodFactory()
    world.elsewhere = a_ward(code="XK", name="Xã Khác")
    world.roles = _roles(world)
    world.dossier = a_dossier(world, cadre=world.cadre)
    world.task = world.dossier.plan.tasks.get()
    world.delivery = Delivery.objects.create(task=world.task, delivered_on=date(2026, 11, 2))
    world.file = a_file(dossier=world.dossier, task=world.task, by=world.subject)
    world.amendment = PlanAmendment.objects.create(
        plan=world.dossier.plan, kind="withdraw", task=world.task, proposed_at=world.period.plan_closes_at
    )
    world.receipt = Receipt.objects.create(
        dossier=world.dossier, window="plan", arrived_at=world.period.plan_closes_at, by=world.subject
    )
    world.catalog = CatalogFactory(unit=world.ward, number=2, stage=CatalogStage.DRAFT)
    world.item = CatalogItemFactory(catalog=world.catalog)
    world.notice = Notice.objects.create(
        to=world.subject, kind="returned", about="return", sentence="Kế hoạch được trả lại", url="/ho-so/"
    )
    _circumstances(world)
    world.duty = world.staff.mandates.get()
    world.stand_in = a_stand_in(world.duty, world.roles["colleague"])
    world.guest = UserFactory()
    assign_perm("view_dossier", world.guest, world.dossier)
    world.feed = renew(by=world.subject)
    world.export, world.made = Export.objects.create(**_asked(world)), a_made_export(world)
    world.extension = ExtensionFactory(dossier=world.dossier, stage=ExtensionStage.ASKED)
    world.list = RatingList.objects.create(period=world.period, unit=world.ward, kind=ListKind.UNIT_DECISION)
    world.group = SimilarGroupFactory(period=world.period)
    world.collective = CollectiveResult.objects.create(
        period=world.period, unit=world.ward, stage=CollectiveStage.SUBMITTED
    )
    _package(world)
    world.year_list = YearList.objects.create(year=2026, unit=world.ward, kind=ListKind.UNIT_DECISION)
    done = {"measure": "dismissed", "number": "12-QĐ/ĐU", "on": date(2026, 11, 2)}
    Replacement.objects.create(cadre=world.cadre, year=2026, unit=world.ward, **done)
    world.year_rating = a_year_rating(world, world.dossier)
    return world


def a_year_rating(world: Any, dossier: Dossier, sequence: int = 99) -> YearRating:
    """Of the first half, on a closed list that nobody has made known."""
    closed = {"stage": "closed", "closed_at": world.period.dossier_closes_at, "sequence": sequence}
    half = {"year": 2026, "span": "first_half", "unit": world.ward, "kind": ListKind.UNIT_DECISION}
    year_list = YearList.objects.create(**half, **closed)
    row = YearRow.objects.create(
        year_list=year_list, dossier=dossier, rating="good", order=1, name="Nguyễn Văn A"
    )
    return YearRating.objects.create(
        cadre=dossier.cadre,
        year=2026,
        span="first_half",
        row=row,
        rating="good",
        body="Ban Thường vụ",
        decided_at=world.period.plan_closes_at,
        snapshot={},
        digest=digest({}),
    )


def _package(world: Any) -> None:
    """The ward's report on Mẫu 04 was sent once, with its letter; nobody has answered yet."""
    world.package = Package.objects.create(
        period=world.period, unit=world.ward, kind=ListKind.UNIT_DECISION, stage=PackageStage.SENT
    )
    file = StoredFile.objects.create(
        unit=world.ward,
        period=world.period,
        name="Báo cáo.pdf",
        kind="pdf",
        size=9,
        digest="0" * 64,
        stored="files/00/none.pdf",
        by=world.staff,
    )
    world.paper = Paper.objects.create(package=world.package, item="letter", file=file)
    world.sending = Sending.objects.create(
        package=world.package,
        number=1,
        opened=99,
        by=world.staff,
        digest="0" * 64,
        arrived_at=world.period.plan_closes_at,
        closes_at=world.period.dossier_closes_at,
        manifest={"name": "Báo cáo", "to": "Ban Tổ chức Tỉnh ủy", "parts": []},
    )


def _circumstances(world: Any) -> None:
    """The person came from another unit, which has not spoken yet; they are ill; something was pointed out."""
    world.circumstance = DossierCircumstance.objects.create(
        cadre=world.cadre, dossier=world.dossier, kind="shortcoming", text="Còn chậm", on=date(2026, 11, 2)
    )
    world.absence = Absence.objects.create(cadre=world.cadre, kind="sick", valid_from=date(2026, 12, 1))
    world.remark = Remark.objects.create(
        dossier=world.dossier, from_unit=world.elsewhere.ward, asked_at=world.period.plan_closes_at
    )
    moved = {
        "kind": "transferred",
        "since": "2026-11-10",
        "sentence": "Được điều động.",
        "from_units": [["XK", "Xã Khác"]],
    }
    type(world.dossier).objects.filter(pk=world.dossier.pk).update(cases=[moved])


def a_dossier(world: Any, **values: Any) -> Any:
    """One of the first division, marked, appraised and heard, waiting for the unit's decision."""
    ratings = dict.fromkeys(("self_rating", "division_rating", "appraisal_rating", "council_rating"), "good")
    settled = {"stage": Stage.COUNCIL, "plan__stage": PlanStage.APPROVED, "total": Decimal(100)} | ratings
    dossier = DossierFactory(unit=world.division, period=world.period, **settled | values)
    AxisWeightFactory(plan=dossier.plan)
    TaskMarkFactory(task=PlanTaskFactory(plan=dossier.plan, is_key=True))
    session, _ = CouncilSession.objects.get_or_create(
        period=world.period,
        unit=world.ward,
        stage="held",
        defaults={"held_on": date(2026, 12, 27), "present": 5},
    )
    CouncilOpinion.objects.create(dossier=dossier, session=session, rating="good")
    return dossier


def a_file(**values: Any) -> StoredFile:
    """A row alone: nothing lies in storage under its name."""
    told = {"name": "Minh chứng.pdf", "kind": "pdf", "size": 1024, "digest": "0" * 64}
    return StoredFile.objects.create(stored=f"files/00/{uuid4().hex}.pdf", **told | values)


def before_council(world: Any) -> int:
    """Somebody who waits for the council that is in session, with what was noted of them."""
    waiting = Dossier.objects.filter(unit=world.division, stage=Stage.APPRAISED).first()
    if waiting is None:
        waiting = DossierFactory(unit=world.division, period=world.period, stage=Stage.APPRAISED)
        session = CouncilSession.objects.get(unit=world.ward, stage="held")
        session.lines.create(dossier=waiting, rating="good")
    return int(waiting.pk)


def a_closed_session(world: Any) -> int:
    """One of the same council that is over, with its line on the person."""
    over = {"period": world.period, "unit": world.ward, "stage": "closed"}
    session, new = CouncilSession.objects.get_or_create(
        **over, defaults={"held_on": date(2026, 12, 20), "present": 1}
    )
    if new:
        session.members.create(name="Trần Chủ Trì", role="chair")
        session.lines.create(
            dossier=world.dossier, stage="recorded", rating="good", name="Nguyễn Văn A", order=1
        )
    return int(session.pk)


def a_kept_form(world: Any) -> int:
    """The person was decided before, and heard of it; the number of that decision, with its Mẫu 03."""
    closed = {"stage": "closed", "closed_at": world.period.dossier_closes_at}
    rating_list, new = RatingList.objects.get_or_create(
        period=world.period, unit=world.ward, kind=ListKind.UNIT_DECISION, sequence=99, defaults=closed
    )
    if new:
        row = RatingRow.objects.create(rating_list=rating_list, dossier=world.dossier, rating="good")
        said_before = dict.fromkeys(("division", "appraisal", "proposed"), "good")
        content = said(form03(world.dossier))
        snapshot = {"tier": world.dossier.tier, "ratings": said_before, "form": digest(content)}
        decision = Decision.objects.create(
            dossier=world.dossier,
            row=row,
            rating="good",
            total=80,
            snapshot=snapshot,
            digest=digest(snapshot),
            decided_at=world.period.plan_closes_at,
        )
        KeptForm.objects.create(decision=decision, content=content)
        world.dossier.history.create(deed="publish", label="Thông báo kết quả", by=world.staff)
        world.dossier.history.create(deed="reopen", label="Mở lại", by=world.staff, went_to=Stage.COUNCIL)
        seal_everything()
    return 1


def seal_everything() -> None:
    """As it stands, and as if nothing had been sealed before."""
    Seal.objects.all().delete()
    Chain.objects.update(length=0, head="")
    begin()


def a_seal(world: Any) -> str:
    """That decision is sealed; as papers print its seal."""
    decision = world.dossier.decisions.get(number=a_kept_form(world))
    return str(Seal.objects.get(kind=Sealed.DECISION, row=decision.pk))


def a_petition(world: Any) -> int:
    """The person objected to that decision; nobody has answered yet."""
    a_kept_form(world)
    decision = world.dossier.decisions.get()
    said = {"text": "Xem lại Trục 2", "put_at": decision.decided_at, "due_at": world.period.dossier_closes_at}
    return Petition.objects.get_or_create(decision=decision, defaults=said)[0].pk


def a_petition_file(world: Any) -> int:
    """Attached to that petition; the file lies there no more."""
    about = {"unit": world.ward, "period": world.period, "by": world.subject}
    said = {"name": "don.pdf", "kind": "pdf", "size": 1, "digest": "0" * 64}
    file = StoredFile.objects.get_or_create(stored="files/petition.pdf", defaults=said | about)[0]
    return PetitionFile.objects.get_or_create(petition_id=a_petition(world), file=file)[0].pk


def _asked(world: Any, **values: Any) -> dict[str, Any]:
    asked = {"owner": world.staff, "kind": "unit_forms", "unit": world.ward, "period": world.period}
    return asked | values


def a_made_export(world: Any) -> Export:
    """A file that is whole: all Mẫu 03 of the ward, of which there was one."""
    export = Export.objects.create(**_asked(world, asked_at=world.period.plan_closes_at, state="cancelled"))
    with writing(export.folder, "zip") as made:
        made.file.write(b"PK")
    export.parts.create(key=f"{world.dossier.pk}.1.1")
    end(
        export, State.DONE, file=made.kept.name, size=made.kept.size, digest=made.kept.digest, done=1, total=1
    )
    return export


def a_stand_in(held: Any, deputy: Any, **values: Any) -> Any:
    """Named for days to come: nobody acts for another yet."""
    later = clock.today() + timedelta(days=30)
    row = StandIn(held=held, deputy=deputy, **{"valid_from": later, "valid_until": later} | values)
    row.mandate = row.as_mandate()
    row.mandate.save()
    row.save()
    StandInEntry.objects.create(
        stand_in=row, by=held.user, deed="name_deputy", label="Cử người làm thay", changes=row.words()
    )
    return row


def _roles(world: Any) -> dict[str, Any]:
    colleague = AppointmentFactory(cadre__account=True, unit=world.division)
    return {
        "subject": world.subject,
        "colleague": colleague.cadre.user,
        "division": world.division_leadership,
        "staff": world.staff,
        "leadership": world.leadership,
        "council": world.council,
        "organisation": an_official(Duty.PROVINCIAL_ORGANISATION, world.province),
        "secretariat": an_official(Duty.PROVINCIAL_SECRETARIAT, world.province),
        "auditor": an_official(Duty.AUDITOR, world.province),
        "admin": an_official(Duty.SYSTEM_ADMIN, world.province),
        "foreign_division": an_official(Duty.DIVISION_LEADERSHIP, world.other_division),
        "foreign_staff": world.elsewhere.staff,
        "foreign_leadership": world.elsewhere.leadership,
    }
