"""What befalls a whole dossier: province's appraisal, returns to the unit, publication, setting aside, reopening, sharing."""

from typing import Any

from django.db import transaction
from guardian.shortcuts import assign_perm, remove_perm

from cadres.machine import Refusal
from cadres.mandates import held_by
from cadres.models import Duty
from evaluation.core.models import Dossier, DossierUserObjectPermission
from evaluation.core.road import DOSSIERS
from evaluation.lists.actions.decisions import supersede
from evaluation.lists.actions.lists import ensure_list_for

OPINIONS = ("division_rating", "appraisal_rating", "council_rating", "proposed_rating")


class NotToBeShared(Refusal):
    """Whoever runs the system reads no dossier, not by way of exception either."""

    def __init__(self, person: Any) -> None:
        super().__init__(
            f"{person} là tài khoản quản trị hệ thống hoặc đã ngừng hoạt động: không cho xem hồ sơ được."
        )


class AlreadyShared(Refusal):
    """A second line of history would tell of nothing that happened."""

    def __init__(self, person: Any) -> None:
        super().__init__(f"{person} đã được xem hồ sơ này.")


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
    """Bước 6: name, post, unit and rating are made known inside the unit."""
    return DOSSIERS.perform("publish", dossier, by=by, seen=seen)


def archive(dossier: Dossier, *, by: Any, seen: int | None = None) -> Dossier:
    """Close the file; what single persons were shown of it by exception ends with it."""

    def write(dossier: Dossier) -> None:
        DossierUserObjectPermission.objects.filter(content_object=dossier).delete()

    return DOSSIERS.perform("archive", dossier, by=by, seen=seen, write=write)


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
    """7.d: not rated this quarter; 3.3: not obliged. With the ground on which staff do so.

    Of somebody reopened before, the old decision ends with it: there will be no new one to supersede it.
    """

    def write(dossier: Dossier) -> None:
        dossier.side_ground = ground
        supersede(dossier)

    name = "exempt" if exempt else "defer"
    return DOSSIERS.perform(name, dossier, by=by, seen=seen, reason=ground, write=write)


def resume(dossier: Dossier, *, by: Any, reason: str, seen: int | None = None) -> Dossier:
    """Back among the others, from plan or work on: opinions given before it was set aside no longer stand."""

    def write(dossier: Dossier) -> None:
        dossier.side_ground = ""
        for column in OPINIONS:
            setattr(dossier, column, "")

    return DOSSIERS.perform("resume", dossier, by=by, seen=seen, reason=reason, write=write)


def share(dossier: Dossier, person: Any, *, by: Any, reason: str) -> Dossier:
    """Let one person read one dossier (an inspector, another post's unit): the exception, not the rule."""

    def write(dossier: Dossier) -> dict[str, Any]:
        if not person.is_active or any(held.duty == Duty.SYSTEM_ADMIN for held in held_by(person)):
            raise NotToBeShared(person)
        if DossierUserObjectPermission.objects.filter(content_object=dossier, user=person).exists():
            raise AlreadyShared(person)
        assign_perm("view_dossier", person, dossier)
        return {"person": str(person)}

    return DOSSIERS.perform("share", dossier, by=by, reason=reason, write=write)


def unshare(dossier: Dossier, person: Any, *, by: Any) -> Dossier:
    """Withdraw what `share` gave."""

    def write(dossier: Dossier) -> dict[str, Any]:
        remove_perm("view_dossier", person, dossier)
        return {"person": str(person)}

    return DOSSIERS.perform("unshare", dossier, by=by, write=write)
