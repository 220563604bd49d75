"""For which part of a package a file was brought: by what its name says, else the first part that still lacks one."""

from collections.abc import Collection, Sequence

from cadres import vietnamese
from evaluation.packages.models import Package, Paper
from evaluation.packages.tells.items import items_of

# As offices call their papers in names of files, without marks; asked in this order ("biên bản … đề nghị" are minutes).
_WORDS = (
    ("minutes", ("bien ban", "bb ")),
    ("table", ("bang tong hop", "danh sach", "mau 04", "mau 05", "mau 06", "mau so 0")),
    ("letter", ("van ban", "de nghi", "cong van", "to trinh", "bao cao", "bc ")),
)


def parts_for(
    package: Package, names: Sequence[str], taken: Collection[str], recognised: Sequence[str]
) -> list[str]:
    """One part for each of these names, or the one as which a print of ours was `recognised`; what fits nowhere is enclosed.

    Several of one part stand beside it, too.
    """
    takes = [item.key for item, _ in items_of(package) if item.takes]
    pairs = zip(names, recognised, strict=True)
    said = [part if part in takes else _said(name, takes) for name, part in pairs]
    free = [key for key in takes if key not in taken and key not in said and key != "table"]
    found: list[str] = []
    for key in said:
        part = key or (free.pop(0) if free else Paper.OTHER)
        found.append(Paper.OTHER if part in found else part)
    return found


def _said(name: str, takes: Collection[str]) -> str:
    words = " ".join(vietnamese.plain(name).replace("-", " ").replace("_", " ").replace(".", " ").split())
    named = (key for key, said in _WORDS if key in takes and any(one in f"{words} " for one in said))
    return next(named, "")
