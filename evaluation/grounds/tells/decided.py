"""A decided dossier: by which edition and values it was judged, and what was decided on where that reads otherwise today."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from evaluation.core.facts import law_of
from evaluation.core.models import Dossier
from evaluation.grounds.tells.readings import Reading, all_readings
from evaluation.lists.models import Decision
from regulation.assessment import Verdict
from regulation.checks import BY_CODE
from regulation.editions import EDITIONS
from regulation.vocabulary import Rating


@dataclass(frozen=True)
class Then:
    """What the decision was taken on: its findings, each with the name of its rule, and what they permitted."""

    total: Decimal
    highest: Rating
    findings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class JudgedBy:
    """The decision in force. `edition` and `readings` are frozen with it; `then` is there where today reads otherwise."""

    pk: int
    rating: Rating
    total: Decimal
    at: datetime
    body: str
    digest: str
    edition: str
    readings: tuple[Reading, ...]
    then: Then | None


def decision_of(dossier: Dossier) -> Decision | None:
    """The decision in force; none is looked for before there can be one, or where the reader does not know of it yet."""
    if not dossier.is_decided or dossier.withheld:
        return None
    return dossier.decisions.filter(superseded_at=None).first()


def judged_by(dossier: Dossier, decision: Decision | None, verdict: Verdict | None) -> JudgedBy | None:
    """`verdict` is today's reading of the newest layer; None leaves the comparison out."""
    if decision is None:
        return None
    return JudgedBy(
        pk=decision.pk,
        rating=Rating(decision.rating),
        total=decision.total,
        at=decision.decided_at,
        body=decision.body,
        digest=decision.digest[:16],
        edition=_edition(dossier.judged_by.get("edition", "")),
        readings=all_readings(law_of(dossier)) if dossier.judged_by.get("policy") else (),
        then=_then(decision.snapshot, verdict) if verdict else None,
    )


def _edition(code: str) -> str:
    """Hướng dẫn số 02-HD/TU, áp dụng từ Quý II/2026"""
    found = next((edition for edition in EDITIONS if edition.code == code), None)
    return f"Hướng dẫn số {code}, áp dụng từ {found.since.label}" if found else ""


def _then(snapshot: dict[str, Any], verdict: Verdict) -> Then | None:
    """The snapshot where it is not what the law says of today's rows."""
    if not snapshot.get("findings"):
        return None
    today = [{"code": finding.code, "sentence": finding.sentence} for finding in verdict.findings]
    highest = Rating(snapshot["highest_permitted"])
    if snapshot["findings"] == today and highest is verdict.highest_permitted:
        return None
    told = ((_title(kept["code"]), kept["sentence"]) for kept in snapshot["findings"])
    return Then(Decimal(snapshot["score"]["total"]), highest, tuple(told))


def _title(code: str) -> str:
    """The rule may be gone since."""
    return BY_CODE[code].title if code in BY_CODE else "Quy định khác"
