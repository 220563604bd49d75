"""Who reads a package, sends it, receives it: asked of the package, and of the lists that it carries."""

from cadres.mandates import Grant, Holds, Where
from cadres.models import Duty
from evaluation.core.stages import ListKind

UNITS = (ListKind.UNIT_PROPOSAL.value, ListKind.UNIT_DECISION.value)
DIVISIONS = ListKind.DIVISION_PROPOSAL.value

# Sending decides nothing about anybody: whoever prepares it may have a file of their own in it.
SEND: Grant = Where(Holds(Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, over="unit"), kind=UNITS) | Where(
    Holds(Duty.DIVISION_LEADERSHIP, over="unit"), kind=DIVISIONS
)
RECEIVE: Grant = Where(Holds(Duty.PROVINCIAL_ORGANISATION, over="unit"), kind=UNITS) | Where(
    Holds(Duty.ORGANISATION_STAFF, over="unit__parent"), kind=DIVISIONS
)
# Minutes of units are not for whoever decides of the province; a division's leadership reads its own package alone.
READS = (Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, Duty.PROVINCIAL_ORGANISATION, Duty.AUDITOR)
READ_PACKAGE: Grant = Holds(*READS, over="unit") | Where(
    Holds(Duty.DIVISION_LEADERSHIP, over="unit"), kind=DIVISIONS
)
