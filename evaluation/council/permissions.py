"""Who holds a unit's council, asked of the unit."""

from cadres.mandates import Holds
from cadres.models import Duty
from evaluation.core.permissions import CONVENE, READ_SESSION

# Whose duty makes them a member; the unit's staff hold its sessions and sit in none by that alone.
SITS = Holds(Duty.COUNCIL_MEMBER, over="unit")
READERS, HOLDERS = READ_SESSION.duties, CONVENE.duties
