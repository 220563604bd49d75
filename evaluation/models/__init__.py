"""Everything about the quarterly round that is kept in the database."""

from evaluation.models.circumstances import DossierCircumstance, Outstanding, Remark
from evaluation.models.collectives import CollectiveAxis, CollectiveEntry, CollectiveResult
from evaluation.models.council import CouncilOpinion, CouncilSession
from evaluation.models.dossiers import Dossier, DossierEntry, DossierUserObjectPermission, ReturnNote, Seat
from evaluation.models.lists import (
    Decision,
    RaisedProposal,
    RatingList,
    RatingListEntry,
    RatingRow,
    SimilarGroup,
)
from evaluation.models.marks import Assessment, CriterionMark, Excuse, KeyResponse, TaskMark
from evaluation.models.periods import DemonstrationDay, Period, Policy, PolicyEntry
from evaluation.models.plans import AxisWeight, Delivery, Plan, PlanAmendment, PlanTask
from evaluation.models.receipts import Receipt

__all__ = [
    "Assessment",
    "AxisWeight",
    "CollectiveAxis",
    "CollectiveEntry",
    "CollectiveResult",
    "CouncilOpinion",
    "CouncilSession",
    "CriterionMark",
    "Decision",
    "Delivery",
    "DemonstrationDay",
    "Dossier",
    "DossierCircumstance",
    "DossierEntry",
    "DossierUserObjectPermission",
    "Excuse",
    "KeyResponse",
    "Outstanding",
    "Period",
    "Plan",
    "PlanAmendment",
    "PlanTask",
    "Policy",
    "PolicyEntry",
    "RaisedProposal",
    "RatingList",
    "RatingListEntry",
    "RatingRow",
    "Receipt",
    "Remark",
    "ReturnNote",
    "Seat",
    "SimilarGroup",
    "TaskMark",
]
