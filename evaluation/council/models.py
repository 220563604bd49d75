"""Bước 3: the council's session and its opinion, one line a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from cadres.fields import Line, Text
from cadres.models import Unit
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period, rating_field

if TYPE_CHECKING:
    from cadres.models import User


class CouncilSessionQuerySet(models.QuerySet["CouncilSession"]):
    def visible_to(self, user: User) -> CouncilSessionQuerySet:
        return self.filter(permissions.READ_SESSION.q(user))


class CouncilSession(models.Model):
    """When the unit's council met, who sat, under which minutes."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="council_sessions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="council_sessions")
    held_on = models.DateField("ngày họp")
    minutes_number = Line("số biên bản", max_length=60, blank=True)
    present = models.PositiveSmallIntegerField("số thành viên dự họp")
    members = Text("thành viên dự họp", blank=True)

    objects = CouncilSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên họp hội đồng"
        verbose_name_plural = "phiên họp hội đồng"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"Hội đồng {self.unit}, họp ngày {self.held_on:%d/%m/%Y}"


class CouncilOpinion(models.Model):
    """The council's opinion on one person; it advises, it does not decide."""

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
