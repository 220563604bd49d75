"""Bước 3: the council's session, who sat, what it noted of each person, and its opinion once the session is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from cadres.fields import Line, Text
from cadres.models import Entry, Staged, Unit, User
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period, rating_field
from evaluation.core.stages import LineStage, SessionStage
from regulation.vocabulary import Rating

if TYPE_CHECKING:
    from collections.abc import Iterator

BALLOTS = tuple(f"ballots_{rating.value}" for rating in Rating)


class Role(models.TextChoices):
    CHAIR = "chair", "Chủ trì"
    SECRETARY = "secretary", "Thư ký"
    MEMBER = "member", "Thành viên"


class CouncilSessionQuerySet(models.QuerySet["CouncilSession"]):
    def visible_to(self, user: User) -> CouncilSessionQuerySet:
        return self.filter(permissions.READ_SESSION.q(user))


class CouncilSession(Staged):
    """One sitting of a unit's council in a round: at most one is being held, as many as needed were closed.

    `present`: how many sat, kept when it is closed. `members_told`: who sat, of sessions that had no list of members.
    """

    HELD_WITH = ("unit", "period")

    period = models.ForeignKey(Period, models.PROTECT, related_name="council_sessions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="council_sessions")
    stage = models.CharField(
        "trạng thái", max_length=10, choices=SessionStage.choices, default=SessionStage.HELD
    )
    held_on = models.DateField("ngày họp")
    place = Line("nơi họp", max_length=200, blank=True)
    minutes_number = Line("số biên bản", max_length=60, blank=True)
    present = models.PositiveSmallIntegerField("số thành viên dự họp", default=0)
    members_told = Text("thành viên dự họp, ghi bằng lời", blank=True)
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    names = models.JSONField("tên khi kết thúc", default=dict, editable=False)

    objects = CouncilSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên họp hội đồng"
        verbose_name_plural = "phiên họp hội đồng"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "period", "unit", condition=Q(stage=SessionStage.HELD), name="council_session_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"Hội đồng {self.unit}, họp ngày {self.held_on:%d/%m/%Y}"

    @property
    def is_held(self) -> bool:
        return self.stage == SessionStage.HELD

    @property
    def sitting(self) -> int:
        """How many are present: of a session that is over, as it was kept."""
        if not self.is_held:
            return self.present
        return sum(member.present for member in self.members.all())


class CouncilMember(models.Model):
    """Who belongs to the council of one session: by a duty, or added by hand (`user` is then empty).

    `through`: who stands in for the member on that day. Names are those of the day on which the session was closed.
    """

    session = models.ForeignKey(CouncilSession, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    name = Line("họ và tên", max_length=120)
    post = Line("chức vụ", max_length=200, blank=True)
    through = Line("người dự thay", max_length=120, blank=True)
    role = models.CharField("vai trò", max_length=10, choices=Role.choices, default=Role.MEMBER)
    present = models.BooleanField("có mặt", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "thành viên hội đồng"
        verbose_name_plural = "thành viên hội đồng"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint("session", "user", name="council_member_once"),
            models.UniqueConstraint(
                "session", "role", condition=~Q(role=Role.MEMBER), name="council_role_once"
            ),
        ]

    def __str__(self) -> str:
        through = f" (đồng chí {self.through} dự thay)" if self.through else ""
        return f"{self.name}{through}"


class CouncilLine(Staged):
    """What the session notes of one person; recorded with the names of that day when it is closed.

    Rights are those over the person's dossier, so that nobody notes anything of themself. Ballots are counts of how many
    members voted for each level, and never who.
    """

    MATTER = "dossier"

    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="lines")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="council_lines")
    stage = models.CharField("trạng thái", max_length=10, choices=LineStage.choices, default=LineStage.NOTED)
    rating = rating_field("ý kiến của hội đồng")
    note = Text("lý do, ý kiến khác", blank=True)
    ballots_excellent = models.PositiveSmallIntegerField("phiếu Xuất sắc", null=True, blank=True)
    ballots_good = models.PositiveSmallIntegerField("phiếu Tốt", null=True, blank=True)
    ballots_completed = models.PositiveSmallIntegerField("phiếu Hoàn thành", null=True, blank=True)
    ballots_not_completed = models.PositiveSmallIntegerField("phiếu Không hoàn thành", null=True, blank=True)
    saved_at = models.DateTimeField("lưu lúc", null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    name = Line(max_length=120, blank=True)
    post = Text(blank=True)
    unit_name = Line(max_length=200, blank=True)
    total = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    self_rating = rating_field("cá nhân tự đề xuất")
    division_rating = rating_field("phòng, ban đề xuất")
    appraisal_rating = rating_field("thẩm định")

    class Meta:
        verbose_name = "dòng của phiên họp hội đồng"
        verbose_name_plural = "dòng của phiên họp hội đồng"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint("session", "dossier", name="council_line_once")]

    def __str__(self) -> str:
        return f"{self.dossier.cadre.full_name}: {self.get_rating_display()}"

    @property
    def ledger(self) -> Any:
        """Its own: what a session notes is no part of the dossier's history until it is recorded."""
        return self.history

    @property
    def ballots(self) -> tuple[int, ...] | None:
        """How many voted for each level, in the guideline's order; None where nobody voted."""
        counts = [getattr(self, column) for column in BALLOTS]
        return None if None in counts else tuple(counts)

    @ballots.setter
    def ballots(self, counts: tuple[int, ...] | None) -> None:
        for column, count in zip(BALLOTS, counts or (None,) * len(BALLOTS), strict=True):
            setattr(self, column, count)

    def voted(self) -> Iterator[tuple[Rating, int]]:
        """(level, how many voted for it), where there was a ballot."""
        yield from zip(Rating, self.ballots or (), strict=False)

    @property
    def votes_for(self) -> int | None:
        """How many voted for the level that is the council's opinion."""
        return dict(self.voted()).get(Rating(self.rating)) if self.rating else None


class CouncilOpinion(models.Model):
    """The council's opinion on one person, as the last session recorded it; it advises, it does not decide."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="council_opinion")
    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="opinions")
    rating = rating_field("ý kiến của hội đồng")
    votes_for = models.PositiveSmallIntegerField("số phiếu đồng ý", null=True, blank=True)
    note = Text("ý kiến khác", blank=True)

    class Meta:
        verbose_name = "ý kiến hội đồng"
        verbose_name_plural = "ý kiến hội đồng"

    def __str__(self) -> str:
        return f"{self.dossier}: {self.get_rating_display()}"


class CouncilSessionEntry(Entry):
    session = models.ForeignKey(CouncilSession, models.CASCADE, related_name="history")


class CouncilLineEntry(Entry):
    line = models.ForeignKey(CouncilLine, models.CASCADE, related_name="history")
