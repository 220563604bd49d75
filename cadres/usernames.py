"""Names by which people sign in: written in one script, whatever their case, and no two that one takes for each other."""

import unicodedata

from django.core.exceptions import ValidationError

from cadres import vietnamese

ONE_SCRIPT = "Tên đăng nhập chỉ gồm chữ cái La-tinh (kể cả chữ tiếng Việt), chữ số và các dấu @ . + - _."
# What a reader takes for one another, once case is left out.
_ALIKE = str.maketrans({"0": "o", "1": "l"})


def check_script(username: str) -> None:
    """Letters of other scripts look like Latin ones: “сanbo” with a Cyrillic с is another name."""
    letters = (sign for sign in vietnamese.nfc(username) if sign.isalpha())
    digits = (sign for sign in username if sign.isnumeric())
    if any(not unicodedata.name(sign).startswith("LATIN ") for sign in letters) or not all(
        sign.isascii() for sign in digits
    ):
        raise ValidationError(ONE_SCRIPT, code="script")


def folded(username: str) -> str:
    """A name as it is looked for and counted: composed, whatever its case."""
    return vietnamese.nfc(username).strip().casefold()


def shape(username: str) -> str:
    """What a reader sees of it; no two accounts have the same."""
    return folded(username).translate(_ALIKE)
