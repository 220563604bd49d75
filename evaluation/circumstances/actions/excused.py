"""6.1: an excuse of whoever changes tier or unit is answered by the level that is competent now."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F

from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import rows_at
from evaluation.core.stages import ExcuseStage
from regulation.vocabulary import Tier

Answering = tuple[str, int]  # the tier, and the key of the unit that answers or gives its opinion


def answering(dossier: Dossier) -> Answering:
    return dossier.tier, dossier.managing_unit_id


def excuses_turned(dossier: Dossier, was: Answering, now: Answering) -> Iterator[tuple[Any, ExcuseStage]]:
    """The excuses that do not stand as they are when the person comes from one tier or unit to another, and as what they will."""
    stands = _stands(was, now)
    excuses = rows_at("plan__tasks__excuse").filter(task__plan__dossier=dossier, stage__in=list(stands))
    for excuse in excuses.select_related("task").order_by("task__pk"):
        yield excuse, stands[ExcuseStage(excuse.stage)]


def _stands(was: Answering, now: Answering) -> Mapping[ExcuseStage, ExcuseStage]:
    """What a unit has confirmed is of tier 3.1 its opinion; an opinion is that of the unit that proposes, and no answer of 3.2, 3.3.

    What was refused stays refused, and what a competent level has confirmed stays confirmed within its tiers.
    """
    if now[0] != Tier.PROVINCIAL:
        return {ExcuseStage.SUPPORTED: ExcuseStage.PROPOSED}
    if was[0] == Tier.PROVINCIAL:
        return {} if was == now else {ExcuseStage.SUPPORTED: ExcuseStage.PROPOSED}
    opinion = ExcuseStage.SUPPORTED if was[1] == now[1] else ExcuseStage.PROPOSED
    return {ExcuseStage.APPROVED: opinion}


def turn_excuses(dossier: Dossier, was: Answering) -> None:
    """The dossier has its new tier and unit; an answer that is asked for anew stays in the history."""
    if was[0] != Tier.PROVINCIAL and dossier.is_provincial:
        _keep_opinions(dossier)
    told = []
    for excuse, stage in excuses_turned(dossier, was, answering(dossier)):
        said = f" ({excuse.answer})" if excuse.answer else ""
        told.append(f"“{excuse.task.named}”, {excuse.get_stage_display()}{said} → {stage.label}")
        if stage is ExcuseStage.SUPPORTED:
            excuse.opinion_document = excuse.opinion_document or excuse.answer_document
            excuse.answer_document = ""
        else:
            excuse.answer = excuse.opinion_document = excuse.answer_document = ""
        excuse.stage, excuse.version = stage, excuse.version + 1
        excuse.save()
    if told:
        dossier.tell(excuses=told)


def _keep_opinions(dossier: Dossier) -> None:
    """Come to tier 3.1: a unit's no stays one, and is an opinion there; the province, which may still confirm, has its own document."""
    refused = rows_at("plan__tasks__excuse").filter(task__plan__dossier=dossier, stage=ExcuseStage.REFUSED)
    answered = refused.filter(opinion_document="").exclude(answer_document="")
    answered.update(opinion_document=F("answer_document"), answer_document="", version=F("version") + 1)
