"""3.1: among whom the province rates a person by default: by clause, in communes by post, heads apart from deputies.

6.1 keeps a head out of the others' ratio; so heads are rated among themselves (open-questions 31). The province may put
people otherwise (`lists.actions.regrouping`).
"""

from collections.abc import Sequence

from cadres.models import Appointment
from cadres.vietnamese import plain
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


def group_of(dossier: Dossier, posts: Sequence[Appointment], tier: Tier, clause: str) -> SimilarGroup | None:
    """By the post that puts the person under the province's management, which need not be the main one.

    Whoever still holds the place that they held stays among those whom the province put them with.
    """
    if tier != Tier.PROVINCIAL:
        return None
    if kept := _kept(dossier, (posts[0].unit_id, clause, posts[0].leadership)):
        return kept
    highest = next((post for post in posts if post.position.clause == clause), posts[0])
    local = highest.unit.managing.is_local
    name = similar_group(clause, highest.position.name, highest.leadership, in_commune=local)
    return group_named(dossier.period, name)


def _kept(dossier: Dossier, place: tuple[int, str, str]) -> SimilarGroup | None:
    """The group that the person has in this round, else the one of the same name as in the round before."""
    known = dossier if dossier.pk else last_before(dossier)
    if not known or not known.group or (known.unit_id, known.clause, known.leadership) != place:
        return None
    if known is dossier:
        return known.group
    return None if known.group.name in MIXED else group_named(dossier.period, known.group.name)


def _secretaries(*, heads: bool) -> str:
    return f"{'Bí thư' if heads else 'Phó bí thư'} đảng ủy trực thuộc Tỉnh ủy"


def _in_commune(post: str, *, heads: bool) -> str:
    lines = [line.strip() for line in plain(post).replace(";", ",").split(",")]
    for beginnings, group in COMMUNE_GROUPS:
        if any(line.startswith(beginnings) for line in lines):
            return group
    return f"{'Cấp trưởng' if heads else 'Chức danh'} khác của xã, phường, đặc khu"
