"""What one person may do next with one dossier, and on which page: the one button of its overview."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from cadres.models import User
from evaluation.arrivals.models import Arrival
from evaluation.core.case import Case
from evaluation.core.facts.posts import binding_moves, can_follow
from evaluation.core.gates import division_spoke
from evaluation.core.models import Dossier
from evaluation.core.moves import Move
from evaluation.core.permissions import ANSWER_ARRIVAL
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ArrivalStage
from evaluation.core.steps import steps_of
from evaluation.lists.listing import list_of
from evaluation.petitions.models import Petition
from evaluation.petitions.moves import PETITIONS
from evaluation.plans.moves import PLANS

_FOLLOW = "Cán bộ đã chuyển đơn vị, chức vụ: đưa hồ sơ theo cán bộ trước khi đề nghị, quyết định xếp loại."
_ANSWER = "Có căn cứ đến sau quyết định mà quyết định chưa xét đến: chờ cấp quyết định trả lời."
_PETITION = "Có kiến nghị về kết quả: chờ cấp quyết định trả lời."
_LIST, _COUNCIL, _DEEDS = "rating_list", "council", "dossier_deeds"


@dataclass(frozen=True)
class Turn:
    """A deed that waits for this person: the sentence, the button's words, and where it is done."""

    sentence: str
    button: str
    url: str


def turn_of(dossier: Dossier, user: User) -> Turn | None:
    """The deed that this person is expected to do now; None when they are not expected.

    Where the dossier has to follow its person and by now can, something came after its decision or its person objects to it, that
    comes before any other.
    """
    if DOSSIERS.follow_person.open_to(user, dossier) and _follows(dossier):
        return Turn(_FOLLOW, DOSSIERS.follow_person.label, reverse("posts_settle", args=[dossier.pk]))
    if _answer_waits(dossier, user):
        return Turn(_ANSWER, "Trả lời", reverse("arrivals", args=[dossier.pk]))
    if _petition_waits(dossier, user):
        return Turn(_PETITION, "Trả lời kiến nghị", reverse("petition", args=[dossier.pk]))
    move = next((move for move in _open(dossier, user) if _is_due(move, dossier)), None)
    if move is None or move.turn is None:
        return None
    return Turn(move.turn.sentence, move.turn.button, _url(move.turn.page, dossier))


def _answer_waits(dossier: Dossier, user: User) -> bool:
    """Open-questions 33: what came after the decision asks the level that decided."""
    if not (dossier.is_decided or dossier.is_set_aside) or not ANSWER_ARRIVAL.allows(user, dossier):
        return False
    return Arrival.objects.filter(decision__dossier=dossier, stage=ArrivalStage.OPEN).exists()


def _petition_waits(dossier: Dossier, user: User) -> bool:
    """Open-questions 20: whoever was judged objects to what was published."""
    if not dossier.is_made_known or not PETITIONS.uphold.by.allows(user, dossier):
        return False
    return Petition.objects.waiting().filter(decision__dossier=dossier).exists()


def _follows(dossier: Dossier) -> bool:
    return can_follow(dossier) and any(binding_moves(dossier))


def _open(dossier: Dossier, user: User) -> Iterator[Move]:
    """The moves that somebody is led to, as far as this person could make them; those of the plan come first."""
    rows = ((PLANS, dossier.plan),) if _plan_waits(dossier) else ()
    for machine, row in (*rows, (DOSSIERS, dossier)):
        for move in machine.available(row, user).values():
            if isinstance(move, Move) and move.turn:
                yield move


def _plan_waits(dossier: Dossier) -> bool:
    """In a round of direct entry the plan is part of Mẫu 03 and is not handed in by itself (Bước 2)."""
    return not dossier.period.direct_entry and not dossier.is_set_aside


def _is_due(move: Move, dossier: Dossier) -> bool:
    """Staff do not appraise before the division that uses the person has proposed, and none proposes its own head (2.2)."""
    aside = move.machine is DOSSIERS and move.target not in [step.stage for step in steps_of(dossier)]
    return not aside and not (division_spoke in move.gates and any(division_spoke(Case(dossier))))


def _url(page: str, dossier: Dossier) -> str:
    if page == _LIST:
        waiting = list_of(dossier)
        return reverse(_LIST, args=[waiting.pk]) if waiting else reverse("rating_lists")
    if page == _COUNCIL:
        return reverse(page, args=[dossier.managing_unit_id, dossier.period.code])
    return reverse(page, args=[dossier.pk])


def other_deeds(dossier: Dossier, moves: Iterable[str]) -> str:
    """The address of the page with the deeds upon the whole dossier, where this person may do one of them."""
    found = (DOSSIERS.moves[name] for name in moves)
    asked = any(isinstance(move, Move) and move.asks for move in found)
    return reverse(_DEEDS, args=[dossier.pk]) if asked else ""
