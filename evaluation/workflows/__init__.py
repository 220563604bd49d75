"""The life of every row of the round, as tables of moves: from where, to where, who, behind which gates."""

from evaluation.workflows.circumstances import CIRCUMSTANCES, REMARKS
from evaluation.workflows.collectives import COLLECTIVES
from evaluation.workflows.dossiers import DOSSIERS
from evaluation.workflows.excuses import EXCUSES
from evaluation.workflows.lists import LISTS
from evaluation.workflows.plans import AMENDMENTS, PLANS
from evaluation.workflows.policies import POLICIES

__all__ = [
    "AMENDMENTS",
    "CIRCUMSTANCES",
    "COLLECTIVES",
    "DOSSIERS",
    "EXCUSES",
    "LISTS",
    "PLANS",
    "POLICIES",
    "REMARKS",
]
