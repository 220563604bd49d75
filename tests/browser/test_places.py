"""Where things stand: after a draft was saved, and in the cells of a list."""

import pytest
from playwright.sync_api import expect

from cadres.models import Unit
from evaluation.core.steps import Stage
from evaluation.models import Dossier

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_after_a_draft_was_saved_the_page_stands_where_it_stood(visitor):
    Dossier.objects.update(stage=Stage.SELF_ASSESSMENT)
    visitor.sign_in(visitor.world.subject)
    visitor.open("assessment", visitor.world.dossier.pk)
    button = visitor.page.get_by_role("button", name="Lưu nháp")
    button.scroll_into_view_if_needed()
    before = visitor.page.evaluate("window.scrollY")
    assert before > 100
    button.click()
    said = visitor.page.locator("[data-stored]")
    expect(said).to_be_in_viewport()
    assert abs(visitor.page.evaluate("window.scrollY") - before) < 200


def test_an_empty_note_is_a_cell_as_every_other(visitor):
    Dossier.objects.update(stage=Stage.DIVISION_PROPOSED)
    visitor.sign_in(visitor.world.staff)
    visitor.open("appraisals")
    cells = visitor.page.locator("td[data-label='Ghi chú']")
    cells.first.evaluate("(cell) => { cell.innerHTML = '<div></div>' }")
    assert cells.first.evaluate("(cell) => getComputedStyle(cell).display") == "table-cell"


def test_a_chip_does_not_stretch_where_a_name_wraps(visitor):
    Dossier.objects.update(stage=Stage.DECIDED, decided_rating="good")
    Unit.objects.update(name="Phòng " + "Kinh tế, Hạ tầng và Đô thị " * 4)
    visitor.sign_in(visitor.world.leadership)
    visitor.open("results", visitor.world.ward.pk, visitor.world.period.code)
    row = visitor.page.locator(".criteria > li", has=visitor.page.locator(".rating")).first
    row.evaluate("(li) => { li.style.flexWrap = 'nowrap'; li.style.maxWidth = '20rem' }")
    line, chip = row.bounding_box()["height"], row.locator(".rating").bounding_box()["height"]
    assert (line > 60, chip < 40) == (True, True)
