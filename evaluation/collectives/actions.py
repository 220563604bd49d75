"""6.3, 8.2: a collective's result: typed at the unit, approved above it; then it limits those who lead the collective."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.db import transaction
from django.urls import reverse

from cadres.machine import Made, Refused
from cadres.models import Unit, User
from config import clock
from evaluation.collectives.gates import DIGITAL, cannot_add, contradictions
from evaluation.collectives.models import CollectiveAxis, CollectiveField, CollectiveResult, Counts
from evaluation.collectives.moves import COLLECTIVES
from evaluation.collectives.tells.due import SUPERIOR, deputies_of, deputies_without_field
from evaluation.core.actions.figures import refresh_each
from evaluation.core.facts.around import COUNTS
from evaluation.core.models import Dossier, Period
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.moves import bears
from evaluation.core.stages import CollectiveStage
from evaluation.core.steps import AFTER_DECISION
from notices.actions import tell, to_each
from notices.models import Kind, Notice
from regulation.vocabulary import Rating

COLUMNS = (*COUNTS, "excuse")
LABELS = {field.name: str(field.verbose_name) for field in CollectiveAxis._meta.fields}

Axes = Mapping[int, Mapping[str, int | str]]
Fields = Mapping[int, Mapping[str, int | str]]


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
        charged = _fields(result, fields)
        if found := [finding for counts in (*typed, *charged) for finding in contradictions(counts)]:
            raise Refused(found)
        changed = _changed(result, typed, rating, note) | _changed_fields(result, charged)
        result.rating, result.note = rating, note
        if str(DIGITAL) in changed:
            result.steering_at, result.steering_note = None, ""
        _keep(typed)
        _keep_fields(result, charged)
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
        typed = [field for field in _fields(result, fields) if not field.is_empty]
        if found := list(cannot_add(typed, missing)):
            raise Refused(found)
        list(_led_by(result))  # locked, so that no decision comes between
        CollectiveField.objects.bulk_create(typed)
        result.tell(changed={field.prefix: ["", _said_of(field)] for field in typed})
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


def _keep(axes: list[CollectiveAxis]) -> None:
    CollectiveAxis.objects.bulk_create(
        axes, update_conflicts=True, unique_fields=["result", "axis"], update_fields=COLUMNS
    )


def _fields(result: CollectiveResult, typed: Fields) -> list[CollectiveField]:
    """What was typed of each deputy's field, of those who are deputies there."""
    people = [cadre for cadre in deputies_of(result) if cadre.pk in typed]
    return [CollectiveField(result=result, cadre=cadre, **typed[cadre.pk]) for cadre in people]


def _keep_fields(result: CollectiveResult, fields: list[CollectiveField]) -> None:
    """What was typed takes the place of what stood; the field of somebody who has left goes, since no page shows it to amend."""
    others = result.fields.of_deputies().exclude(cadre__in=[field.cadre_id for field in fields])
    result.fields.exclude(pk__in=list(others.values_list("pk", flat=True))).delete()
    CollectiveField.objects.bulk_create(field for field in fields if not field.is_empty)


def _changed_fields(result: CollectiveResult, typed: list[CollectiveField]) -> dict[str, list[str]]:
    before = {field.prefix: _said_of(field) for field in result.fields.select_related("cadre")}
    now = {field.prefix: _said_of(field) for field in (*result.fields.of_deputies(), *typed)}
    pairs = {key: [before.get(key, ""), now.get(key, "")] for key in before | now}
    return {key: [old, new] for key, (old, new) in pairs.items() if old != new}


def _said_of(field: CollectiveField) -> str:
    """đồng chí Lê Văn Bình, Kinh tế: được giao 12, hoàn thành 9; nothing where there is nothing."""
    return "" if field.is_empty else f"đồng chí {field.cadre}, {field.name}: {_said(field)}"


def _changed(
    result: CollectiveResult, typed: list[CollectiveAxis], rating: str, note: str
) -> dict[str, list[str]]:
    """The axis' number, or the column → [before, after], of whatever differs."""
    before = {axis.axis: _said(axis) for axis in result.axes.all()}
    pairs = {str(axis.axis): [before.get(axis.axis, ""), _said(axis)] for axis in typed}
    pairs |= {"rating": [_word(result.rating), _word(rating)], "note": [result.note, note]}
    return {key: [old, new] for key, (old, new) in pairs.items() if old != new}


def _said(axis: Counts) -> str:
    """được giao 12, hoàn thành 9, bất khả kháng được xác nhận 1 (Công văn số 45); nothing where there is nothing."""
    counts = [(LABELS[name], getattr(axis, name)) for name in COUNTS]
    told = ", ".join(f"{label} {count}" for label, count in counts if count)
    return f"{told} ({axis.excuse})" if axis.excuse else told


def _word(rating: str) -> str:
    return Rating(rating).short if rating else ""


def tell_of_collectives(made: Sequence[Made]) -> None:
    """After a result went up, or was sent back: whoever is to make the next move hears of it."""
    tell([notice for one in made if one.arrived for notice in _news(one)])


def _news(one: Made) -> list[Notice]:
    row = one.row
    back = row.stage == CollectiveStage.DRAFT
    return to_each(
        _awaited(one),
        f"Kết quả tập thể {row.unit} · {row.period}: {'được trả lại' if back else 'chờ phê duyệt'}",
        reverse("collective", args=[row.unit_id, row.period.code]),
        kind=Kind.RETURNED if back else Kind.WAITS,
        about=f"collective {row.pk} {one.entry.pk}",
        words=one.entry.reason,
    )


def _awaited(one: Made) -> set[int]:
    """Who holds what comes next; the province steps in for the leadership above a division only if it wants to."""
    if one.row.stage == CollectiveStage.SUBMITTED and not one.row.unit.manages_cadres:
        return SUPERIOR.holders(one.row)
    return one.holders() if one.row.stage in (CollectiveStage.DRAFT, CollectiveStage.SUBMITTED) else set()
