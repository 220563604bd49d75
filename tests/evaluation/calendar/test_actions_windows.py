"""Who hears that a window was moved, and which moves are refused."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Duty
from config import clock
from evaluation.calendar.actions.keeping import keep
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.extensions.actions import give
from evaluation.models import Extension, Plan, Policy
from evaluation.policies.actions import TurnsLate, set_own_windows, set_windows
from notices.models import Kind, Notice
from regulation.deadlines import OwnWindow, Window
from tests.factories import DossierFactory, PeriodFactory, a_ward, an_official

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 10, 8, tzinfo=clock.HERE)
PLANS = datetime(2026, 9, 29, tzinfo=clock.HERE)


@pytest.fixture
def world():
    world = a_ward()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    world.period = PeriodFactory()
    world.dossier = DossierFactory(cadre=world.cadre, unit=world.division, period=world.period)
    with clock.held(NOW):
        yield world


def moved(world, to, window=Window.PLAN):
    set_windows(world.period, {window: to}, by=world.organisation, reason="Trùng ngày nghỉ lễ")


def told(user):
    return list(Notice.objects.filter(to=user, kind=Kind.WINDOW).values_list("sentence", "words"))


def test_whoever_owes_a_plan_hears_of_its_new_day_and_why(world):
    moved(world, PLANS)
    days = "nay hết thứ Hai, 28/09/2026, trước là hết thứ Sáu, 25/09/2026"
    line = (f"Đổi hạn nộp kế hoạch Quý IV/2026: {days}", "Trùng ngày nghỉ lễ")
    assert [told(world.subject), told(world.staff), told(world.organisation)] == [[line], [line], []]


def test_whoever_has_handed_in_is_told_nothing(world):
    Plan.objects.update(stage=PlanStage.SUBMITTED)
    moved(world, PLANS)
    assert told(world.subject) == []


def test_a_units_own_day_is_told_to_its_own_people_alone(world):
    other = DossierFactory(unit=a_ward().ward, period=world.period, stage=Stage.WORKING)
    type(world.dossier).objects.update(stage=Stage.WORKING)
    own = {OwnWindow.SELF: datetime(2026, 12, 25, tzinfo=clock.HERE)}
    set_own_windows(world.period, world.ward, own, by=world.leadership, reason="Nhiều phòng")
    assert [len(told(user)) for user in (world.subject, other.cadre.user, world.staff)] == [1, 0, 1]
    assert f"của {world.ward.in_sentence}" in told(world.subject)[0][0]


def test_what_did_not_move_is_told_to_nobody(world):
    moved(world, world.period.plan_closes_at)
    assert Notice.objects.filter(kind=Kind.WINDOW).count() == 0


def unread(user):
    return list(Notice.objects.unread().filter(to=user).order_by("pk").values_list("sentence", flat=True))


def test_what_named_the_day_before_needs_no_reading_any_more(world):
    with clock.held(datetime(2026, 9, 22, 8, tzinfo=clock.HERE)):
        keep()
        assert [line[:12] for line in unread(world.subject)] == ["Còn 3 ngày đ"]
        moved(world, PLANS)
        moved(world, datetime(2026, 9, 30, tzinfo=clock.HERE))
    for user in (world.subject, world.staff):
        assert ["nay hết thứ Ba, 29/09/2026" in line for line in unread(user)] == [True]


def test_whoever_has_a_day_of_their_own_keeps_what_names_it(world):
    Extension.objects.create(
        period=world.period,
        dossier=world.dossier,
        window="plan",
        stage="granted",
        until=PLANS,
        ground="Mưa bão",
    )
    with clock.held(datetime(2026, 9, 25, 8, tzinfo=clock.HERE)):
        keep()
        before = unread(world.subject)
        moved(world, datetime(2026, 9, 27, tzinfo=clock.HERE))
    assert "hết thứ Hai, 28/09/2026" in before[0]
    assert before[0] in unread(world.subject)


def test_what_units_were_told_of_files_that_lie_there_goes_too(world):
    DossierFactory(unit=world.ward, period=world.period, stage=Stage.SUBMITTED)
    with clock.held(datetime(2026, 12, 28, 8, tzinfo=clock.HERE)):
        keep()
        desks = Notice.objects.unread().filter(to=world.staff, about__startswith="desks ")
        assert desks.count() == 1
        moved(world, datetime(2027, 1, 2, tzinfo=clock.HERE), Window.DOSSIER)
        assert desks.count() == 0


def test_telling_asks_the_database_no_more_for_many(world):
    def queries(day):
        with CaptureQueriesContext(connection) as asked:
            moved(world, datetime(2026, 9, day, tzinfo=clock.HERE))
        return len(asked)

    queries(27)  # the round's row of rules is made
    few = queries(28)
    DossierFactory.create_batch(30, unit=world.division, period=world.period)
    assert queries(29) == few


def test_a_window_is_not_drawn_back_over_those_who_came_in_time(world):
    with pytest.raises(TurnsLate, match="người đã nộp đúng hạn sẽ thành nộp muộn"):
        moved(world, datetime(2026, 9, 10, tzinfo=clock.HERE))
    moved(world, datetime(2026, 9, 11, tzinfo=clock.HERE))
    assert len(told(world.subject)) == 1


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.HERE)


def granted(world, window, until):
    of_person = {"period": world.period, "dossier": world.dossier, "window": window}
    Extension.objects.create(stage="granted", until=day(until), ground="Mưa bão", **of_person)


def to_hand_in_mau_03(world):
    type(world.dossier).objects.filter(pk=world.dossier.pk).update(stage=Stage.WORKING)
    return DossierFactory(unit=a_ward().ward, period=world.period, stage=Stage.WORKING).cadre.user


@pytest.mark.parametrize(
    ("until", "said"),
    [("2026-10-05", []), ("2026-09-28", ["nay hết thứ Hai, 28/09/2026, trước là hết Chủ nhật, 27/09/2026"])],
)
def test_of_the_rounds_new_day_nobody_hears_whom_a_later_one_was_granted(world, until, said):
    granted(world, "plan", until)
    moved(world, PLANS)
    lines = [f"Đổi hạn nộp kế hoạch Quý IV/2026: {days}" for days in said]
    assert [sentence for sentence, _ in told(world.subject)] == lines
    assert len(told(world.staff)) == 1


def test_nor_do_those_whom_their_unit_asks_earlier(world):
    other = to_hand_in_mau_03(world)
    Policy.objects.create(period=world.period, unit=world.ward, self_closes_at=day("2026-12-25"))
    moved(world, day("2026-12-31"), Window.DOSSIER)
    assert [len(told(user)) for user in (world.subject, other)] == [0, 1]
    moved(world, day("2026-12-21"), Window.DOSSIER)
    days = "nay hết Chủ nhật, 20/12/2026, trước là hết thứ Năm, 24/12/2026"
    assert told(world.subject)[0][0] == f"Đổi hạn nộp bản tự đánh giá Quý IV/2026: {days}"


def test_of_their_units_own_day_nobody_hears_whose_own_did_not_move(world):
    to_hand_in_mau_03(world)
    granted(world, "dossier", "2026-12-28")
    for own, heard in (("2026-12-25", 1), ("2026-12-23", 1), (None, 2)):
        to = {OwnWindow.SELF: day(own) if own else None}
        set_own_windows(world.period, world.ward, to, by=world.leadership, reason="Nhiều phòng")
        assert Notice.objects.filter(to=world.subject, kind=Kind.WINDOW).count() == heard
    assert "nay hết thứ Ba, 29/12/2026, trước là hết Chủ nhật, 27/12/2026" in told(world.subject)[0][0]


def test_of_the_reports_new_day_the_province_hears_whose_desk_is_to_be_clear(world):
    others = [
        an_official(duty, world.province)
        for duty in (Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT)
    ]
    moved(world, day("2027-01-08"), Window.REPORT)
    moved(world, day("2027-01-09"), Window.REPORT)
    days = "nay hết thứ Sáu, 08/01/2027, trước là hết thứ Năm, 07/01/2027"
    line = f"Đổi hạn báo cáo Ban Tổ chức Trung ương Quý IV/2026: {days}"
    assert [unread(user) for user in others] == [[line], [line]]
    assert [told(user) for user in (world.subject, world.staff, world.organisation)] == [[], [], []]


def missed(world):
    """Everybody above hears, in three mornings, who had not handed in the plan."""
    for morning in (26, 27, 28, 29):
        with clock.held(datetime(2026, 9, morning, 8, tzinfo=clock.HERE)):
            keep()
    return above(world)


def above(world):
    """Of whom it still is to be read that somebody is missing."""
    people = {name: getattr(world, name) for name in ("staff", "leadership", "organisation")}
    return {name for name, user in people.items() if any("đã hết hạn" in line for line in unread(user))}


def test_once_the_window_moved_on_nobody_reads_that_it_has_closed(world):
    assert missed(world) == {"staff", "leadership", "organisation"}
    with clock.held(datetime(2026, 9, 29, 9, tzinfo=clock.HERE)):
        moved(world, datetime(2026, 10, 3, tzinfo=clock.HERE))
    assert above(world) == set()


def test_given_longer_a_unit_reads_no_more_that_its_window_has_closed_and_others_do(world):
    other = a_ward()
    DossierFactory(cadre=other.cadre, unit=other.division, period=world.period)
    missed(world)
    longer = Extension(
        period=world.period,
        window="plan",
        unit=world.ward,
        until=datetime(2026, 10, 3, tzinfo=clock.HERE),
        ground="Mưa bão",
    )
    with clock.held(datetime(2026, 9, 29, 9, tzinfo=clock.HERE)):
        give(longer, by=world.organisation)
    other.organisation = world.organisation
    assert above(world) == {"organisation"}
    assert above(other) == {"staff", "leadership", "organisation"}


def test_a_units_own_window_moved_on_takes_back_what_its_staff_heard(world):
    type(world.dossier).objects.update(stage=Stage.WORKING)
    early, later = (datetime(2026, 12, day, tzinfo=clock.HERE) for day in (20, 27))
    set_own_windows(
        world.period, world.ward, {OwnWindow.SELF: early}, by=world.leadership, reason="Nhiều phòng"
    )
    with clock.held(datetime(2026, 12, 20, 8, tzinfo=clock.HERE)):
        keep()
        assert "staff" in above(world)
        set_own_windows(world.period, world.ward, {OwnWindow.SELF: later}, by=world.leadership, reason="Bão")
    assert "staff" not in above(world)


@pytest.mark.parametrize(("until", "heard"), [(None, 1), ("2026-09-28", 2)])
def test_whoever_owes_it_and_waits_for_it_hears_the_same_days_once(world, until, heard):
    type(world.cadre).objects.filter(pk=world.cadre.pk).update(user=None)
    dossier = DossierFactory(cadre__user=world.staff, unit=world.ward, period=world.period)
    if until:
        world.dossier = dossier
        granted(world, "plan", until)
    moved(world, PLANS)
    days = "nay hết thứ Hai, 28/09/2026, trước là hết"
    assert [days in sentence for sentence, _ in told(world.staff)] == [True] * heard
    assert Notice.objects.filter(to=world.staff, url__contains=f"/{dossier.pk}/").count() == 1


def test_where_a_unit_comes_to_follow_the_round_or_leaves_it_the_same_days_are_heard_once(world):
    type(world.dossier).objects.update(stage=Stage.WORKING)
    type(world.cadre).objects.filter(pk=world.cadre.pk).update(user=None)
    DossierFactory(cadre__user=world.staff, unit=world.ward, period=world.period, stage=Stage.WORKING)
    for own, now in ((datetime(2026, 12, 20, tzinfo=clock.HERE), "19/12/2026"), (None, "29/12/2026")):
        Notice.objects.all().delete()
        windows = {OwnWindow.SELF: own}
        set_own_windows(world.period, world.ward, windows, by=world.leadership, reason="Nhiều phòng")
        ((sentence, _),) = told(world.staff)
        assert f"{now}, trước là hết" in sentence
