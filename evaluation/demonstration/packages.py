"""Bước 5 in the current round: one package received, one sent, one returned, one of which the minutes are missing."""

from collections.abc import Sequence

from cadres.models import Duty, Unit
from evaluation.core.models import Period
from evaluation.core.stages import ListKind
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.days import at
from evaluation.demonstration.scans import scan
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


def _scan(name: str) -> Incoming:
    words = "Van ban ky (ban quet, trinh dien)" if name == LETTER else "Bien ban ky (ban quet, trinh dien)"
    return Incoming(scan(name, words), Verdict.SCAN)
