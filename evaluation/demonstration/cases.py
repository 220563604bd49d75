"""One person in one round: the dossier, how well they did, and how far they have come by the visitor's day."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cadres.models import Cadre, User
from evaluation.calendar.actions import rounds
from evaluation.core.models import Dossier, Period
from evaluation.core.steps import Stage
from evaluation.demonstration.tables import rows

LADDER = (
    Stage.PLANNING,
    Stage.WORKING,
    Stage.SELF_ASSESSMENT,
    Stage.SUBMITTED,
    Stage.DIVISION_PROPOSED,
    Stage.APPRAISED,
    Stage.COUNCIL,
    Stage.PROPOSED,
    Stage.PROVINCE_APPRAISED,
    Stage.DECIDED,
    Stage.PUBLISHED,
    Stage.ARCHIVED,
)
# Goals of the table that are no stages, and the stage up to which they go like others.
STORIES = {
    "late": Stage.PUBLISHED,
    "late_plan": Stage.WORKING,
    "returned": Stage.SUBMITTED,
    "returned_plan": Stage.PLANNING,
    "submitted_plan": Stage.PLANNING,
}


@dataclass
class Case:
    """`place` numbers the people, so that the same table always tells the same story."""

    code: str
    place: int
    goal: str
    profile: str
    dossier: Dossier
    user: User
    managing: str
    keys: list[int] = field(default_factory=list)

    def reaches(self, stage: Stage) -> bool:
        """Whether this person's goal lies at or beyond the stage."""
        goal = STORIES.get(self.goal, self.goal)
        return goal in LADDER and LADDER.index(Stage(goal)) >= LADDER.index(stage)


def open_cases(period: Period, column: str, profile: str = "profile") -> list[Case]:
    """A dossier for everybody who has a goal in this column of the table of rounds."""
    table = {row["code"]: row for row in rows("rounds") if row[column] not in ("", "-")}
    cadres = Cadre.objects.filter(code__in=table).select_related("user").order_by("code")
    accounts = {cadre.pk: (cadre.code, cadre.user) for cadre in cadres if cadre.user}
    opened = rounds.open_dossiers(period, cadres)
    return [_case(table, *accounts[dossier.cadre_id], dossier, column, profile) for dossier in opened]


def _case(
    table: dict[str, dict[str, str]],
    code: str,
    user: User,
    dossier: Dossier,
    column: str,
    profile: str,
) -> Case:
    row = table[code]
    place = int(code.removeprefix("CB"))
    return Case(code, place, row[column], row[profile], dossier, user, dossier.managing_unit.code)


def refresh(cases: Iterable[Case]) -> None:
    """Read the dossiers again, with their facts, in a fixed number of queries."""
    cases = list(cases)
    found = Dossier.objects.with_facts().in_bulk([case.dossier.pk for case in cases])
    for case in cases:
        case.dossier = found[case.dossier.pk]
        case.managing = case.dossier.managing_unit.code
