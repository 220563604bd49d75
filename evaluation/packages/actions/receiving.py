"""The level above receives what was sent or returns it with a reason a part; the unit takes back what nobody received."""

from collections.abc import Mapping

from django.db import transaction

from cadres.machine import lock
from cadres.models import User
from config import clock
from evaluation.packages.models import Package
from evaluation.packages.moves import PACKAGES
from evaluation.packages.stages import Outcome
from evaluation.packages.tells.items import BY_KEY

WHOLE = "whole"  # of the package as such


@transaction.atomic
def receive(package: Package, *, by: User, seen: int) -> Package:
    """Take it as it was sent: whoever has an older page open does not receive what came since."""
    with PACKAGES.receive(lock(package), by=by, seen=seen, held=True) as package:
        _answer(package, Outcome.RECEIVED, by)
    return package


@transaction.atomic
def give_back(package: Package, *, faults: Mapping[str, str], by: User, seen: int) -> Package:
    """Return it: what is to be mended stands beside each part until it is sent anew."""
    said = {key: why.strip() for key, why in faults.items() if why.strip()}
    reason = "\n".join(f"{_named(package, key)}: {why}" for key, why in said.items())
    with PACKAGES.give_back(lock(package), by=by, seen=seen, reason=reason, held=True) as package:
        _answer(package, Outcome.RETURNED, by, said)
    return package


@transaction.atomic
def take_back(package: Package, *, reason: str, by: User, seen: int) -> Package:
    """Nobody has received it yet: it is the unit's again, and arrives when it is sent the next time."""
    with PACKAGES.take_back(lock(package), by=by, seen=seen, reason=reason, held=True) as package:
        _answer(package, Outcome.TAKEN_BACK, by)
    return package


def _answer(package: Package, outcome: Outcome, by: User, faults: Mapping[str, str] | None = None) -> None:
    last = package.sendings.defer("manifest").first()
    assert last is not None  # noqa: S101 - a package handed over was sent
    last.outcome, last.answered_at, last.answered_by = outcome, clock.now(), by
    last.faults = dict(faults or {})
    last.save(update_fields=["outcome", "answered_at", "answered_by", "faults"])


def _named(package: Package, key: str) -> str:
    return "Chung" if key == WHOLE else BY_KEY[key].named(package)
