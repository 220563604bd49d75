"""When windows close, asked of the database: for filters and queues over many dossiers."""

from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least

from evaluation.core.models.periods import Policy
from regulation.deadlines import OwnWindow, Window


def closing(window: Window | OwnWindow) -> Combinable:
    """When the window closes for a dossier's people: `Dossier.closes_at`, said to the database."""
    if not isinstance(window, OwnWindow):
        return F(f"period__{window.value}_closes_at")
    here, there = OuterRef("managing_unit"), OuterRef("handed_in_to")
    asked_by = Coalesce(there, here) if window is OwnWindow.SELF else here
    rows = Policy.objects.filter(period=OuterRef("period"), unit=asked_by)
    of_round = F("period__dossier_closes_at")
    own = Coalesce(Subquery(rows.values(f"{window.value}_closes_at")), of_round)
    return Least(own, of_round)
