"""By when a package is to arrive, what happens afterwards, and who can extend."""

from datetime import datetime

from django.urls import reverse

from cadres.models import User
from config import clock
from evaluation.core.models import Extension, Period
from evaluation.core.models.periods import Lateness
from evaluation.core.permissions import ASK_EXTENSION, EXTEND
from evaluation.core.tells.extensions import PROVINCE, is_extendable
from evaluation.packages.models import Package
from evaluation.packages.stages import NATURES
from regulation.deadlines import OwnWindow, Window, is_late


def closes_at(package: Package) -> datetime:
    """When it becomes late (Bước 5: before the 30th; Mẫu 06, note: the day that the unit set for its divisions).

    Where all people of the unit have longer for what they hand in, so has the package in which it is gathered.
    """
    return window_of(package.period, package.kind, _managing(package))


def window_of(period: Period, kind: str, managing: int) -> datetime:
    """The same of a unit by the key of the one that manages it; asks nothing where the round has its extensions at hand."""
    window = OwnWindow.DIVISION if NATURES[kind].of_divisions else Window.DOSSIER
    ordinarily, granted = period.closes_at(window, managing), period.granted(Window.DOSSIER, managing)
    return max(ordinarily, granted.until) if granted else ordinarily


def is_overdue(package: Package) -> bool:
    return is_late(clock.now(), closes_at(package))


def refuses(package: Package) -> bool:
    """Whether the province takes nothing after the window."""
    return package.period.policy_for(package.unit).package_lateness == Lateness.REFUSE


def remedy(package: Package) -> str:
    """What whoever comes too late is told."""
    if not is_extendable(package.period, Window.DOSSIER):
        return "Hạn tiếp theo của kỳ cũng đã qua: không còn gia hạn được."
    return f"{PROVINCE} có thể gia hạn cho cả đơn vị."


def extension_url(package: Package, user: User) -> str:
    """Where a later window is asked for or granted; empty where this person may not, or nothing can be extended any more."""
    if not is_extendable(package.period, Window.DOSSIER):
        return ""
    scope = {"period": package.period, "unit_id": _managing(package), "window": Window.DOSSIER.value}
    row = Extension(until=package.period.report_closes_at, **scope)
    may = ASK_EXTENSION.allows(user, row) or EXTEND.allows(user, row)
    return reverse("extension_unit", args=[package.period.code]) if may else ""


def _managing(package: Package) -> int:
    unit: int = package.unit.managing.pk if package.nature.of_divisions else package.unit_id
    return unit
