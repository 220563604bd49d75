"""The printed forms: one font family, heads repeated, signatures never alone."""

import gc
import re
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pypdf
import pytest
from django.template.loader import render_to_string

from cadres.machine import Refusal
from cadres.models import Duty
from evaluation.core.stages import ListKind
from evaluation.files.importers.signatures import DIGEST, Standing, read_signatures
from evaluation.models import Dossier
from reporting.renderers import pdf as renderer
from reporting.renderers import press
from reporting.renderers.pdf import pdf
from reporting.sheets import form01, form02, form03, grounds_sheet, list_form
from reporting.sheets.lists import DRAFT
from reporting.sheets.wording import LIST_COLUMNS
from reporting.sheets.year import year_sheet
from reporting.summaries.year import for_lines, lines_of, people_of
from tests.factories import CatalogFactory, CatalogItemFactory, PlanTaskFactory, TaskMarkFactory, an_official
from tests.reporting.papers import (
    CLOSED,
    a_led_ward,
    bare,
    closed_list,
    decided_dossier,
    decided_people,
    loaded,
    pdf_pages,
    squeezed,
    stored_raw,
    worked_dossier,
)

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
LIST = "reporting/forms/list.html"
SAMPLE = "ĐẢNG CỘNG SẢN VIỆT NAM ơ ư ạ"


