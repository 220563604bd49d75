"""A result from its publication to the archive: seen, objected to and answered by the keyboard, at a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from evaluation.models import Petition
from tests.browser.visitors import Visitor, on
from tests.evaluation.petitions.objecting import TEXT, a_published_result, objects

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"desk": {"width": 1366, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def visitor(page, live_server, settings):
    settings.DEMONSTRATION = True
    on()  # 28/12/2026, the day of publication
    visitor = Visitor(page, live_server)
    visitor.world = a_published_result()
    return visitor


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("size", SIZES)
def test_the_person_sees_their_result_objects_and_reads_the_answer(visitor, size):
    page, world = visitor.page, visitor.world
    page.set_viewport_size(SIZES[size])
    visitor.sign_in(world.subject)
    visitor.open("own_result", world.dossier.pk)
    page.get_by_role("button", name="Tôi đã xem kết quả").press("Enter")
    expect(page.get_by_text("Đã ghi: đồng chí đã xem kết quả.")).to_be_visible()
    found = [Axe().run(page).response["violations"], wide(page)]
    page.get_by_role("link", name="Kiến nghị về kết quả").press("Enter")
    page.get_by_label("Nội dung kiến nghị").fill(TEXT)
    page.get_by_role("button", name="Gửi kiến nghị").press("Enter")
    expect(page.get_by_text("Chờ trả lời")).to_be_visible()
    visitor.sign_in(world.leadership)
    visitor.open("home")
    page.get_by_role("link", name="Trả lời kiến nghị").press("Enter")
    page.wait_for_url("**/kien-nghi/")
    found += [Axe().run(page).response["violations"], wide(page)]
    page.locator("form[id^=uphold] textarea").fill("Đã xem lại minh chứng")
    page.get_by_role("button", name="Giữ nguyên kết quả").press("Enter")
    expect(page.get_by_text("Đã trả lời kiến nghị; kết quả giữ nguyên.")).to_be_visible()
    assert (found, Petition.objects.get().stage) == ([[], 0, [], 0], "upheld")


def test_an_unanswered_petition_is_found_in_the_list_by_keys(visitor):
    page, world = visitor.page, visitor.world
    objects(world)
    visitor.sign_in(world.leadership)
    page.goto(f"{visitor.url}{reverse('petitions')}?ky={world.period.code}")
    violations = Axe().run(page).response["violations"]
    page.get_by_role("link", name=world.dossier.cadre.full_name).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(TEXT)).to_be_visible()
    assert violations == []
