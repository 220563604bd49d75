"""The page to which the round's switch leads: the same one about another round, else the nearest that there is."""

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import ResolverMatch, resolve, reverse

from cadres.models import User
from evaluation.collectives.tells.due import result_for
from evaluation.core.models import Dossier, Period
from evaluation.core.views.frames import TABS

# Indexes whose rows belong to one round each, and pages of one round that another may not have: each with where it leads instead.
_OF_ROWS = ("dossiers", "groups", "rating_lists", "extensions", "remarks")
_INSTEAD = {"receipt": "home", "list_form": "rating_lists", "unit_form": "rating_lists"}
_OF_UNITS = {"nudge": "unit_board", "results_bulk": "results"}  # deeds of a unit's page
_COLLECTIVE = ("collective", "collective_move", "collective_fields")
_OF_DOSSIERS = {
    "form01": "prints",
    "form03": "prints",
    "form03_decided": "prints",
    "form03_grounds": "grounds",
}


def in_round(address: str, period: Period, user: User) -> str:
    """Whatever the address asks beside its round stays asked, where its page stays; raises Resolver404 for no page of ours."""
    path, asked = urlsplit(address).path, QueryDict(urlsplit(address).query, mutable=True)
    match = resolve(path)
    if instead := _instead(path, match, period, user):
        return instead
    if "code" in match.kwargs:
        path = reverse(match.view_name, kwargs=match.kwargs | {"code": period.code})
    for name in ("ky", "page"):
        asked.pop(name, None)
    return f"{path}?{asked.urlencode()}" if asked else path


def _instead(path: str, match: ResolverMatch, period: Period, user: User) -> str:
    """Of one row, whose round is its own, that of the same person, else the index of all; empty where the page itself is there."""
    name, dossiers = match.view_name, reverse("dossiers")
    if match.kwargs and (path.startswith(dossiers) or name in _OF_DOSSIERS):
        return _of_same_person(match, period, user) or dossiers
    if name in _OF_UNITS:
        return reverse(_OF_UNITS[name], args=[match.kwargs["unit"], period.code])
    if name in _COLLECTIVE:
        return _of_collective(match.kwargs["unit"], period, user)
    if name in _INSTEAD:
        return reverse(_INSTEAD[name])
    indexes = map(reverse, _OF_ROWS)
    return next((url for url in indexes if match.kwargs and path.startswith(url)), "")


def _of_same_person(match: ResolverMatch, period: Period, user: User) -> str:
    """The same tab of the dossier that this person has in that round, if it may be seen; beside the tabs its first page."""
    visible = Dossier.objects.visible_to(user).of(period).filter(cadre__dossiers__pk=match.kwargs["pk"])
    there = visible.order_by().values_list("pk", flat=True).first()
    name = _OF_DOSSIERS.get(match.view_name, match.view_name)
    return reverse(name if name in dict(TABS) else "dossier", args=[there]) if there else ""


def _of_collective(unit: int, period: Period, user: User) -> str:
    there = result_for(user, unit, period)
    return reverse("collective", args=[unit, period.code]) if there else reverse("collectives")
