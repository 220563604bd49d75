"""Who reads a unit's board, and who reminds its people: asked of the unit."""

from cadres.mandates import Holds, holds
from cadres.models import Duty, Visitor

# Those who wait for what people hand in.
WATCHERS = (Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, Duty.PROVINCIAL_ORGANISATION)
_READS = (*WATCHERS, Duty.PROVINCIAL_SECRETARIAT, Duty.AUDITOR)

READ_BOARD = Holds(*_READS, over="pk")
NUDGE = Holds(*WATCHERS, over="pk")
ON_BOARDS = Holds(*_READS, over="managing_unit")  # the same, asked of dossiers


def reads_boards(user: Visitor) -> bool:
    return holds(user, *_READS)
