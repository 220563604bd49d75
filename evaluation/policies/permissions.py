"""Who sets what for a round: the province for all (asked of the root), a unit for itself."""

from cadres.mandates import Holds
from cadres.models import Duty

SET_POLICY = Holds(Duty.PROVINCIAL_ORGANISATION, over="pk")
SET_SCALES = Holds(Duty.LEADERSHIP, Duty.ORGANISATION_STAFF, over="pk")
SET_OWN_WINDOWS = SET_SCALES
DEFINE_GROUPS = Holds(Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT, over="pk")
