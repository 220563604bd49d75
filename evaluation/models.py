"""Everything about the quarterly round that is kept in the database."""

from evaluation.archive.models import Chain, Seal
from evaluation.arrivals.models import Arrival
from evaluation.boards.models import Feed, Nudge
from evaluation.calendar.models import Effect, Keeper
from evaluation.circumstances.models import DossierCircumstance, Remark
from evaluation.collectives.models import CollectiveAxis, CollectiveEntry, CollectiveField, CollectiveResult
from evaluation.core.models.dossiers import (
    Dossier,
    DossierEntry,
    DossierUserObjectPermission,
    Seat,
)
from evaluation.core.models.extensions import Extension, ExtensionEntry
from evaluation.core.models.groups import SimilarGroup
from evaluation.core.models.periods import DemonstrationDay, Period, Policy, PolicyEntry
from evaluation.core.models.receipts import Receipt
from evaluation.core.models.returns import ReturnNote
from evaluation.core.models.viewings import Viewing
from evaluation.council.models import (
    CouncilLine,
    CouncilLineEntry,
    CouncilMember,
    CouncilOpinion,
    CouncilSession,
    CouncilSessionEntry,
)
from evaluation.deputies.models import StandIn, StandInEntry
from evaluation.files.models import StoredFile
from evaluation.lists.models import (
    Decision,
    KeptForm,
    RaisedProposal,
    RatingList,
    RatingListEntry,
    RatingRow,
)
from evaluation.marks.models import Assessment, CriterionMark, Excuse, KeyResponse, Outstanding, TaskMark
from evaluation.packages.models import Package, PackageEntry, Paper, Sending, SentForm
from evaluation.petitions.models import Petition, PetitionFile
from evaluation.plans.models import AxisWeight, Delivery, Plan, PlanAmendment, PlanTask
from evaluation.years.models import (
    Replacement,
    ReplacementEntry,
    YearList,
    YearListEntry,
    YearRating,
    YearRow,
)

__all__ = [
    "Arrival",
    "Assessment",
    "AxisWeight",
    "Chain",
    "CollectiveAxis",
    "CollectiveEntry",
    "CollectiveField",
    "CollectiveResult",
    "CouncilLine",
    "CouncilLineEntry",
    "CouncilMember",
    "CouncilOpinion",
    "CouncilSession",
    "CouncilSessionEntry",
    "CriterionMark",
    "Decision",
    "Delivery",
    "DemonstrationDay",
    "Dossier",
    "DossierCircumstance",
    "DossierEntry",
    "DossierUserObjectPermission",
    "Effect",
    "Excuse",
    "Extension",
    "ExtensionEntry",
    "Feed",
    "Keeper",
    "KeptForm",
    "KeyResponse",
    "Nudge",
    "Outstanding",
    "Package",
    "PackageEntry",
    "Paper",
    "Period",
    "Petition",
    "PetitionFile",
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
    "Replacement",
    "ReplacementEntry",
    "ReturnNote",
    "Seal",
    "Seat",
    "Sending",
    "SentForm",
    "SimilarGroup",
    "StandIn",
    "StandInEntry",
    "StoredFile",
    "TaskMark",
    "YearList",
    "YearListEntry",
    "YearRating",
    "YearRow",
    "Viewing",
]
