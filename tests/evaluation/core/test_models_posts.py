"""What the database says of posts is what the law's own reading of them says, dossier by dossier and day by day."""

from datetime import date, datetime, timedelta
from operator import attrgetter

import pytest
from django.db.models import F

from config import clock
from evaluation.calendar.actions.rounds import join
from evaluation.core.facts.posts import BETWEEN, binding_moves, can_follow, left_on, settled_on
from evaluation.core.models import Dossier, posts
from evaluation.core.models.posts import left, moved, sits_elsewhere
from regulation.deadlines import evaluation_date
from regulation.quarters import Quarter
from regulation.vocabulary import Leadership
from tests.factories import (
    LONG_AGO,
    AppointmentFactory,
    DossierFactory,
    PeriodFactory,
    PositionFactory,
    UnitFactory,
    a_ward,
)

pytestmark = pytest.mark.django_db

LAST = date(2026, 12, 29)  # the evaluation date of Quý IV/2026
EDGES = [LAST + timedelta(days=days) for days in (-40, -1, 0, 1, 2)]


@pytest.fixture
def elsewhere():
    return UnitFactory(name="Phường Nơi Mới")


@pytest.fixture
def rows(elsewhere):
    """One person a day on which the post ends: without another, and with one that follows at once or after a gap."""
    ward = a_ward()
    found = []
    for ends in EDGES:
        for begins in (None, ends + timedelta(days=1), ends + timedelta(days=3)):
            row = DossierFactory(unit=ward.ward, period=PeriodFactory())
            post = {"cadre": row.cadre, "leadership": row.leadership}
            AppointmentFactory(unit=ward.ward, valid_from=LONG_AGO, valid_until=ends, **post)
            if begins:
                AppointmentFactory(unit=elsewhere, valid_from=begins, **post)
            found.append(row.pk)
    return found


@pytest.mark.clause("7.b", "7.e")
@pytest.mark.parametrize("window_moved_by", [0, 10])
@pytest.mark.parametrize("today", [*EDGES, date(2027, 1, 8)])
def test_the_queues_hold_whom_the_pages_speak_of(rows, elsewhere, today, window_moved_by):
    """Also where the province has moved the window: the evaluation date stays."""
    period = Dossier.objects.first().period
    period.dossier_closes_at += timedelta(days=window_moved_by)
    period.save()
    with clock.held(datetime.combine(today, datetime.min.time(), clock.HERE) + timedelta(hours=9)):
        told = {row.pk: row for row in Dossier.objects.filter(pk__in=rows)}
        gone = {pk for pk, row in told.items() if (day := left_on(row)) and day <= today}
        follow = {pk for pk, row in told.items() if can_follow(row)}
        queued = set(Dossier.objects.filter(moved(), pk__in=rows).values_list("pk", flat=True))
        assert set(Dossier.objects.filter(left(), pk__in=rows).values_list("pk", flat=True)) == gone
        assert queued == follow


NOW = datetime(2026, 12, 20, 9, tzinfo=clock.HERE)
ALONE = Leadership.NONE.value


def as_settled(person):
    """A dossier as the round opens it for somebody with these posts."""
    with clock.held(datetime(2026, 9, 20, 9, tzinfo=clock.HERE)):
        return join(person, PeriodFactory())


def lateral(post, **world):
    """Another post in the same unit, as the same kind of leader."""
    post.position = PositionFactory(name="Chánh Văn phòng")


def other_role(post, **world):
    post.leadership = "head"


def other_unit(post, elsewhere, **world):
    post.unit = elsewhere


def other_tier(post, **world):
    post.position = PositionFactory(name=post.position.name, provincial=True)


def other_tier_by_another_post(post, **world):
    post.position = PositionFactory(name="Phó Bí thư", provincial=True)


def other_tier_by_a_part_of_its_name(post, **world):
    """Phó Chủ tịch, where the dossier names Phó Chủ tịch Thường trực."""
    first_words = post.position.name.rpartition(" ")[0]
    assert first_words
    post.position = PositionFactory(name=first_words, provincial=True)


def ended_unwritten(post, elsewhere, **world):
    """Nobody ended the post before, which has ended with the next."""
    AppointmentFactory(
        cadre=post.cadre, unit=elsewhere, leadership=post.leadership, valid_from=date(2026, 12, 1)
    )


def ended_again(post, elsewhere, **world):
    """What had taken its place is over: the post that nobody ended is held as before."""
    meanwhile = {"valid_from": date(2026, 11, 1), "valid_until": date(2026, 12, 1)}
    AppointmentFactory(cadre=post.cadre, unit=elsewhere, leadership=post.leadership, **meanwhile)


def seat_taken(post, elsewhere, **world):
    """A collective led by a post of the same name beside the main one."""
    side = {"position": post.position, "is_main": False, "leadership": "member"}
    AppointmentFactory(cadre=post.cadre, unit=elsewhere, valid_from=date(2026, 12, 1), **side)


def seat_given_up(post, side, **world):
    side.valid_until = date(2026, 12, 1)
    side.save()


def seat_raised(post, side, **world):
    side.leadership = "head"
    side.save()


