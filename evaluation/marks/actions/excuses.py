"""6.1: an objective or force-majeure reason for a task short of its plan: put forward, then confirmed or refused."""

from typing import Any

from django.db import transaction

from cadres.machine import Refusal, Refused
from config import clock
from evaluation.core.actions.figures import refresh_figures
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import RequestStage
from evaluation.marks.models import Excuse
from evaluation.marks.moves import EXCUSES
from evaluation.plans.models import PlanTask


class ExcuseConfirmed(Refusal):
    """What the authority has confirmed is not rewritten by whoever asked."""

    def __init__(self, excuse: Excuse) -> None:
        super().__init__(
            f"Lý do khách quan của nhiệm vụ “{excuse.task.title}” đã được xác nhận, không sửa được nữa."
        )


@transaction.atomic
def put_forward_excuse(task: PlanTask, *, by: Any, ground: str, document: str = "") -> Excuse:
    """Say why a task falls short for an objective reason; the authority answers. A refused one may be put anew."""

    def write(dossier: Dossier) -> dict[str, Any]:
        if not ground.strip():
            raise Refused([owed("no-ground", "6.1", "Chưa ghi lý do khách quan, bất khả kháng.")])
        excuse = Excuse.objects.filter(task=task).first() or Excuse(task=task)
        if excuse.stage == RequestStage.APPROVED:
            raise ExcuseConfirmed(excuse)
        excuse.stage, excuse.answer, excuse.put_forward_at = RequestStage.PROPOSED, "", clock.now()
        excuse.ground, excuse.document, excuse.version = ground, document, excuse.version + 1
        excuse.save()
        return {"task": task.title, "excuse": excuse.pk}

    DOSSIERS.perform("put_forward_excuse", task.plan.dossier, by=by, reason=ground, write=write)
    return Excuse.objects.get(task=task)


@transaction.atomic
def answer_excuse(
    excuse: Excuse, *, by: Any, confirmed: bool, answer: str = "", document: str = "", seen: int | None = None
) -> Excuse:
    """The authority confirms (lifting the gate of 6.1 and nothing else) or refuses, with its reason."""

    def write(excuse: Excuse) -> dict[str, Any]:
        excuse.answer, excuse.document = answer, document or excuse.document
        return {"task": excuse.task.title, "excuse": excuse.pk}

    excuse = EXCUSES.perform(
        "confirm" if confirmed else "refuse", excuse, by=by, seen=seen, reason=answer, write=write
    )
    refresh_figures(excuse.matter)
    return excuse
