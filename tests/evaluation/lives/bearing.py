"""What bears on a person beside their own marks, by whoever records it: stretches away, circumstances, collectives, windows."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from cadres.models import Duty, Unit, User
from config import clock
from evaluation.circumstances.actions import absences, circumstances, remarks
from evaluation.collectives import actions as collectives
from evaluation.core.stages import RemarkStage
from evaluation.extensions import actions as extensions
from evaluation.models import CollectiveResult, Extension, Remark
from evaluation.policies import actions as policies
from regulation.deadlines import OwnWindow, Window
from reporting.summaries.year import lines_of, people_of
from tests.evaluation.lives.people import People, Person

WHY = "Tập thể đã thảo luận, thống nhất."
GROUND = "Căn cứ kết quả thực hiện nhiệm vụ trong quý."


class Bearing(People):
    """Deeds around a dossier, and who acts for whom."""

    def is_away(self, person: Person, kind: str, since: str, until: str = "") -> None:
        """7.d: `training`, `sick`, `maternity`, `inspection` …"""
        with self.then():
            absences.record_absence(
                person.dossier,
                kind=kind,
                valid_from=date.fromisoformat(since),
                valid_until=date.fromisoformat(until) if until else None,
                document="Quyết định số 12-QĐ/ĐU",
                by=self.staff(person),
            )

    def comes_back(self, person: Person, until: str) -> None:
        """The stretch away ended on this day, not on the one that was said."""
        absence = person.cadre.absences.latest("pk")
        with self.then():
            absences.end_absence(
                person.dossier, absence, valid_until=date.fromisoformat(until), by=self.staff(person)
            )

    def records(self, person: Person, kind: str, on: str, text: str = GROUND) -> None:
        """A shortcoming, a ground of khoản 4, or a paper of Mục 7, with its document."""
        with self.then():
            circumstances.record_circumstance(
                person.dossier,
                kind=kind,
                text=text,
                on=date.fromisoformat(on),
                document="Kết luận số 7-KL/UBKT",
                by=self.staff(person),
            )

    def is_lifted(self, person: Person, on: str) -> None:
        """What was recorded last is remedied, or annulled."""
        row = person.cadre.circumstances.latest("pk")
        by = self.official(Duty.PROVINCIAL_ORGANISATION, self.province)
        with self.then():
            circumstances.lift_circumstance(
                row,
                text=GROUND,
                on=date.fromisoformat(on),
                document="Biên bản số 5-BB/ĐU",
                by=by if person.dossier.is_provincial else self.leader(person),
            )

    def asks_earlier(self, unit: Unit, *, people: str = "", divisions: str = "") -> None:
        """Mẫu 06, note: the unit's own last days, for self-assessments and for its divisions."""
        days = {OwnWindow.SELF: people, OwnWindow.DIVISION: divisions}
        own = {window: _end_of(day) for window, day in days.items() if day}
        with self.then():
            by = self.leader_of(unit)
            policies.set_own_windows(self.period, unit, own, by=by, reason=WHY)

    def extends(self, person: Person, until: str) -> None:
        """The province gives this person until the end of that day for Mẫu 03."""
        row = Extension(
            period=self.period,
            dossier=person.dossier,
            window=Window.DOSSIER,
            until=_end_of(until),
            ground=WHY,
        )
        with self.then():
            extensions.give(row, by=self.official(Duty.PROVINCIAL_ORGANISATION, self.province))

    def old_units_speak(self, person: Person) -> None:
        """7.b: asked when the file followed, each answered by its own staff."""
        with self.then():
            for remark in Remark.objects.filter(dossier=person.dossier, stage=RemarkStage.ASKED):
                old = self.official(Duty.ORGANISATION_STAFF, remark.from_unit)
                remarks.give_remark(remark, text=GROUND, document="Công văn số 3-CV/ĐU", by=old)

    def collective(
        self,
        unit: Unit,
        *,
        assigned: int,
        completed: int,
        exceeded: int = 0,
        late: int = 0,
        rating: str = "good",
        fields: Mapping[Person, Mapping[str, int]] | None = None,
    ) -> None:
        """6.3: the unit's result, with those of its deputies' `fields`, put forward by its staff and approved by the province."""
        counts = {
            "assigned": assigned,
            "completed": completed,
            "exceeded": exceeded,
            "late": late,
            "excused": 0,
        }
        none = dict.fromkeys(counts, 0) | {"excuse": ""}
        charged = {
            person.cadre.pk: none | {"name": "Lĩnh vực phụ trách"} | typed
            for person, typed in (fields or {}).items()
        }
        staff = self.official(Duty.ORGANISATION_STAFF, unit)
        with self.then():
            result: CollectiveResult = collectives.save_result(
                unit,
                self.period,
                {1: counts | {"excuse": ""}},
                rating=rating,
                note="",
                by=staff,
                seen=None,
                fields=charged,
            )
            result = collectives.submit(result, by=staff)
            above = unit.parent or self.province
            duty = Duty.PROVINCIAL_SECRETARIAT if above == self.province else Duty.LEADERSHIP
            collectives.approve(result, by=self.official(duty, above))

    def adds_field(self, deputy: Person, unit: Unit, **counts: int) -> None:
        """6.3, second sentence: to an approved result, by the level that approved it."""
        result = CollectiveResult.objects.get(unit=unit, period=self.period)
        none = dict.fromkeys(("assigned", "completed", "exceeded", "late", "excused"), 0) | {"excuse": ""}
        above = self.official(Duty.PROVINCIAL_SECRETARIAT, self.province)
        typed = {deputy.cadre.pk: none | {"name": "Kinh tế"} | counts}
        with self.then():
            collectives.add_fields(result, typed, by=above, reason=GROUND)

    # Who acts for whom
    def staff(self, person: Person) -> User:
        return self.official(Duty.ORGANISATION_STAFF, person.dossier.managing_unit)

    def leader(self, person: Person) -> User:
        return self.official(Duty.LEADERSHIP, person.dossier.managing_unit)

    def leader_of(self, unit: Unit) -> User:
        return self.official(Duty.LEADERSHIP, unit)

    def to_be_replaced(self, year: int) -> list[str]:
        """Mục 5: who is listed for replacement on the page of the year."""
        with self.then():
            reader = self.official(Duty.PROVINCIAL_ORGANISATION, self.province)
            lines = lines_of(people_of(reader, year), reader, year)
        return [line.name for line in lines if line.verdict.to_replace]

    def to_be_weighed(self, year: int) -> list[str]:
        """Mục 5: whose failures only a deferred quarter parts, listed apart."""
        with self.then():
            reader = self.official(Duty.PROVINCIAL_ORGANISATION, self.province)
            lines = lines_of(people_of(reader, year), reader, year)
        return [line.name for line in lines if line.verdict.to_weigh]

    def decider(self, person: Person) -> User:
        """The secretariat for tier 3.1, else the unit's own leadership."""
        if person.dossier.is_provincial:
            return self.official(Duty.PROVINCIAL_SECRETARIAT, self.province)
        return self.leader(person)


def _end_of(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), clock.HERE)
