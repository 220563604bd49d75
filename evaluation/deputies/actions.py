"""Naming who stands in, ending it early, and telling both: each in one transaction, with its line of history."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from cadres.fields import in_common
from cadres.machine import Made, Refusal, lock
from cadres.models import Mandate, User
from config import clock
from evaluation.core.stages import StandInStage
from evaluation.deputies.models import StandIn
from evaluation.deputies.moves import STAND_INS
from evaluation.deputies.permissions import KEPT, deputies_for
from notices.actions import tell, to_each
from notices.models import Kind, Notice

# As long as the longest quarter: whoever is away from a whole round is replaced by a decision, not by their own word.
LONGEST = 92


class Amiss(Refusal):
    """What stands in the way, by the field that it is about."""

    def __init__(self, found: Mapping[str, str]) -> None:
        self.found = dict(found)
        super().__init__(" ".join(self.found.values()))


class Over(Refusal):
    def __init__(self, row: StandIn) -> None:
        super().__init__(
            f"Việc làm thay đã hết sau ngày {row.valid_until:%d/%m/%Y}: không còn gì để chấm dứt."
        )


@transaction.atomic
def name_deputy(
    held: Mandate, deputy: User, *, valid_from: date, valid_until: date, by: User, reason: str = ""
) -> StandIn:
    """Hand the duty on for these days, both included; asked twice it is done once.

    The duty is held until it is written: of two that are asked at once the second finds the first.
    """
    row = StandIn(held=lock(held), deputy=deputy, valid_from=valid_from, valid_until=valid_until)
    STAND_INS.name_deputy.demand(by, row)
    if named := _named_already(row):
        return named
    if found := dict(_amiss(row)):
        raise Amiss(found)
    row.save()
    with STAND_INS.name_deputy(row, by=by, reason=reason) as row:
        row.mandate = row.as_mandate()
        row.mandate.save()
        row.tell(**row.words())
    return row


def end(row: StandIn, *, by: User, reason: str = "") -> StandIn:
    """From now on the deputy acts no more; what they have done stays theirs, on behalf of whoever named them."""
    with STAND_INS.end(row, by=by, reason=reason) as row:
        if row.valid_until < clock.today():
            raise Over(row)
        row.tell(**row.words())
        _cut(row)
    return row


def tell_both(made: Sequence[Made]) -> None:
    """After a naming, or its early end: whoever is away and whoever stands in hear of it."""
    tell([notice for one in made for notice in _news(one)])


def _named_already(row: StandIn) -> StandIn | None:
    """The same naming, sent before: by another tab, or by a second click."""
    same = {name: getattr(row, name) for name in ("held", "deputy", "valid_from", "valid_until")}
    return StandIn.objects.filter(**same, stage=StandInStage.NAMED).exclude(mandate=None).first()


def _amiss(row: StandIn) -> Iterator[tuple[str, str]]:
    if row.held.duty in KEPT or row.held.on_behalf_of_id:
        yield "deputy", KEPT.get(row.held.duty, "Vai trò làm thay người khác không cử tiếp được.")
    if days := _days_amiss(row):
        yield days
    elif row.deputy not in deputies_for(row.held):
        yield "deputy", f"Đồng chí {row.deputy} không có trong những người cử được cho vai trò này."
    elif other := in_common(row.as_mandate(), "on_behalf_of_id", "unit_id", "duty"):
        yield "valid_from", f"Đồng chí {other.user} đã được cử làm thay vai trò này {other.days}."
    elif other := in_common(row.as_mandate(), "user_id", "unit_id", "duty"):
        yield "deputy", f"Đồng chí {row.deputy} đã giữ vai trò này {other.days}{_whose(other)}."


def _days_amiss(row: StandIn) -> tuple[str, str] | None:
    """The days lie ahead, in order, within one term, and within those of the duty itself."""
    ends, last = row.held.valid_until, row.valid_from + timedelta(days=LONGEST - 1)
    if row.valid_from < clock.today():
        return "valid_from", "Không cử cho những ngày đã qua."
    if row.valid_until < row.valid_from:
        return "valid_until", "Ngày kết thúc phải từ ngày bắt đầu trở đi."
    if row.valid_until > last:
        return "valid_until", f"Mỗi lần cử nhiều nhất {LONGEST} ngày: chậm nhất đến hết ngày {last:%d/%m/%Y}."
    if ends and row.valid_until > ends:
        return "valid_until", f"Vai trò của đồng chí chỉ đến hết ngày {ends:%d/%m/%Y}."
    return None


def _whose(mandate: Mandate) -> str:
    return f", thay mặt đồng chí {mandate.on_behalf_of}" if mandate.on_behalf_of_id else ""


def _cut(row: StandIn) -> None:
    """The right ends with yesterday; where it has held on no earlier day, it goes: dates hold by comparison."""
    mandate, yesterday = row.mandate, clock.today() - timedelta(days=1)
    if mandate is None:
        return
    if mandate.valid_from > yesterday:
        row.mandate = None
        mandate.delete()
    else:
        mandate.valid_until = yesterday
        mandate.save()


def _news(one: Made) -> Iterator[Notice]:
    """In the words of the history: to whoever was named, and to whoever named them."""
    row = one.row
    ended, said = row.stage == StandInStage.ENDED, row.words()
    to_deputy = "Đồng chí {whose} {deed} đồng chí làm thay {duty}, {days}"
    to_principal = "Đã {deed} đồng chí {deputy} làm thay {duty}, {days}"
    said |= {"deed": "chấm dứt việc" if ended else "cử", "whose": str(row.held.user)}
    for person, sentence in ((row.deputy_id, to_deputy), (row.held.user_id, to_principal)):
        yield from to_each(
            [person],
            sentence.format(**said),
            reverse("deputies"),
            kind=Kind.DEPUTY,
            about=f"stand_in {one.entry.pk}",
            words=one.entry.reason,
        )
