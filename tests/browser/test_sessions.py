"""A session or a line is lost while somebody types: the page stays with everything typed, says so, and can be saved later."""

import pytest
from playwright.sync_api import expect

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.models import Dossier, DossierCircumstance, TaskMark
from tests.factories import PASSWORD, an_official

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ENDED = "[data-matter=session]"
# role, page, row of the world, the field in which somebody types
FRAGMENTS = {
    "marks": ("subject", "assessment", "dossier", "[name$=-done]"),
    "appraisal": ("staff", "appraisal", "dossier", "[name$=-done]"),
    "list": ("leadership", "rating_list", "list", "[name$=-summary]"),
    "people": ("staff", "people", None, "#words"),
    "catalog": ("subject", "plan_add", "dossier", "main [name=q]"),
}
STAGES = {"marks": Stage.SELF_ASSESSMENT, "appraisal": Stage.DIVISION_PROPOSED, "catalog": Stage.PLANNING}


def at(visitor, name, stage=None):
    """The role's page with that fragment, and its field."""
    role, page, row, field = FRAGMENTS[name]
    Dossier.objects.filter(pk=visitor.world.dossier.pk).update(stage=stage or STAGES.get(name, Stage.COUNCIL))
    if name == "catalog":
        visitor.world.dossier.plan.__class__.objects.update(stage="draft")
    visitor.sign_in(visitor.world.roles[role])
    visitor.open(page, *([getattr(visitor.world, row).pk] if row else []))
    return visitor.page.locator(field).first


@pytest.mark.parametrize("everything", [True, False], ids=["all cookies", "the session"])
@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_without_a_session_leaves_the_page_as_it_is(visitor, name, everything):
    field = at(visitor, name)
    heading = visitor.page.locator("h1").inner_text()
    visitor.page.context.clear_cookies() if everything else visitor.lose_session()
    field.fill("1")
    field.press("1")
    expect(visitor.page.locator(ENDED)).to_contain_text("Phiên làm việc đã hết")
    expect(field).to_be_focused()
    expect(field).to_have_value("11")
    assert visitor.page.locator("h1").all_inner_texts() == [heading]
    assert visitor.page.locator("#id_username").count() == 0
    assert [line for line in visitor.said if "eval" in line] == []


@pytest.mark.parametrize("debug", [True, False])
def test_after_signing_in_anew_the_same_page_saves(visitor, settings, debug):
    settings.DEBUG = debug
    field = at(visitor, "marks")
    visitor.page.context.clear_cookies()
    field.fill("0,5")
    with visitor.page.context.expect_page() as opened:
        visitor.page.locator(f"{ENDED} a").click()
    visitor.sign_in_by_form(opened.value, visitor.world.subject, PASSWORD)
    expect(opened.value.locator("[data-signed-in]")).to_be_visible()
    expect(visitor.page.locator(ENDED)).to_have_count(0)
    visitor.page.get_by_role("button", name="Lưu nháp").click()
    expect(visitor.page.locator("[data-stored]")).to_be_visible()
    assert str(TaskMark.objects.get(layer="self").done).startswith("0.5")


def test_nobody_saves_on_a_page_that_another_person_opened(visitor):
    field = at(visitor, "marks")
    visitor.page.context.clear_cookies()
    field.fill("0,5")
    expect(visitor.page.locator(ENDED)).to_be_visible()
    visitor.sign_in(visitor.world.staff)
    visitor.page.get_by_role("button", name="Đã đăng nhập lại").click()
    expect(visitor.page.locator(ENDED)).to_contain_text("do người khác mở")


def shortcoming(visitor):
    """Staff's form for a shortcoming, filled in."""
    visitor.sign_in(visitor.world.staff)
    visitor.open("circumstances", visitor.world.dossier.pk)
    form = visitor.page.locator("form[data-keep^=shortcoming]")
    visitor.page.locator("details:has(form[data-keep^=shortcoming]) > summary").click()
    form.locator("[name=shortcoming-text]").fill("Chậm kê khai")
    form.locator("[name=shortcoming-on]").fill("2020-01-06")
    return form


