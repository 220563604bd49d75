"""Bước 5 in the current round: one package received, one sent, one returned, one of which the minutes are missing."""

from collections.abc import Iterator, Sequence

from cadres.models import Duty, Unit
from evaluation.core.models import Period
from evaluation.core.stages import ListKind
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.days import at
from evaluation.files.actions import Brought
from evaluation.files.stages import Kind
from evaluation.packages.actions.handing import send
from evaluation.packages.actions.papers import bring
from evaluation.packages.actions.receiving import give_back, receive
from evaluation.packages.importers import Incoming
from evaluation.packages.models import Package
from evaluation.packages.permissions import RECEIVE, SEND
from evaluation.packages.stages import Verdict

LETTER, MINUTES = "Văn bản đề nghị (bản quét).pdf", "Biên bản hội nghị (bản quét).pdf"
RECEIVED, SENT, RETURNED, INCOMPLETE = "31078", "30742", "TU-VP", "VP-DDBQH-HDND"
FAULTS = {"minutes": "Biên bản chưa có chữ ký của thư ký Hội đồng; đề nghị quét lại bản đủ chữ ký."}
SENT_AT, ANSWERED_AT = "2026-09-21 16:30", "2026-09-22 07:45"


def hand_over(period: Period, actors: Actors) -> None:
    for code, names in (
        (RECEIVED, (LETTER, MINUTES)),
        (SENT, (LETTER, MINUTES)),
        (RETURNED, (LETTER, MINUTES)),
    ):
        _send(_filled(period, code, names, actors), actors)
    _filled(period, INCOMPLETE, (LETTER,), actors)
    _answer(period, actors)


def _filled(period: Period, code: str, names: Sequence[str], actors: Actors) -> Package:
    """Papers as they were scanned are brought into the package of those proposed to the province."""
    package = Package(period=period, unit=Unit.objects.get(code=code), kind=ListKind.UNIT_PROPOSAL)
    staff = actors.first(Duty.ORGANISATION_STAFF, SEND, package)
    with at(SENT_AT):
        bring(package, [_scan(name) for name in names], by=staff, opened=package.version)
    return _of(period, code)


def _send(package: Package, actors: Actors) -> None:
    staff = actors.first(Duty.ORGANISATION_STAFF, SEND, package)
    with at(SENT_AT, 1):
        send(package, by=staff, opened=package.version)


def _answer(period: Period, actors: Actors) -> None:
    received, returned = _of(period, RECEIVED), _of(period, RETURNED)
    official = actors.first(Duty.PROVINCIAL_ORGANISATION, RECEIVE, received)
    with at(ANSWERED_AT):
        receive(received, by=official, seen=received.version)
        give_back(returned, faults=FAULTS, by=official, seen=returned.version)


def _of(period: Period, code: str) -> Package:
    return Package.objects.get(period=period, unit__code=code, kind=ListKind.UNIT_PROPOSAL)


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


def _scan(name: str) -> Incoming:
    page = _Page(
        "Van ban ky (ban quet, trinh dien)" if name == LETTER else "Bien ban ky (ban quet, trinh dien)"
    )
    return Incoming(Brought(page, name, Kind.PDF, len(next(page.chunks()))), Verdict.SCAN)
