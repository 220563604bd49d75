"""How a seal is tied to the one before it."""

from evaluation.archive.models import Seal
from evaluation.core.tells.records import instant
from evaluation.lists.actions.decisions import digest


def chained(seal: Seal) -> str:
    """SHA-256 over this seal and the end of the chain before it."""
    told = {"number": seal.number, "kind": seal.kind, "row": seal.row, "digest": seal.digest}
    return digest(told | {"previous": seal.previous, "at": instant(seal.at)})
