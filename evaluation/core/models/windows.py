"""When windows close, asked of the database: for filters and queues over many dossiers."""

from django.db.models import F, FilteredRelation, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least

from regulation.deadlines import OwnWindow, Window


def asking(window: OwnWindow) -> FilteredRelation:
    """The policy of the unit that asks a dossier's people earlier than the round, as `asking`: one join for all rows."""
    here = F("managing_unit")
    asked_by = Coalesce("handed_in_to", here) if window is OwnWindow.SELF else here
    return FilteredRelation("period__policies", condition=Q(period__policies__unit=asked_by))


def closing(window: Window | OwnWindow) -> Combinable:
    """When the window closes for a dossier's people: `Dossier.closes_at`, said to the database.

    A unit's own window is read where `DossierQuerySet.asked` joined it.
    """
    of_round = F("period__dossier_closes_at")
    if isinstance(window, OwnWindow):
        return Least(Coalesce(F(f"asking__{window.value}_closes_at"), of_round), of_round)
    return F(f"period__{window.value}_closes_at")
