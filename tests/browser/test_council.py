"""A council of ten people held by keys alone, two secretaries at once, and the room for everybody's eyes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from evaluation.core.steps import Stage
from evaluation.models import CouncilLine, CouncilOpinion, Dossier
from tests.browser.visitors import Visitor, on
from tests.evaluation.council.council_factories import a_session, line_on, noted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Keys:
    """What is pressed, one by one, and how often."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def write(self, text):
        self.page.keyboard.type(text)
        self.count += len(text)


@pytest.fixture
def room(page, live_server, settings):
    settings.DEMONSTRATION = True
    on()
    visitor = Visitor(page, live_server)

    def opened(count):
        visitor.world = a_session(count)
        visitor.sign_in(visitor.world.staff)
        visitor.open("council", visitor.world.ward.pk, visitor.world.period.code)
        return visitor

    return opened


def saved(page, count):
    """The server says of so many lines that it has them, however busy it is."""
    expect(page.locator(".line-state", has_text="Đã lưu")).to_have_count(count, timeout=60000)


def test_ten_people_are_heard_by_keys_two_a_person(room):
    visitor = room(10)
    page, keys = visitor.page, Keys(visitor.page)
    keys.press("j")
    for level in "1222222324":
        keys.press(level, "Enter")
    expect(page.locator(".council-strip .btn")).to_be_focused()
    saved(page, 10)
    expect(page.locator(".council-strip .btn")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Kết thúc phiên họp")
    levels = [line_on(dossier).rating for dossier in visitor.world.dossiers]
    assert levels == ["excellent", *["good"] * 6, "completed", "good", "not_completed"]
    assert keys.count == 22
    page.get_by_role("button", name="Kết thúc phiên, ghi ý kiến").press("Enter")
    expect(page.locator("h1")).to_contain_text("Phiên họp ngày")
    assert CouncilOpinion.objects.count() == 10
    assert set(Dossier.objects.values_list("stage", flat=True)) == {Stage.COUNCIL}


def test_a_reason_and_ballots_are_typed_without_the_mouse_and_enter_goes_on(room):
    visitor = room(2)
    keys = Keys(visitor.page)
    keys.press("ArrowDown", "3", "l")
    keys.write("Chậm 1 việc")
    keys.press("Tab")
    keys.write("0-0-4-0")
    keys.press("Enter", "2", "p", "Escape", "k")
    saved(visitor.page, 2)
    first, second = map(line_on, visitor.world.dossiers)
    assert (first.rating, first.note, first.ballots) == ("completed", "Chậm 1 việc", (0, 0, 4, 0))
    assert (second.rating, second.note) == ("good", "")
    expect(visitor.page.locator("select").nth(2)).to_be_focused()


def test_what_somebody_else_saved_meanwhile_is_shown_beside_and_one_is_chosen(room):
    visitor = room(1)
    page, dossier = visitor.page, visitor.world.dossiers[0]
    noted(visitor.world, dossier, by=visitor.world.council, rating="excellent", note="Của người kia")
    Keys(page).press("j", "2")
    expect(page.locator(".line-state")).to_contain_text("Chưa lưu")
    page.get_by_role("button", name="Xem cả hai bản, chọn").click()
    expect(page.locator("h1")).to_have_text("Có hai bản khác nhau")
    page.locator(f"[name=row-{dossier.pk}-rating][value=good]").check()
    page.locator("#both-versions .btn-primary").click()
    saved(page, 1)
    line = line_on(dossier)
    assert (line.rating, line.note, line.version) == ("good", "Của người kia", 2)


def test_whoever_lost_their_duty_in_mid_session_is_told_why_nothing_is_saved(room):
    visitor = room(1)
    visitor.world.staff.mandates.all().delete()
    Keys(visitor.page).press("j", "2")
    expect(visitor.page.locator(".line-state")).to_have_text(
        "Chưa lưu: hồ sơ không còn ở hội đồng này, hoặc đồng chí không còn quyền ghi.", timeout=60000
    )
    assert CouncilLine.objects.count() == 0


def test_the_keys_are_told_and_the_buttons_of_the_lines_are_for_whoever_has_no_script(room, browser):
    visitor = room(1)
    expect(visitor.page.locator(".council-keys")).to_contain_text("chọn mức")
    assert visitor.page.locator("[data-plain]:visible").count() == 0
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(visitor.page.context.cookies())
    page = plain.new_page()
    page.goto(visitor.page.url)
    dossier = visitor.world.dossiers[0]
    page.select_option(f"[name=row-{dossier.pk}-rating]", "good")
    page.locator(f"#row-{dossier.pk}").get_by_role("button", name="Lưu").click()
    expect(page.locator("body")).to_contain_text("Đã lưu")
    assert CouncilLine.objects.get().rating == "good"
    plain.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing_in_the_room_and_nothing_scrolls_sideways(room, width):
    visitor = room(3)
    page, world = visitor.page, visitor.world
    noted(world, world.dossiers[0], note="Kết quả rõ", ballots=(0, 4, 0, 0))
    page.set_viewport_size({"width": width, "height": 900})
    for name, args in (
        ("council", [world.ward.pk, world.period.code]),
        ("council_close", [world.session.pk]),
        ("council_history", [world.session.pk]),
    ):
        visitor.open(name, *args)
        assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
