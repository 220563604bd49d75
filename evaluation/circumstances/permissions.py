"""Who gives the old unit's remark."""

from cadres.mandates import Holds, Subject
from cadres.models import Duty

# 7.b: the old unit speaks by its staff or leadership; whoever works there now, not whoever did when it was asked.
GIVE_REMARK = Holds(Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, over="from_unit") - Subject(
    "dossier__cadre__user", or_principal=True
)
