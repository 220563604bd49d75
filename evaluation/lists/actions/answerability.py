"""6.2: who proposed higher than was decided is kept on record, under the head's name and post as they were then."""

from typing import Any

from cadres.models import Appointment
from config.clock import HERE
from evaluation.core.stages import ListKind, ListStage
from evaluation.lists import listing
from evaluation.lists.models import Decision, RaisedProposal, RatingList, RatingRow
from regulation.vocabulary import Leadership

MOST = RaisedProposal._meta.get_field("head_name").max_length
IN_PLACE = "ký thay người đứng đầu"
PROPOSED_ON = {
    ListKind.UNIT_DECISION: ListKind.DIVISION_PROPOSAL,
    ListKind.PROVINCE_DECISION: ListKind.UNIT_PROPOSAL,
}


def hold_answerable(decision: Decision) -> RaisedProposal | None:
    """Where the decision is lower than the proposal on which it rests: an entry against the proposing head."""
    row = decision.row
    proposal = _proposal(row) if listing.is_lowered(row) else None
    if proposal is None:
        return None
    head, name = answerable_for(proposal)
    return RaisedProposal.objects.create(
        decision=decision,
        row=proposal,
        unit=proposal.rating_list.unit,
        head=head,
        head_name=name[:MOST],
        proposed=proposal.rating,
        decided=decision.rating,
        unmet=row.unmet,
        at=decision.decided_at,
    )


def answerable_for(proposal: RatingRow) -> tuple[Any, str]:
    """Who headed the proposing unit on the day its list was closed; where nobody else did, whoever closed it."""
    day = proposal.rating_list.closed_at.astimezone(HERE).date()
    held = Appointment.objects.in_force(day).select_related("cadre", "position")
    heads = held.filter(unit=proposal.rating_list.unit_id, leadership=Leadership.HEAD.value)
    post = heads.exclude(cadre=proposal.dossier.cadre_id).first()
    return (post.cadre, _named(post.cadre.full_name, post)) if post else _closer(proposal.rating_list, held)


def _closer(rating_list: RatingList, held: Any) -> tuple[Any, str]:
    """Whoever closed the list in the head's place, by the post held at that unit then, or else by their main post."""
    entry = rating_list.history.filter(deed="close").select_related("by__cadre").last()
    user = entry.by if entry else None
    if user is None:
        return None, ""
    cadre = getattr(user, "cadre", None)
    posts = sorted(
        held.filter(cadre=cadre), key=lambda post: (post.unit_id != rating_list.unit_id, not post.is_main)
    )
    return cadre, f"{_named(str(user), *posts[:1])}, {IN_PLACE}"


def _named(name: str, *posts: Appointment) -> str:
    """Quách Thị Bích Đào, Phó Bí thư: the post as of then, for it may be another one when the ledger is read."""
    return ", ".join([name, *(str(post.position) for post in posts)])


def _proposal(row: RatingRow) -> RatingRow | None:
    """The newest row on which the person was proposed to this level."""
    kind = PROPOSED_ON[ListKind(row.rating_list.kind)]
    closed = row.dossier.rows.filter(rating_list__kind=kind, rating_list__stage=ListStage.CLOSED)
    newest = closed.select_related("rating_list__unit", "dossier").order_by("rating_list__closed_at", "pk")
    return newest.last()
