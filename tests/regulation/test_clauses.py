import unicodedata

import pytest

from regulation.clauses import CLAUSES, GUIDELINE, REGULATION_366

LETTERS = ("a", "b", "c", "d", "đ", "e")


def test_a_clause_is_found_by_its_code_and_says_where_it_stands():
    assert CLAUSES["6.1"].citation == f"Mục 6.1, {GUIDELINE}"
    assert "dưới 100% nhiệm vụ được giao trong quý" in CLAUSES["6.1"].text


def test_every_clause_stands_under_its_own_code():
    assert {code: clause.code for code, clause in CLAUSES.items()} == {code: code for code in CLAUSES}


@pytest.mark.clause("3.1.*", "3.2.*")
@pytest.mark.parametrize("tier", ["3.1", "3.2"])
def test_the_scope_is_told_letter_by_letter(tier):
    codes = [f"{tier}.{letter}" for letter in LETTERS]
    assert [code for code in CLAUSES if code.startswith(f"{tier}.")] == codes
    assert [CLAUSES[code].title for code in codes] == [f"Mục {code}" for code in codes]
    assert {CLAUSES[code].text[-1] for code in codes} == {"."}


def test_the_letters_say_whom_they_mean():
    assert CLAUSES["3.1.b"].text == "Phó Chủ tịch Ủy ban nhân dân tỉnh."
    assert CLAUSES["3.2.c"].text == "Trưởng, phó ban và tương đương của cơ quan Ủy ban Mặt trận Tổ quốc tỉnh."


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("5", "thì không xếp loại “Hoàn thành xuất sắc nhiệm vụ” cả năm"),
        ("5", "từ 02 quý liên tiếp trở lên"),
        ("6.1", "Mức xếp loại của người đứng đầu gắn với kết quả thực hiện nhiệm vụ của các tập thể"),
        ("6.3", "hoàn thành dưới 70% các nhiệm vụ, chỉ tiêu được cấp có thẩm quyền giao"),
        ("7.a", "Ngoài việc đánh giá ở chi bộ nơi sinh hoạt"),
        ("7.b", "cơ quan, đơn vị cũ có trách nhiệm gửi nhận xét"),
        ("7.c", "theo kết quả thực hiện nhiệm vụ từ thời điểm sau khi sắp xếp"),
        ("7.e", "Các trường hợp khác thực hiện theo hướng dẫn của cấp có thẩm quyền"),
        ("8.2", "bắt đầu từ Quý II năm 2026"),
        ("PL2.ii", "thì xem xét trừ điểm KPI"),
    ],
)
def test_a_clause_has_the_guidelines_own_words(code, words):
    assert words in CLAUSES[code].text


@pytest.mark.parametrize("code", ["366.11", "366.11.1", "366.11.1-3", "366.11.2-3", "366.11.4", "KL198"])
def test_of_central_documents_only_the_gist_is_told(code):
    assert CLAUSES[code].text.startswith("Nội dung chính: ")
    assert CLAUSES[code].document != GUIDELINE


def test_the_paragraphs_of_article_eleven_are_cited_by_number():
    assert CLAUSES["366.11.4"].citation == f"Điều 11, khoản 4, {REGULATION_366}"


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=lambda clause: clause.code)
def test_every_clause_has_a_title_and_a_text_in_composed_letters(clause):
    for text in (clause.title, clause.document, clause.text):
        assert text
        assert text == unicodedata.normalize("NFC", text.strip())
        assert "  " not in text
        assert "trực kết quả" not in text
