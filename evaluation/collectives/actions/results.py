"""6.3, 8.2: a collective's result: typed at the unit, approved above it; then it limits those who lead the collective."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.db import transaction

from cadres.machine import Made, Refused
from cadres.models import Unit, User
from config import clock
from evaluation.collectives.actions.typed import (
    Fields,
    changed_fields,
    changed_of,
    fields_of,
    keep,
    keep_fields,
    said_of,
)
from evaluation.collectives.gates import DIGITAL, cannot_add, contradictions
from evaluation.collectives.models import CollectiveAxis, CollectiveField, CollectiveResult
from evaluation.collectives.moves import COLLECTIVES
from evaluation.collectives.tells.due import deputies_without_field
from evaluation.core.actions.figures import refresh_each
from evaluation.core.models import Dossier, Period
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.moves import bears
from evaluation.core.steps import AFTER_DECISION

Axes = Mapping[int, Mapping[str, int | str]]


@transaction.atomic
def save_result(
    unit: Unit,
    period: Period,
    axes: Axes,
    *,
    rating: str,
    note: str,
    by: User,
    seen: int | None,
    fields: Fields = MappingProxyType({}),
) -> CollectiveResult:
    """Keep the draft as typed, axis → counts, deputy's id → their field's; the first save opens it.

    Counts that contradict each other are not kept.
    """
    result, _ = CollectiveResult.objects.get_or_create(unit=unit, period=period)
    with COLLECTIVES.edit(result, by=by, seen=seen) as result:
        typed = [CollectiveAxis(result=result, axis=number, **row) for number, row in axes.items()]
        charged = fields_of(result, fields)
        if found := [finding for counts in (*typed, *charged) for finding in contradictions(counts)]:
            raise Refused(found)
        changed = changed_of(result, typed, rating, note) | changed_fields(result, charged)
        result.rating, result.note = rating, note
        if str(DIGITAL) in changed:
            result.steering_at, result.steering_note = None, ""
        keep(typed)
        keep_fields(result, charged)
        result.tell(changed=changed)
    return result


def submit(result: CollectiveResult, *, by: User, seen: int | None = None) -> CollectiveResult:
    """Put it before the superior level, complete."""
    return COLLECTIVES.submit.make(result, by=by, seen=seen)


def assess_digital(
    result: CollectiveResult, opinion: str, *, by: User, seen: int | None = None
) -> CollectiveResult:
    """8.2: what the steering committee's standing members say of axis 3; of changed figures they are asked again."""
    with COLLECTIVES.assess_digital(result, by=by, seen=seen) as result:
        result.steering_note, result.steering_at = opinion, clock.now()
        result.tell(opinion=opinion)
    return result


def approve(result: CollectiveResult, *, by: User, seen: int | None = None) -> CollectiveResult:
    """The superior level approves: from now on the result bears on those who lead the collective (6.3)."""
    return COLLECTIVES.approve.make(result, by=by, seen=seen)


def return_result(
    result: CollectiveResult, *, by: User, reason: str, seen: int | None = None
) -> CollectiveResult:
    """Back to the unit, with what is amiss."""
    return COLLECTIVES.return_.make(result, by=by, seen=seen, reason=reason)


def publish(result: CollectiveResult, *, by: User, seen: int | None = None) -> CollectiveResult:
    """8.2: made known to everybody who is signed in."""
    return COLLECTIVES.publish.make(result, by=by, seen=seen)


def take_back(
    result: CollectiveResult, *, by: User, reason: str, seen: int | None = None
) -> CollectiveResult:
    """Back to a draft after its approval; refused once somebody has been decided on it (their dossier is reopened first)."""
    with COLLECTIVES.reopen(result, by=by, seen=seen, reason=reason) as result:
        list(_led_by(result))  # locked, so that no decision comes between the gate and the end
    return result


def add_fields(
    result: CollectiveResult, fields: Fields, *, by: User, reason: str, seen: int | None = None
) -> CollectiveResult:
    """6.3, second sentence: deputies' fields that an approved result does not tell of yet; what it tells of stays as it is.

    Who was decided on the result stays decided: of what the field says the deciding level is asked.
    """
    with COLLECTIVES.add_fields(result, by=by, seen=seen, reason=reason) as result:
        missing = {cadre.pk for cadre in deputies_without_field(result)}
        typed = [field for field in fields_of(result, fields) if not field.is_empty]
        if found := list(cannot_add(typed, missing)):
            raise Refused(found)
        list(_led_by(result))  # locked, so that no decision comes between
        CollectiveField.objects.bulk_create(typed)
        result.tell(changed={field.prefix: ["", said_of(field)] for field in typed})
    return result


def bear_on_leaders(made: Sequence[Made]) -> None:
    """6.3, after a result says something else of people: what is stored of the undecided people's findings, anew."""
    for one in made:
        if bears(one):
            refresh_each(_led_by(one.row))


def _led_by(result: CollectiveResult) -> DossierQuerySet:
    """Undecided dossiers of people with a seat in the collective.

    The decided are locked with them, in the order of their keys: what follows weighs these too (`arrivals`).
    """
    seated = Dossier.objects.filter(seats__unit=result.unit_id, period=result.period_id)
    return seated.locked().exclude(stage__in=AFTER_DECISION)
