"""Vietnamese text: one normal form, one order, one way to find.

Database collations differ and most are wrong for Vietnamese, so the order is stored as a string of digits, which every
collation sorts alike, and the searched text is stored without marks.
"""

import re
import unicodedata
from functools import lru_cache, partial

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng

_RANK = {letter: f"{place:02d}" for place, letter in enumerate(ALPHABET, start=20)}


# Breaks that no page and no workbook knows: Word's soft line break is the vertical tab.
_BREAKS = re.compile("[\v\f\x1c-\x1f\x85\u2028\u2029]")
# Signs that are no text. PostgreSQL takes no NUL, XML (and so every workbook) none but the noncharacters of the upper planes.
_LAST_OF_PLANES = "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
UNREADABLE = re.compile(f"[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_PLANES}]")
# Marks by which what follows is shown from right to left or out of its order (Unicode's Bidi_Control): no word here needs one.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# The composed form, in which every text is stored and compared.
nfc = partial(unicodedata.normalize, "NFC")


def spaced(text: str) -> str:
    """Composed, in the order in which it is read, with a space for every break that is none here."""
    return nfc(text if text.isprintable() else _BREAKS.sub(" ", _TURNING.sub("", text)))


def clean(text: str) -> str:
    """A text as it is stored, looked for and written out: composed, and without what is no text."""
    return spaced(text if text.isprintable() else UNREADABLE.sub("", text))


def plain(text: str) -> str:
    """What is searched: lower case, without marks, đ as d, single spaces, without what is no text."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", clean(text).lower()) if not unicodedata.combining(sign)
    )
    return " ".join(bare.replace("đ", "d").split())


def lowfirst(words: str) -> str:
    """As it goes on within a sentence: what Django's `capfirst` makes large is small."""
    return words[:1].lower() + words[1:]


def sort_key(text: str) -> str:
    """Digits that sort words as a Vietnamese dictionary does: letters first, the tone as a word's last difference."""
    return "".join(_word_key(word) for word in nfc(text).lower().split())


@lru_cache(maxsize=4096)  # the ledger sorts the same thousand heads each time
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
