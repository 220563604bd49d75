"""What must be there before a move: the law's blocking rules, and completeness of what is handed in."""

from evaluation.gates.aside import deferral_grounded, exemption_grounded
from evaluation.gates.circumstances import (
    bears_on_nothing_decided,
    decisions_keep_their_ground,
    remark_in_time,
)
from evaluation.gates.groups import not_yet_listed
from evaluation.gates.marks import appraisal_rated, division_spoke, marks_complete, self_rating_reasoned
from evaluation.gates.owed import Gate, owed
from evaluation.gates.plans import (
    amended_plan_lawful,
    direct_entry_weights,
    plan_being_worked,
    plan_has_tasks,
    plan_mapped,
    plan_owed,
    plan_tasks_complete,
    plan_weights,
    still_with_subject,
)
from evaluation.gates.ratings import (
    before_decision,
    cases_settled,
    council_heard,
    excuses_answered,
    key_tasks_answered,
    permitted,
    special_papers,
)
from evaluation.gates.rounds import round_not_begun

__all__ = [
    "cases_settled",
    "Gate",
    "amended_plan_lawful",
    "appraisal_rated",
    "bears_on_nothing_decided",
    "before_decision",
    "council_heard",
    "decisions_keep_their_ground",
    "deferral_grounded",
    "direct_entry_weights",
    "division_spoke",
    "excuses_answered",
    "exemption_grounded",
    "key_tasks_answered",
    "marks_complete",
    "not_yet_listed",
    "owed",
    "permitted",
    "plan_being_worked",
    "plan_has_tasks",
    "plan_mapped",
    "plan_owed",
    "plan_tasks_complete",
    "plan_weights",
    "remark_in_time",
    "round_not_begun",
    "self_rating_reasoned",
    "special_papers",
    "still_with_subject",
]
