"""Who opens a round: a duty over the root, for a round is the whole province's."""

from cadres.mandates import Holds
from cadres.models import Duty

OPEN_ROUND = Holds(Duty.PROVINCIAL_ORGANISATION, over="pk")
