"""Who may open what this floor tells; which rows are counted stays with `Dossier.objects.visible_to`."""

from typing import Any

from cadres.mandates import units_of
from cadres.models import Duty

OVERVIEW = (
    Duty.ORGANISATION_STAFF,
    Duty.DIVISION_LEADERSHIP,
    Duty.LEADERSHIP,
    Duty.PROVINCIAL_ORGANISATION,
    Duty.PROVINCIAL_SECRETARIAT,
    Duty.AUDITOR,
)


def may_overlook(user: Any) -> bool:
    """Whether this person answers for more than themself."""
    return bool(units_of(user, *OVERVIEW))
