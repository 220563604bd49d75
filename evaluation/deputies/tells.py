"""What one reads of one's own duties and who stands in; and staff, of their units."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cadres.models import Mandate, User
from cadres.models.users import MandateQuerySet
from evaluation.deputies.models import StandInEntry
from evaluation.deputies.moves import STAND_INS
from evaluation.deputies.permissions import KEPT, READ_HISTORY, READ_STAND_INS, own_duties
from pages.history import line_of


@dataclass(frozen=True)
class HeldDuty:
    """A duty of one's own, who stands in for it now or later, and why it cannot be handed on where that is so."""

    mandate: Mandate
    standing: list[Mandate]
    kept: str


def duties_of(user: User) -> tuple[list[HeldDuty], list[Mandate]]:
    """Their duties with who stands in, and whoever stands in for what they do not hold: that an administrator recorded."""
    standing = defaultdict(list)
    for one in _standing().filter(on_behalf_of=user):
        standing[one.duty, one.unit_id].append(one)
    duties = [
        HeldDuty(held, standing.pop((held.duty, held.unit_id), []), KEPT.get(held.duty, ""))
        for held in own_duties(user)
    ]
    return duties, [one for left in standing.values() for one in left]


def stood_in_for(user: User) -> MandateQuerySet:
    """For whom they stand in themself, now or later."""
    return _standing().filter(user=user)


def standing_in(user: User) -> MandateQuerySet:
    """Who stands in for whom in the units of this reader."""
    found = _standing().filter(READ_STAND_INS.q(user))
    return found.order_by("unit__order", "unit_id", "valid_from", "pk")


def own_history(user: User) -> QuerySet[StandInEntry]:
    """Whom they named, and by whom they were named, the newest first."""
    return _entries().filter(Q(stand_in__held__user=user) | Q(stand_in__deputy=user))


def history_in(user: User) -> QuerySet[StandInEntry]:
    """What was named and ended in the units of this reader, the newest first."""
    return _entries().filter(READ_HISTORY.q(user))


def told(entries: Iterable[StandInEntry]) -> list[dict[str, object]]:
    """For components/timeline.html."""
    return [line_of(entry, _sentence(entry), reason=entry.reason) for entry in entries]


def _sentence(entry: StandInEntry) -> str:
    phrase: str = STAND_INS.moves[entry.deed].phrase  # type: ignore[attr-defined]
    return phrase.format(**entry.changes)


def _standing() -> MandateQuerySet:
    return Mandate.objects.on_behalf().select_related("user", "unit", "on_behalf_of", "stand_in")


def _entries() -> QuerySet[StandInEntry]:
    return StandInEntry.objects.select_related("by").order_by("-pk")
