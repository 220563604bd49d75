"""Who opens a round: asked of the root."""

from cadres.mandates import Holds
from cadres.models import Duty

OPEN_ROUND = Holds(Duty.PROVINCIAL_ORGANISATION, over="pk")
