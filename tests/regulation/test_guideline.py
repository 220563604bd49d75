"""The list of sentences is held against the guideline as it was scanned (tests/data/guideline.txt)."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from regulation.clauses import CLAUSES
from regulation.criteria import CRITERIA, CRITERION_GROUPS
from regulation.guideline import CHAPTERS, SENTENCES, codes_under, is_heading, lies_under

SCAN = Path(__file__).parents[1] / "data" / "guideline.txt"
HEADS = ("TT\t", "STT\t", "A NHÓM", "B KẾT QUẢ")
NUMBERING = re.compile(r"\d+|[a-eđ]|ii?")

# What the scanner misread.
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
}
FORMULAS = ("\\frac", "\\text", "\\quad", "\\Rightarrow")


def words(text: str) -> str:
    said = " ".join(re.findall(r"\w+", text))
    return f" {said} "


def mended() -> str:
    text = SCAN.read_text(encoding="utf-8")
    for slip, meant in MENDED.items():
        text = text.replace(slip, meant)
    return text


def scanned() -> str:
    """The running text and the heads of tables, each head once; the rows of the tables are left out."""
    text = mended()
    for sign in FORMULAS:
        text = text.replace(sign, " ")
    running = [line for line in text.splitlines() if "\t" not in line]
    heads = {line for line in text.splitlines() if line.startswith(HEADS)}
    return words(" ".join([*running, *sorted(heads)]))


@cache
def printed() -> str:
    """The guideline sign for sign, but for line breaks, bullets, emphasis, kinds of quotes and the signs of formulas."""
    text = mended()
    text = re.sub(r"\\frac\{\\text\{(.+?)\}\}\{\\text\{(.+?)\}\}", r"\1 ÷ \2", text)
    text = re.sub(r"\\text\{(.+?)\}", r"\1", text).replace("$$", "").replace(" * ", " × ")
    return plain(re.sub(r"(?m)^[-+*] ", "", text.replace("*", "")))


def plain(text: str) -> str:
    return " ".join(text.replace("“", '"').replace("”", '"').split())


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
        ("2.1", "2.10", False),
        ("M04-06.6", "M04", False),
    ],
)
def test_a_sentence_lies_under_its_place(code, place, lies):
    assert lies_under(code, place) is lies


def test_sentences_are_found_by_their_places_in_the_guidelines_order():
    assert codes_under("6.2", "6.1") == ("6.1.1/1", "6.1.1/2", "6.1.2", "6.1.3", "6.2/1", "6.2/2")
    assert codes_under("6.1.2", headings=("6.1.",)) == ("6.1.2",)
    assert codes_under("5", "8.3", headings=("6.1.",)) == ("5.1", "5.2/1", "5.2/2", "5.3", "8.3.1", "8.3.2")
    assert codes_under("PL2.LY", headings=("PL2.LY.",)) == ("PL2.LY.", "PL2.LY.1", "PL2.LY.2")


@pytest.mark.parametrize("code", [code for code, clause in CLAUSES.items() if clause.is_quoted])
def test_a_clause_says_what_stands_in_the_guideline_sign_for_sign(code):
    said = [part for part in re.split(r"\s*…\s*", CLAUSES[code].text) if part]
    assert [part for part in said if plain(part) not in printed()] == []


def test_the_text_is_composed():
    assert [code for code, text in SENTENCES.items() if text != unicodedata.normalize("NFC", text)] == []
