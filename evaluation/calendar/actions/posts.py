"""What a person's posts settle about their dossier: unit, deciding unit, tier, group, seats; and settling it anew."""

from django.db import transaction

from cadres.machine import Refusal
from cadres.models import Appointment, Cadre, Unit, User
from cadres.models.people import PositionKind
from evaluation.calendar.actions.similar import group_of
from evaluation.core.actions.cases import renew_cases
from evaluation.core.actions.figures import refresh_figures
from evaluation.core.models import Dossier, Seat
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.lists.actions.groups import hold_groups
from evaluation.lists.actions.places import ensure_list_for
from regulation.vocabulary import Leadership, Tier


class NoPost(Refusal):
    """Somebody who holds no post now has no unit to be judged at."""

    def __init__(self, cadre: Cadre) -> None:
        super().__init__(f"{cadre} hiện không giữ chức vụ nào trong danh sách bổ nhiệm.")


def posts_of(cadre: Cadre) -> list[Appointment]:
    """The appointments in force today, the main post first."""
    return list(cadre.appointments.in_force().select_related("position", "unit"))


@transaction.atomic
def resettle(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Mục 7.a–c: the person has moved since the round was opened; the dossier follows to the post now held."""
    hold_groups(dossier.period)
    with DOSSIERS.resettle(dossier, by=by, seen=seen) as dossier:
        posts = posts_of(dossier.cadre)
        if not posts:
            raise NoPost(dossier.cadre)
        before = _told(dossier)
        settle_posts(dossier, posts)
        changed = renew_cases(dossier)
        refresh_figures(dossier)  # another collective, another limit (6.3)
        if dossier.stage == Stage.SUBMITTED:
            ensure_list_for(dossier)
        dossier.tell(posts=[before, _told(dossier)], **changed)
    return dossier


def has_moved(dossier: Dossier, posts: list[Appointment]) -> bool:
    """Whether these posts, held today, are at another unit or other posts than the dossier says."""
    if not posts:
        return False
    lines = _lines(posts)
    return posts[0].unit_id != dossier.unit_id or any(getattr(dossier, name) != lines[name] for name in lines)


def settle_posts(dossier: Dossier, posts: list[Appointment]) -> None:
    """Write what these posts settle; a dossier not yet saved is saved."""
    tier, clause, reason = dossier.cadre.management_tier()
    main = posts[0]
    dossier.group = group_of(dossier, posts, tier, clause)
    dossier.unit, dossier.managing_unit = main.unit, main.unit.managing
    dossier.deciding_unit = _deciding_unit(main.unit, tier)
    dossier.tier, dossier.clause, dossier.basis = tier, clause, reason
    dossier.leadership = main.leadership
    for name, value in _lines(posts).items():
        setattr(dossier, name, value)
    dossier.save()
    dossier.other_units.set({post.unit_id for post in posts[1:]} - {main.unit_id})
    _seat(dossier, posts)


def _told(dossier: Dossier) -> str:
    return f"{dossier.post}, {dossier.unit}"


def _seat(dossier: Dossier, posts: list[Appointment]) -> None:
    """6.3: the person's place in each collective that they help to lead, the highest where they hold two posts there."""
    dossier.seats.all().delete()
    ranks = [leadership.value for leadership in Leadership]
    seats: dict[int, str] = {}
    for post in posts:
        seats[post.unit_id] = min(post.leadership, seats.get(post.unit_id, post.leadership), key=ranks.index)
    Seat.objects.bulk_create(
        Seat(dossier=dossier, unit_id=unit, leadership=leadership)
        for unit, leadership in seats.items()
        if leadership != Leadership.NONE
    )


def _deciding_unit(unit: Unit, tier: Tier) -> Unit:
    """Tier 3.1 is decided by the province alone; the others by the unit that manages them."""
    return unit.ancestors(include_self=True)[0] if tier == Tier.PROVINCIAL else unit.managing


def _lines(appointments: list[Appointment]) -> dict[str, str]:
    """The three lines of posts in the forms' heads."""
    lines: dict[str, list[str]] = {kind: [] for kind in PositionKind.values}
    for appointment in appointments:
        lines[appointment.position.kind].append(appointment.position.name)
    return {
        "party_post": "; ".join(lines[PositionKind.PARTY]),
        "government_post": "; ".join(lines[PositionKind.GOVERNMENT]),
        "mass_post": "; ".join(lines[PositionKind.MASS_ORGANISATION]),
    }
