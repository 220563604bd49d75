"""7.d: the quarters not rated just before one, of which what was done and what was recorded is considered in it (ADR 16)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from django.db.models import Prefetch, prefetch_related_objects

from cadres.models import Cadre
from evaluation.core.steps import Stage
from regulation.facts import Deferred

if TYPE_CHECKING:
    from evaluation.core.models import Dossier

_READ = ("cadre", "period__year", "period__number", "stage", "side_ground", "cases")


def deferrals() -> Prefetch[str]:
    """What to prefetch of dossiers whose facts are read together: each person's quarters that were not rated (7.d)."""
    model = cast("type[Dossier]", Cadre._meta.get_field("dossiers").related_model)
    dossiers = model.objects.filter(stage=Stage.DEFERRED)
    return Prefetch("cadre__dossiers", dossiers.select_related("period").only(*_READ), to_attr="deferrals")


def none_deferred(dossiers: Iterable[Dossier]) -> None:
    """Of these it is known that the quarter before was rated, or was none: nobody asks again."""
    for dossier in dossiers:
        vars(dossier.cadre)["deferrals"] = []


def deferred_before(dossier: Dossier) -> tuple[Dossier, ...]:
    """The dossiers deferred up to this one without another quarter between, the latest first."""
    if "deferrals" not in vars(dossier.cadre):
        prefetch_related_objects([dossier], deferrals())
    by_quarter = {row.period.quarter: row for row in vars(dossier.cadre)["deferrals"]}
    found, quarter = [], dossier.period.quarter.previous()
    while quarter in by_quarter:
        found.append(by_quarter[quarter])
        quarter = quarter.previous()
    return tuple(found)


def deferred(dossier: Dossier) -> tuple[Deferred, ...]:
    """The same as the law reads them, in the order of the calendar."""
    return tuple(Deferred(row.period.quarter, row.side_ground) for row in reversed(deferred_before(dossier)))
