"""A quarter lived by moving the demonstration's day: the round opens, reminders come, the window closes, those above hear."""

from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cadres.models import Duty
from config import clock
from evaluation.models import Dossier
from tests.browser.visitors import Visitor, on
from tests.factories import AppointmentFactory, AxisWeightFactory, PlanTaskFactory, a_ward, an_official

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROUND = "Quý IV/2026"


@pytest.fixture
def world(settings):
    """The day before the quarter's last month: two people of one division, and those above them."""
    settings.DEMONSTRATION = True
    world = a_ward()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    world.late = AppointmentFactory(cadre__account=True, unit=world.division).cadre
    on(datetime(2026, 8, 31, tzinfo=clock.HERE))
    return world


@pytest.fixture
def visitor(page, live_server):
    return Visitor(page, live_server)


def move_to(visitor, day):
    """By the switch in the page's head."""
    visitor.page.fill("#demo-day", day)
    visitor.page.get_by_role("button", name="Chuyển", exact=True).click()
    expect(visitor.page.locator("body")).to_contain_text(f"Hôm nay (trình diễn) là ngày {day}")


def told(visitor, user, words):
    """What this person's bell tells of it, not yet read."""
    visitor.sign_in(user)
    visitor.open("notices")
    return [
        one for one in visitor.page.locator(".notice-unread .notice-open").all_inner_texts() if words in one
    ]


def follow(visitor, sentence):
    """From the bell to the very page."""
    visitor.page.get_by_role("button", name=sentence).click()
    expect(visitor.page.locator("h1")).not_to_have_text("Thông báo")


def at_plan(visitor, dossier):
    visitor.sign_in(dossier.cadre.user)
    visitor.open("plan", dossier.pk)
    return visitor.page.locator("main")


def hand_in(visitor, dossier, late_reason=""):
    """On the plan's own page; what the receipt says."""
    main = at_plan(visitor, dossier)
    if late_reason:
        main.locator("[name=late_reason]").fill(late_reason)
    main.get_by_role("button", name="Nộp kế hoạch").last.click()
    expect(main).to_contain_text("Biên nhận số")
    main.get_by_role("link", name="Biên nhận").first.click()
    return main


def test_a_whole_quarter_from_its_opening_to_the_last_who_are_told_of(visitor, world):
    visitor.sign_in(world.subject)
    visitor.open("home")
    main = visitor.page.locator("main")
    _opens(visitor, main)
    own, late = (Dossier.objects.get(period__number=4, cadre=one) for one in (world.cadre, world.late))
    for dossier in (own, late):
        AxisWeightFactory(plan=dossier.plan), PlanTaskFactory(plan=dossier.plan)
    _reminds(visitor, world.subject, own)
    _closes(visitor, world, own)
    _extends(visitor, world, own)
    _escalates(visitor, world)
    expect(hand_in(visitor, own)).to_contain_text("Trong thời gian gia hạn")
    expect(hand_in(visitor, late, "Đi công tác")).to_contain_text("Nộp muộn")
    visitor.sign_in(world.staff)
    visitor.page.goto(f"{visitor.url}{reverse('dossiers')}?ky=2026-4")
    rows = main.locator("tbody tr")
    expect(rows.filter(has_text=world.late.full_name)).to_contain_text("Kế hoạch nộp muộn")
    expect(rows.filter(has_text=world.cadre.full_name)).not_to_contain_text("muộn")


def _opens(visitor, main):
    expect(main).not_to_contain_text(f"Lập kế hoạch {ROUND}")
    move_to(visitor, "01/09/2026")
    expect(main).to_contain_text(f"Lập kế hoạch {ROUND}")


def _reminds(visitor, user, dossier):
    """Three days before the last, and on its morning: one at a time, and on to the plan."""
    for day, words in (("22/09/2026", "Còn 3 ngày để nộp"), ("25/09/2026", "Hôm nay là ngày cuối để nộp")):
        move_to(visitor, day)
        sentence = f"{words} kế hoạch {ROUND} (hạn: hết thứ Sáu, 25/09/2026)"
        assert told(visitor, user, "nộp kế hoạch") == [sentence]
        follow(visitor, sentence)
        assert visitor.page.url.endswith(reverse("plan", args=[dossier.pk]))


def _closes(visitor, world, dossier):
    """Staff hear at once, leadership on the next morning; the page says so and leads to the request."""
    move_to(visitor, "27/09/2026")
    main = at_plan(visitor, dossier)
    expect(main).to_contain_text("hết hạn")
    expect(main.get_by_role("link", name="Xin gia hạn").first).to_be_visible()
    line = f"{world.ward}: 2 đồng chí chưa nộp kế hoạch {ROUND}, đã hết hạn (hết thứ Sáu, 25/09/2026)"
    people = (world.staff, world.leadership, world.organisation)
    assert [_missing(visitor, one) for one in people] == [[line], [line], []]


def _missing(visitor, user):
    """Who has not handed in, as this person hears it; the clock of the trial runs on, so not as of when."""
    return [one.partition(", tính đến ")[0] for one in told(visitor, user, "chưa nộp kế hoạch")]


def _extends(visitor, world, dossier):
    """Asked for on that page, answered by whoever is led there, told to whoever asked."""
    at_plan(visitor, dossier).get_by_role("link", name="Xin gia hạn").first.click()
    main = visitor.page.locator("main")
    main.locator("[name=until]").fill("30/09/2026")
    main.locator("[name=ground]").fill("Mất điện toàn phường")
    main.get_by_role("button", name="Xin gia hạn").click()
    expect(main).to_contain_text("Chờ trả lời")
    what = f"kế hoạch công tác của cá nhân, đồng chí {world.cadre.full_name} · {ROUND}"
    assert told(visitor, world.organisation, "gia hạn") == [f"Trả lời đề nghị gia hạn: {what}"]
    follow(visitor, f"Trả lời đề nghị gia hạn: {what}")
    main.get_by_role("button", name="Gia hạn", exact=True).click()
    expect(main).to_contain_text("Đã gia hạn")
    until = "hết thứ Tư, 30/09/2026"
    assert told(visitor, world.subject, "gia hạn") == [f"Đã gia hạn: {what}, đến {until}"]
    expect(at_plan(visitor, dossier)).to_contain_text(f"Đã gia hạn đến {until}")


def _escalates(visitor, world):
    """Two mornings after the window closed the province hears, and not of whoever has more time."""
    move_to(visitor, "28/09/2026")
    line = f"1 đồng chí ở 1 đơn vị chưa nộp kế hoạch {ROUND}, đã hết hạn (hết thứ Sáu, 25/09/2026)"
    assert _missing(visitor, world.organisation) == [line]
