"""What a file is called: as its owner called it, without anything that leads elsewhere or shows it as something else."""

import re
from pathlib import PurePosixPath

from cadres.vietnamese import clean
from evaluation.files.models import LONGEST_NAME
from evaluation.files.stages import Kind

# What Windows takes in no name, and what it takes for a path anywhere.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\t\r\n]+')
_SHOWN = 60  # signs of a name that a sentence quotes


def ending_of(name: str) -> str:
    return PurePosixPath(name.strip(" .")).suffix.lower()


def name_of(called: str, kind: Kind) -> str:
    """Composed (NFC), on one line, no path, no longer than its column; the ending is of its kind."""
    last = re.split(r"[/\\]", clean(called))[-1]
    tidy = " ".join(_FORBIDDEN.sub("_", last).split()).strip(" .")
    stem, ending = tidy[: -len(ending_of(tidy)) or None], ending_of(tidy) or kind.endings[0]
    return f"{stem.strip(' .')[: LONGEST_NAME - len(ending)].strip(' .') or 'Tệp'}{ending}"


def quoted(called: str) -> str:
    """As a sentence names it, however long it is."""
    name = " ".join(clean(called).split())
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 12]}…{name[-11:]}"
