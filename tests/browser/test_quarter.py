"""A quarter lived by moving the demonstration's day: the round opens, reminders come, the window closes, those above hear."""

from datetime import datetime

import pytest

from cadres.models import Duty
from config import clock
from evaluation.models import Dossier, Receipt
from tests.browser.visitors import Visitor, on
from tests.factories import (
    AxisWeightFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    a_ward,
    an_official,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(settings):
    settings.DEMONSTRATION = True
    world = a_ward()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    on(datetime(2026, 8, 31, tzinfo=clock.HERE))
    return world


@pytest.fixture
def visitor(page, live_server):
    return Visitor(page, live_server)


def move_to(visitor, day):
    visitor.page.fill("#demo-day", day)
    visitor.page.click("text=Chuyển >> nth=1")
    visitor.page.wait_for_selector(f"text=Hôm nay (trình diễn) là ngày {day}")


def bell(visitor):
    """What the bell's page tells as not yet read."""
    visitor.open("notices")
    return visitor.page.locator(".notice-unread .notice-open").all_inner_texts()


def test_the_days_of_a_quarters_last_month(visitor, world):
    page = visitor.page
    visitor.sign_in(world.subject)
    visitor.open("home")
    move_to(visitor, "01/09/2026")
    assert "Lập kế hoạch Quý IV/2026" in page.inner_text("main")
    move_to(visitor, "22/09/2026")
    assert page.inner_text(".bell .count") == "2"
    plan = "Còn 3 ngày để nộp kế hoạch Quý IV/2026 (hạn: hết thứ Sáu, 25/09/2026)"
    assessment = "Còn 7 ngày để nộp bản tự đánh giá Quý III/2026 (hạn: hết thứ Ba, 29/09/2026)"
    assert sorted(bell(visitor)) == [plan, assessment]
    page.click(f"text={plan}")
    dossier = Dossier.objects.get(period__number=4)
    assert page.url.endswith(f"/ho-so/{dossier.pk}/ke-hoach/")
    move_to(visitor, "28/09/2026")
    assert "đã hết hạn" in page.inner_text("main")
    line = "1 đồng chí chưa nộp kế hoạch Quý IV/2026, đã hết hạn: hết thứ Sáu, 25/09/2026"
    for person in (world.staff, world.leadership, world.organisation):
        visitor.sign_in(person)
        told = [one for one in bell(visitor) if "chưa nộp kế hoạch" in one]
        assert told in ([f"{world.ward}: {line}"], [line.replace("đồng chí", "đồng chí ở 1 đơn vị")])


def test_whoever_is_too_late_asks_for_more_time_gets_it_and_is_not_late(visitor, world):
    page = visitor.page
    on(datetime(2026, 9, 27, tzinfo=clock.HERE))
    dossier = DossierFactory(cadre=world.cadre, unit=world.division, period=PeriodFactory())
    AxisWeightFactory(plan=dossier.plan), PlanTaskFactory(plan=dossier.plan)
    visitor.sign_in(world.subject)
    visitor.open("plan", dossier.pk)
    page.locator("text=Xin gia hạn").first.click()
    page.fill("[name$=until]", "30/09/2026")
    page.fill("[name$=ground]", "Mất điện toàn phường")
    page.click("main form button.btn-primary")
    visitor.sign_in(world.organisation)
    (asked,) = bell(visitor)
    page.click(f"text={asked}")
    page.locator("button", has_text="Gia hạn").first.click()
    page.wait_for_load_state()
    visitor.sign_in(world.subject)
    assert "Đã gia hạn" in bell(visitor)[0]
    visitor.open("plan", dossier.pk)
    page.get_by_role("button", name="Nộp kế hoạch").last.click()
    page.wait_for_selector("text=Biên nhận số")
    assert "nộp muộn" not in page.inner_text("main").lower()
    assert Receipt.objects.get().is_late is False
