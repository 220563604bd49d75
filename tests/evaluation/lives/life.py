"""The words in which lives are told: the application's own deeds, each by whoever has the right, on the day that is told.

`life.on("2026-12-21")` sets the day; every deed after it happens then. Deeds take people, never dossiers. Whatever a story
does not name is as it should be: reasons are given, key tasks answered, what exceeded confirmed.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from cadres.models import Duty, User
from catalog.models import CatalogItem
from evaluation.core.case import Case
from evaluation.core.facts import Marks
from evaluation.core.models.publication import petitions_close_at
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListKind
from evaluation.council import actions as council
from evaluation.deeds import actions as deeds
from evaluation.lists import listing
from evaluation.lists.actions import lists
from evaluation.lists.actions.places import ensure_list_for
from evaluation.marks.actions import marks
from evaluation.models import CouncilSession, PlanTask, RatingList, Receipt
from evaluation.plans import actions as plans
from regulation.vocabulary import Layer
from tests.evaluation.lives.bearing import GROUND, WHY, Bearing
from tests.evaluation.lives.people import PRODUCTS, Person

ONE, ABOVE = Decimal(1), Decimal("1.2")
Ratings = Mapping[Person, str]
CLOSERS = {
    ListKind.DIVISION_PROPOSAL: Duty.DIVISION_LEADERSHIP,
    ListKind.UNIT_PROPOSAL: Duty.LEADERSHIP,
    ListKind.UNIT_DECISION: Duty.LEADERSHIP,
    ListKind.PROVINCE_DECISION: Duty.PROVINCIAL_SECRETARIAT,
}


class Life(Bearing):
    """Everything that may be done to a person in a quarter."""

    # Bước 1
    def plans(self, *people: Person, due: Sequence[str] = ()) -> None:
        """Each undertakes the unit's products, the first as key task; handed in, collated and approved.

        `due`: on which day each of them is; else all on the quarter's last.
        """
        for person in people:
            dossier = person.dossier
            unit, quarter = dossier.managing_unit, dossier.period.quarter
            mine = {"catalog__unit": unit, "catalog__year": quarter.year, "is_standard": False}
            days = [date.fromisoformat(day) for day in due] or [quarter.last_day] * PRODUCTS
            plan = dossier.plan
            with self.then():
                for item, day in zip(CatalogItem.objects.filter(**mine), days, strict=True):
                    plan = plans.add_tasks(plan, [item], axis=1, due_date=day, by=person.user, seen=None)
                first = plan.tasks.first()
                plans.change_task(first, {"is_key": True}, by=person.user, seen=None)
                plans.submit_plan(first.plan, by=person.user, seen=None, late_reason=WHY)
                plans.collate_plan(first.plan, by=self.staff(person))
                plans.approve_plan(first.plan, by=self.leader(person))

    # Bước 2
    def hands_in(
        self,
        person: Person,
        rating: str = "good",
        *,
        above: bool = False,
        undone: Collection[int] = (),
        late: str = "",
    ) -> Receipt:
        """Mẫu 03 as self-assessed: all done (but for the tasks at the places `undone`), all `above` what was asked or just as asked."""
        with self.then():
            if person.dossier.stage == "working":
                marks.begin_assessment(person.dossier, by=person.user)
            said = Marks({}, self._results(person, above, undone), rating=rating, reason=WHY)
            marks.save_self(person.dossier, said, by=person.user, seen=None)
            marks.submit_self(person.dossier, by=person.user, seen=None, late_reason=late)
        return person.dossier.receipts.latest("pk")

    def _results(
        self, person: Person, above: bool, undone: Collection[int]
    ) -> dict[int, Mapping[str, object] | None]:
        quality = ABOVE if above else ONE
        tasks = person.dossier.plan.active_tasks
        figures = {"quality": quality, "timeliness": ONE, "leadership": ONE, "evidence": "", "expected": True}
        lacking = {tasks[place].pk for place in undone}
        return {
            task.pk: figures | {"done": Decimal(0) if task.pk in lacking else task.quantity} for task in tasks
        }

    def excuses(self, person: Person, ground: str = "Mưa lũ kéo dài, không triển khai được.") -> None:
        """6.1: an objective reason is put forward for whatever falls short."""
        for task in self._short(person):
            with self.then():
                marks.put_forward_excuse(task, by=person.user, ground=ground)

    def answers_excuses(self, person: Person, *, confirmed: bool, by: User | None = None) -> None:
        for task in self._short(person):
            with self.then():
                marks.answer_excuse(
                    task.excuse,
                    by=by or self.leader(person),
                    confirmed=confirmed,
                    answer="" if confirmed else WHY,
                )

    def _short(self, person: Person) -> list[PlanTask]:
        tasks = person.dossier.plan.active_tasks
        own = {task: next(row for row in task.marks.all() if row.layer == Layer.SELF) for task in tasks}
        return [task for task, row in own.items() if row.done < task.quantity]

    # Bước 3
    def appraises(self, *people: Person, rating: str = "good", level: str = "1") -> None:
        """The unit's staff agree with the marks, answer key tasks, confirm what exceeded, and propose this level."""
        for person in people:
            tasks = person.dossier.plan.active_tasks
            claims = {task.pk for task in tasks if any(row.quality > ONE for row in task.marks.all())}
            said = Marks(
                {},
                {},
                responses={task.pk: level for task in tasks if task.is_key},
                outstanding=dict.fromkeys(claims, (True, GROUND, "")),
                rating=rating,
                reason=WHY,
            )
            with self.then():
                marks.save_appraisal(person.dossier, said, by=self.staff(person), seen=None, done=True)

    def council_hears(self, ratings: Ratings) -> None:
        """One session of the managing unit's council, with a line on each of its people."""
        dossiers = {person.dossier: rating for person, rating in ratings.items()}
        first = next(iter(dossiers))
        with self.then():
            staff = self.official(Duty.ORGANISATION_STAFF, first.managing_unit)
            session = council.convene(first.managing_unit, self.period, by=staff)
            CouncilSession.objects.filter(pk=session.pk).update(present=7)
            session.refresh_from_db()
            lines = {dossier: {"rating": rating, "votes_for": 7} for dossier, rating in dossiers.items()}
            council.record_opinions(session, lines, by=staff)

    # Bước 4
    def closes(
        self, ratings: Ratings, *, reason: str = WHY, by: User | None = None, **typed: object
    ) -> RatingList:
        """Close the list on which these people wait, with these levels and no other people: Mẫu 04, 05, 06 or the result."""
        rating_list = self.list_of(next(iter(ratings)))
        rows = {
            person.dossier.pk: {"rating": rating, "summary": GROUND, "reason": WHY, "answer": WHY} | typed
            for person, rating in ratings.items()
        }
        by = by or self.official(CLOSERS[ListKind(rating_list.kind)], rating_list.unit)
        with self.then():
            return lists.close_list(rating_list, by=by, seen=None, rows=rows, reason=reason)

    def allows_25_percent(self, person: Person, document: str) -> None:
        """6.1: Ban Tổ chức records the document, on the list on which the person waits."""
        by = self.official(Duty.PROVINCIAL_ORGANISATION, self.province)
        with self.then():
            lists.set_rate(self.list_of(person), Decimal(25), document, by=by, seen=None)

    def finds_undone(self, person: Person, place: int, reason: str = WHY) -> None:
        """The authority's layer: of the task at this place nothing was done after all."""
        task = person.dossier.plan.active_tasks[place]
        figures = {"done": Decimal(0), "quality": ONE, "timeliness": ONE, "leadership": ONE, "evidence": ""}
        said = Marks({}, {task.pk: figures | {"expected": False, "reason": reason}})
        with self.then():
            marks.save_authority(person.dossier, said, by=self.leader(person), seen=None)

    def list_of(self, person: Person) -> RatingList:
        """The open list on which the person waits."""
        found = listing.list_of(person.dossier) or ensure_list_for(person.dossier)
        assert found is not None
        return found

    def province_appraises(self, *people: Person) -> None:
        by = self.official(Duty.PROVINCIAL_ORGANISATION, self.province)
        for person in people:
            with self.then():
                deeds.appraise_at_province(person.dossier, by=by)

    def province_returns(self, person: Person, reason: str = WHY) -> None:
        by = self.official(Duty.PROVINCIAL_ORGANISATION, self.province)
        with self.then():
            deeds.return_to_unit(person.dossier, by=by, reason=reason)

    def passes(self, *people: Person, rating: str = "good") -> None:
        """From handed in to heard by the council, at one level."""
        self.appraises(*people, rating=rating)
        self.council_hears(dict.fromkeys(people, rating))

    def reaches_council(self, *people: Person, rating: str = "good", above: bool = False) -> None:
        """From the plan in September to the council, heard on 21 December, at one level throughout."""
        self.on("2026-09-20").plans(*people)
        self.on("2026-12-21")
        for person in people:
            self.hands_in(person, rating, above=above)
        self.passes(*people, rating=rating)

    # Bước 6, and what befalls a whole dossier
    def publishes(self, *people: Person) -> None:
        for person in people:
            with self.then():
                deeds.publish(person.dossier, by=self.leader(person))

    def archives(self, *people: Person) -> None:
        """Once the time for petitions is over: 5 working days after the day of publication (open-questions 20)."""
        for person in people:
            closes_at = petitions_close_at(person.dossier)
            self.moment = max(self.moment, closes_at or self.moment)
            with self.then():
                deeds.archive(person.dossier, by=self.staff(person))

    def reopens(self, person: Person, reason: str = WHY) -> None:
        """By the level that decided."""
        provincial = person.dossier.is_provincial
        move = DOSSIERS.reopen_at_province if provincial else DOSSIERS.reopen
        with self.then():
            move.make(person.dossier, by=self.decider(person), reason=reason)

    def returns(self, person: Person, reason: str = "Bổ sung minh chứng của nhiệm vụ.") -> None:
        """Back to the person, from the unit's staff."""
        with self.then():
            marks.return_dossier(person.dossier, by=self.staff(person), reason=reason, rows={}, seen=None)

    def sets_aside(self, person: Person, ground: str, *, exempt: bool = False) -> None:
        """7.d, or with `exempt` 3.3."""
        with self.then():
            deeds.set_aside(person.dossier, by=self.staff(person), ground=ground, exempt=exempt)

    def leaves(self, person: Person, departure: str, on: str) -> None:
        """7.e: `retired`, `died`, `resigned`, `left`."""
        with self.then():
            deeds.end(
                person.dossier,
                departure=departure,
                on=date.fromisoformat(on),
                document="Quyết định số 21-QĐ/TU",
                by=self.staff(person),
            )

    def resumes(self, person: Person, reason: str = WHY) -> None:
        with self.then():
            DOSSIERS.resume.make(person.dossier, by=self.staff(person), reason=reason)


def highest(person: Person) -> str:
    """The highest level that the law now permits."""
    return Case(person.dossier).verdict().highest_permitted.value


def codes(person: Person) -> set[str]:
    """The rules that now say something of the person."""
    return {finding.code for finding in Case(person.dossier).verdict().findings}


def standing(people: Sequence[Person]) -> list[tuple[str, str]]:
    """Where each stands, and at which decided level."""
    return [(person.dossier.stage, person.dossier.decided_rating) for person in people]
