"""What befalls a whole dossier: province's appraisal, returns to the unit, publication, setting aside, reopening, sharing."""

from typing import Any

from django.db import transaction
from guardian.shortcuts import assign_perm, remove_perm

from evaluation.actions.lists import ensure_list_for
from evaluation.models import Dossier
from evaluation.workflows import DOSSIERS


def appraise_at_province(dossier: Dossier, *, by: Any, seen: int | None = None) -> Dossier:
    """Ban Tổ chức has appraised a proposal of tier 3.1; it waits for the province's decision in its group."""

    def write(dossier: Dossier) -> None:
        ensure_list_for(dossier)

    return DOSSIERS.perform("province_appraise", dossier, by=by, seen=seen, write=write)


@transaction.atomic
def return_to_unit(dossier: Dossier, *, by: Any, reason: str, seen: int | None = None) -> Dossier:
    """Back from the province to the unit that proposed."""

    def write(dossier: Dossier) -> None:
        dossier.proposed_rating = ""

    dossier = DOSSIERS.perform("return_to_unit", dossier, by=by, seen=seen, reason=reason, write=write)
    ensure_list_for(dossier)
    return dossier


def publish(dossier: Dossier, *, by: Any, seen: int | None = None) -> Dossier:
    return DOSSIERS.perform("publish", dossier, by=by, seen=seen)


def archive(dossier: Dossier, *, by: Any, seen: int | None = None) -> Dossier:
    return DOSSIERS.perform("archive", dossier, by=by, seen=seen)


@transaction.atomic
def reopen(dossier: Dossier, *, by: Any, reason: str, seen: int | None = None) -> Dossier:
    """The deciding level takes its decision up again; the old decision stays until a new one supersedes it."""
    move = "reopen_at_province" if dossier.is_provincial else "reopen"

    def write(dossier: Dossier) -> None:
        dossier.decided_rating = ""

    dossier = DOSSIERS.perform(move, dossier, by=by, seen=seen, reason=reason, write=write)
    ensure_list_for(dossier)
    return dossier


def set_aside(
    dossier: Dossier, *, by: Any, ground: str, exempt: bool = False, seen: int | None = None
) -> Dossier:
    """7.d: not rated this quarter; 3.3: not obliged. With the ground on which staff do so."""

    def write(dossier: Dossier) -> None:
        dossier.side_ground = ground

    name = "exempt" if exempt else "defer"
    return DOSSIERS.perform(name, dossier, by=by, seen=seen, reason=ground, write=write)


def resume(dossier: Dossier, *, by: Any, reason: str, seen: int | None = None) -> Dossier:
    def write(dossier: Dossier) -> None:
        dossier.side_ground = ""

    return DOSSIERS.perform("resume", dossier, by=by, seen=seen, reason=reason, write=write)


def share(dossier: Dossier, person: Any, *, by: Any, reason: str) -> Dossier:
    """Let one person read one dossier (an inspector, another post's unit): the exception, not the rule."""

    def write(dossier: Dossier) -> dict[str, Any]:
        assign_perm("view_dossier", person, dossier)
        return {"person": str(person)}

    return DOSSIERS.perform("share", dossier, by=by, reason=reason, write=write)


def unshare(dossier: Dossier, person: Any, *, by: Any) -> Dossier:
    def write(dossier: Dossier) -> dict[str, Any]:
        remove_perm("view_dossier", person, dossier)
        return {"person": str(person)}

    return DOSSIERS.perform("unshare", dossier, by=by, write=write)
