"""What a person's posts settle about their dossier: unit, deciding unit, tier, group, seats; and settling it anew."""

from django.db import transaction

from cadres.machine import Refusal
from cadres.models import Appointment, Cadre, Unit, User
from cadres.models.people import PositionKind
from cadres.vietnamese import plain
from evaluation.core.actions.cases import renew_cases
from evaluation.core.actions.figures import refresh_figures
from evaluation.core.models import Dossier, Seat, SimilarGroup
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.lists.actions.groups import hold_groups
from evaluation.lists.actions.groups_carried import group_named, last_before
from evaluation.lists.actions.places import ensure_list_for
from regulation.vocabulary import Leadership, Tier

GROUPS = {
    "3.1.a": "Hội đồng nhân dân tỉnh, Đoàn đại biểu Quốc hội tỉnh",
    "3.1.b": "Phó Chủ tịch Ủy ban nhân dân tỉnh",
    "3.1.c": "Cơ quan tham mưu, giúp việc, đơn vị sự nghiệp, doanh nghiệp của Tỉnh ủy",
    "3.1.d": "Cơ quan chuyên môn, đơn vị sự nghiệp, doanh nghiệp thuộc Ủy ban nhân dân tỉnh",
    "3.1.đ": "Mặt trận Tổ quốc, tổ chức chính trị - xã hội, hội quần chúng cấp tỉnh",
    "3.1.e": "Bí thư, phó bí thư đảng ủy trực thuộc Tỉnh ủy",
}
# In a commune by post. The first that fits: a secretary stays one whatever else they chair.
COMMUNE_GROUPS = (
    (("bi thu",), "Bí thư đảng ủy xã, phường, đặc khu"),
    (("chu tich hoi dong nhan dan", "chu tich hdnd"), "Chủ tịch hội đồng nhân dân xã, phường, đặc khu"),
    (("chu tich uy ban nhan dan", "chu tich ubnd"), "Chủ tịch ủy ban nhân dân xã, phường, đặc khu"),
    (("pho bi thu",), "Phó bí thư đảng ủy xã, phường, đặc khu"),
)


def similar_group(clause: str, post: str, *, in_commune: bool) -> str:
    """Among whom the province rates a person of tier 3.1: by clause, and in communes (3.1.e) by post."""
    if clause == "3.1.e" and in_commune:
        lines = [line.strip() for line in plain(post).replace(";", ",").split(",")]
        for beginnings, group in COMMUNE_GROUPS:
            if any(line.startswith(beginnings) for line in lines):
                return group
        return "Chức danh khác của xã, phường, đặc khu"
    return GROUPS.get(clause, f"Mục {clause}" if clause else "Mục 3.1")


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
    dossier.group = _group(dossier, posts, tier, clause)
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


def _group(dossier: Dossier, posts: list[Appointment], tier: Tier, clause: str) -> SimilarGroup | None:
    """By the post that puts the person under the province's management, which need not be the main one.

    Whoever still holds the place that they held stays among those whom the province put them with.
    """
    if tier != Tier.PROVINCIAL:
        return None
    place = posts[0].unit_id, clause, posts[0].leadership
    known = dossier if dossier.pk else last_before(dossier)
    if known and known.group and (known.unit_id, known.clause, known.leadership) == place:
        return known.group if known is dossier else group_named(dossier.period, known.group.name)
    highest = next((post for post in posts if post.position.clause == clause), posts[0])
    name = similar_group(clause, highest.position.name, in_commune=highest.unit.managing.is_local)
    return group_named(dossier.period, name)


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
