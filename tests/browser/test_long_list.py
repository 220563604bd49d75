"""A list of several pages in the browser: turned by its buttons, nothing typed is lost, one closing for all."""

import pytest
from playwright.sync_api import expect

from evaluation.lists.actions.lists import save_rows
from evaluation.models import Decision, RatingRow
from tests.browser.visitors import Visitor
from tests.evaluation.lists.rated_factories import a_province_list

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_list_of_two_pages_is_turned_with_what_was_typed_and_closed_whole(page, live_server):
    world = a_province_list(22)
    save_rows(world.list, world.rows, by=world.secretariat, seen=1)
    visitor = Visitor(page, live_server)
    visitor.sign_in(world.secretariat)
    visitor.open("rating_list", world.list.pk)
    first = page.locator("textarea[name$='-summary']").first
    first.fill("Ghi ở trang một")
    page.locator("#id_list_reason").fill("Nổi trội")
    page.locator(".leaves button", has_text="Trang 2").first.click()
    expect(page.locator(".leaves [aria-current]").first).to_have_text("Trang 2")
    expect(page.locator("#id_list_reason")).to_have_value("Nổi trội")
    expect(page.locator("textarea[name$='-summary']")).to_have_count(2)
    page.get_by_label("Ban Thường vụ Tỉnh ủy").check()
    page.get_by_role("button", name="Chốt danh sách").click()
    page.get_by_role("button", name="Chốt danh sách").click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("Đã chốt danh sách: 22 đồng chí")).to_be_visible()
    assert (Decision.objects.count(), RatingRow.objects.filter(summary="Ghi ở trang một").count()) == (22, 1)
