"""When windows close, asked of the database: for filters and queues over many dossiers."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import DateTimeField, F, FilteredRelation, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Least

from evaluation.core.stages import ExtensionStage
from regulation.deadlines import OwnWindow, Window

# Instants in the place of those that stand, by the column of the round, or of what the unit asks.
Instants = Mapping[str, datetime | None]
# What a person hands in, by the window that is asked: an extension moves these, and no list's.
_HANDED_IN = {Window.PLAN: Window.PLAN, OwnWindow.SELF: Window.DOSSIER}
_HERE = F("managing_unit")
HANDED_IN_TO = Coalesce("handed_in_to", _HERE)


def asking(window: Window | OwnWindow) -> dict[str, FilteredRelation]:
    """What moves a window beside the round, a join each for all rows: what the unit asks of its people, what was granted."""
    joined = {}
    if isinstance(window, OwnWindow):
        asked_by = HANDED_IN_TO if window is OwnWindow.SELF else _HERE
        joined["asking"] = FilteredRelation("period__policies", condition=Q(period__policies__unit=asked_by))
    return joined | _extending(window)


def _extending(window: Window | OwnWindow) -> dict[str, FilteredRelation]:
    """The extension granted to the person, and that granted to their unit: at most one each."""
    if window not in _HANDED_IN:
        return {}
    unit = _granted(window, "period__extensions") & Q(period__extensions__unit=HANDED_IN_TO)
    return {
        f"{window.value}_of_person": FilteredRelation("extensions", condition=_granted(window, "extensions")),
        f"{window.value}_of_unit": FilteredRelation("period__extensions", condition=unit),
    }


def _granted(window: Window | OwnWindow, way: str) -> Q:
    stands = {"stage": ExtensionStage.GRANTED, "window": _HANDED_IN[window].value}
    return Q(**{f"{way}__{name}": value for name, value in stands.items()})


def closing(window: Window | OwnWindow, instead: Instants | None = None) -> Combinable:
    """When the window closes for a dossier's people, said to the database; of what they hand in it is `Dossier.closes_at`.

    What moves it beside the round is read where `DossierQuerySet.asked` joined it.
    """
    ordinary = ordinarily(window, instead)
    if window not in _HANDED_IN:
        return ordinary
    moved = (Coalesce(F(f"{joined}__until"), ordinary) for joined in _extending(window))
    return Coalesce(F(f"{window.value}_due_at"), Greatest(ordinary, *moved))


def ordinarily(window: Window | OwnWindow, instead: Instants | None = None) -> Combinable:
    """When it would close, had nothing been extended: `Dossier.ordinarily`, said to the database."""
    column, given = f"{window.value}_closes_at", instead or {}
    if isinstance(window, OwnWindow):
        of_round = _instant("period", "dossier_closes_at", given)
        return Least(Coalesce(_instant("asking", column, given), of_round), of_round)
    return _instant("period", column, given)


def _instant(way: str, column: str, instead: Instants) -> Combinable:
    return Value(instead[column], DateTimeField()) if column in instead else F(f"{way}__{column}")
