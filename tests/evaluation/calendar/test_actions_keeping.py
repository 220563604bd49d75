"""Keeping the calendar: everything that is due is done once, by whoever comes, in order, and nothing for days long gone."""

from datetime import datetime, timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.calendar.actions import keeping
from evaluation.calendar.actions.keeping import keep, live_through
from evaluation.calendar.models import EffectKind
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Effect, Policy
from notices.models import Kind, Notice
from regulation.quarters import Quarter
from tests.evaluation.collectives.collective_factories import a_collective_world, decided, seated
from tests.evaluation.core.test_races import together
from tests.factories import (
    AppointmentFactory,
    CadreFactory,
    DossierFactory,
    PeriodFactory,
    UserFactory,
    a_ward,
    an_official,
)

pytestmark = pytest.mark.django_db
PLANS_CLOSE = datetime(2026, 9, 26, tzinfo=clock.HERE)  # of Quý IV/2026
TICK = timedelta(microseconds=1)


@pytest.fixture
def world():
    """A ward with one person, whose dossiers of this quarter and the next are there."""
    world = a_ward()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    PeriodFactory(quarter=Quarter(2026, 3))
    world.period = PeriodFactory()
    for quarter in (Quarter(2026, 3), Quarter(2026, 4)):
        stage = Stage.PLANNING if quarter.number == 4 else Stage.PUBLISHED
        DossierFactory(
            cadre=world.cadre, unit=world.division, period=PeriodFactory(quarter=quarter), stage=stage
        )
    return world


