"""The forms speak the guideline's own words (tests/data/form_wording.json is cut from its text, slips mended)."""

import pytest

from evaluation.core.stages import ListKind
from reporting.sheets import form01, form02, form03, list_form
from tests.factories import CatalogFactory
from tests.reporting.papers import (
    WORDING,
    a_led_ward,
    closed_list,
    decided_people,
    loaded,
    page_text,
    worked_dossier,
)

pytestmark = pytest.mark.django_db
KINDS = {"04": ListKind.UNIT_DECISION, "05": ListKind.UNIT_PROPOSAL, "06": ListKind.DIVISION_PROPOSAL}


def missing(number: str, text: str) -> list[str]:
    """The guideline's phrases that the form lacks; where a line breaks is no difference."""
    whole = text.replace(" ", "")
    return [phrase for phrase in WORDING[number] if phrase.replace(" ", "") not in whole]


@pytest.mark.clause("B1.1/1", "M01.*")
def test_the_plan_has_every_phrase_of_form_01():
    assert missing("01", page_text(form01(loaded(worked_dossier())), "form01")) == []


@pytest.mark.clause("B1.2", "M02.*")
def test_the_catalog_has_every_phrase_of_form_02():
    assert missing("02", page_text(form02(CatalogFactory(approved=True)), "form02")) == []


@pytest.mark.clause("B2.1", "B5.4.3", "B6.2.2", "M03.*")
def test_the_assessment_has_every_phrase_of_form_03():
    assert missing("03", page_text(form03(loaded(worked_dossier())), "form03")) == []


@pytest.mark.clause("B5.4.4", "B6.2.3", "M04-06.*", "M04.*", "M05.*", "M06.*")
@pytest.mark.parametrize("number", KINDS)
def test_a_list_has_every_phrase_of_its_form(number):
    ward = a_led_ward()
    sheet = list_form(closed_list(decided_people(1, ward), ward, KINDS[number]))
    assert missing(number, page_text(sheet, "list")) == []


def test_the_scanners_slips_are_mended():
    printed = page_text(form03(loaded(worked_dossier())), "form03") + page_text(
        form02(CatalogFactory(approved=True)), "form02"
    )
    slips = ("Tiền độ", "phê duyet", "chính đốn", "không đê ", "trực kết quả", "mức: -")
    assert [slip for slip in slips if slip in printed] == []
