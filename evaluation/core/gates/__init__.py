"""What must be there before a dossier moves: the law's blocking rules, and completeness of what is handed in."""

from evaluation.core.gates.aside import deferral_grounded, exemption_grounded
from evaluation.core.gates.groups import not_yet_listed
from evaluation.core.gates.marks import (
    appraisal_rated,
    direct_entry_weights,
    division_spoke,
    has_tasks,
    marks_complete,
    self_rating_reasoned,
)
from evaluation.core.gates.owed import Gate, owed
from evaluation.core.gates.ratings import (
    before_decision,
    cases_settled,
    council_heard,
    excuses_answered,
    key_tasks_answered,
    permitted,
    special_papers,
)

__all__ = [
    "Gate",
    "appraisal_rated",
    "before_decision",
    "cases_settled",
    "council_heard",
    "deferral_grounded",
    "direct_entry_weights",
    "division_spoke",
    "excuses_answered",
    "exemption_grounded",
    "has_tasks",
    "key_tasks_answered",
    "marks_complete",
    "not_yet_listed",
    "owed",
    "permitted",
    "self_rating_reasoned",
    "special_papers",
]
