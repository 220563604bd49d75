"""PDF/UA-1 as far as a file can be asked for it: who reads it by ear hears all of it, in order, with its heads."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf
import pytest
from pypdf.generic import ContentStream

from cadres.models import Duty
from evaluation.core.stages import ListKind
from reporting.renderers.pdf import pdf
from reporting.sheets import form03, list_form
from reporting.sheets.answerability import ledger_sheet
from reporting.summaries.answerability import Ledger, entries_for
from tests.factories import an_official
from tests.reporting.papers import a_led_ward, closed_list, decided_dossier, decided_people, loaded
from tests.reporting.test_renderers_pdf import PAPERS
from tests.reporting.test_views_answerability import an_entry

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
PAINTS = {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh"}


def a_list(kind: str) -> Any:
    return lambda: list_form(closed_list(decided_people(40, a_led_ward()), a_led_ward(), kind))


def a_ledger() -> Any:
    entry = an_entry()
    reader = an_official(Duty.AUDITOR, entry.unit)
    return ledger_sheet(entry.unit, Ledger.of(list(entries_for(reader))))


EVERY = {name: (name, make) for name, make in PAPERS.items()} | {
    "form03 decided, with its annexes": ("form03", lambda: form03(loaded(decided_dossier()))),
    **{kind.label: ("list", a_list(kind)) for kind in ListKind},
    "answerability": ("answerability", a_ledger),
}


@pytest.fixture(params=EVERY)
def paper(request):
    template, make = EVERY[request.param]
    sheet = make()
    return sheet, pypdf.PdfReader(BytesIO(pdf(sheet, f"reporting/forms/{template}.html")))


def elements(element: Any, within: str = "") -> Iterator[tuple[str, str, Any]]:
    """(kind, the part of a table it stands in, element), in the order in which it is read."""
    kids = element.get("/K", [])
    for kid in [kids] if not isinstance(kids, list) else kids:
        child = kid.get_object()
        if isinstance(child, dict) and "/S" in child:
            inner = child["/S"] if child["/S"] in ("/THead", "/TBody") else within
            yield child["/S"], inner, child
            yield from elements(child, inner)


def tree(document: Any) -> list[tuple[str, str, Any]]:
    return list(elements(document.trailer["/Root"]["/StructTreeRoot"]))


def test_it_says_that_it_is_accessible_in_which_language_and_under_which_title(paper):
    sheet, document = paper
    root = document.trailer["/Root"]
    told = root["/Metadata"].get_object().get_data()
    assert b'pdfuaid="http://www.aiim.org/pdfua/ns/id/"' in told
    assert b'pdfuaid:part="1"' in told
    assert sheet.label in told.decode()
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("vi", True)
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert {page["/Tabs"] for page in document.pages} == {"/S"}


def test_one_first_heading_and_no_level_is_skipped(paper):
    _, document = paper
    levels = [int(kind[2]) for kind, *_ in tree(document) if re.fullmatch(r"/H\d", kind)]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert [
        after - before for before, after in zip(levels, levels[1:], strict=False) if after - before > 1
    ] == []


def test_every_table_has_heads_and_each_says_of_what_it_is_one(paper):
    _, document = paper
    heads = [(within, element["/A"]["/Scope"]) for kind, within, element in tree(document) if kind == "/TH"]
    assert set(heads) <= {("/THead", "/Column"), ("/TBody", "/Row")}
    for kind, _, table in tree(document):
        if kind == "/Table":
            assert "/TH" in [inner for inner, *_ in elements(table)]


def test_what_is_drawn_is_read_once_or_belongs_to_no_text(paper):
    _, document = paper
    read = [
        (element["/Pg"].get_object()["/StructParents"], number)
        for *_, element in tree(document)
        for number in element["/K"]
        if isinstance(number, int)
    ]
    drawn = [(page["/StructParents"], number) for page in document.pages for number in marked(document, page)]
    assert sorted(drawn) == sorted(read)
    assert len(set(read)) == len(read)


def marked(document: Any, page: Any) -> Iterator[int]:
    """The marks of what a page draws; nothing is drawn outside of a mark or an artifact."""
    open_marks: list[int | None] = []
    for operands, operator in ContentStream(page["/Contents"].get_object(), document).operations:
        if operator in (b"BDC", b"BMC"):
            mark = operands[1].get("/MCID") if operator == b"BDC" else None
            assert (mark is None) == (operands[0] == "/Artifact")
            open_marks.append(mark)
            if mark is not None:
                yield mark
        elif operator == b"EMC":
            open_marks.pop()
        elif operator in PAINTS:
            assert open_marks
