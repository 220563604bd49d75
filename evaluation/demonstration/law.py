"""What bears on a rating beside the marks: careers, absences, circumstances, collectives, remarks."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Model

from cadres.mandates import Grant
from cadres.models import Appointment, Cadre, Duty, Unit, User
from evaluation.circumstances.actions import absences, circumstances, following, remarks
from evaluation.circumstances.models import DossierCircumstance
from evaluation.circumstances.permissions import GIVE_REMARK
from evaluation.circumstances.tells.following import following_of
from evaluation.collectives import actions as collectives
from evaluation.collectives import permissions as judged
from evaluation.collectives.models import CollectiveResult
from evaluation.core import permissions
from evaluation.core.facts.around import COUNTS
from evaluation.core.models import Period
from evaluation.core.stages import CollectiveStage
from evaluation.deeds import actions as deeds
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.cases import Case
from evaluation.demonstration.days import at
from evaluation.demonstration.tables import Row, rows
from regulation.vocabulary import Cause, Departure

RECORDED, SUBMITTED = "2026-09-07 08:00", "2026-09-07 14:00"
ASSESSED, APPROVED, PUBLISHED = "2026-09-07 16:00", "2026-09-08 08:00", "2026-09-08 16:00"
LADDER = list(CollectiveStage)
_WORDS = ("name", "excuse")
DIGITAL = "Đã đối chiếu với báo cáo chuyển đổi số của đơn vị; thống nhất số liệu Trục 3."
ANSWERS, UNFOLLOWED, RETIRED, RETIRING = "CB013", "CB024", "CB028", "CB017"
REMARK = "Trong thời gian công tác tại đơn vị cũ, đồng chí hoàn thành các nhiệm vụ được giao, đúng tiến độ; chấp hành tốt phân công."
REMARK_DOCUMENT = "Công văn số 236/SNV-VP ngày 04/9/2026"
REMEDIED = "CB044"
REMEDY_DOCUMENT = "Biên bản kiểm tra số 06-BB/ĐU ngày 03/9/2026"
REMEDY = "Đã ban hành và thực hiện xong kế hoạch khắc phục; Đảng ủy phường kiểm tra lại, đạt yêu cầu."


def follow_posts(cases: Iterable[Case], actors: Actors) -> None:
    """Who moved during the quarter: their file goes with them."""
    moved = set(Appointment.objects.exclude(cause="appointment").values_list("cadre__code", flat=True))
    for case in cases:
        if case.code in moved:
            by = actors.first(Duty.PROVINCIAL_ORGANISATION, permissions.SETTLE_CASES, case.dossier)
            with at("2026-09-02 08:00", case.place):
                if following_of(case.dossier) is None:
                    continue
                following.follow(case.dossier, by=by)


def transfer_unfollowed() -> None:
    """Somebody transferred the day before yesterday after the council had spoken: the dossier has yet to follow (7.b)."""
    left = Appointment.objects.get(cadre__code=UNFOLLOWED, is_main=True)
    left.valid_until = date(2026, 9, 20)
    left.save()
    Appointment.objects.create(
        cadre=left.cadre,
        position=left.position,
        unit=Unit.objects.get(code="SO-TC-NS"),
        leadership=left.leadership,
        valid_from=date(2026, 9, 21),
        cause=Cause.TRANSFER.value,
    )


def retire() -> None:
    """Whoever was rated early in this quarter retires at its end: no dossier is owed for the next."""
    Appointment.objects.filter(cadre__code=RETIRING).update(valid_until=date(2026, 9, 30))


def leave(cases: Iterable[Case], actors: Actors) -> None:
    """Somebody who retired in the quarter: the dossier has ended, without a rating (7.e)."""
    for case in cases:
        if case.code == RETIRED:
            case.dossier.cadre.appointments.update(valid_until=date(2026, 9, 20))
            by = actors.first(Duty.ORGANISATION_STAFF, permissions.SET_ASIDE, case.dossier)
            with at("2026-09-21 17:30"):
                deeds.end(
                    case.dossier,
                    departure=Departure.RETIRED,
                    on=date(2026, 9, 21),
                    document="Quyết định số 1187-QĐ/TU ngày 01/9/2026",
                    by=by,
                )


def record_absences(cases: Iterable[Case], quarter: str, actors: Actors) -> None:
    for case, row in _told("absences", cases, quarter):
        by = actors.first(Duty.ORGANISATION_STAFF, permissions.RECORD_CIRCUMSTANCE, case.dossier)
        with at(row["moment"]):
            absences.record_absence(
                case.dossier,
                kind=row["kind"],
                valid_from=date.fromisoformat(row["since"]),
                valid_until=date.fromisoformat(row["until"]) if row["until"] else None,
                document=row["document"],
                by=by,
            )


def record_circumstances(cases: Iterable[Case], quarter: str, actors: Actors) -> None:
    for case, row in _told("circumstances", cases, quarter):
        by = actors.first(Duty.ORGANISATION_STAFF, permissions.RECORD_CIRCUMSTANCE, case.dossier)
        with at(row["moment"]):
            found = circumstances.record_circumstance(
                case.dossier,
                kind=row["kind"],
                text=row["text"],
                on=date.fromisoformat(row["on"]),
                document=row["document"],
                treatment=row["treatment"],
                by=by,
            )
        if case.code == REMEDIED:
            _remedy(case, found, actors)


def _remedy(case: Case, found: DossierCircumstance, actors: Actors) -> None:
    leader = actors.first(Duty.LEADERSHIP, permissions.LIFT_CIRCUMSTANCE, case.dossier)
    with at("2026-09-04 09:00"):
        circumstances.lift_circumstance(
            found, text=REMEDY, on=date(2026, 9, 3), document=REMEDY_DOCUMENT, by=leader
        )


def hear_old_unit(cases: Iterable[Case], actors: Actors) -> None:
    """7.b: old units were asked when the dossiers followed; one has spoken, others are still to."""
    for case in cases:
        if case.code == ANSWERS:
            remark = case.dossier.remarks.get()
            by = actors.first(Duty.ORGANISATION_STAFF, GIVE_REMARK, remark)
            with at("2026-09-04 15:00"):
                remarks.give_remark(remark, text=REMARK, document=REMARK_DOCUMENT, by=by)


def report_collectives(period: Period, quarter: str, actors: Actors) -> None:
    """6.3: results of units, each as far as its row says."""
    table: dict[str, list[Row]] = {}
    for row in rows("collectives"):
        if row["quarter"] == quarter:
            table.setdefault(row["unit"], []).append(row)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=table)}
    for code, lines in table.items():
        _report(units[code], period, lines, _fields(quarter, code), actors)


def _fields(quarter: str, unit: str) -> collectives.Fields:
    """6.3, second sentence: what the deputies of this unit are in charge of."""
    told = [row for row in rows("fields") if (row["quarter"], row["unit"]) == (quarter, unit)]
    people = dict(Cadre.objects.values_list("code", "pk")) if told else {}
    return {
        people[row["code"]]: {name: int(row[name]) for name in COUNTS} | {name: row[name] for name in _WORDS}
        for row in told
    }


def _report(unit: Unit, period: Period, lines: list[Row], fields: collectives.Fields, actors: Actors) -> None:
    blank = CollectiveResult(period=period, unit=unit)
    staff = _holder(actors, judged.RECORD_COLLECTIVE, blank)
    axes = {
        int(row["axis"]): {name: int(row[name]) for name in COUNTS} | {"excuse": row["excuse"]}
        for row in lines
    }
    with at(RECORDED):
        result = collectives.save_result(
            unit, period, axes, rating=lines[0]["rating"], note="", by=staff, seen=None, fields=fields
        )
    goal = CollectiveStage(lines[0]["reaches"])
    if _reaches(goal, CollectiveStage.SUBMITTED):
        with at(SUBMITTED):
            result = collectives.submit(result, by=staff)
    if _reaches(goal, CollectiveStage.APPROVED):
        _approve(result, 3 in axes, actors)
    if _reaches(goal, CollectiveStage.PUBLISHED):
        with at(PUBLISHED):
            collectives.publish(result, by=staff)


def _approve(result: CollectiveResult, is_digital: bool, actors: Actors) -> None:
    if is_digital:
        with at(ASSESSED):
            committee = _holder(actors, judged.ASSESS_DIGITAL, result)
            result = collectives.assess_digital(result, DIGITAL, by=committee)
    with at(APPROVED):
        collectives.approve(result, by=_holder(actors, judged.APPROVE_COLLECTIVE, result))


def _reaches(goal: CollectiveStage, stage: CollectiveStage) -> bool:
    return LADDER.index(goal) >= LADDER.index(stage)


def _holder(actors: Actors, grant: Grant, row: Model) -> User:
    """The first official, of whatever duty, who has the right."""
    for people in actors.by_duty.values():
        for user in people:
            if grant.allows(user, row):
                return user
    raise LookupError(str(row))


def _told(name: str, cases: Iterable[Case], quarter: str) -> Iterable[tuple[Case, Row]]:
    """The rows of a table about these people, in the order in which they happened."""
    known = {case.code: case for case in cases}
    about = [row for row in rows(name) if row["quarter"] == quarter and row["code"] in known]
    for row in sorted(about, key=lambda row: datetime.fromisoformat(row["moment"])):
        yield known[row["code"]], row
