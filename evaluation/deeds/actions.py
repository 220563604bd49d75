"""What befalls a whole dossier: province's appraisal, returns to the unit, publication, setting aside, reopening, sharing."""

from guardian.shortcuts import assign_perm, remove_perm

from cadres.machine import Refusal
from cadres.mandates import held_by
from cadres.models import Duty, User
from evaluation.core.models import Dossier, DossierUserObjectPermission
from evaluation.core.road import DOSSIERS
from evaluation.lists.actions.decisions import supersede


class NotToBeShared(Refusal):
    """Whoever runs the system reads no dossier, not by way of exception either."""

    def __init__(self, person: User) -> None:
        super().__init__(
            f"{person} là tài khoản quản trị hệ thống hoặc đã ngừng hoạt động: không cho xem hồ sơ được."
        )


class AlreadyShared(Refusal):
    """A second line of history would tell of nothing that happened."""

    def __init__(self, person: User) -> None:
        super().__init__(f"{person} đã được xem hồ sơ này.")


def appraise_at_province(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Ban Tổ chức has appraised a proposal of tier 3.1; it waits for the province's decision in its group."""
    return DOSSIERS.province_appraise.make(dossier, by=by, seen=seen)


def return_to_unit(dossier: Dossier, *, by: User, reason: str, seen: int | None = None) -> Dossier:
    """Back from the province to the unit that proposed."""
    return DOSSIERS.return_to_unit.make(dossier, by=by, seen=seen, reason=reason)


def publish(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Bước 6: name, post, unit and rating are made known inside the unit."""
    return DOSSIERS.publish.make(dossier, by=by, seen=seen)


def archive(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Close the file; what single persons were shown of it by exception ends with it."""
    with DOSSIERS.archive(dossier, by=by, seen=seen) as dossier:
        DossierUserObjectPermission.objects.filter(content_object=dossier).delete()
    return dossier


def reopen(dossier: Dossier, *, by: User, reason: str, seen: int | None = None) -> Dossier:
    """The deciding level takes its decision up again; the old decision stays until a new one supersedes it."""
    move = DOSSIERS.reopen_at_province if dossier.is_provincial else DOSSIERS.reopen
    return move.make(dossier, by=by, seen=seen, reason=reason)


def set_aside(
    dossier: Dossier, *, by: User, ground: str, exempt: bool = False, seen: int | None = None
) -> Dossier:
    """7.d: not rated this quarter; 3.3: not obliged. With the ground on which staff do so.

    Of somebody reopened before, the old decision ends with it: there will be no new one to supersede it.
    """
    move = DOSSIERS.exempt if exempt else DOSSIERS.defer
    with move(dossier, by=by, seen=seen, reason=ground) as dossier:
        dossier.side_ground = ground
        supersede(dossier)
    return dossier


def resume(dossier: Dossier, *, by: User, reason: str, seen: int | None = None) -> Dossier:
    """Back among the others, from plan or work on: opinions given before it was set aside no longer stand."""
    with DOSSIERS.resume(dossier, by=by, seen=seen, reason=reason) as dossier:
        dossier.side_ground = ""
    return dossier


def share(dossier: Dossier, person: User, *, by: User, reason: str) -> Dossier:
    """Let one person read one dossier (an inspector, another post's unit): the exception, not the rule."""
    with DOSSIERS.share(dossier, by=by, reason=reason) as dossier:
        if not person.is_active or any(held.duty == Duty.SYSTEM_ADMIN for held in held_by(person)):
            raise NotToBeShared(person)
        if DossierUserObjectPermission.objects.filter(content_object=dossier, user=person).exists():
            raise AlreadyShared(person)
        assign_perm("view_dossier", person, dossier)
        dossier.tell(person=str(person))
    return dossier


def unshare(dossier: Dossier, person: User, *, by: User) -> Dossier:
    """Withdraw what `share` gave."""
    with DOSSIERS.unshare(dossier, by=by) as dossier:
        remove_perm("view_dossier", person, dossier)
        dossier.tell(person=str(person))
    return dossier