def side_post_without_a_seat(post, elsewhere, **world):
    """Another name on the line, and no collective led."""
    AppointmentFactory(
        cadre=post.cadre,
        unit=elsewhere,
        position=PositionFactory(name="Ủy viên"),
        is_main=False,
        leadership=ALONE,
    )


def second_post_beside_a_higher_one(post, side, **world):
    """Two posts in one collective: the higher role counts, so that the seat stays; the line is another one."""
    side_of = {"unit": side.unit, "position": PositionFactory(name="Thư ký"), "is_main": False}
    AppointmentFactory(cadre=post.cadre, leadership="member", **side_of)


def made_central(post, **world):
    post.cadre.is_central = True
    post.cadre.save()


def unit_came_under_another(post, elsewhere, **world):
    """The tree of units was changed: who manages is another one."""
    post.unit.parent = elsewhere
    post.unit.save()


def nothing(post, **world):
    pass


def a_later_end(post, **world):
    post.valid_until = date(2027, 6, 30)


CHANGES = [
    lateral, other_role, other_unit, other_tier, other_tier_by_another_post, other_tier_by_a_part_of_its_name, ended_unwritten,
    ended_again, seat_taken, seat_given_up, seat_raised, side_post_without_a_seat, second_post_beside_a_higher_one, made_central, unit_came_under_another,
    nothing, a_later_end,
]  # fmt: skip
# Of whoever is decided these alone are asked about; the others where the dossier names posts, a higher tier only with another post.
OF_DECISIONS = (other_role, other_unit, ended_unwritten)
OF_THE_NAMED = (
    other_tier_by_another_post,
    other_tier_by_a_part_of_its_name,
    seat_taken,
    seat_given_up,
    seat_raised,
)


@pytest.mark.clause("2.2", "6.3/1", "7.a", "7.b")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("knows_posts", [True, False])
def test_the_queue_holds_every_change_of_posts_that_forbids_the_rating(elsewhere, change, knows_posts):
    world = a_ward()
    side = AppointmentFactory(
        cadre=world.cadre,
        unit=a_ward().ward,
        position=PositionFactory(name="Ủy viên"),
        is_main=False,
        leadership="deputy",
    )
    dossier = as_settled(world.cadre)
    if not knows_posts:
        Dossier.objects.update(party_post="", government_post="", mass_post="")
    change(world.post, elsewhere=elsewhere, side=side)
    world.post.save()
    with clock.held(NOW):
        row = Dossier.objects.get(pk=dossier.pk)
        queued = Dossier.objects.filter(moved(), pk=dossier.pk).exists()
        assert queued == can_follow(row)
        assert queued == any(binding_moves(row))
        elsewhere_now = settled_on(row.cadre, NOW.date()).sits_elsewhere(row)
        assert Dossier.objects.filter(sits_elsewhere(), pk=dossier.pk).exists() == elsewhere_now
        assert elsewhere_now == (change in OF_DECISIONS or knows_posts and change in OF_THE_NAMED)
        if knows_posts:
            assert queued == (change not in (nothing, a_later_end, ended_again))


@pytest.mark.clause("2.2")
def test_a_post_whose_name_holds_what_stands_between_two_is_still_held_where_its_tier_was_raised():
    world = a_ward()
    world.post.position = PositionFactory(name="Phó Trưởng phòng; Chánh Văn phòng")
    world.post.save()
    AppointmentFactory(cadre=world.cadre, unit=world.ward, is_main=False, leadership=ALONE)
    dossier = as_settled(world.cadre)
    assert dossier.government_post.count(BETWEEN) == 2
    other_tier(world.post)
    world.post.save()
    with clock.held(NOW):
        assert not settled_on(world.cadre, NOW.date()).has_another_main(dossier)
        assert not Dossier.objects.filter(sits_elsewhere()).exists()


def test_the_same_posts_recorded_anew_in_another_order_are_the_same_posts():
    world = a_ward()
    first, _ = (
        AppointmentFactory(
            cadre=world.cadre,
            unit=world.ward,
            position=PositionFactory(name=name),
            is_main=False,
            leadership=ALONE,
        )
        for name in ("Ủy viên", "Thư ký")
    )
    dossier = as_settled(world.cadre)
    first.delete()
    first.pk = None
    first.save()
    with clock.held(NOW):
        row = Dossier.objects.get(pk=dossier.pk)
        assert not can_follow(row)
        assert not Dossier.objects.filter(moved(), pk=dossier.pk).exists()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_evaluation_date_said_to_the_database_is_the_laws_in_each_quarter(number):
    quarter = Quarter(2027, number)
    dossier = DossierFactory(period=PeriodFactory(quarter=quarter))
    days = {"evaluated": posts._evaluated_on(F), "first": posts._day_of(F, attrgetter("first_day"))}
    found = Dossier.objects.annotate(**days).values_list("evaluated", "first").get(pk=dossier.pk)
    assert found == (evaluation_date(quarter), quarter.first_day)


def test_the_queue_asks_few_questions_of_each_row():
    """Each is asked of ten thousand rows, and said anew for each home page."""
    sql = str(Dossier.objects.filter(moved()).query)
    assert sql.count("(SELECT") < 20
