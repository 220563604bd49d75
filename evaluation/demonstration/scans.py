"""Papers as a province scans them: of one page, which says what it stands for."""

from collections.abc import Iterator

from evaluation.files.actions import Brought
from evaluation.files.stages import Kind


def scan(name: str, words: str) -> Brought:
    """A PDF called `name` that says `words`, which have no marks: Helvetica, which every reader has, knows none of ours."""
    page = _Page(words)
    return Brought(page, name, Kind.PDF, len(next(page.chunks())))


class _Page:
    """A PDF of one page that says what it stands for; nothing in it but that line."""

    def __init__(self, words: str) -> None:
        shown = f"BT /F1 18 Tf 60 760 Td ({words}) Tj ET"
        self.objects = (
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            f"<</Length {len(shown)}>>\nstream\n{shown}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        )

    def chunks(self) -> Iterator[bytes]:
        made, places = "%PDF-1.4\n", []
        for number, said in enumerate(self.objects, start=1):
            places.append(len(made))
            made += f"{number} 0 obj\n{said}\nendobj\n"
        rows = "".join(f"{place:010d} 00000 n \n" for place in places)
        made += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}"
        made += f"trailer\n<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{made.index('xref')}\n%%EOF\n"
        yield made.encode("ascii")
