"""Who keeps the ground data. Who sees a person stands in `Cadre.objects.visible_to`."""

from typing import TypeGuard

from cadres.mandates import Holds, held_by, principals
from cadres.models import Attempt, Cadre, Duty, User, Visitor
from cadres.models.attempts import AttemptQuerySet

AUDIT = Holds(Duty.AUDITOR, over="unit")


def administers(user: Visitor) -> TypeGuard[User]:
    """A dated duty over the whole province, or the installation's superuser; asked once a request."""
    if not (user.is_authenticated and user.is_active):
        return False
    if "_administers" not in user.__dict__:
        user.__dict__["_administers"] = user.is_superuser or (
            any(
                held.duty == Duty.SYSTEM_ADMIN for held in held_by(user)
            )  # loaded already: most pages ask no more
            and user.mandates.in_force().filter(duty=Duty.SYSTEM_ADMIN, unit__parent=None).exists()
        )
    return bool(user.__dict__["_administers"])


def may_keep_account(user: User, account: User) -> bool:
    """Nobody rises by way of another's password: a superuser's account is kept by superusers alone."""
    return user.is_superuser or not account.is_superuser


def may_assign(user: User, account: User | None) -> bool:
    """Nobody gives themself a duty, or the file of a person."""
    return user.is_superuser or account is None or account.pk != user.pk


def may_keep_person(user: User, cadre: Cadre) -> bool:
    """Posts and absences decide how a person is judged (Mục 3, 7): nobody keeps their own, nor for whom they stand in."""
    return user.is_superuser or cadre.user_id not in principals(user)


def reads_attempts(user: Visitor) -> bool:
    """What was refused belongs to no unit: whoever audits or keeps the whole province reads it, nobody changes it."""
    return AUDIT.everywhere(user) or administers(user)


def attempts_of(user: Visitor) -> AttemptQuerySet:
    """The attempts that this person may read: all that are kept, or none."""
    return Attempt.objects.kept() if reads_attempts(user) else Attempt.objects.none()
