"""6.1: an excuse of whoever changes tier is answered by the level that is competent now."""

from collections.abc import Iterator
from typing import Any

from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import rows_at
from evaluation.core.stages import ExcuseStage
from regulation.vocabulary import Tier

# What a unit has confirmed is of tier 3.1 its opinion; what it has only supported, a unit of tier 3.2 has still to answer.
# What was refused stays refused, and within a tier what the then competent level confirmed stays confirmed.
_STANDS = {
    Tier.PROVINCIAL: {ExcuseStage.APPROVED: ExcuseStage.SUPPORTED},
    Tier.DELEGATED: {ExcuseStage.SUPPORTED: ExcuseStage.PROPOSED},
}


def excuses_turned(dossier: Dossier, was: str, tier: str) -> Iterator[tuple[Any, ExcuseStage]]:
    """The excuses that do not stand as they are when the person comes from one tier to another, and as what they will."""
    stands = _STANDS.get(Tier(tier), {}) if was != tier else {}
    excuses = rows_at("plan__tasks__excuse").filter(task__plan__dossier=dossier, stage__in=list(stands))
    for excuse in excuses.select_related("task").order_by("task__pk"):
        yield excuse, stands[ExcuseStage(excuse.stage)]


def turn_excuses(dossier: Dossier, was: str) -> None:
    """The dossier has its new tier; an answer that is asked for anew stays in the history."""
    told = []
    for excuse, stage in excuses_turned(dossier, was, dossier.tier):
        said = f" ({excuse.answer})" if excuse.answer else ""
        told.append(f"“{excuse.task.named}”, {excuse.get_stage_display()}{said} → {stage.label}")
        excuse.answer = excuse.answer if stage is ExcuseStage.SUPPORTED else ""
        excuse.stage, excuse.version = stage, excuse.version + 1
        excuse.save()
    if told:
        dossier.tell(excuses=told)
