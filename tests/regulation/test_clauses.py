import unicodedata

import pytest

from regulation import year_ratings, years
from regulation.checks import RULES
from regulation.clauses import CLAUSES, GUIDELINE, REGULATION_366
from regulation.findings import Ground
from regulation.guideline import SENTENCES

LETTERS = ("a", "b", "c", "d", "đ", "e")
QUOTED = [clause for clause in CLAUSES.values() if clause.is_quoted]
GISTS = [clause for clause in CLAUSES.values() if not clause.is_quoted]

# The sentences of the guideline that carry each rule: a reader must find them in the text of its clause.
CARRIED = {
    "incomplete": {"6.1.3"},
    "not-outstanding": {"2.3/2"},
    "late-task": {"PL2.ii"},
    "unit-below-70": {"6.3/1", "6.3/2"},
    "unit-unknown": {"6.3/1", "6.3/2"},
    "head-above-unit": {"6.1.1/2"},
    "promoted": {"7.a", "7.a.1", "7.a.2"},
    "transferred": {"7.b"},
    "reorganised": {"7.c"},
    "deferral": {"7.d", "7.d.1", "7.d.2", "7.d.3", "7.d.4"},
    "other-case": {"7.e"},
    "optional": {"3.3.2"},
    "weights": {"2.5/1", "2.5/2"},
    "unmapped-task": {"PL1.1.1"},
    "reduced-plan": {"M01.note/2"},
    "moved-since": {"7.b"},
    "ended": {"7.e"},
    "key-response": {"B3.2/2", "B3.2.1", "B3.2.2", "B3.2.3"},
    "key-unmet": {"B3.2.3"},
    "no-council": {"B3.1"},
    "summary": {"M04-06.6"},
    "cap": {"6.1.1/1", "6.1.1/2", "6.1.2"},
    "raised-proposal": {"6.2/1"},
    "late": {"B1.1/1", "B5.2", "B5.3"},
    "year-bar": {"5.1"},
    "replace": {"5.3"},
    "year-begun": {"5.2/1"},
    "year-awaited": {"5.2/1"},
    "year-fourth": {"5.2/1"},
    "year-unbound": {"3.3.2"},
    "year-ground": {"M04-06.6"},
    "year-rating": {"5.1"},
    "year-reason": {"5.2/1"},
    "year-reopened": {"5.2/1"},
    "year-unrated": {"5.2/1"},
    "year-answer": {"5.2/1"},
    "year-priority": {"5.2/2"},
}


def test_a_clause_is_found_by_its_code_and_says_where_it_stands():
    assert CLAUSES["6.1"].citation == f"Mục 6.1, {GUIDELINE}"
    assert "dưới 100% nhiệm vụ được giao trong quý" in CLAUSES["6.1"].text


def test_every_clause_stands_under_its_own_code():
    assert {code: clause.code for code, clause in CLAUSES.items()} == {code: code for code in CLAUSES}


def test_each_rule_that_rests_on_the_guideline_rests_on_the_sentences_that_carry_it():
    told = (*vars(years).values(), *vars(year_ratings).values())
    of_years = [ground for ground in told if isinstance(ground, Ground)]
    resting = {rule.code: rule.clause for rule in (*RULES, *of_years) if rule.clause.is_quoted}
    assert {code: CARRIED[code] & set(clause.sentences) for code, clause in resting.items()} == CARRIED


@pytest.mark.clause("3.1.*", "3.2.*")
@pytest.mark.parametrize("tier", ["3.1", "3.2"])
def test_the_scope_is_told_letter_by_letter(tier):
    codes = [f"{tier}.{letter}" for letter in LETTERS]
    assert [code for code in CLAUSES if code.startswith(f"{tier}.")] == codes
    assert [CLAUSES[code].title for code in codes] == [f"Mục {code}" for code in codes]
    assert [CLAUSES[code].text for code in codes] == [SENTENCES[code] for code in codes]


def test_the_letters_say_whom_they_mean():
    assert CLAUSES["3.1.b"].text == "Phó Chủ tịch Ủy ban nhân dân tỉnh;"
    assert CLAUSES["3.2"].text == "Cán bộ lãnh đạo, quản lý ngoài đối tượng tại Khoản 1, Điều này …"
    assert CLAUSES["3.2.c"].text == "Trưởng, phó ban và tương đương của cơ quan Ủy ban Mặt trận Tổ quốc tỉnh."


def test_of_quy_dinh_366_only_what_is_known_of_each_article_is_told():
    """The share of Xuất sắc is told of the regulation, not of its Điều 11; the five targets bind whoever is charged."""
    assert CLAUSES["366.11"].text.endswith("Tỷ lệ Hoàn thành xuất sắc cũng do Quy định 366 nêu.")
    assert (
        "riêng chức danh được giao các chỉ tiêu này, không hoàn thành 05 chỉ tiêu" in CLAUSES["366.11.4"].text
    )


def test_a_clause_is_put_together_from_its_sentences():
    assert CLAUSES["6.3"].text == f"{SENTENCES['6.3/1']} {SENTENCES['6.3/2']}"
    assert CLAUSES["M01"].text == f"{SENTENCES['M01.note/1']} {SENTENCES['M01.note/2']}"


def test_where_sentences_are_left_out_a_clause_says_so():
    plan, send, report = (SENTENCES[code] for code in CLAUSES["B1-B5"].sentences)
    assert CLAUSES["B1-B5"].text == f"{plan} … {send} {report} …"


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ("3.1", ("3.1.",)),
        ("B1-B5", ("B1.1/1", "B5.2", "B5.3")),
        ("M04-06", ("M04-06.6",)),
        ("PL1", ("PL1.1.1", "PL1.2.3/1", "PL1.2.3/2")),
        ("PL1.2.3", ("PL1.2.3/1", "PL1.2.3/2")),
        ("PL2", ("PL2.1.2/1", "PL2.1.2/2", "PL2.1.3/1", "PL2.1.3/2", "PL2.1.3/3")),
    ],
)
def test_a_wide_clause_names_the_sentences_that_matter(code, sentences):
    assert CLAUSES[code].sentences == sentences


@pytest.mark.parametrize("clause", QUOTED, ids=lambda clause: clause.code)
def test_the_guideline_alone_is_quoted(clause):
    assert clause.document == GUIDELINE


@pytest.mark.parametrize("clause", GISTS, ids=lambda clause: clause.code)
def test_of_central_documents_only_the_gist_is_told(clause):
    assert clause.document == REGULATION_366
    assert clause.text.startswith("Nội dung chính: ")


def test_the_paragraphs_of_article_eleven_are_cited_by_number():
    assert [clause.code for clause in GISTS] == [
        "366.11",
        "366.11.1",
        "366.11.1-3",
        "366.11.2-3",
        "366.11.4",
    ]
    assert CLAUSES["366.11.4"].citation == f"Điều 11, khoản 4, {REGULATION_366}"


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=lambda clause: clause.code)
def test_every_clause_has_a_title_and_a_text_in_composed_letters(clause):
    for text in (clause.title, clause.document, clause.text):
        assert text
        assert text == unicodedata.normalize("NFC", text.strip())
        assert "  " not in text
        assert "trực kết quả" not in text
