"""Who reads the papers of a unit; evidence is read by whoever reads its dossier."""

from cadres.mandates import Grant, Holds
from cadres.models import Duty

# Bước 5: whoever draws the package up, leads the unit or sits on its council, whoever receives it, and inspection.
READ_PAPERS: Grant = Holds(
    Duty.ORGANISATION_STAFF,
    Duty.LEADERSHIP,
    Duty.COUNCIL_MEMBER,
    Duty.PROVINCIAL_ORGANISATION,
    Duty.PROVINCIAL_SECRETARIAT,
    Duty.AUDITOR,
    over="unit",
)
