"""Vietnamese text: one normal form, one order, one way to find.

Database collations differ and most are wrong for Vietnamese, so the order is stored as a string of digits, which every
collation sorts alike, and the searched text is stored without marks.
"""

import unicodedata
from functools import partial

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng

_RANK = {letter: f"{place:02d}" for place, letter in enumerate(ALPHABET, start=20)}


# The composed form, in which every text is stored and compared.
nfc = partial(unicodedata.normalize, "NFC")


def plain(text: str) -> str:
    """What is searched: lower case, without marks, đ as d, single spaces; without NUL, which PostgreSQL takes nowhere."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign)
    )
    return " ".join(bare.replace("đ", "d").replace("\0", "").split())


def sort_key(text: str) -> str:
    """Digits that sort words as a Vietnamese dictionary does: letters first, the tone as a word's last difference."""
    return "".join(_word_key(word) for word in nfc(text).lower().split())


def name_key(full_name: str) -> str:
    """`sort_key` of a person: the given name (last word), then the middle names, then the family name."""
    family, *rest = full_name.split() or [""]
    return sort_key(" ".join([*rest[-1:], *rest[:-1], family]))


def _word_key(word: str) -> str:
    letters, tones = "", ""
    for sign in word:
        letter, tone = _split_tone(sign)
        letters += _RANK.get(letter, f"1{letter}" if letter in "0123456789" else "")
        tones += str(TONES.index(tone)) if tone else ""
    return f"{letters}00{tones or '0'}"


def _split_tone(sign: str) -> tuple[str, str]:
    """('ề') → ('ê', grave): the letter of the alphabet and the tone laid over it."""
    marks = unicodedata.normalize("NFD", sign)
    tone = next((mark for mark in marks[1:] if mark in TONES), "")
    return nfc(marks.replace(tone, "") if tone else marks), tone
