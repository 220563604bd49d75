"""Two tabs of one form: the slower one sees what the quicker one saved, chooses, and erases nothing unseen."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.models import Assessment, Dossier, SimilarGroup
from regulation.quarters import Quarter
from tests.browser.visitors import Visitor
from tests.evaluation.marks.marking import a_case
from tests.factories import PeriodFactory, a_ward, an_official

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tabs(page, live_server):
    """An appraisal that is open twice."""
    case = a_case(stage=Stage.SUBMITTED)
    both = Visitor(page, live_server), Visitor(page.context.new_page(), live_server)
    both[0].sign_in(case.staff)
    for tab in both:
        tab.open("appraisal", case.dossier.pk)
    return [tab.page for tab in both]


def save(tab):
    with tab.expect_navigation():
        tab.get_by_role("button", name="Lưu", exact=True).click()


def below(tab, reason):
    tab.locator("[name='criterion-1.1']").uncheck()
    tab.locator("[name='criterion-1.1-reason']").fill(reason)


def stored():
    (mark,) = Dossier.objects.get().criterion_marks.filter(code="1.1", layer="appraisal")
    return mark.ensured, mark.reason, Assessment.objects.get(layer="appraisal").remark


def test_a_second_save_after_a_conflict_erases_nothing_unseen(tabs):
    first, second = tabs
    below(first, "Chậm nộp báo cáo")
    first.locator("[name=remark]").fill("Nhận xét của tab thứ nhất")
    save(first)
    second.locator("[name=remark]").fill("Nhận xét của tab thứ hai")
    save(second)
    expect(second.locator("h1")).to_have_text("Có hai bản khác nhau")
    expect(second.locator("#both-versions tbody tr")).to_have_count(1)
    expect(second.locator("#both-versions dt")).to_have_text(["Tiêu chí 1.1, đảm bảo", "Tiêu chí 1.1, lý do"])
    assert stored() == (False, "Chậm nộp báo cáo", "Nhận xét của tab thứ nhất")
    second.locator("[name=remark][value='Nhận xét của tab thứ hai']").check()
    with second.expect_navigation():
        second.locator("#both-versions .btn-primary").click()
    assert stored() == (False, "Chậm nộp báo cáo", "Nhận xét của tab thứ hai")


def test_a_computed_page_does_not_take_over_what_it_never_showed(tabs):
    """The score is computed after every figure: neither that nor a figure that cannot be read makes the page a newer one."""
    first, second = tabs
    below(first, "Chậm nộp báo cáo")
    save(first)
    with second.expect_response(lambda answer: "tinh-diem" in answer.url or answer.request.method == "POST"):
        second.locator("[name$=-done]").first.fill("1")
    save(second)
    expect(second.locator("h1")).to_have_text("Có hai bản khác nhau")
    assert stored()[:2] == (False, "Chậm nộp báo cáo")


def test_what_was_not_chosen_is_not_offered_again(visitor):
    """The text belongs to the form in which it was typed, and is let go when the choice is stored."""
    visitor.sign_in(visitor.world.roles["staff"])
    place = visitor.world.division.pk, visitor.world.period.code
    tabs = [visitor, Visitor(visitor.page.context.new_page(), visitor)]
    for tab in tabs:
        tab.open("collective", *place)
    for tab, words in zip(tabs, ("Bản thứ nhất", "Bản thứ hai"), strict=True):
        tab.page.locator("[name=note]").fill(words)
        tab.page.locator("button[name=act][value=save]").click()
        tab.page.wait_for_load_state()
    second = tabs[1].page
    expect(second.locator("#both-versions")).to_be_visible()
    second.locator("#both-versions .btn-primary").click()
    expect(second.locator("[data-stored]")).to_be_visible()
    tabs[1].open("collective", *place)
    assert second.locator(".kept-notice").count() == 0
    expect(second.locator("[name=note]")).to_have_value("Bản thứ nhất")


def test_what_is_sent_from_one_tab_lands_in_its_round_whichever_another_tab_chose(page, live_server):
    ward = a_ward()
    PeriodFactory(quarter=Quarter(2026, 3)), PeriodFactory(quarter=Quarter(2026, 4))
    here, other = Visitor(page, live_server), Visitor(page.context.new_page(), live_server)
    here.sign_in(an_official(Duty.PROVINCIAL_ORGANISATION, ward.province))
    here.page.goto(f"{live_server.url}{reverse('groups')}?ky=2026-4")
    other.page.goto(f"{live_server.url}{reverse('groups')}?ky=2026-3")
    here.page.locator("main [name=name]").first.fill("Nhóm của quý bốn")
    with here.page.expect_navigation():
        here.page.locator("main [name=name]").first.press("Enter")
    expect(here.page.locator("main")).to_contain_text("Nhóm của quý bốn")
    assert str(SimilarGroup.objects.get(name="Nhóm của quý bốn").period) == "Quý IV/2026"
