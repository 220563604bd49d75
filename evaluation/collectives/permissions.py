"""Who records, approves, assesses and reads a collective's result.

6.3, 8.2: recorded at the unit, approved above it; of axis 3 the steering committee speaks too. The result limits the ratings of
those who lead the collective: none of them approves it, takes it back or assesses its axis 3 from a post that they hold above,
nor does who stands in for one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import Exists, OuterRef, Q

from cadres.mandates import Everybody, Grant, Holds, Where, own, principals
from cadres.models import Duty, Unit, Visitor
from evaluation.core.permissions import SEES
from evaluation.core.stages import COUNTING, CollectiveStage

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from evaluation.collectives.models import CollectiveResult
    from evaluation.core.models import Seat


class Seated(Grant):
    """Whoever has a seat in the collective that leads the unit of this result, in its round (6.3).

    With `or_principal`, also whoever acts on such a person's behalf.
    """

    def __init__(self, *, or_principal: bool = False) -> None:
        self.or_principal = or_principal

    def q(self, user: Visitor) -> Q:
        here = {"pk": OuterRef("unit"), "seats__dossier__period": OuterRef("period")}
        seats = Unit.objects.without_tree_fields().order_by()
        return Q(Exists(seats.filter(**here, seats__dossier__cadre__user__in=self._who(user))))

    def allows(self, user: Visitor, row: Model) -> bool:
        return self._of(row).filter(dossier__cadre__user__in=self._who(user)).exists()

    def holders(self, row: Model) -> set[int]:
        return set(self._of(row).values_list("dossier__cadre__user", flat=True)) - {None}

    def _of(self, row: Model) -> QuerySet[Seat]:
        result = cast("CollectiveResult", row)
        return Unit(pk=result.unit_id).seats.filter(dossier__period=result.period_id)

    def _who(self, user: Visitor) -> set[int]:
        return principals(user) if self.or_principal else own(user)


SEATED = Seated()
JUDGED_BY_IT = Seated(or_principal=True)
RECORD_COLLECTIVE = Holds(Duty.ORGANISATION_STAFF, Duty.DIVISION_LEADERSHIP, Duty.LEADERSHIP, over="unit")
SUPERIOR = Holds(
    Duty.LEADERSHIP, Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT, over="unit__parent"
)
APPROVE_COLLECTIVE = SUPERIOR - JUDGED_BY_IT
COMMITTEE = Holds(Duty.STEERING_COMMITTEE, over="unit")
ASSESS_DIGITAL = COMMITTEE - JUDGED_BY_IT
PUBLISH_COLLECTIVE = RECORD_COLLECTIVE | APPROVE_COLLECTIVE
OVERSEE_COLLECTIVE = Holds(*SEES, Duty.PROVINCIAL_SECRETARIAT, Duty.STEERING_COMMITTEE, over="unit")
READ_COLLECTIVE: Grant = (
    OVERSEE_COLLECTIVE
    | Where(SEATED, stage=COUNTING)
    | Where(Everybody(), stage=CollectiveStage.PUBLISHED.value)
)
