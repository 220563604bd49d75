"""The calendar as a page, and its feed behind a secret link."""

from datetime import UTC, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from lxml import html

from cadres.models import Duty
from config import clock
from evaluation.boards.actions.feeds import renew
from evaluation.core.stages import PlanStage
from evaluation.models import Dossier, Feed, Policy
from tests.factories import DossierFactory, PeriodFactory, UserFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    world = a_ward(name="Phường Long Xuyên")
    world.period = PeriodFactory()
    world.dossier = DossierFactory(unit=world.division, period=world.period, cadre=world.cadre)
    with clock.held(world.period.plan_closes_at - 3 * DAY):
        yield world


def link(user):
    return reverse("feed", args=[renew(by=user).token])


def fetched(url, code=200):
    """As a calendar program does: signed in as nobody."""
    answer = Client().get(url)
    assert answer.status_code == code
    return answer


def events(user_or_url):
    url = user_or_url if isinstance(user_or_url, str) else link(user_or_url)
    return {str(event["uid"]): event for event in Calendar.from_ical(fetched(url).content).walk("VEVENT")}


def page(client, user, url, **asked):
    client.force_login(user)
    return html.fromstring(client.get(url, asked).content)


def test_a_month_tells_what_is_due_by_weekday_date_and_time_left(client, world):
    found = page(client, world.subject, reverse("calendar"))
    (line,) = (" ".join(one.text_content().split()) for one in found.xpath("//li[@class='task-line']"))
    assert line.startswith("Nộp kế hoạch Quý IV/2026 hết thứ Sáu, 25/09/2026 còn 3 ngày")
    assert found.xpath("//li[@class='task-line']/a/@href") == [reverse("plan", args=[world.dossier.pk])]


def test_months_lead_to_the_ones_before_and_after(client, world):
    for name, month in (("prev", "08/2026"), ("next", "10/2026")):
        found = page(client, world.subject, reverse("calendar"))
        (way,) = found.xpath("//a[@rel=$name]/@href", name=name)
        assert f"Lịch tháng {month}" in page(client, world.subject, reverse("calendar") + way).text_content()
    december = page(client, world.subject, reverse("calendar"), thang="2026-12")
    assert "Nộp bản tự đánh giá Quý IV/2026" in december.text_content()


def test_a_link_is_made_by_the_button_alone_and_then_shown_whenever_asked(client, world):
    assert page(client, world.subject, reverse("calendar_link")).xpath("//input[@readonly]") == []
    assert not Feed.objects.exists()
    client.post(reverse("calendar_link"))
    found = [page(client, world.subject, reverse("calendar_link")) for _ in range(2)]
    shown = {one.xpath("string(//input[@readonly]/@value)") for one in found}
    assert shown == {f"http://testserver{reverse('feed', args=[Feed.objects.get().token])}"}


def test_a_renewed_link_is_dead_at_once_and_the_new_one_lives(client, world):
    old = link(world.subject)
    client.force_login(world.subject)
    client.post(reverse("calendar_link"))
    fetched(old, 404)
    fetched(reverse("feed", args=[Feed.objects.get(user=world.subject).token]))


def test_nobody_else_is_shown_or_changes_a_link(client, world):
    mine = link(world.subject)
    client.force_login(world.staff)
    client.post(reverse("calendar_link"))
    assert mine not in client.get(reverse("calendar_link")).text
    fetched(mine)


def test_a_link_of_an_account_out_of_use_opens_nothing(world):
    url = link(world.subject)
    world.subject.is_active = False
    world.subject.save()
    fetched(url, 404)


def test_neither_a_guess_nor_what_the_table_holds_opens_anything(world):
    link(world.subject)
    feed = Feed.objects.get()
    signature = feed.token.rpartition(".")[2]
    for token in (feed.key, f"{feed.key}.", f".{signature}", f"{feed.key}.{signature[:-1]}x", "abc", "a.b"):
        fetched(f"/lich/{token}.ics", 404)


