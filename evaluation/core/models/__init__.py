"""The round, the dossiers in it, and the receipts of what was handed in."""

from evaluation.core.models.dossiers import (
    Dossier,
    DossierEntry,
    DossierUserObjectPermission,
    Seat,
)
from evaluation.core.models.extensions import Extension, ExtensionEntry
from evaluation.core.models.fields import AXES, layer_field, rating_field
from evaluation.core.models.groups import SimilarGroup
from evaluation.core.models.periods import DemonstrationDay, Lateness, Period, Policy, PolicyEntry
from evaluation.core.models.receipts import Receipt
from evaluation.core.models.returns import ReturnNote

__all__ = [
    "AXES",
    "DemonstrationDay",
    "Dossier",
    "DossierEntry",
    "DossierUserObjectPermission",
    "Extension",
    "ExtensionEntry",
    "Lateness",
    "Period",
    "Policy",
    "PolicyEntry",
    "Receipt",
    "ReturnNote",
    "Seat",
    "SimilarGroup",
    "layer_field",
    "rating_field",
]
