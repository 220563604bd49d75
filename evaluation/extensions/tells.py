"""The extensions of a round that somebody sees, and the requests that wait for their answer."""

from django.db.models import Prefetch, Q, QuerySet

from cadres.models import Unit, User
from evaluation.core.models import Extension, ExtensionEntry, Period
from evaluation.core.permissions import EXTEND_BEYOND, EXTEND_WITHIN_ROUND
from evaluation.core.stages import ExtensionStage
from evaluation.extensions.permissions import OF_UNITS
from regulation.vocabulary import Leadership


def waiting_for(user: User) -> QuerySet[Extension]:
    """Requests that this person is expected to answer: a unit's leadership those that it may, unless they are its head's own."""
    heads, beyond = Q(dossier__leadership=Leadership.HEAD), ~EXTEND_WITHIN_ROUND.told
    province = EXTEND_BEYOND.q(user) & (beyond | heads)
    asked = Extension.objects.filter(stage=ExtensionStage.ASKED).for_rows()
    return asked.filter(EXTEND_WITHIN_ROUND.q(user) | province).order_by("-period", "pk")


def of_round(period: Period, user: User) -> QuerySet[Extension]:
    """Those that this person may see, who wait first, each with its history, the latest line first."""
    entries = Prefetch("history", ExtensionEntry.objects.select_related("by").order_by("-pk"))
    rows = Extension.objects.visible_to(user).filter(period=period).for_rows()
    return rows.order_by("stage", "-pk").prefetch_related(entries)


def units_to_extend(user: User) -> QuerySet[Unit]:
    """The units that manage cadres and for all of whose people this person may ask or grant."""
    units = Unit.objects.without_tree_fields().filter(manages_cadres=True, active=True)
    return units.filter(OF_UNITS.q(user)).order_by("order", "pk")
