"""What a lawyer would sign at the end of a life: the level on every paper alike, and the clauses on which it rests."""

from collections import defaultdict

from evaluation.models import Decision
from regulation.checks import RULES
from regulation.vocabulary import Rating
from reporting.sheets import list_form, sheet_of
from reporting.sheets.listed import ListRow
from tests.evaluation.lives.people import Person

_CLAUSES = {rule.code: rule.clause.code for rule in RULES}


def decided(person: Person) -> Decision:
    """The decision in force."""
    joined = Decision.objects.select_related("row__rating_list", "form")
    return joined.get(dossier=person.dossier, superseded_at=None)


def signed(person: Person) -> set[str]:
    """The levels that decision, Mẫu 04 (or the province's result) and Mẫu 03 say: one alone, where all is in order."""
    decision = decided(person)
    said = sheet_of(decision).authority.decided.partition(": ")[2]
    papers = (line_of(person).rating, said.partition(" (")[0])
    return {decision.rating} | {_level(words) for words in papers}


def line_of(person: Person) -> ListRow:
    """The person's line on the list on which they were decided, as it is printed."""
    row = decided(person).row
    (line,) = (line for line in list_form(row.rating_list).rows if line.name == row.name)
    return line


def rests_on(person: Person) -> dict[str, str]:
    """By clause what the law said when it was decided, as kept with the decision."""
    told: dict[str, str] = defaultdict(str)
    for found in decided(person).snapshot["findings"]:
        told[_CLAUSES[found["code"]]] += found["sentence"]
    return dict(told)


def notes_of(person: Person) -> list[str]:
    """What Mẫu 03 notes beside each task."""
    return [task.note for axis in sheet_of(decided(person)).axes for task in axis.tasks]


def _level(words: str) -> str:
    return next(rating.value for rating in Rating if rating.label == words)