def at(moment):
    """What was done when the calendar was kept then: "2026-09-22 08:00", Vietnam's time, or an instant."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment).replace(tzinfo=clock.HERE)
    with clock.held(moment):
        return [(EffectKind(one.kind).name, one.quarter) for one in keep()]


def told(user):
    return list(Notice.objects.filter(to=user).order_by("pk").values_list("sentence", flat=True))


def test_the_round_of_the_next_quarter_opens_on_the_first_day_of_the_last_month(world):
    first = datetime(2026, 12, 1, tzinfo=clock.HERE)
    assert at(first - TICK) == []
    assert at(first) == [("OPEN", "2027-1")]
    assert Dossier.objects.filter(period__year=2027, period__number=1, cadre=world.cadre).count() == 1
    assert at(first) == []


def test_whoever_is_appointed_later_joins_the_open_rounds(world):
    at("2026-09-10 08:00")
    newcomer = AppointmentFactory(unit=world.division, cadre__account=True).cadre
    at("2026-09-11 08:00")
    assert sorted(newcomer.dossiers.values_list("period__number", flat=True)) == [3, 4]


@pytest.mark.parametrize(
    ("moment", "left"),
    [
        ("2026-09-18 07:00", "Còn 7 ngày để"),
        ("2026-09-22 23:59", "Còn 3 ngày để"),
        ("2026-09-24 12:00", "Còn 1 ngày để"),
        ("2026-09-25 07:00", "Hôm nay là ngày cuối để"),
    ],
)
def test_people_are_reminded_on_the_day_with_what_is_left(world, moment, left):
    assert at(moment) == [("REMIND", "2026-4")]
    assert told(world.subject) == [f"{left} nộp kế hoạch Quý IV/2026 (hạn: hết thứ Sáu, 25/09/2026)"]
    assert at(moment) == []


@pytest.mark.parametrize(
    "moment", ["2026-09-18 06:59", "2026-09-19 08:00", "2026-09-23 08:00", "2026-09-25 06:59"]
)
def test_on_no_other_day_and_not_before_the_morning(world, moment):
    assert at(moment) == []
    assert told(world.subject) == []


def test_a_later_reminder_takes_the_earlier_one_back(world):
    at("2026-09-18 08:00")
    at("2026-09-22 08:00")
    unread = Notice.objects.unread().filter(to=world.subject)
    assert [one.sentence[:12] for one in unread] == ["Còn 3 ngày đ"]


def test_the_rounds_reminder_leaves_that_of_a_unit_with_its_own_day(world):
    Policy.objects.create(
        period=world.period,
        unit=world.ward,
        self_closes_at=datetime(2026, 12, 25, tzinfo=clock.HERE),
    )
    Dossier.objects.filter(period=world.period).update(stage=Stage.WORKING)
    elsewhere = DossierFactory(unit=a_ward().ward, period=world.period, stage=Stage.WORKING).cadre.user
    at("2026-12-21 08:00")  # three days before the ward's last one
    at("2026-12-22 08:00")  # seven before the round's
    unread = Notice.objects.unread().filter(about__startswith="deadline 2026-4 dossier")
    left = [unread.get(to=user).sentence[:12] for user in (world.subject, elsewhere)]
    assert left == ["Còn 3 ngày đ", "Còn 7 ngày đ"]


def test_whoever_has_handed_in_is_reminded_of_nothing(world):
    Dossier.objects.get(period=world.period).plan.__class__.objects.update(stage=PlanStage.SUBMITTED)
    assert at("2026-09-22 08:00") == []


def test_a_unit_that_asks_earlier_has_its_own_days(world):
    own = datetime(2026, 12, 25, tzinfo=clock.HERE)
    Policy.objects.create(period=world.period, unit=world.ward, self_closes_at=own)
    Dossier.objects.filter(period=world.period).update(stage=Stage.WORKING)
    PeriodFactory(quarter=Quarter(2027, 1), plan_closes_at=datetime(2027, 1, 20, tzinfo=clock.HERE))
    found = at("2026-12-24 08:00")
    assert ("REMIND", "2026-4") in found
    assert told(world.subject)[0] == (
        "Hôm nay là ngày cuối để nộp bản tự đánh giá Quý IV/2026 (hạn: hết thứ Năm, 24/12/2026)"
    )


def test_to_the_microsecond_nobody_is_missing_before_the_window_has_closed(world):
    at(PLANS_CLOSE - timedelta(hours=1))
    assert at(PLANS_CLOSE - TICK) == []
    assert at(PLANS_CLOSE) == [("TELL_STAFF", "2026-4")]


def test_first_the_staff_then_the_leadership_then_the_province(world):
    def heard():
        people = (world.staff, world.leadership, world.organisation)
        return [len(told(person)) for person in people]

    moments = ("2026-09-26 00:00", "2026-09-27 07:00", "2026-09-28 07:00", "2026-09-30 07:00")
    assert [(at(moment), heard())[1] for moment in moments] == [[1, 0, 0], [1, 1, 0], [1, 1, 1], [1, 1, 1]]
    closed = "đã hết hạn (hết thứ Sáu, 25/09/2026)"
    missed = f"chưa nộp kế hoạch Quý IV/2026, {closed}, tính đến"
    assert told(world.staff) == [f"{world.ward}: 1 đồng chí {missed} 00:00 ngày 26/09/2026"]
    assert told(world.leadership) == [f"{world.ward}: 1 đồng chí {missed} 07:00 ngày 27/09/2026"]
    assert told(world.organisation) == [f"1 đồng chí ở 1 đơn vị {missed} 07:00 ngày 28/09/2026"]
    board = reverse("unit_board", args=[world.ward.pk, "2026-4"])
    opens = [Notice.objects.get(to=one).url for one in (world.staff, world.leadership, world.organisation)]
    assert opens == [board, board, f"{reverse('boards')}?ky=2026-4&step=plan"]


def test_a_unit_is_found_from_the_notice_whatever_signs_its_code_has(world):
    type(world.ward).objects.filter(pk=world.ward.pk).update(code="P&Q #1")
    DossierFactory(unit=world.ward, period=world.period, stage=Stage.SUBMITTED)
    at("2026-12-28 07:00")
    told_of = Notice.objects.get(to=world.staff, sentence__contains="đang xem xét tại đơn vị")
    assert QueryDict(urlsplit(told_of.url).query)["managing"] == "P&Q #1"


def test_after_three_days_without_it_what_is_past_is_not_made_up_for_and_what_matters_comes_once(world):
    at("2026-09-24 08:00")
    Notice.objects.all().delete()
    found = at("2026-09-27 09:00")
    assert [kind for kind, _ in found] == ["TELL_STAFF", "TELL_PEOPLE", "TELL_LEADERSHIP"]
    assert [line[:18] for line in told(world.subject)] == ["Đồng chí chưa nộp "]
    assert at("2026-09-27 09:05") == []


def test_long_after_nobody_is_told(world):
    assert [one for one in at("2026-10-20 08:00") if one[0] != "OPEN"] == []
    assert Notice.objects.count() == 0


def test_what_was_noted_and_not_done_on_its_day_is_dropped(world, monkeypatch):
    with clock.held(datetime(2026, 9, 22, 8, tzinfo=clock.HERE)):
        keeping.note(keeping.due_now())
    at("2026-09-23 08:00")
    effect = Effect.objects.get()
    assert (effect.outcome, effect.done_at is not None, told(world.subject)) == (
        keeping.DROPPED,
        True,
        [],
    )


def test_ten_thousand_letters_are_told_with_a_point(world, monkeypatch):
    UserFactory(email="cuc@vidu.vn")
    monkeypatch.setattr(keeping, "write_letters", lambda: 10_000)
    at("2026-09-22 08:00")
    assert Effect.objects.get(kind="letters").outcome == "10.000 thư"


def test_one_that_fails_leaves_nothing_half_done_and_holds_up_no_other(world, monkeypatch):
    DossierFactory(unit=world.ward, period=world.period, stage=Stage.WORKING)
    Policy.objects.create(
        period=world.period, unit=world.ward, self_closes_at=datetime(2026, 9, 24, tzinfo=clock.HERE)
    )

    def fails(effect):
        Notice.objects.create(to=world.staff, kind="waits", about="x", sentence="x", url="/")
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setitem(keeping._DEEDS, EffectKind.TELL_STAFF, fails)
        found = at("2026-09-25 08:00")
    assert ("REMIND", "2026-4") in found
    undone = Effect.objects.get(done_at=None)
    assert (undone.kind, undone.failures, Notice.objects.filter(about="x").count()) == ("tell_staff", 1, 0)
    assert ("TELL_STAFF", "2026-4") in at("2026-09-25 08:05")


def test_a_newcomer_who_cannot_be_brought_holds_up_no_reminder_and_no_letter(world, monkeypatch):
    type(world.subject).objects.filter(pk=world.subject.pk).update(email="an@vidu.vn")
    AppointmentFactory(unit=world.division)

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(keeping.rounds, "open_round", fails)
    with pytest.raises(RuntimeError):
        at("2026-09-25 08:00")
    assert told(world.subject)
    assert [letter.to for letter in mail.outbox] == [["an@vidu.vn"]]


def test_each_morning_it_is_looked_for_whoever_was_decided_by_another_post(world):
    dossier = seated(a_collective_world(), "deputy", stage=Stage.DECIDED, decided_rating="good")
    decided(dossier, PLANS_CLOSE)
    assert ("ASK_DECIDERS", "") not in at("2026-12-28 06:59")
    assert ("ASK_DECIDERS", "") in at("2026-12-28 07:00")
    assert ("ASK_DECIDERS", "") not in at("2026-12-28 20:00")
    assert ("ASK_DECIDERS", "") in at("2026-12-29 07:00")


def test_reminding_asks_the_database_no_more_for_many(world):
    def queries(moment):
        then = datetime.fromisoformat(moment).replace(tzinfo=clock.HERE)
        with clock.held(then), CaptureQueriesContext(connection) as asked:
            assert len(keep()) == 1
        return len(asked)

    few = queries("2026-09-18 08:00")
    DossierFactory.create_batch(30, unit=world.division, period=world.period)
    assert queries("2026-09-22 08:00") == few
    assert Notice.objects.unread().filter(kind=Kind.DEADLINE).count() == 31


def test_before_dossiers_are_due_each_unit_hears_of_what_still_lies_there(world):
    for stage in (Stage.SUBMITTED, Stage.COUNCIL, Stage.PROPOSED):
        DossierFactory(unit=world.ward, period=world.period, stage=stage)
    assert ("REMIND_DESKS", "2026-4") in at("2026-12-28 07:00")
    lines = f"{world.ward}: còn 2 hồ sơ Quý IV/2026 đang xem xét tại đơn vị (hạn: hết thứ Ba, 29/12/2026)"
    assert [lines in told(world.staff), lines in told(world.leadership)] == [True, True]
    at("2026-12-29 07:00")
    unread = Notice.objects.unread().get(to=world.staff, about__startswith="desks")
    assert unread.url == f"/ho-so/?ky=2026-4&stage=review&managing={world.ward.code}"


def test_before_the_report_is_due_the_province_hears_of_what_still_lies_there(world):
    DossierFactory(unit=world.ward, period=world.period, stage=Stage.PROPOSED, provincial=True)
    at("2027-01-03 07:00")
    line = f"{world.province}: còn 1 hồ sơ Quý IV/2026 đang xem xét tại tỉnh (hạn: hết thứ Hai, 04/01/2027)"
    assert line in told(world.organisation)
    assert not [one for one in told(world.staff) if "tại tỉnh" in one]


def test_a_demonstration_lives_through_the_days_in_between(world):
    live_through(datetime(2026, 9, 16).date(), datetime(2026, 9, 27).date())
    assert len(told(world.subject)) == 5
    assert len(told(world.staff)) == 1
    live_through(datetime(2026, 9, 27).date(), datetime(2026, 9, 16).date())
    assert len(told(world.subject)) == 5


def test_days_that_lie_farther_back_are_not_lived(world, monkeypatch):
    monkeypatch.setattr(keeping, "LONGEST", timedelta(days=5))
    live_through(datetime(2026, 9, 1).date(), datetime(2026, 9, 25).date())
    assert [line[:12] for line in told(world.subject)] == ["Còn 3 ngày đ", "Còn 1 ngày đ", "Hôm nay là n"]


def test_a_province_without_rounds_gets_this_quarters_and_in_its_last_month_the_next_ones():
    AppointmentFactory(cadre=CadreFactory(account=True))
    assert at("2026-08-31 08:00") == [("OPEN", "2026-3")]


def test_where_both_are_missing_both_are_opened_at_once():
    AppointmentFactory(cadre=CadreFactory(account=True))
    assert at("2026-09-10 08:00") == [("OPEN", "2026-3"), ("OPEN", "2026-4")]


# --- the command


def ordered(*asked):
    out = StringIO()
    call_command("keep_calendar", *asked, stdout=out)
    return out.getvalue().splitlines()


def test_a_dry_run_tells_what_would_be_done_at_a_moment_and_writes_nothing(world):
    lines = ordered("--dry-run", "--as-of", "2026-09-22 08:00")
    assert lines == ["07:00 ngày 22/09/2026 Nhắc hạn · 2026-4", "1 việc đến lúc làm, chưa ghi gì."]
    assert [Effect.objects.count(), Notice.objects.count()] == [0, 0]


def test_it_does_what_is_due_and_says_what_came_of_it(world, settings):
    settings.DEMONSTRATION = False
    with clock.held(datetime(2026, 9, 22, 8, tzinfo=clock.HERE)):
        lines = ordered()
    assert lines == ["07:00 ngày 22/09/2026 Nhắc hạn · 2026-4: 1 người", "1 việc."]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("--as-of", "2026-09-22 08:00"), "thêm --dry-run"),
        (("--dry-run", "--as-of", "2026-13-45 08:00"), "Không phải một lúc có thật"),
        (("--dry-run", "--as-of", "hôm nay"), "Không phải một lúc có thật"),
    ],
)
def test_the_past_and_the_future_are_only_looked_at(asked, sentence):
    with pytest.raises(CommandError, match=sentence):
        ordered(*asked)


# --- several at once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_several_that_keep_it_at_once_do_everything_once(world):
    DossierFactory.create_batch(5, unit=world.division, period=world.period)
    moment = datetime(2026, 9, 26, 8, tzinfo=clock.HERE)

    def keeps():
        with clock.held(moment):
            return [one.key for one in keep()]

    done = together(*[keeps] * 5)
    assert sorted(key for keys in done for key in keys) == sorted(
        Effect.objects.values_list("key", flat=True)
    )
    assert len(told(world.staff)) == 1
