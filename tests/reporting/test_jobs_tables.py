"""The province's tables in one archive: each as PDF and as XLSX, a long one in pieces that are joined."""

from io import BytesIO

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Duty
from evaluation.core.stages import ListKind
from reporting.jobs import presses, tables
from reporting.models import State
from reporting.renderers.press import press
from tests.factories import UnitFactory, a_ward, an_official
from tests.reporting.exporting import asked, made, opened
from tests.reporting.papers import closed_list, decided_people, pdf_pages, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpressed")]
PEOPLE = 7


@pytest.fixture
def world():
    """A list of a ward that is closed, and one by which a division put somebody forward."""
    world = a_ward(name="Phường Bình Đức", code="BD")
    people = decided_people(PEOPLE, world.division)
    world.period = people[0].period
    closed_list(people, world.ward)
    closed_list(people[:1], world.division, ListKind.DIVISION_PROPOSAL)
    world.province_staff = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    return world


def tables_of(world):
    return made(asked(world, by=world.province_staff, kind="province_tables", unit=world.province))


def test_every_table_that_has_rows_is_there_as_pdf_and_as_xlsx(world):
    division, code = world.division.name, world.division.code
    assert opened(tables_of(world)).namelist() == [
        "Mẫu 04 Tỉnh An Giang Q2-2026.xlsx",
        "Mẫu 04 Tỉnh An Giang Q2-2026.pdf",
        f"Mẫu 06/Phường Bình Đức/Mẫu 06 {division} Q2-2026 {code}.xlsx",
        f"Mẫu 06/Phường Bình Đức/Mẫu 06 {division} Q2-2026 {code}.pdf",
    ]


def test_the_workbook_is_the_one_that_is_had_alone(world):
    archive = opened(tables_of(world))
    cells = workbook(archive.read("Mẫu 04 Tỉnh An Giang Q2-2026.xlsx")).active.iter_rows(values_only=True)
    assert sum("(khi chốt)" in str(row) for row in cells) == PEOPLE


@pytest.mark.pdf
def test_a_long_table_is_one_document_with_its_head_once_its_signature_at_the_end_and_every_page_numbered(
    world, monkeypatch
):
    monkeypatch.setattr(presses, "press", press)
    monkeypatch.setattr(tables, "MOST_ROWS", 3), monkeypatch.setattr(tables, "PIECE", 3)
    content = opened(tables_of(world)).read("Mẫu 04 Tỉnh An Giang Q2-2026.pdf")
    pages = pdf_pages(content)
    assert len(pages) == 3
    assert ["BÁO CÁO" in page for page in pages] == [True, False, False]
    assert ["(Ký" in page for page in pages] == [False, False, True]
    assert [number in page.split() for page, number in zip(pages, ("1", "2", "3"), strict=True)] == [
        True,
        True,
        True,
    ]
    text = " ".join(pages)
    assert [text.count(f"Trần Thị Thử {number} ") for number in range(PEOPLE)] == [1] * PEOPLE
    assert pypdf.PdfReader(BytesIO(content)).metadata.title == "Mẫu 04 Tỉnh An Giang Q2-2026"


def test_a_table_that_became_another_one_is_drawn_anew_whole(world, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 3), monkeypatch.setattr(tables, "PIECE", 3)
    keys = {part.key for part in tables.AllTables().parts(scope(world))}
    closed_list(decided_people(1, world.ward), world.ward, sequence=2)
    now = {part.key for part in tables.AllTables().parts(scope(world))}
    assert {key for key in keys & now if key.startswith("04")} == set()
    assert {key for key in keys if key.startswith("06")} <= now


def test_of_tables_that_are_drawn_already_nothing_is_gathered_again(world, monkeypatch):
    """A job that many turns work on would else do little but read the province anew in each."""
    parts = [part for part in tables.AllTables().parts(scope(world)) if part.key.startswith("06")]
    monkeypatch.setattr(tables.contents, "of_province", lambda *_: 1 / 0)
    assert [part for part, _ in tables.AllTables().draw(scope(world), parts)] == parts


def test_what_many_divisions_put_forward_is_read_by_few_questions(world):
    def made(divisions):
        for _ in range(divisions):
            unit = UnitFactory(parent=world.ward)
            closed_list(decided_people(1, unit), unit, ListKind.DIVISION_PROPOSAL)
        with CaptureQueriesContext(connection) as asked:
            list(tables.AllTables().parts(scope(world)))
        return len(asked)

    few, many = made(2), made(4)
    assert many - few <= 4 * 2


def test_two_divisions_of_a_long_name_have_a_file_each(world):
    """A name is cut, the code by which they differ is not."""
    for code in ("DAI-1", "DAI-2"):
        unit = UnitFactory(parent=world.ward, name=f"Phòng {'Kinh tế ' * 12}", code=code)
        closed_list(decided_people(1, unit), unit, ListKind.DIVISION_PROPOSAL)
    files = [part.file for part in tables.AllTables().parts(scope(world)) if part.file.endswith(".pdf")]
    assert len(set(files)) == len(files)
    assert [file[-10:] for file in files[-2:]] == [" DAI-1.pdf", " DAI-2.pdf"]


def scope(world):
    return tables.Scope(world.province_staff, world.province, world.period)


def test_where_no_list_is_closed_the_job_ends_with_a_sentence(world):
    world.period.lists.all().delete()
    export = tables_of(world)
    assert (export.state, export.failure) == (State.FAILED, tables.AllTables.nothing)


def test_they_are_for_whoever_holds_a_provincial_duty_over_the_whole_province(world):
    allowed = {
        duty: tables.AllTables().allows(an_official(duty, world.province), world.province)
        for duty in (Duty.PROVINCIAL_SECRETARIAT, Duty.AUDITOR, Duty.LEADERSHIP, Duty.SYSTEM_ADMIN)
    }
    assert list(allowed.values()) == [True, True, False, False]
    assert not tables.AllTables().allows(world.province_staff, world.ward)
