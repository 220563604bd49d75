"""3.1: among whom the province rates a person by default: by clause, in communes by post, heads apart from deputies.

6.1 keeps a head out of the others' ratio; so heads are rated among themselves (open-questions 31). The province may put
people otherwise (`lists.actions.regrouping`).
"""

from cadres.models import Unit
from cadres.vietnamese import plain
from evaluation.core.facts import Settlement
from evaluation.core.models import Dossier, SimilarGroup
from evaluation.lists.actions.groups_carried import group_named, last_before
from regulation.vocabulary import Leadership, Tier

BODIES = {
    "3.1.a": "thuộc Hội đồng nhân dân tỉnh, Đoàn đại biểu Quốc hội tỉnh",
    "3.1.c": "cơ quan tham mưu, giúp việc, đơn vị sự nghiệp, doanh nghiệp của Tỉnh ủy",
    "3.1.d": "cơ quan chuyên môn, đơn vị sự nghiệp, doanh nghiệp thuộc Ủy ban nhân dân tỉnh",
    "3.1.đ": "Mặt trận Tổ quốc, tổ chức chính trị - xã hội, hội quần chúng cấp tỉnh",
}
# In a commune by post, which keeps heads and deputies apart. The first that fits: a secretary stays one whatever else they chair.
COMMUNE_GROUPS = (
    (("bi thu",), "Bí thư đảng ủy xã, phường, đặc khu"),
    (("chu tich hoi dong nhan dan", "chu tich hdnd"), "Chủ tịch hội đồng nhân dân xã, phường, đặc khu"),
    (("chu tich uy ban nhan dan", "chu tich ubnd"), "Chủ tịch ủy ban nhân dân xã, phường, đặc khu"),
    (("pho bi thu",), "Phó bí thư đảng ủy xã, phường, đặc khu"),
)
# The defaults of earlier rounds, in which heads and deputies stood together: nobody is kept there.
MIXED = (
    "Hội đồng nhân dân tỉnh, Đoàn đại biểu Quốc hội tỉnh",
    "Cơ quan tham mưu, giúp việc, đơn vị sự nghiệp, doanh nghiệp của Tỉnh ủy",
    "Cơ quan chuyên môn, đơn vị sự nghiệp, doanh nghiệp thuộc Ủy ban nhân dân tỉnh",
    "Mặt trận Tổ quốc, tổ chức chính trị - xã hội, hội quần chúng cấp tỉnh",
    "Bí thư, phó bí thư đảng ủy trực thuộc Tỉnh ủy",
)


def similar_group(clause: str, post: str, leadership: str, *, in_commune: bool) -> str:
    """The name of the default group of a post of tier 3.1."""
    heads = leadership == Leadership.HEAD
    if clause == "3.1.e":
        return _in_commune(post, heads=heads) if in_commune else _secretaries(heads=heads)
    if clause == "3.1.b":
        return "Phó Chủ tịch Ủy ban nhân dân tỉnh"
    body = BODIES.get(clause, f"Mục {clause}" if clause else "Mục 3.1")
    return f"{'Cấp trưởng' if heads else 'Cấp phó và chức danh khác'} {body}"


def group_of(dossier: Dossier, settled: Settlement) -> SimilarGroup | None:
    """By the posts that put the person under the province's management, of which one need not be the main one.

    Whoever leads by any of them is rated among heads. Whom the province put elsewhere stays there while what they hold does not
    lead to another default.
    """
    if settled.management.tier != Tier.PROVINCIAL:
        return None
    return _kept(dossier, settled) or group_named(dossier.period, _default(settled))


def _default(settled: Settlement) -> str:
    clause = settled.management.clause
    highest = [post for post in settled.posts if post.position.clause == clause] or [settled.main]
    names = "; ".join(post.position.name for post in highest)
    heads = any(post.leadership == Leadership.HEAD for post in highest)
    leadership = Leadership.HEAD.value if heads else highest[0].leadership
    return similar_group(clause, names, leadership, in_commune=highest[0].unit.managing.is_local)


def _kept(dossier: Dossier, settled: Settlement) -> SimilarGroup | None:
    """The group that the person has in this round, else the one of the same name as in the round before."""
    known = dossier if dossier.pk else last_before(dossier)
    if not known or not known.group or _place(known) != _place_of(settled):
        return None
    if known is dossier:
        return known.group
    return None if known.group.name in MIXED else group_named(dossier.period, known.group.name)


def _place(known: Dossier) -> tuple[int, str, str]:
    """The unit and the role there, and to which default everything that was held led."""
    heads = any(seat.leadership == Leadership.HEAD for seat in known.seats.all())
    return known.unit_id, known.leadership, _led_to(known.clause, known.post, known.unit, heads=heads)


def _place_of(settled: Settlement) -> tuple[int, str, str]:
    clause, unit = settled.management.clause, settled.main.unit
    held = "; ".join(filter(None, settled.lines.values()))
    heads = Leadership.HEAD in settled.seats.values()
    return unit.pk, settled.main.leadership, _led_to(clause, held, unit, heads=heads)


def _led_to(clause: str, held: str, unit: Unit, *, heads: bool) -> str:
    leadership = Leadership.HEAD if heads else Leadership.DEPUTY
    return similar_group(clause, held, leadership, in_commune=unit.managing.is_local)


def _secretaries(*, heads: bool) -> str:
    return f"{'Bí thư' if heads else 'Phó bí thư'} đảng ủy trực thuộc Tỉnh ủy"


def _in_commune(post: str, *, heads: bool) -> str:
    lines = [line.strip() for line in plain(post).replace(";", ",").split(",")]
    for beginnings, group in COMMUNE_GROUPS:
        if any(line.startswith(beginnings) for line in lines):
            return group
    return f"{'Cấp trưởng' if heads else 'Chức danh'} khác của xã, phường, đặc khu"
