"""What was ticked in the appraisers' queue."""

from django.http import QueryDict

from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import DossierQuerySet
from pages.fields import ids


class Ticked:
    """The dossiers ticked, of those that this person may see, locked in one order before any list is."""

    def __init__(self, data: QueryDict, visible: DossierQuerySet) -> None:
        self.data, self.names = data, set(data.getlist("dossier"))
        chosen = visible.filter(pk__in=ids(self.names)).locked()
        self.dossiers = list(chosen.select_related(*Dossier.HELD_WITH))

    def is_valid(self) -> bool:
        """Whether something was ticked, and all of it is there."""
        return bool(self.dossiers) and len(self.dossiers) == len(self.names)

    def seen(self, dossier: Dossier) -> int:
        """The version that was on the page."""
        return next(iter(ids([self.data.get(f"version-{dossier.pk}", "")])), 0)