@pytest.mark.parametrize("everything", [True, False], ids=["all cookies", "the session"])
def test_a_form_sent_without_a_session_comes_back_as_it_was_typed(visitor, everything):
    form = shortcoming(visitor)
    visitor.page.context.clear_cookies() if everything else visitor.lose_session()
    form.locator("button.btn-primary").click()
    expect(visitor.page.locator(".lone .alert")).to_contain_text("chưa được ghi")
    visitor.sign_in_by_form(visitor.page, visitor.world.staff, "sai")
    visitor.sign_in_by_form(visitor.page, visitor.world.staff, PASSWORD)
    expect(form.locator("[name=shortcoming-text]")).to_have_value("Chậm kê khai")
    expect(form.locator(".kept-notice")).to_contain_text("chưa lưu")
    assert DossierCircumstance.objects.filter(text="Chậm kê khai").count() == 0


def test_a_refused_form_sent_without_a_session_comes_back_as_it_was_typed(visitor):
    """The page of a refusal stands at the form's own address, which takes no GET; its form is folded on the page above."""
    form = shortcoming(visitor)
    form.locator("[name=shortcoming-on]").fill("2020-13-45")
    form.locator("button.btn-primary").click()
    expect(visitor.page.locator("[data-error-summary]")).to_be_visible()
    form.locator("[name=shortcoming-text]").fill("Chậm kê khai lần hai")
    visitor.lose_session()
    form.locator("button.btn-primary").click()
    visitor.sign_in_by_form(visitor.page, visitor.world.staff, PASSWORD)
    expect(form.locator("[name=shortcoming-text]")).to_have_value("Chậm kê khai lần hai")
    expect(form.locator(".kept-notice")).to_be_visible()


def test_what_is_offered_on_a_folded_form_stands_open(visitor):
    form = shortcoming(visitor)
    visitor.open("circumstances", visitor.world.dossier.pk)
    expect(form.locator(".kept-notice")).to_be_visible()
    form.get_by_role("button", name="Lấy lại").click()
    expect(form.locator("[name=shortcoming-text]")).to_have_value("Chậm kê khai")


def test_what_one_person_typed_is_not_given_to_another(visitor):
    other = an_official(Duty.ORGANISATION_STAFF, visitor.world.ward)
    form = shortcoming(visitor)
    visitor.lose_session()
    form.locator("button.btn-primary").click()
    visitor.sign_in_by_form(visitor.page, other, PASSWORD)
    expect(form.locator(".kept-notice")).to_contain_text("của người khác")
    expect(form.locator("[name=shortcoming-text]")).to_have_value("")


def the_line(page, event):
    """A browser on a machine without a network is offline from the start, and has no event to give by itself."""
    page.context.set_offline(event == "offline")
    page.evaluate("event => window.dispatchEvent(new Event(event))", event)


def test_the_panel_says_saved_no_longer_than_it_is_true(visitor):
    field, state = at(visitor, "marks"), visitor.page.locator("[data-save-state]")
    visitor.page.get_by_role("button", name="Lưu nháp").click()
    expect(state).to_contain_text("Đã lưu")
    the_line(visitor.page, "offline")
    expect(state).to_have_text("Chưa lưu: mất kết nối mạng")
    field.fill("0,5")
    visitor.page.get_by_role("button", name="Lưu nháp").click()
    expect(visitor.page.locator("[data-matter=line]")).to_contain_text("chưa lưu được")
    the_line(visitor.page, "online")
    expect(visitor.page.locator("[data-matter=line]")).to_have_count(0)
    expect(state).to_have_text("Chưa lưu")
    visitor.page.get_by_role("button", name="Lưu nháp").click()
    expect(state).to_contain_text("Đã lưu")
    assert str(TaskMark.objects.get(layer="self").done).startswith("0.5")


def test_a_fragment_that_does_not_arrive_is_told(visitor):
    field = at(visitor, "marks")
    visitor.page.route("**/tinh/", lambda route: route.abort())
    field.fill("0,5")
    expect(visitor.page.locator("[data-matter=line]")).to_be_visible()
    expect(visitor.page.locator("[data-save-state]")).to_contain_text("Chưa lưu")


def test_a_machine_without_a_network_saves_to_the_server_that_runs_on_it(visitor):
    """Its browser calls itself offline."""
    visitor.page.context.add_init_script("Object.defineProperty(navigator, 'onLine', { get: () => false })")
    field = at(visitor, "marks")
    field.fill("1")
    visitor.page.get_by_role("button", name="Lưu nháp").click()
    expect(visitor.page.locator("[data-stored]")).to_be_visible()
    assert visitor.page.locator("[data-matter=line]").count() == 0
