"""No notice tells a day that is no longer true: what was said before a window moved needs no reading any more."""

from datetime import datetime

from django.db.models import F, Q

from evaluation.calendar.models import EffectKind
from evaluation.calendar.tells.owing import HandIn
from evaluation.core.models import Period
from evaluation.core.models.dossiers import DossierQuerySet
from notices.actions import supersede
from notices.models import Kind

_ABOVE = (EffectKind.TELL_STAFF, EffectKind.TELL_LEADERSHIP, EffectKind.TELL_PROVINCE)


def forget_missing(hand_in: HandIn, period: Period, closed_at: datetime, unit: int | None = None) -> None:
    """Who was missing when it closed at an instant at which it closes no more, as those above them were told; of one unit, or of all.

    `unit` is its key; the province, which was told of all units in one sentence, keeps it while one of them alone moves.
    """
    for kind in _ABOVE:
        about = hand_in.about(kind, period, closed_at)
        supersede(f"{about} {unit}" if unit else about)


def forget_other_days(hand_in: HandIn, period: Period, people: DossierQuerySet) -> None:
    """Of these people of the round what they have not read and what names another day than theirs is now.

    Whoever sent it; also of those who have handed it in. As many queries as days on which it closes for them.
    """
    rows = hand_in.ending(people).exclude(cadre__user=None).order_by()
    for ends_at in list(rows.values_list(F("ends_at"), flat=True).distinct()):
        users = rows.filter(Q(ends_at=ends_at)).values("cadre__user")
        for kind in (Kind.DEADLINE, Kind.WINDOW):
            supersede(hand_in.about(kind, period), users, but=hand_in.about(kind, period, ends_at))
