"""The list of sentences is held against the guideline as it was scanned (tests/data/guideline.txt)."""

import re
import unicodedata
from pathlib import Path

import pytest

from regulation.clauses import CLAUSES, GUIDELINE
from regulation.criteria import CRITERIA, CRITERION_GROUPS
from regulation.guideline import CHAPTERS, SENTENCES, is_heading, lies_under

SCAN = Path(__file__).parents[1] / "data" / "guideline.txt"
HEADS = ("TT\t", "STT\t", "A NHÓM", "B KẾT QUẢ")
NUMBERING = re.compile(r"\d+|[a-eđ]|ii?")

# What the scanner misread, and the signs with which it drew formulas.
MENDED = {
    "trực kết quả": "trục kết quả",
    "theo từng trực": "theo từng trục",
    "Tiền độ": "Tiến độ",
    "phê duyet": "phê duyệt",
    "chính đốn": "chỉnh đốn",
    "không đê ": "không để ",
    "04 mức: - Hoàn": "04 mức: 1- Hoàn",
    "ngàytháng": "ngày tháng",
    "\\sum": "Σ",
    "\\frac": "",
    "\\text": "",
    "\\quad": "",
    "\\Rightarrow": "",
}


def words(text: str) -> str:
    said = " ".join(re.findall(r"\w+", text))
    return f" {said} "


def scanned() -> str:
    """The running text and the heads of tables, each head once; the rows of the tables are left out."""
    text = SCAN.read_text(encoding="utf-8")
    for slip, meant in MENDED.items():
        text = text.replace(slip, meant)
    running = [line for line in text.splitlines() if "\t" not in line]
    heads = {line for line in text.splitlines() if line.startswith(HEADS)}
    return words(" ".join([*running, *sorted(heads)]))


def listed() -> list[str]:
    titles = [chapter.title for chapter in CHAPTERS if chapter.title.startswith((*"12345678", "Phụ lục"))]
    texts = [text for chapter in CHAPTERS for text in chapter.texts.values()]
    criteria = [criterion.text for criterion in CRITERIA] + [group.title for group in CRITERION_GROUPS]
    return sorted([*titles, *texts, *criteria], key=len, reverse=True)


def test_every_word_of_the_guideline_stands_in_the_list_and_no_other():
    left, invented = scanned(), []
    for text in listed():
        if words(text) not in left:
            invented.append(text)
        left = left.replace(words(text), " ", 1)
    forgotten = [word for word in left.split() if not NUMBERING.fullmatch(word)]
    assert (invented, forgotten) == ([], [])


def test_every_code_stands_once():
    codes = [code for chapter in CHAPTERS for code in chapter.texts]
    assert len(codes) == len(set(codes))


def test_headings_ask_nothing():
    assert (is_heading("6.1."), is_heading("6.1.3")) == (True, False)
    assert not [code for code in SENTENCES if is_heading(code)]


@pytest.mark.parametrize(
    ("code", "place", "lies"),
    [
        ("6.1.3", "6.1", True),
        ("6.1.1/2", "6.1", True),
        ("2.3/2", "2.3", True),
        ("2.2", "2.2", True),
        ("M04-06.6", "M04-06", True),
        ("PL2.i/1", "PL2", True),
        ("B5.2", "B1-B5", True),
        ("B4.2", "B1-B5", False),
        ("2.1", "2.10", False),
        ("M04-06.6", "M04", False),
    ],
)
def test_a_sentence_lies_under_its_place(code, place, lies):
    assert lies_under(code, place) is lies


@pytest.mark.parametrize("code", [code for code, clause in CLAUSES.items() if clause.document == GUIDELINE])
def test_every_clause_that_a_rule_rests_on_is_in_the_list(code):
    assert [sentence for sentence in SENTENCES if lies_under(sentence, code)]


def test_the_text_is_composed():
    assert [code for code, text in SENTENCES.items() if text != unicodedata.normalize("NFC", text)] == []
