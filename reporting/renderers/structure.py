"""What WeasyPrint leaves open of PDF/UA-1 (ISO 14289-1): one H1, scopes of heads (7.5), page numbers as artifacts (7.8)."""

from collections.abc import Iterator
from typing import Any

LEVELS = {"/H2": "/H1", "/H3": "/H2", "/H4": "/H3"}
SCOPES = {"/THead": "/Column", "/TBody": "/Row"}
PAGINATION = b"<</Type/Pagination>>"


def settle(_: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: mends the tree of structure before the file is written."""
    elements = {part.reference: part for part in pdf.objects if _is(part, "/StructElem")}
    (root,) = (part for part in pdf.objects if _is(part, "/StructTreeRoot"))
    read = set()
    for reference, place in _beneath(root, elements):
        read.add(reference)
        _settle(elements[reference], SCOPES.get(place, "/Column"))
    _set_apart([element for reference, element in elements.items() if reference not in read], root, pdf)


def _is(part: Any, kind: str) -> bool:
    return isinstance(part, dict) and part.get("Type") == kind


def _beneath(element: Any, elements: dict[bytes, Any], place: str = "") -> Iterator[tuple[bytes, str]]:
    """Every element that is read, each with the part of a table in which it stands."""
    for kid in element["K"]:
        if kid in elements:
            inner = name if (name := elements[kid]["S"]) in SCOPES else place
            yield kid, inner
            yield from _beneath(elements[kid], elements, inner)


def _settle(element: Any, scope: str) -> None:
    """On a page the frame has the h1, on paper the paper's own title; a head's scope says of what it is one.

    The lists of heads by which WeasyPrint says the same lose their place where a head spans rows, and go.
    """
    element["S"] = LEVELS.get(element["S"], element["S"])
    if element["S"] in ("/TH", "/TD"):
        element["A"].pop("Headers", None)
        element.pop("ID", None)
    if element["S"] == "/TH":
        element["A"]["Scope"] = scope


def _set_apart(elements: list[Any], root: Any, pdf: Any) -> None:
    """What stands in a page's margin belongs to no text: its number and, on every page, the decision's digest."""
    objects = {part.reference: part for part in pdf.objects}
    parents = objects[root["ParentTree"]]["Nums"]
    for element in elements:
        page = objects[element["Pg"]]
        for number in (kid for kid in element["K"] if isinstance(kid, int)):
            drawn = objects[page["Contents"]].stream
            at = next(
                at for at, part in enumerate(drawn) if isinstance(part, dict) and part.get("MCID") == number
            )
            drawn[at - 1 : at + 1] = "/Artifact", PAGINATION
            parents[2 * page["StructParents"] + 1][number] = b"null"
