"""6.1: an objective or force-majeure reason for a task short of its plan: put forward, then confirmed or refused."""

from collections.abc import Sequence

from django.db import transaction

from cadres.machine import Made, Refusal, Refused, Stale
from cadres.models import User
from config import clock
from evaluation.core.actions.figures import refresh_each, refresh_figures
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import AGREED, ExcuseStage
from evaluation.core.steps import Stage, from_on
from evaluation.marks.actions.confirmations import told
from evaluation.marks.models import Excuse
from evaluation.marks.moves import answers_to, is_opinion
from evaluation.plans.models import PlanTask


class ExcuseConfirmed(Refusal):
    """What the authority has confirmed, or the unit agreed to (3.1), is not rewritten by whoever asked."""

    def __init__(self, excuse: Excuse) -> None:
        agreed = "đơn vị thống nhất" if excuse.stage == ExcuseStage.SUPPORTED else "xác nhận"
        super().__init__(
            f"Lý do khách quan của nhiệm vụ “{excuse.task.named}” đã được {agreed}, không sửa được nữa."
        )


def put_forward_excuse(
    task: PlanTask, *, by: User, ground: str, document: str = "", seen: int | None = None
) -> Excuse:
    """Say why a task falls short for an objective reason; the authority answers. A refused one may be put anew.

    `seen` is the version that was rewritten, a new one's where none stood: neither another's words nor an answer go unread.
    """
    with DOSSIERS.put_forward_excuse(task.plan.dossier, by=by, reason=ground) as dossier:
        if not ground.strip():
            raise Refused([owed("no-ground", "6.1", "Chưa ghi lý do khách quan, bất khả kháng.")])
        excuse = Excuse.objects.filter(task=task).first() or Excuse(task=task)
        if excuse.stage in AGREED:
            raise ExcuseConfirmed(excuse)
        if seen is not None and seen != excuse.version:
            raise Stale(excuse)
        excuse.stage, excuse.put_forward_at = ExcuseStage.PROPOSED, clock.now()
        excuse.answer = excuse.opinion_document = excuse.answer_document = ""
        excuse.ground, excuse.document, excuse.version = ground, document, excuse.version + 1
        excuse.save()
        dossier.tell(**told(task), excuse=excuse.pk, **_paper(document))
    return excuse


@transaction.atomic
def answer_excuse(
    excuse: Excuse,
    *,
    by: User,
    confirmed: bool,
    answer: str = "",
    document: str = "",
    seen: int | None = None,
) -> Excuse:
    """The authority confirms (lifting the gate of 6.1 and nothing else) or refuses, with its reason.

    Of tier 3.1 the unit gives its opinion, on which a proposal may rest; then the province confirms or refuses.
    """
    yes, no = answers_to(excuse, by)
    move = yes if confirmed else no
    with move(excuse, by=by, seen=seen, reason=answer) as excuse:
        excuse.answer = answer
        if is_opinion(excuse, move):
            excuse.opinion_document = document
        else:
            excuse.answer_document = document
        excuse.tell(**told(excuse.task), excuse=excuse.pk, **_paper(document))
    refresh_figures(excuse.matter)
    return excuse


def _paper(document: str) -> dict[str, str]:
    return {"paper": document} if document else {}


def weigh_conditions(made: Sequence[Made]) -> None:
    """6.1, after a dossier of tier 3.1 came to the province or back: a proposal may rest on a condition, a decision may not."""
    later = from_on(Stage.PROPOSED)
    crossed = [
        one.row.pk
        for one in made
        if one.row.is_provincial and (one.entry.came_from in later) != (one.row.stage in later)
    ]
    if crossed:
        waiting = Dossier.objects.filter(pk__in=crossed, plan__tasks__excuse__stage=ExcuseStage.SUPPORTED)
        refresh_each(waiting.distinct())
