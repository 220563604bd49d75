"""What a person's posts settle about their dossier: unit, deciding unit, tier, group, seats; when it is opened and anew."""

from collections.abc import Sequence

from cadres.machine import Refusal, lock
from cadres.models import Cadre, Unit
from evaluation.calendar.actions.similar import group_of
from evaluation.core.actions.extensions import keep_extension
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
    if posts.managing_unit != dossier.managing_unit:
        keep_extension(dossier)
    settle_posts(dossier, posts)
    if stays:
        carry(dossier, before)
    let_go(dossier)
    if dossier.stage == Stage.SUBMITTED:
        ensure_list_for(dossier)


def settle_posts(dossier: Dossier, settled: Settlement) -> None:
    """Write what these posts settle about a dossier that stands."""
    assign(dossier, settled)
    dossier.save()
    dossier.other_units.clear()
    dossier.seats.all().delete()
    place([(dossier, settled)])


def assign(dossier: Dossier, settled: Settlement) -> None:
    """What these posts settle, on the dossier itself; it is saved by whoever asks."""
    tier, clause, reason = settled.management
    main = settled.main
    dossier.group = group_of(dossier, settled)
    dossier.unit, dossier.managing_unit = main.unit, settled.managing_unit
    dossier.deciding_unit = settled.deciding_unit
    dossier.tier, dossier.clause, dossier.basis = tier, clause, reason
    dossier.leadership = main.leadership
    for name, value in settled.lines.items():
        setattr(dossier, name, value)


def place(settled: Sequence[tuple[Dossier, Settlement]]) -> None:
    """Rows of dossiers that have none yet: where else a post is held, and the place in each collective that is led (6.3)."""
    elsewhere = Unit.other_dossiers.through
    elsewhere.objects.bulk_create(
        elsewhere(dossier=dossier, unit_id=unit)
        for dossier, posts in settled
        for unit in sorted(posts.units_beside)
    )
    Seat.objects.bulk_create(
        Seat(dossier=dossier, unit_id=unit, leadership=role)
        for dossier, posts in settled
        for unit, role in posts.seats.items()
    )
