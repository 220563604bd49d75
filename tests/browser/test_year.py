"""One person through a year: drawn up by staff, refused above the bar, closed by leadership, made known, read, printed."""

import pytest
from playwright.sync_api import expect

from evaluation.models import YearRating
from tests.browser.visitors import Visitor, on, whole
from tests.evaluation.years.rated_years import YEAR, a_person
from tests.factories import a_ward

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visitor(page, live_server, settings):
    settings.DEMONSTRATION = True
    on()
    visitor = Visitor(page, live_server)
    world = visitor.world = a_ward(name="Phường Long Xuyên")
    world.an = a_person(world.division, "gxFF", name="Nguyễn Văn An")
    world.binh = a_person(world.division, "gggg", name="Trần Thị Bình")
    return visitor


def drawn_up(visitor, width):
    """Staff goes from the page of the year to a draft, writes what can be written, and keeps it."""
    page = visitor.page
    visitor.sign_in(visitor.world.staff)
    visitor.open("year", YEAR)
    whole(visitor, width)
    page.get_by_role("link", name="Danh sách xếp loại năm").click()
    whole(visitor, width)
    page.get_by_role("link", name="Lập danh sách").click()
    whole(visitor, width)
    page.get_by_role("button", name="Lập danh sách").click()
    expect(page.locator(".error-summary, .row-who").first).to_be_visible()
    page.get_by_label("Mức xếp loại năm: Trần Thị Bình").select_option("good")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator("[data-stored]")).to_contain_text("Đã lưu nháp danh sách năm: 2 dòng.")
    whole(visitor, width)


def closed(visitor, width):
    """Leadership tries what Mục 5 bars, is told so with everything typed, and closes what it permits."""
    page, an = visitor.page, "Nguyễn Văn An"
    visitor.sign_in(visitor.world.leadership)
    page.reload()
    page.get_by_label(f"Mức xếp loại năm: {an}").select_option("excellent")
    page.get_by_label(f"Căn cứ: {an}").fill("Vượt mức nhiều nhiệm vụ")
    page.get_by_label(f"Lý do khác mức gợi ý: {an}").fill("Quý II xuất sắc")
    page.get_by_role("button", name="Chốt danh sách").click()
    expect(page.locator(".error-summary")).to_contain_text(
        f"{an}: “Xuất sắc” cao hơn mức cao nhất được phép “Tốt”."
    )
    expect(page.get_by_label(f"Căn cứ: {an}")).to_have_value("Vượt mức nhiều nhiệm vụ")
    whole(visitor, width)
    page.get_by_label(f"Mức xếp loại năm: {an}").select_option("completed")
    page.get_by_role("button", name="Chốt danh sách").click()
    expect(page.locator("h1")).to_have_text("Xác nhận chốt danh sách năm")
    whole(visitor, width)
    page.get_by_role("button", name="Chốt danh sách").click()
    expect(page.locator(".page-note")).to_contain_text("Đã chốt")
    whole(visitor, width)


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.clause("5.1", "5.2/1", "5.3")
def test_one_person_is_carried_through_a_year_to_their_rating(visitor, width):
    world, page = visitor.world, visitor.page
    page.set_viewport_size({"width": width, "height": 900})
    drawn_up(visitor, width)
    closed(visitor, width)
    assert YearRating.objects.get(cadre=world.an).rating == "completed"
    page.get_by_role("button", name="Công bố kết quả").click()
    expect(page.locator(".page-note")).to_contain_text("Đã công bố")

    visitor.sign_in(world.an.user)
    visitor.open("notices")
    page.get_by_text("Kết quả xếp loại năm 2025: Hoàn thành nhiệm vụ").click()
    expect(page.locator("h1")).to_have_text("Kết quả xếp loại năm 2025")
    expect(page.locator(".facts")).to_contain_text(
        "Quý I: Tốt · Quý II: Xuất sắc · Quý III: Không hoàn thành · Quý IV: Không hoàn thành"
    )
    whole(visitor, width)

    visitor.sign_in(world.staff)
    visitor.open("year", YEAR)
    page.get_by_text("Chưa ghi việc thay thế.").click()
    page.get_by_label("Hình thức").select_option("dismissed")
    page.get_by_label("Số quyết định").fill("12-QĐ/ĐU")
    page.get_by_label("Ngày quyết định").fill("05012026")
    whole(visitor, width)
    page.get_by_role("button", name="Ghi việc thay thế").click()
    expect(page.locator(".stage-done")).to_contain_text("Đã thay thế ngày 05/01/2026 theo QĐ số 12-QĐ/ĐU")
    whole(visitor, width)
    visitor.open("year", YEAR)
    expect(page.get_by_text("Đã thay thế ngày 05/01/2026").first).to_be_visible()
    whole(visitor, width)