def test_another_installation_or_another_secret_reads_the_table_in_vain(world, settings):
    url = link(world.subject)
    settings.SECRET_KEY = "mot-bi-mat-khac"
    fetched(url, 404)


def test_a_feed_is_a_calendar_kept_by_no_cache_and_told_to_no_other_page(world):
    answer = fetched(link(world.subject))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers


def test_an_event_ends_when_the_window_closes_in_utc_and_leads_to_its_page(world):
    event = events(world.subject)[f"dossier-{world.dossier.pk}-plan@localhost"]
    assert event["dtend"].dt == world.period.plan_closes_at
    assert event["dtstart"].dt.astimezone(clock.HERE).strftime("%d/%m %H:%M") == "25/09 23:00"
    assert event["dtstart"].dt.tzinfo is UTC or event["dtstart"].dt.utcoffset() == timedelta()
    assert event["dtstamp"].dt == clock.now()
    assert event["url"] == f"http://testserver{reverse('plan', args=[world.dossier.pk])}"
    assert str(event["summary"]) == "Nộp kế hoạch Quý IV/2026"


def test_what_was_handed_in_is_told_as_done(world):
    plan = world.dossier.plan
    plan.stage, plan.arrived_at = PlanStage.SUBMITTED, clock.now()
    plan.save()
    event = events(world.subject)[f"dossier-{world.dossier.pk}-plan@localhost"]
    assert str(event["summary"]) == "Đã nộp kế hoạch Quý IV/2026"


def test_a_window_that_moves_moves_its_event_under_the_same_uid_and_a_higher_sequence(world):
    url = link(world.subject)
    before = events(url)
    own = world.period.dossier_closes_at - 3 * DAY
    Policy.objects.create(period=world.period, unit=world.ward, self_closes_at=own)
    after = events(url)
    uid = f"dossier-{world.dossier.pk}-dossier@localhost"
    assert before.keys() == after.keys()
    assert after[uid]["dtend"].dt == own
    assert after[uid]["sequence"] > before[uid]["sequence"]


def test_a_feed_says_nothing_of_ratings_nor_of_anybody_elses_file(world):
    other = DossierFactory(unit=world.division, period=world.period)
    Dossier.objects.update(self_rating="excellent", decided_rating="good", total=91)
    for user in (world.subject, world.staff, world.leadership):
        text = fetched(link(user)).content.decode().replace("\r\n ", "")
        words = ("Xuất sắc", "Tốt", "91,", "Nguyễn", other.cadre.full_name, world.cadre.full_name)
        assert [word for word in words if word in text] == []
        assert f"dossier-{other.pk}-" not in text


def test_whoever_owes_nothing_has_an_empty_calendar(world):
    assert events(UserFactory()) == {}


def test_the_log_tells_of_the_route_and_never_of_the_token(world, caplog):
    url = link(world.subject)
    token = url.removeprefix("/lich/").removesuffix(".ics")
    with caplog.at_level("DEBUG"):
        fetched(url)
        renew(by=world.subject)
        fetched(url, 404)
    assert "'route': 'feed'" in caplog.text
    assert token not in caplog.text


def test_whoever_waits_for_nothing_and_has_no_file_is_not_led_to_an_empty_calendar(client, world):
    menu = "//*[@class='person-menu']//a/@href"
    administrator = an_official(Duty.SYSTEM_ADMIN, world.province)
    assert reverse("calendar") not in page(client, administrator, reverse("home")).xpath("//a/@href")
    cadre = grant(world.subject, Duty.AUDITOR, world.province).user
    for user in (cadre, an_official(Duty.PROVINCIAL_ORGANISATION, world.province)):
        assert reverse("calendar") in page(client, user, reverse("home")).xpath(menu)


def test_home_and_the_menu_lead_to_the_calendar_and_for_whoever_oversees_a_unit_to_its_board(client, world):
    for user, watches in ((world.subject, False), (world.staff, True)):
        links = page(client, user, reverse("home")).xpath("//a/@href")
        assert links.count(reverse("calendar")) == 2
        assert (reverse("boards") in links) is watches
