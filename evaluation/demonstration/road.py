"""From Mẫu 03 to the archive: every person goes as far as their goal, in the order in which a unit works."""

from collections.abc import Callable, Sequence

from evaluation.core.steps import Stage
from evaluation.demonstration import councils, lists, marking
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.cases import Case, refresh
from evaluation.demonstration.days import Days

ByHand = Callable[[Case, Actors], bool]
EXCUSED = "Biên bản kiểm tra thực tế của đơn vị"


def carry(
    cases: Sequence[Case],
    days: Days,
    actors: Actors,
    *,
    late_reason: str = "",
    by_hand: ByHand | None = None,
) -> None:
    """Hand in, propose, appraise, hear the council, rate, publish, archive; `by_hand` hands in for whom it knows better."""
    handing_in = [case for case in cases if case.reaches(Stage.SUBMITTED)]
    for case in handing_in:
        if not (by_hand and by_hand(case, actors)):
            marking.hand_in(case, days, late_reason)
    lists.close_all(_up_to(cases, Stage.DIVISION_PROPOSED), Stage.SUBMITTED, days.division, actors)
    _appraise(_up_to(cases, Stage.APPRAISED), days, actors)
    councils.hear(_up_to(cases, Stage.COUNCIL), days.council, actors)
    _decide(cases, days, actors)


def _up_to(cases: Sequence[Case], stage: Stage) -> list[Case]:
    return [case for case in cases if case.reaches(stage)]


def _appraise(cases: Sequence[Case], days: Days, actors: Actors) -> None:
    refresh(cases)
    for case in cases:
        confirmed = case.profile == "fair"
        if confirmed and case.reaches(Stage.COUNCIL):
            marking.answer_excuses(case, days.appraised, actors, confirmed=True, document=EXCUSED)
            refresh([case])
        if case.profile == "refused":
            marking.answer_excuses(case, days.appraised, actors, confirmed=False)
        marking.appraise(case, days, actors)


def _decide(cases: Sequence[Case], days: Days, actors: Actors) -> None:
    """The unit's lists, then for tier 3.1 the province's appraisal and decision, then everybody hears of it."""
    lists.close_all(_up_to(cases, Stage.PROPOSED), Stage.COUNCIL, days.closed, actors)
    received = [case for case in _up_to(cases, Stage.PROVINCE_APPRAISED) if case.dossier.is_provincial]
    lists.receive(received, days.received, actors)
    decided = [case for case in _up_to(cases, Stage.DECIDED) if case.dossier.is_provincial]
    lists.close_all(decided, Stage.PROVINCE_APPRAISED, days.decided, actors)
    lists.publish(_up_to(cases, Stage.PUBLISHED), days.published, actors)
    lists.archive(_up_to(cases, Stage.ARCHIVED), days.archived, actors)
