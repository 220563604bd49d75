"""One normal form, one order, one way to find."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cadres.vietnamese import ALPHABET, clean, lowfirst, name_key, nfc, plain, sort_key

SYLLABLES = st.text(alphabet="aàảãáạăằâầbdđeèêềiìoòôồơờuùưừyỳ ", max_size=12)


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Nguyễn Văn An", "nguyen van an"),
        ("ĐẶNG  Thị\tÁnh ", "dang thi anh"),
        ("Phường Ưu Ơn", "phuong uu on"),
        ("30292", "30292"),
        ("", ""),
    ],
)
def test_what_is_searched_has_no_marks_no_capitals_and_single_spaces(written, searched):
    assert plain(written) == searched


@pytest.mark.parametrize(("written", "within"), [("Đã nộp", "đã nộp"), ("UBND xã", "uBND xã"), ("", "")])
def test_within_a_sentence_the_first_letter_is_small(written, within):
    assert lowfirst(written) == within


@given(st.text(max_size=40))
def test_composed_and_decomposed_texts_are_searched_and_sorted_alike(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert plain(decomposed) == plain(nfc(text))
    assert sort_key(decomposed) == sort_key(nfc(text))


@given(SYLLABLES)
def test_searching_what_is_searched_changes_nothing(text):
    assert plain(plain(text)) == plain(text)


@given(SYLLABLES)
def test_order_does_not_ask_for_capitals(text):
    assert sort_key(text.upper()) == sort_key(text)


@given(st.text(max_size=40))
def test_a_key_is_plain_ascii_that_every_collation_sorts_alike(text):
    assert sort_key(text).isascii()


def test_letters_stand_in_the_order_of_the_alphabet():
    letters = sorted(set(ALPHABET), key=sort_key)
    assert "".join(letters) == ALPHABET
    assert "".join(letter for letter in letters if letter not in "fjwz") == "aăâbcdđeêghiklmnoôơpqrstuưvxy"


def test_tones_come_in_their_order_after_the_letters():
    assert sorted(["ạ", "á", "ã", "ả", "à", "a"], key=sort_key) == ["a", "à", "ả", "ã", "á", "ạ"]
    assert sorted(["mãi", "ma", "mạn", "mà", "mai", "mẫn"], key=sort_key) == [
        "ma",
        "mà",
        "mai",
        "mãi",
        "mạn",
        "mẫn",
    ]


def test_a_tone_counts_after_all_letters_of_its_word():
    assert sorted(["hoà", "hoan", "hoa", "hòa", "họa"], key=sort_key)[0] == "hoa"
    assert sort_key("họa") < sort_key("hoan")


def test_the_first_word_decides_before_the_second():
    assert sorted(["An Bình", "Anh", "An", "Ân"], key=sort_key) == ["An", "An Bình", "Anh", "Ân"]


def test_numbers_stand_before_letters():
    assert sorted(["Khóm B", "Khóm 2", "Khóm 1"], key=sort_key) == ["Khóm 1", "Khóm 2", "Khóm B"]


def test_people_stand_by_given_name_then_middle_then_family_name():
    names = ["Trần Văn Bình", "Nguyễn Thị Ánh", "Lê Văn An", "Bùi Văn An", "Lê Thị An", "Đỗ Đức", "Đỗ Dũng"]
    assert sorted(names, key=name_key) == [
        "Lê Thị An",
        "Bùi Văn An",
        "Lê Văn An",
        "Nguyễn Thị Ánh",
        "Trần Văn Bình",
        "Đỗ Dũng",
        "Đỗ Đức",
    ]


@pytest.mark.parametrize("name", ["", " ", "An", "!?"])
def test_a_name_of_one_word_or_none_has_a_key_too(name):
    assert name_key(name) == sort_key(name)


NO_TEXT = [
    "\0",
    "\x01",
    "\x1b",
    "\x7f",
    "\x9f",
    "\ud800",
    "\udfff",
    "\ufdd0",
    "\ufffe",
    "\uffff",
    "\U0001fffe",
    "\U0010ffff",
]


@pytest.mark.parametrize("sign", NO_TEXT)
def test_a_clean_text_holds_nothing_that_is_no_text(sign):
    assert [clean(f"Báo{sign} cáo"), plain(f"Báo{sign} cáo")] == ["Báo cáo", "bao cao"]


@pytest.mark.parametrize("sign", ["\v", "\f", "\x1c", "\x1f", "\x85", "\u2028", "\u2029"])
def test_a_break_that_no_page_knows_is_a_space(sign):
    assert clean(f"Báo{sign}cáo") == "Báo cáo"


@pytest.mark.parametrize("sign", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_no_mark_turns_around_what_is_shown(sign):
    assert [clean(f"Ba{sign}\u0301o cáo"), plain(f"Báo {sign}cáo")] == ["Báo cáo", "bao cao"]


@pytest.mark.parametrize("text", ["Một\nhai\tba\r\n", "👩\u200d💻 \ufeff\ufffd", "\U0001fffd"])
def test_every_text_passes_as_it_is(text):
    assert clean(text) == text


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_a_clean_text_stands_in_xml_and_in_utf_8(text):
    element = etree.Element("t")
    element.text = clean(text)
    assert (etree.fromstring(etree.tostring(element, encoding="utf-8")).text or "") == clean(text)
