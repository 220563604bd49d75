"""Everything about the quarterly round that is kept in the database."""

from evaluation.models.council import CouncilOpinion, CouncilSession
from evaluation.models.dossiers import Dossier, DossierEntry, DossierUserObjectPermission, ReturnNote
from evaluation.models.lists import Decision, RatingList, RatingListEntry, RatingRow
from evaluation.models.marks import Assessment, CriterionMark, Excuse, KeyResponse, TaskMark
from evaluation.models.periods import DemonstrationDay, Period, Policy
from evaluation.models.plans import AxisWeight, Delivery, Plan, PlanAmendment, PlanTask
from evaluation.models.receipts import Receipt

__all__ = [
    "Assessment",
    "AxisWeight",
    "CouncilOpinion",
    "CouncilSession",
    "CriterionMark",
    "Decision",
    "Delivery",
    "DemonstrationDay",
    "Dossier",
    "DossierEntry",
    "DossierUserObjectPermission",
    "Excuse",
    "KeyResponse",
    "Period",
    "Plan",
    "PlanAmendment",
    "PlanTask",
    "Policy",
    "RatingList",
    "RatingListEntry",
    "RatingRow",
    "Receipt",
    "ReturnNote",
    "TaskMark",
]
