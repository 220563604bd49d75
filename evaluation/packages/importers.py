"""What a paper brought into a package is: a scan, a print of ours, signed and by whom, or altered since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from evaluation.files.actions import Brought
from evaluation.files.importers.signatures import Signed, Standing, read_signatures
from evaluation.files.stages import Kind
from evaluation.packages.stages import Verdict

if TYPE_CHECKING:
    from evaluation.files.importers.unfit import File

_OURS = (Standing.SIGNED, Standing.COPY)


@dataclass(frozen=True)
class Incoming:
    """A paper with what its signature says; `part` is what of the package it is, where it is a print of ours."""

    brought: Brought
    verdict: Verdict
    signed: str = ""
    part: str = ""


def recognised(brought: Brought, expected: Mapping[str, str]) -> Incoming:
    """Nothing is refused for its signature: it is said to whoever sends, and to whoever receives."""
    if brought.kind != Kind.PDF:
        return Incoming(brought, Verdict.SCAN)
    file = cast("File", brought.content)
    signed, part = read_signatures(file, ""), ""
    if signed.standing is Standing.OTHER:
        signed, part = _among(file, expected) or (signed, "")
    file.seek(0)
    return Incoming(brought, Verdict[signed.standing.name], signed.sentence if signed.signers else "", part)


def _among(file: "File", expected: Mapping[str, str]) -> tuple[Signed, str] | None:
    """It carries a digest of ours: of one of these papers, or of none."""
    for digest, part in expected.items():
        signed = read_signatures(file, digest)
        if signed.standing in _OURS:
            return signed, part
    return None
