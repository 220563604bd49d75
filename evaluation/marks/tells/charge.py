"""What the collectives in a person's charge say of column D of Mẫu 03 (Phụ lục 2, ii): a suggestion, never a value."""

from dataclasses import dataclass
from decimal import Decimal

from cadres.models import Unit
from evaluation.core.models import Dossier, Policy
from evaluation.core.stages import COUNTING
from regulation.numbers import vn
from regulation.vocabulary import Rating

_NAMED = 3  # units that the sentence names before it only counts the others


@dataclass(frozen=True)
class Charge:
    """Units rated Không hoàn thành, and the step of the unit's scale that stands for it."""

    units: tuple[str, ...]
    step: str

    @property
    def named(self) -> str:
        """Văn phòng, Ban Tổ chức, Ban Tuyên giáo và 2 đơn vị khác"""
        others = len(self.units) - _NAMED
        return ", ".join(self.units[:_NAMED]) + (f" và {others} đơn vị khác" if others > 0 else "")


def charge_of(dossier: Dossier, policy: Policy) -> Charge | None:
    """The approved collective results of the round that failed in the person's charge; one query for whoever leads."""
    led = {seat.unit_id for seat in dossier.seats.all()}
    failed = failed_units(led, dossier.period_id) if led else ()
    step = below_one(policy)
    return Charge(failed, step) if failed and step else None


def failed_units(led: set[int], period: int) -> tuple[str, ...]:
    """Names of the units led, and of those beneath them, whose collective did not complete its tasks."""
    rated = Unit.objects.filter(
        collective_results__period=period,
        collective_results__rating=Rating.NOT_COMPLETED.value,
        collective_results__stage__in=COUNTING,
    )
    return tuple(unit.name for unit in rated if led & {unit.pk, *unit.tree_path})


def below_one(policy: Policy) -> str:
    """The highest step of the unit's scale below 1, as the list of column D has it; nothing where there is none."""
    lower = [step for step in policy.scale("leadership") if step[0] < Decimal(1)]
    if not lower:
        return ""
    factor, wording = max(lower, key=lambda step: step[0])
    return f"{vn(factor)} · {wording}"
