from datetime import date

import pytest

from regulation.careers import Absence, Career, Service, Stretch, stretches
from regulation.quarters import Quarter
from regulation.vocabulary import AbsenceKind, Cause

SICK, MATERNITY, TRAINING = AbsenceKind.SICK, AbsenceKind.MATERNITY, AbsenceKind.TRAINING
JULY, AUGUST, SEPTEMBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)
THIRD = Quarter(2026, 3)


@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        ([], []),
        ([(SICK, JULY, date(2026, 7, 31))], [(SICK, JULY, date(2026, 7, 31))]),
        # One ends on the eve of the next: they are one.
        ([(SICK, JULY, date(2026, 7, 31)), (SICK, AUGUST, None)], [(SICK, JULY, None)]),
        # A day between them parts them.
        (
            [(SICK, JULY, date(2026, 7, 30)), (SICK, AUGUST, None)],
            [(SICK, JULY, date(2026, 7, 30)), (SICK, AUGUST, None)],
        ),
        # The shorter lies within the longer, or within one still open.
        (
            [(SICK, JULY, date(2026, 9, 30)), (SICK, AUGUST, date(2026, 8, 9))],
            [(SICK, JULY, date(2026, 9, 30))],
        ),
        ([(SICK, JULY, None), (SICK, AUGUST, date(2026, 8, 9))], [(SICK, JULY, None)]),
        # Another kind is another matter.
        ([(TRAINING, JULY, date(2026, 7, 31)), (SICK, AUGUST, None)], [(SICK, AUGUST, None)]),
    ],
)
def test_absences_that_touch_are_one_stretch(absences, expected):
    found = stretches([Absence(*absence) for absence in absences], SICK, MATERNITY)
    assert found == [Stretch(frozenset({kind}), since, until) for kind, since, until in expected]


def test_a_stretch_remembers_of_which_kinds_it_is_made():
    absences = [Absence(MATERNITY, AUGUST), Absence(SICK, JULY, date(2026, 7, 31))]
    assert stretches(absences, SICK, MATERNITY) == [Stretch(frozenset({SICK, MATERNITY}), JULY, None)]


@pytest.mark.parametrize(
    ("since", "until", "spans"),
    [
        (date(2026, 5, 1), date(2026, 8, 31), True),
        (date(2026, 5, 1), date(2026, 8, 30), False),
        (AUGUST, date(2027, 1, 1), True),
        (AUGUST, None, True),
        (date(2026, 8, 2), None, False),
        (date(2026, 1, 1), date(2026, 6, 30), False),
    ],
)
def test_only_the_part_within_the_quarter_counts(since, until, spans):
    assert Stretch(frozenset({SICK}), since, until).spans(THIRD, 2) is spans


def service(since, until=None, **fields):
    return Service(fields.pop("post", "Phó Giám đốc"), "Sở Nội vụ", "SNV", since, until, **fields)


def test_the_present_post_is_the_main_one_held_on_the_evaluation_date():
    ended, minor = service(JULY, date(2026, 9, 28)), service(AUGUST, main=False)
    held, late = service(date(2020, 1, 1)), service(date(2026, 9, 30))
    assert Career.of([ended, minor, held, late], [], THIRD).present == held
    assert Career.of([ended, minor, late], [], THIRD).present is None


def test_of_two_main_posts_the_present_one_is_the_newer():
    newer = service(SEPTEMBER, post="Giám đốc")
    assert Career.of([newer, service(JULY)], [], THIRD).present == newer


def test_what_begins_after_the_evaluation_date_says_nothing():
    absences = [Absence(SICK, date(2026, 9, 29)), Absence(SICK, date(2026, 9, 30))]
    career = Career.of([service(date(2026, 9, 29)), service(date(2026, 9, 30))], absences, THIRD)
    assert (career.posts, career.absences) == ((service(date(2026, 9, 29)),), (absences[0],))


@pytest.mark.parametrize(
    ("posts", "left"),
    [
        # Of two posts left, the one that ended last; a gap before the new one is no matter.
        ([("A", date(2020, 1, 1), date(2026, 8, 20)), ("B", date(2022, 1, 1), date(2024, 1, 1))], "A"),
        # Held until the new one, whether its end was written down or not.
        ([("A", date(2020, 1, 1), date(2026, 8, 20)), ("B", date(2019, 1, 1), None)], "B"),
        ([("A", date(2020, 1, 1), date(2026, 8, 30)), ("B", date(2019, 1, 1), date(2026, 8, 31))], "B"),
    ],
)
def test_the_post_left_is_the_leadership_post_that_ended_last(posts, left):
    new = service(SEPTEMBER, post="Giám đốc", cause=Cause.PROMOTION)
    career = Career.of([new, *(service(since, until, post=post) for post, since, until in posts)], [], THIRD)
    old, present = career.promotion
    assert (old.post, present) == (left, new)


@pytest.mark.parametrize(
    "earlier",
    [
        [],
        [service(date(2020, 1, 1), leads=False)],
        [service(date(2020, 1, 1), main=False)],
        [service(SEPTEMBER, date(2026, 9, 2))],
    ],
)
def test_without_an_earlier_main_leadership_post_nobody_was_promoted_or_arrived(earlier):
    career = Career.of([*earlier, service(SEPTEMBER, cause=Cause.PROMOTION)], [], THIRD)
    assert (career.promotion, career.arrival) == (None, None)


@pytest.mark.parametrize(
    ("posts", "entered"),
    [
        ([], None),
        ([(JULY, "A", Cause.TRANSFER)], JULY),
        ([(JULY, "A", Cause.TRANSFER), (AUGUST, "A", Cause.PROMOTION)], JULY),
        ([(JULY, "A", Cause.TRANSFER), (AUGUST, "B", Cause.REORGANISATION)], JULY),
        (
            [
                (JULY, "A", Cause.TRANSFER),
                (AUGUST, "B", Cause.REORGANISATION),
                (SEPTEMBER, "B", Cause.APPOINTMENT),
            ],
            JULY,
        ),
        ([(JULY, "A", Cause.REORGANISATION), (AUGUST, "B", Cause.TRANSFER)], AUGUST),
        (
            [(JULY, "A", Cause.TRANSFER), (AUGUST, "B", Cause.TRANSFER), (SEPTEMBER, "A", Cause.TRANSFER)],
            SEPTEMBER,
        ),
    ],
)
def test_a_stay_begins_where_the_unit_was_entered_and_a_reorganisation_enters_none(posts, entered):
    held = [Service("Giám đốc", unit, unit, since, cause=cause) for since, unit, cause in posts]
    stay = Career.of(held, [], THIRD).stay
    assert (stay[0].since if stay else None, stay[-1:]) == (entered, tuple(held[-1:]))
