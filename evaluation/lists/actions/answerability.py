"""6.2: who proposed higher than was decided is kept on record, under the head's name and post as they were then.

Whether it counts against the head the decider says (`RaisedProposal.unmet`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.timezone import localdate

from cadres.models import Appointment
from config.clock import HERE
from evaluation.core.stages import ListStage
from evaluation.lists import listing
from evaluation.lists.models import Decision, RaisedProposal, RatingList, RatingListEntry, RatingRow
from evaluation.lists.moves import LISTS
from regulation.vocabulary import Leadership

if TYPE_CHECKING:
    from cadres.models import Cadre

MOST = RaisedProposal._meta.get_field("head_name").max_length
IN_PLACE = "ký thay người đứng đầu"


class Answers(NamedTuple):
    """Who answers for a proposal, and under which name."""

    head: Cadre | None
    name: str


def hold_answerable(decisions: Sequence[Decision]) -> list[RaisedProposal]:
    """Where a decision is lower than the proposal on which it rests: an entry against the proposing head."""
    lowered = {decision.dossier_id: decision for decision in decisions if listing.is_lowered(decision.row)}
    proposals = _proposals([decision.row for decision in lowered.values()])
    answering = answerable_for(list(proposals.values()))
    return RaisedProposal.objects.bulk_create(
        _entry(lowered[pk], proposal, answering[proposal.pk]) for pk, proposal in proposals.items()
    )


def answerable_for(proposals: Sequence[RatingRow]) -> dict[int, Answers]:
    """Who headed the proposing unit on the day its list was closed; where nobody else did, whoever closed it. By row."""
    units = {proposal.rating_list.unit_id for proposal in proposals}
    heads = _posts(unit__in=units, leadership=Leadership.HEAD.value) if units else []
    found = {proposal.pk: _head(proposal, heads) for proposal in proposals}
    closers = _closers({proposal.rating_list for proposal in proposals if not found[proposal.pk]})
    return {proposal.pk: found[proposal.pk] or closers[proposal.rating_list_id] for proposal in proposals}


def _entry(decision: Decision, proposal: RatingRow, answers: Answers) -> RaisedProposal:
    return RaisedProposal(
        decision=decision,
        row=proposal,
        unit=proposal.rating_list.unit,
        head=answers.head,
        head_name=answers.name[:MOST],
        proposed=proposal.rating,
        decided=decision.rating,
        unmet=decision.row.unmet,
        at=decision.decided_at,
    )


def _head(proposal: RatingRow, heads: Iterable[Appointment]) -> Answers | None:
    """Nobody answers for a proposal about themself."""
    there, subject = proposal.rating_list, proposal.dossier.cadre_id
    posts = (post for post in heads if post.unit_id == there.unit_id and post.cadre_id != subject)
    post = next((post for post in posts if _is_held(post, _day(there))), None)
    return Answers(post.cadre, _named(post.cadre.full_name, post)) if post else None


def _closers(lists: Iterable[RatingList]) -> dict[int, Answers]:
    """Whoever closed each list in the head's place, by the post held at its unit then, or else by their main post."""
    there = {rating_list.pk: rating_list for rating_list in lists}
    if not there:
        return {}
    closed = RatingListEntry.objects.filter(rating_list__in=there, deed=LISTS.close.name)
    entries = {entry.rating_list_id: entry for entry in closed.select_related("by__cadre")}
    posts = _posts(cadre__user__in=[entry.by_id for entry in entries.values()])
    return {pk: _closer(rating_list, entries.get(pk), posts) for pk, rating_list in there.items()}


def _closer(rating_list: RatingList, entry: RatingListEntry | None, posts: list[Appointment]) -> Answers:
    user = entry.by if entry else None
    if user is None:
        return Answers(None, "")
    day, cadre = _day(rating_list), getattr(user, "cadre", None)
    held = [post for post in posts if cadre and post.cadre_id == cadre.pk and _is_held(post, day)]
    held.sort(key=lambda post: (post.unit_id != rating_list.unit_id, not post.is_main))
    return Answers(cadre, f"{_named(str(user), *held[:1])}, {IN_PLACE}")


def _posts(**whose: object) -> list[Appointment]:
    """Posts of whatever day, the main ones first: which of them were held on a list's day is told by the list."""
    found = Appointment.objects.filter(**whose).select_related("cadre", "position")
    return list(found.prefetch_related("cadre__appointments"))


def _is_held(post: Appointment, day: date) -> bool:
    """A main post that nobody ended gives way to the next: who went on to head another unit heads this one no more."""
    return post in post.cadre.posts(day)


def _day(rating_list: RatingList) -> date:
    return localdate(rating_list.closed_at, HERE)


def _named(name: str, *posts: Appointment) -> str:
    """Quách Thị Bích Đào, Phó Bí thư: the post as of then, for it may be another one when the ledger is read."""
    return ", ".join([name, *(str(post.position) for post in posts)])


def _proposals(rows: Sequence[RatingRow]) -> dict[int, RatingRow]:
    """By dossier: the newest row on which the person was proposed to this level."""
    kind = listing.proposed_on(rows[0].rating_list.kind) if rows else None
    closed = RatingRow.objects.filter(
        dossier__in=[row.dossier_id for row in rows],
        rating_list__kind=kind,
        rating_list__stage=ListStage.CLOSED,
    )
    newest = closed.select_related("rating_list__unit", "dossier").order_by("rating_list__closed_at", "pk")
    return {row.dossier_id: row for row in newest} if kind else {}
