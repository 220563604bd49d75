"""The list on which a dossier waits: made when the first one gets there, and never one that was just closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from evaluation.core.stages import ListStage
from evaluation.core.steps import Stage
from evaluation.lists import listing
from evaluation.lists.models import RatingList, RatingRow

if TYPE_CHECKING:
    from cadres.machine import Made
    from evaluation.core.models import Dossier, SimilarGroup


@transaction.atomic
def ensure_list_for(dossier: Dossier) -> RatingList | None:
    """The open list on which this dossier waits at its next step, made when the first dossier gets there.

    The list is locked: whoever is closing it is waited for, so that nobody arrives on a list just closed.
    """
    kind = listing.kind_for(dossier)
    if kind is None:
        return None
    place = listing.place_of(dossier, kind)
    while True:
        last = place.lists().select_for_update().order_by("-sequence").first()
        if last and last.stage == ListStage.DRAFT:
            return last
        sequence = last.sequence + 1 if last else 1
        begin = _begin(dossier, kind, last)
        RatingList.objects.get_or_create(**place._asdict(), sequence=sequence, defaults=begin)


def let_go(dossier: Dossier) -> None:
    """Drafts of lists at which the dossier is no longer rated keep no row of it (2.2); what is closed stays."""
    drafts = RatingRow.objects.filter(dossier=dossier, rating_list__stage=ListStage.DRAFT)
    for row in drafts.select_related("rating_list"):
        kept = listing.key_of(row.rating_list)
        if kept != listing.place_of(dossier, kept.kind):
            row.delete()


def carry(dossier: Dossier, before: SimilarGroup | None) -> None:
    """3.1: who waits for the province waits on the new group's list, with what was drafted of them: it is about the person."""
    kind = listing.kind_at(dossier, Stage(dossier.stage))
    if before is None or before.pk == dossier.group_id or not (kind and listing.move_of(kind).grouped):
        return
    left = list(before.lists.filter(stage=ListStage.DRAFT).order_by("pk").select_for_update())
    arrived = ensure_list_for(dossier)
    RatingRow.objects.filter(dossier=dossier, rating_list=arrived).delete()
    RatingRow.objects.filter(dossier=dossier, rating_list__in=left).update(rating_list=arrived)


def wait_on_list(made: Sequence[Made]) -> None:
    """After dossiers came to another step: where people are rated on a list next, theirs is open for them.

    Each list is locked once, and always in one order of lists.
    """
    places: dict[listing.Place, Dossier] = {}
    for one in made:
        if one.arrived and (kind := listing.kind_at(one.row, Stage(one.row.stage))):
            places[listing.place_of(one.row, kind)] = one.row
    for place in sorted(places, key=lambda place: place.turn):
        ensure_list_for(places[place])


def _begin(dossier: Dossier, kind: str, last: RatingList | None) -> dict[str, Any]:
    """What a new list starts with: a supplement keeps the rate that its forerunner was allowed."""
    if last:
        return {"rate": last.rate, "rate_document": last.rate_document, "body": last.body}
    move, policy = listing.move_of(kind), dossier.period.policy_for(None)
    body = move.bodies(getattr(dossier, move.over))[0]
    return {"rate": policy.cap_rate, "rate_document": policy.cap_document, "body": body}
