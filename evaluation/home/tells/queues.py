"""Which dossiers wait for the holders of which right: read from the moves of every machine that tell of a queue."""

from evaluation.arrivals.moves import ARRIVALS
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.moves import Move, Queue
from evaluation.core.road import DOSSIERS
from evaluation.marks.moves import EXCUSES
from evaluation.petitions.moves import PETITIONS
from evaluation.plans.moves import AMENDMENTS, PLANS

# Each machine with the way from a dossier to the stage of its rows.
_WAYS = (
    (PLANS, "plan__stage"),
    (AMENDMENTS, "plan__amendments__stage"),
    (DOSSIERS, "stage"),
    (EXCUSES, "plan__tasks__excuse__stage"),
    (ARRIVALS, "decisions__arrivals__stage"),
    (PETITIONS, "decisions__petitions__stage"),
)
_MOVES = {move: way for machine, way in _WAYS for move in machine.moves.values() if isinstance(move, Move)}
QUEUES = tuple((move, move.queue) for move in _MOVES if move.queue)


def waiting_at(move: Move, queue: Queue) -> DossierQuerySet:
    """Dossiers that stand, or have a row that stands, where the move begins."""
    also = queue.also() if callable(queue.also) else queue.also
    return Dossier.objects.filter(also, **{f"{_MOVES[move]}__in": move.source})
