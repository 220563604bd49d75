"""Who may: the same duties as for a quarter's lists. Staff draw up, leadership closes; the province does so of tier 3.1."""

from cadres.mandates import Holds, Subject, Where
from cadres.models import Duty
from evaluation.core.permissions import CLOSE_PROVINCE_LIST, CLOSE_UNIT_LIST, SET_RATE
from evaluation.core.stages import ListKind

_OF_UNIT = (ListKind.UNIT_PROPOSAL.value, ListKind.UNIT_DECISION.value)
_STAFF = Holds(Duty.ORGANISATION_STAFF, over="unit")
_PROVINCE = Holds(Duty.PROVINCIAL_ORGANISATION, over="unit")

CLOSE = CLOSE_UNIT_LIST | CLOSE_PROVINCE_LIST
DRAW_UP = Where(_STAFF, kind=_OF_UNIT) | Where(_PROVINCE, kind=ListKind.PROVINCE_DECISION.value) | CLOSE
PUBLISH = (
    Where(_STAFF | CLOSE_UNIT_LIST, kind=ListKind.UNIT_DECISION.value)
    | Where(_PROVINCE, kind=ListKind.PROVINCE_DECISION.value)
    | CLOSE_PROVINCE_LIST
)
# A unit's proposal goes back to it by whoever appraises it; a decision is taken up again by its decider.
REOPEN = (
    Where(CLOSE_UNIT_LIST, kind=ListKind.UNIT_DECISION.value)
    | CLOSE_PROVINCE_LIST
    | Where(_PROVINCE, kind=ListKind.UNIT_PROPOSAL.value)
)
RATE = SET_RATE

# For whose people a list may be drawn up, asked of their dossiers.
DRAWS_UP_AT_UNIT = Holds(Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, over="managing_unit")
DRAWS_UP_AT_PROVINCE = Holds(Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT, over="deciding_unit")

# Mục 5: what was done is recorded where the person is managed, or by the province; by nobody of themself.
RECORD_REPLACEMENT = Holds(
    Duty.ORGANISATION_STAFF,
    Duty.LEADERSHIP,
    Duty.PROVINCIAL_ORGANISATION,
    Duty.PROVINCIAL_SECRETARIAT,
    over="unit",
) - Subject("cadre__user", or_principal=True)
