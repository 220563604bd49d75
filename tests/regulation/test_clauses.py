import unicodedata

import pytest

from regulation.clauses import CLAUSES, GUIDELINE


def test_a_clause_is_found_by_its_code_and_says_where_it_stands():
    assert CLAUSES["6.1"].citation == f"Mục 6.1, {GUIDELINE}"
    assert "dưới 100% nhiệm vụ được giao trong quý" in CLAUSES["6.1"].text


def test_every_clause_stands_under_its_own_code():
    assert {code: clause.code for code, clause in CLAUSES.items()} == {code: code for code in CLAUSES}


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=lambda clause: clause.code)
def test_every_clause_has_a_title_and_a_text_in_composed_letters(clause):
    for text in (clause.title, clause.document, clause.text):
        assert text
        assert text == unicodedata.normalize("NFC", text.strip())
