"""Opening a round: the period, its dossiers, and what is settled about each of them then."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from cadres.machine import record
from cadres.models import Cadre, Unit
from cadres.models.people import PositionKind
from cadres.vietnamese import plain
from evaluation.actions.cases import cases_for
from evaluation.models import Dossier, Period, Plan, Policy, Seat, SimilarGroup
from evaluation.stages import Stage
from regulation.quarters import Quarter
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


@transaction.atomic
def open_period(quarter: Quarter, *, direct_entry: bool = False) -> Period:
    """The round of a quarter with the guideline's windows and the province's default policy; once."""
    period = Period.objects.of(quarter).first()
    if period is None:
        period = Period.draft(quarter, direct_entry=direct_entry)
        period.save()
        Policy.objects.create(period=period)
    return period


@transaction.atomic
def open_dossiers(period: Period, cadres: Iterable[Cadre], *, by: Any = None) -> list[Dossier]:
    """A dossier for each cadre who has none yet in this round; those of tier CENTRAL get none (open-questions 13)."""
    present = set(Dossier.objects.of(period).values_list("cadre_id", flat=True))
    return [
        dossier
        for cadre in cadres
        if cadre.pk not in present and (dossier := join(cadre, period, by=by)) is not None
    ]


@transaction.atomic
def join(cadre: Cadre, period: Period, *, by: Any = None) -> Dossier | None:
    """Settle unit, deciding unit, tier and posts from the appointments in force; None where the person gets no dossier."""
    posts = list(cadre.appointments.in_force().select_related("position", "unit"))
    tier, clause, reason = cadre.management_tier()
    if tier == Tier.CENTRAL or not posts:
        return None
    main = posts[0]
    dossier = Dossier.objects.create(
        cadre=cadre,
        period=period,
        stage=Stage.SELF_ASSESSMENT if period.direct_entry else Stage.PLANNING,
        unit=main.unit,
        managing_unit=main.unit.managing,
        deciding_unit=_deciding_unit(main.unit, tier),
        tier=tier,
        clause=clause,
        group=_group(posts, tier, clause),
        leadership=main.leadership,
        basis=reason,
        cases=cases_for(cadre, quarter=period.quarter),
        **_posts(posts),
    )
    dossier.other_units.set({post.unit_id for post in posts[1:]} - {main.unit_id})
    _seat(dossier, posts)
    _keep_group(dossier)
    Plan.objects.create(dossier=dossier)
    record(dossier, "open", "Mở hồ sơ", by=by, reason=reason)
    return dossier


def _seat(dossier: Dossier, posts: list[Any]) -> None:
    """6.3: the person's place in each collective that they help to lead, the highest where they hold two posts there."""
    ranks = [leadership.value for leadership in Leadership]
    seats: dict[int, str] = {}
    for post in posts:
        seats[post.unit_id] = min(post.leadership, seats.get(post.unit_id, post.leadership), key=ranks.index)
    Seat.objects.bulk_create(
        Seat(dossier=dossier, unit_id=unit, leadership=leadership)
        for unit, leadership in seats.items()
        if leadership != Leadership.NONE
    )


def _keep_group(dossier: Dossier) -> None:
    if dossier.group:
        order = SimilarGroup.objects.filter(period=dossier.period).count() + 1
        SimilarGroup.objects.get_or_create(
            period=dossier.period, name=dossier.group, defaults={"order": order}
        )


def _deciding_unit(unit: Unit, tier: Tier) -> Unit:
    """Tier 3.1 is decided by the province alone; the others by the unit that manages them."""
    return unit.ancestors(include_self=True)[0] if tier == Tier.PROVINCIAL else unit.managing


def _group(posts: list[Any], tier: Tier, clause: str) -> str:
    """By the post that puts the person under the province's management, which need not be the main one."""
    if tier != Tier.PROVINCIAL:
        return ""
    highest = next((post for post in posts if post.position.clause == clause), posts[0])
    return similar_group(clause, highest.position.name, in_commune=highest.unit.managing.is_local)


def _posts(appointments: list[Any]) -> dict[str, str]:
    """The three lines of posts in the forms' heads."""
    lines: dict[str, list[str]] = {kind: [] for kind in PositionKind.values}
    for appointment in appointments:
        lines[appointment.position.kind].append(appointment.position.name)
    return {
        "party_post": "; ".join(lines[PositionKind.PARTY]),
        "government_post": "; ".join(lines[PositionKind.GOVERNMENT]),
        "mass_post": "; ".join(lines[PositionKind.MASS_ORGANISATION]),
    }
