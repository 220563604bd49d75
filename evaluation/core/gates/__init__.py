"""What must be there before a dossier moves: the law's blocking rules, and completeness of what is handed in."""

from evaluation.core.gates.aside import deferral_grounded, exemption_grounded
from evaluation.core.gates.groups import not_yet_listed
from evaluation.core.gates.late import late_reason_given, open_until, overdue_since
from evaluation.core.gates.layers import (
    confirmations_grounded,
    confirmed_by_appraiser,
    differences_reasoned,
    key_levels_said,
)
from evaluation.core.gates.marks import (
    appraisal_rated,
    direct_entry_weights,
    division_spoke,
    has_tasks,
    marks_complete,
    self_rating_reasoned,
)
from evaluation.core.gates.owed import Gate, owed
from evaluation.core.gates.publication import petitions_over
from evaluation.core.gates.ratings import (
    before_decision,
    cases_settled,
    council_heard,
    excuses_answered,
    key_tasks_answered,
    permitted,
    posts_followed,
    special_papers,
)

__all__ = [
    "Gate",
    "appraisal_rated",
    "before_decision",
    "cases_settled",
    "confirmations_grounded",
    "confirmed_by_appraiser",
    "council_heard",
    "deferral_grounded",
    "differences_reasoned",
    "direct_entry_weights",
    "division_spoke",
    "excuses_answered",
    "exemption_grounded",
    "has_tasks",
    "key_levels_said",
    "key_tasks_answered",
    "late_reason_given",
    "marks_complete",
    "not_yet_listed",
    "open_until",
    "overdue_since",
    "owed",
    "permitted",
    "petitions_over",
    "posts_followed",
    "self_rating_reasoned",
    "special_papers",
]
