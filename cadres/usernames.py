"""Names by which people sign in: written in one script, whatever their case, and no two that one takes for each other."""

from django.core.exceptions import ValidationError

from cadres import vietnamese

ONE_SCRIPT = "Tên đăng nhập chỉ gồm chữ cái La-tinh a–z, chữ cái tiếng Việt, chữ số và các dấu @ . + - _."
# What a reader takes for one another, once case is left out: i is written I, too, and then reads like l.
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l"})
_VIETNAMESE = {"đ", *(vietnamese.nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in vietnamese.TONES)}


def check_script(username: str) -> None:
    """Letters beyond ours look like ours: “сanbo” with a Cyrillic с, “cɑnbo” with a phonetic ɑ are other names."""
    if any(not sign.isascii() and sign.lower() not in _VIETNAMESE for sign in vietnamese.nfc(username)):
        raise ValidationError(ONE_SCRIPT, code="script")


def folded(username: str) -> str:
    """A name as it is looked for and counted: composed, whatever its case."""
    return vietnamese.nfc(username).strip().casefold()


def shape(username: str) -> str:
    """What a reader sees of it; no two accounts have the same."""
    return folded(username).translate(_ALIKE)
