"""Who begins an extension of all people of a unit, asked of the unit."""

from cadres.mandates import Holds
from cadres.models import Duty

OF_UNITS = Holds(Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, Duty.PROVINCIAL_ORGANISATION, over="pk")
