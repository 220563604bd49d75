"""Open-questions 20: a petition is put, answered or withdrawn; the deciding level lets its result stand, or reopens the dossier."""

from collections.abc import Sequence

from django.db import transaction

from cadres.machine import Made, Refusal, lock, together
from cadres.models import User
from config import clock
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import PetitionStage
from evaluation.files.actions import Brought, keep_file
from evaluation.lists.models import Decision
from evaluation.petitions.models import Petition, PetitionFile
from evaluation.petitions.moves import PETITIONS
from notices.actions import supersede
from regulation.deadlines import working_days_after

REOPENING = (DOSSIERS.reopen, DOSSIERS.reopen_at_province)


class AlreadyPut(Refusal):
    """Of one decision one petition is answered."""

    def __init__(self, row: Petition) -> None:
        self.earlier = row
        super().__init__(
            f"Đã có kiến nghị về quyết định này ({row.stage_label.lower()}): không gửi thêm được."
        )


class NothingDecided(Refusal):
    """What came into the application without its decision has nothing that could be upheld."""

    def __init__(self) -> None:
        super().__init__("Hồ sơ chưa có quyết định xếp loại: chưa kiến nghị được.")


@transaction.atomic
def put(dossier: Dossier, *, text: str, by: User, uploads: Sequence[Brought] = ()) -> Petition:
    """The person objects to the decision in force on themself, with what they attach."""
    dossier = lock(dossier)
    decision = dossier.decisions.filter(superseded_at=None).first()
    row = Petition(decision=decision or Decision(), text=text, put_at=clock.now())
    row.decision.dossier = dossier
    days = dossier.period.policy_for(None).petition_answer_days
    row.due_at = working_days_after(row.put_at, days)
    with PETITIONS.put(row, by=by, held=True) as row:
        if decision is None:
            raise NothingDecided
        _none_before(decision)
        attached = {"attached": [one.name for one in uploads]} if uploads else {}
        row.tell(petition=text, **attached)
    for one in uploads:
        file = keep_file(one, by=by, unit=dossier.managing_unit, period=dossier.period)
        PetitionFile.objects.create(petition=row, file=file)
    return row


def uphold(row: Petition, *, reason: str, by: User, seen: int | None = None) -> Petition:
    """The result stands, and why."""
    with PETITIONS.uphold(row, by=by, seen=seen, reason=reason) as row:
        _answered(row, reason)
    return row


def take_up(row: Petition, *, reason: str, by: User, seen: int | None = None) -> Petition:
    """The dossier is reopened by the same act, for the same reason; the decision stays in force until there is another one."""
    with together():
        with PETITIONS.take_up(row, by=by, seen=seen, reason=reason) as row:
            _answered(row, reason)
        dossier: Dossier = row.matter
        move = next(move for move in REOPENING if move.allows(by, dossier))
        move.make(dossier, by=by, reason=reason, held=True)
    return row


def withdraw(row: Petition, *, by: User, seen: int | None = None) -> Petition:
    """Taken back before it was answered; while there is time another may be put."""
    return PETITIONS.withdraw.make(row, by=by, seen=seen)


def answer_by_reopening(made: Sequence[Made]) -> None:
    """After a dossier was reopened on whatever ground: what its person objected to is taken up, and they need no other answer."""
    reopened = {one.row.pk: one for one in made if one.move in REOPENING}
    if not reopened:
        return
    for row in Petition.objects.waiting().filter(decision__dossier__in=reopened).for_rows():
        one = reopened[row.decision.dossier_id]
        row.decision.dossier = one.row
        _answered(row, one.entry.reason)
        PETITIONS.take_up.make(row, by=one.entry.by, reason=one.entry.reason, held=True)


def forget_reminders(made: Sequence[Made]) -> None:
    """After a petition was answered or withdrawn: what reminded of its term needs no reading any more."""
    for one in made:
        if not one.row.waits:
            supersede(one.row.reminds)


def _answered(row: Petition, reason: str) -> None:
    row.answer, row.answered_at = reason, clock.now()


def _none_before(decision: Decision) -> None:
    rows = Petition.objects.filter(decision=decision).exclude(stage=PetitionStage.WITHDRAWN)
    if earlier := rows.first():
        raise AlreadyPut(earlier)
