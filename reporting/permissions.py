"""Who may open what this floor tells; which rows are counted stays with `Dossier.objects.visible_to`."""

from cadres.mandates import Holds, holds, holds_over
from cadres.models import Duty, Unit, User
from evaluation.core.permissions import INTERESTED, READ_ANSWERABILITY

OVERVIEW = (
    Duty.ORGANISATION_STAFF,
    Duty.DIVISION_LEADERSHIP,
    Duty.LEADERSHIP,
    Duty.PROVINCIAL_ORGANISATION,
    Duty.PROVINCIAL_SECRETARIAT,
    Duty.AUDITOR,
)


# Asked of a unit: whose papers they may have together; of whom there are any is asked of the dossiers.
EXPORT_FORMS = Holds(*OVERVIEW, over="pk")

# Whoever audits reads who did and saw what of everybody beneath their unit; of themself nobody does.
AUDITS = Holds(Duty.AUDITOR, Duty.PROVINCIAL_ORGANISATION, over="unit")
READ_TRAIL = AUDITS - INTERESTED

PROVINCIAL = (Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT, Duty.AUDITOR)


def reports_for(user: User, province: Unit | None) -> bool:
    """Whether this person gathers the tables of all units (Bước 5): a provincial duty over the whole province."""
    return province is not None and holds_over(user, province.pk, *PROVINCIAL)


def may_overlook(user: User) -> bool:
    """Whether this person answers for more than themself."""
    return holds(user, *OVERVIEW)


def reads_answerability(user: User) -> bool:
    """Whether the ledger of 6.2 is this person's to read, at least of one unit."""
    return holds(user, *READ_ANSWERABILITY.duties)


def reads_trail(user: User) -> bool:
    """Whether the journal is this person's to read, at least of one unit."""
    return holds(user, *AUDITS.duties)


def reads_whole_trail(user: User) -> bool:
    """Whether it is theirs over the whole province: then also who took the journal out."""
    return AUDITS.everywhere(user)