def families(content: bytes) -> set[str]:
    """Font families without their subset's prefix and their style."""
    names = set()
    for page in pypdf.PdfReader(BytesIO(content)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            names.add(font.get_object()["/BaseFont"].split("+")[-1].split("-")[0])
    return names


def long_list(rows: int) -> bytes:
    ward = a_led_ward()
    return pdf(list_form(closed_list(decided_people(rows, ward), ward)), LIST)


def test_vietnamese_is_set_in_one_family_and_copies_equal():
    dossier = worked_dossier(cadre__full_name=SAMPLE)
    content = pdf(form01(loaded(dossier)), "reporting/forms/form01.html")
    assert families(content) == {"Tinos"}
    assert SAMPLE in pdf_pages(content)[0]


def test_what_is_no_text_is_left_out_of_the_pages_and_the_title():
    dossier = worked_dossier()
    stored_raw(dossier.cadre, full_name="Lê\x0bVăn\ufffe Ba\x01")
    content = pdf(form01(loaded(dossier)), "reporting/forms/form01.html")
    title = pypdf.PdfReader(BytesIO(content)).metadata.title
    assert ["Lê Văn Ba" in title, "Lê Văn Ba" in pdf_pages(content)[0]] == [True, True]


def test_sixty_rows_repeat_their_head_and_keep_the_signature_with_rows():
    pages = pdf_pages(long_list(60))
    head = squeezed(LIST_COLUMNS[5])
    assert len(pages) > 2
    assert [head in page for page in pages] == [True] * len(pages)
    signed = [page for page in pages if "T/M BAN THƯỜNG VỤ" in page]
    assert signed == pages[-1:]
    assert "Căn cứ 60" in pages[-1]


def test_a_result_is_printed_under_its_own_title_and_says_that_it_came_late():
    ward = a_led_ward()
    after = {"closed_at": CLOSED.replace(month=7, day=5, hour=9), "body": "Thường trực Tỉnh ủy"}
    decided = closed_list(decided_people(1, ward), ward.parent, ListKind.PROVINCE_DECISION, **after)
    (page,) = pdf_pages(pdf(list_form(decided), LIST))
    assert "KẾT QUẢ XẾP LOẠI QUÝ II, NĂM 2026" in page
    assert "T/M THƯỜNG TRỰC TỈNH ỦY" in page
    assert "Chốt sau hạn: chốt lúc 09:00 ngày 05/07/2026, hết hạn lúc 00:00 ngày 05/07/2026." in page
    assert "trước ngày 30" not in page


@pytest.mark.parametrize("rows", range(4, 12))
def test_wherever_the_page_ends_the_last_row_stands_by_the_signature(rows):
    page = next(page for page in pdf_pages(long_list(rows)) if "T/M BAN THƯỜNG VỤ" in page)
    assert f"Căn cứ {rows}" in page
    assert "(Ký, ghi rõ họ tên và đóng dấu)" in page


@pytest.mark.parametrize("words", range(2, 21, 3))
@pytest.mark.parametrize("rows", [2, 3])
def test_the_mark_of_a_draft_never_stands_on_a_page_without_rows(rows, words):
    ward = a_led_ward()
    rating_list = closed_list(decided_people(rows, ward), ward, ListKind.UNIT_PROPOSAL, sequence=2)
    rating_list.rows.update(summary="Đạt kết quả " * words)
    sheet = list_form(rating_list)
    last = pdf_pages(pdf(replace(sheet, remarks=("Nhóm: các sở.", *sheet.remarks, DRAFT)), LIST))[-1]
    assert [DRAFT in last, squeezed(LIST_COLUMNS[1]) in last] == [True, True]


@pytest.mark.parametrize("words", range(30, 151, 20))
def test_however_long_its_one_row_the_head_stands_above_its_table(words):
    ward = a_led_ward()
    rating_list = closed_list(decided_people(1, ward), ward, ListKind.UNIT_PROPOSAL, sequence=2)
    rating_list.rows.update(summary="Đạt kết quả " * words)
    first = pdf_pages(pdf(list_form(rating_list), LIST))[0]
    assert [squeezed(LIST_COLUMNS[1]) in first, "Đạt" in first] == [True, True]


def test_pages_are_numbered_from_the_second():
    pages = pdf_pages(long_list(30))
    assert [page.split()[-1] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]
    assert pages[0].split()[-3:-1] == ["Căn", "cứ"]


def test_form_03_is_portrait_and_its_annexes_landscape():
    content = pdf(form03(loaded(decided_dossier())), "reporting/forms/form03.html")
    turned = []
    for page in pypdf.PdfReader(BytesIO(content)).pages:
        turned.append(
            (
                page.mediabox.width > page.mediabox.height,
                "mã đối chiếu 0123456789abcdef" in page.extract_text(),
            )
        )
    assert {wide for wide, _ in turned} == {True, False}
    assert turned == sorted(turned)
    assert [proof for _, proof in turned] == [True] * len(turned)


def test_a_row_longer_than_a_page_runs_on_under_repeated_heads():
    dossier = worked_dossier()
    dossier.plan.tasks.get(order=0).marks.update(evidence="Báo cáo số 12-BC/VP. " * 120)
    pages = pdf_pages(pdf(form03(loaded(dossier)), "reporting/forms/form03.html"))
    running = [page for page in pages if "Báo cáo số 12-BC/VP" in page]
    assert len(running) > 2
    assert ["Kết quả sản phẩm thực tế" in page for page in running] == [True] * len(running)


def figures(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+(?:[.,/]\d+)*", text))


def a_table_of_long_figures() -> Dossier:
    """Coefficients of three and four decimals, so that every column has figures as long as they become."""
    dossier = worked_dossier()
    for order, coefficient in enumerate(["0.675", "1.3333", "0.675"]):
        task = dossier.plan.tasks.filter(order=order)
        task.update(coefficient=Decimal(coefficient), due_date="2026-06-25")
    return dossier


def a_year():
    unit = a_led_ward()
    people = decided_people(3, unit, decided_rating="not_completed")
    reader = an_official(Duty.LEADERSHIP, unit)
    rows = list(for_lines(people_of(reader, 2026)))
    assert len(rows) == len(people)
    return year_sheet(2026, rows, lines_of(rows, reader, 2026))


PAPERS = {
    "form01": lambda: form01(loaded(a_table_of_long_figures())),
    "form02": lambda: form02(CatalogItemFactory(catalog=CatalogFactory(approved=True), points=133).catalog),
    "form03": lambda: form03(loaded(a_table_of_long_figures())),
    "grounds": lambda: grounds_sheet(loaded(a_table_of_long_figures())),
    "list": lambda: list_form(closed_list(decided_people(3, a_led_ward()), a_led_ward())),
    "year": a_year,
}


@pytest.mark.parametrize("template", PAPERS)
def test_every_figure_of_the_page_stands_whole_in_the_pdf(template):
    sheet, body = PAPERS[template](), f"reporting/forms/{template}.html"
    printed = figures(" ".join(pdf_pages(pdf(sheet, body))))
    assert figures(bare(render_to_string(body, {"sheet": sheet}))) - printed == Counter()


def test_the_guidelines_example_takes_six_pages_with_its_annex():
    pages = pdf_pages(pdf(form03(loaded(decided_dossier())), "reporting/forms/form03.html"))
    annex = next(place for place, page in enumerate(pages) if "BẢNG TÍNH ĐIỂM" in page)
    assert annex <= 5
    assert "Như vậy: Tổng điểm" in pages[annex]
    assert "1.1 Tuyệt đối trung thành" in pages[0]


@pytest.mark.parametrize("rows", range(2, 10, 2))
def test_a_total_never_stands_alone_on_its_page(rows):
    dossier = worked_dossier()
    for order in range(rows):
        task = PlanTaskFactory(plan=dossier.plan, axis=4, order=10 + order, title="Báo cáo thêm " * 6)
        TaskMarkFactory(task=task)
    pages = pdf_pages(pdf(form03(loaded(dossier)), "reporting/forms/form03.html"))
    for total, before in (("Tổng (A) =", "3.4 Tự soi"), ("Tổng ", "Báo cáo thêm"), ("TỔNG (B) =", "Trục 6")):
        page = [page for page in pages if total in page][-1]
        assert before in page.split(total)[0]


def test_text_of_others_stays_text_and_fetches_nothing():
    evil = '<img src="http://127.0.0.1:9/x.png"><script>1</script>'
    dossier = worked_dossier()
    dossier.plan.tasks.filter(order=0).update(title=evil)
    pages = pdf_pages(pdf(form01(loaded(dossier)), "reporting/forms/form01.html"))
    assert evil.replace(" ", "") in "".join(pages).replace(" ", "")


def test_the_collector_rests_during_a_render_and_wakes_after(monkeypatch):
    seen = []
    real = press._press()
    monkeypatch.setattr(press, "_press", lambda: seen.append(gc.isenabled()) or real)
    long_list(1)
    assert (seen, gc.isenabled()) == ([True], True)
    with press._quiet_collector():
        assert gc.isenabled() is False
    assert gc.isenabled() is True


def test_without_pango_the_answer_is_a_sentence(monkeypatch):
    class NoPango:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    monkeypatch.setattr(press, "_press", press._press.__wrapped__)
    with pytest.raises(Refusal, match="libpango-1.0-0"):
        long_list(1)


def test_a_table_too_long_to_print_says_so(monkeypatch):
    monkeypatch.setattr(renderer, "MOST_ROWS", 2)
    with pytest.raises(Refusal, match="Bảng có 3 dòng"):
        long_list(3)


def test_a_pdf_tells_its_title_its_language_and_its_structure():
    sheet = form01(loaded(worked_dossier()))
    document = pypdf.PdfReader(BytesIO(pdf(sheet, "reporting/forms/form01.html")))
    told = document.trailer["/Root"]
    assert document.metadata.title == sheet.label
    assert (told["/Lang"], bool(told["/MarkInfo"]["/Marked"])) == ("vi", True)
    assert "/StructTreeRoot" in told


def test_the_file_carries_the_digest_by_which_it_is_known_once_it_is_signed():
    ward = a_led_ward()
    proven = list_form(closed_list(decided_people(1, ward), ward))
    papers = {
        "none": pdf(proven, LIST),
        "proof": pdf(replace(proven, proof="0123456789abcdef"), LIST),
        "digest": pdf(replace(proven, proof="0123456789abcdef"), LIST, digest="b2" * 32),
    }
    found = {
        name: pypdf.PdfReader(BytesIO(paper)).metadata.get(f"/{DIGEST}") for name, paper in papers.items()
    }
    assert found == {"none": None, "proof": "0123456789abcdef", "digest": "b2" * 32}
    assert read_signatures(BytesIO(papers["digest"]), "b2" * 32).standing is Standing.COPY
