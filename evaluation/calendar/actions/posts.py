"""What a person's posts settle about their dossier: unit, deciding unit, tier, group, seats; when it is opened and anew."""

from cadres.machine import Refusal, lock
from cadres.models import Cadre
from evaluation.calendar.actions.similar import group_of
from evaluation.core.facts import Settlement, settled_on
from evaluation.core.facts.posts import day_of
from evaluation.core.models import Dossier, Seat
from evaluation.core.steps import Stage
from evaluation.lists.actions.groups import hold_groups
from evaluation.lists.actions.places import carry, ensure_list_for, let_go


class NoPost(Refusal):
    """Somebody who holds no post now has no unit to be judged at."""

    def __init__(self, cadre: Cadre) -> None:
        super().__init__(f"{cadre} hiện không giữ chức vụ nào trong danh sách bổ nhiệm.")


def posts_for(dossier: Dossier) -> Settlement:
    """The posts to which the dossier belongs today, read anew."""
    found = settled_on(Cadre.objects.get(pk=dossier.cadre_id), day_of(dossier.period))
    if found is None:
        raise NoPost(dossier.cadre)
    return found


def hold_with_groups(dossier: Dossier) -> Dossier:
    """The groups of the round, then the dossier: in the one order in which rows are locked."""
    hold_groups(dossier.period)
    return lock(dossier)


def bring(dossier: Dossier, posts: Settlement) -> None:
    """Within another deed: the dossier belongs to these posts, and drafts of lists elsewhere let it go.

    What was handed in was so by the window of whoever managed the person then (Mẫu 06, note). Where it keeps its step and only
    the group of tier 3.1 is another one, what was drafted of it comes along.
    """
    before, stays = dossier.group, not posts.moves(dossier)
    if dossier.arrived_at and dossier.handed_in_to_id is None:
        dossier.handed_in_to = dossier.managing_unit
    settle_posts(dossier, posts)
    if stays:
        carry(dossier, before)
    let_go(dossier)
    if dossier.stage == Stage.SUBMITTED:
        ensure_list_for(dossier)


def settle_posts(dossier: Dossier, settled: Settlement) -> None:
    """Write what these posts settle; a dossier not yet saved is saved."""
    tier, clause, reason = settled.management
    posts, main = settled.posts, settled.main
    dossier.group = group_of(dossier, posts, tier, clause)
    dossier.unit, dossier.managing_unit = main.unit, settled.managing_unit
    dossier.deciding_unit = settled.deciding_unit
    dossier.tier, dossier.clause, dossier.basis = tier, clause, reason
    dossier.leadership = main.leadership
    for name, value in settled.lines.items():
        setattr(dossier, name, value)
    dossier.save()
    dossier.other_units.set({post.unit_id for post in posts[1:]} - {main.unit_id})
    _seat(dossier, settled.seats)


def _seat(dossier: Dossier, roles: dict[int, str]) -> None:
    """6.3: the person's place in each collective that they help to lead."""
    dossier.seats.all().delete()
    Seat.objects.bulk_create(
        Seat(dossier=dossier, unit_id=unit, leadership=leadership) for unit, leadership in roles.items()
    )
