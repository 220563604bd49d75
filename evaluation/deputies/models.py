"""Whom somebody named to stand in for them: the act, which stays; the right itself is the mandate that it made."""

from django.db import models
from django.db.models import F, Q

from cadres.models import Entry, Mandate, Staged, User
from evaluation.core.stages import StandInStage


class StandIn(Staged):
    """One naming: a duty held in one's own right, a person, from a day to a day.

    `mandate` is the right that the deputy has by it; none where it was ended before its first day was over.
    """

    HELD_WITH = ("held__user", "held__unit", "deputy", "mandate")

    held = models.ForeignKey(Mandate, models.PROTECT, related_name="stand_ins", verbose_name="vai trò")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người làm thay")
    mandate = models.OneToOneField(
        Mandate, models.SET_NULL, null=True, related_name="stand_in", verbose_name="phân công"
    )
    stage = models.CharField(
        "trạng thái", max_length=10, choices=StandInStage.choices, default=StandInStage.NAMED
    )
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến hết ngày")

    class Meta:
        verbose_name = "cử người làm thay"
        verbose_name_plural = "cử người làm thay"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="stand_in_dates_in_order", condition=Q(valid_until__gte=F("valid_from"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.deputy} · làm thay {self.held}"

    def as_mandate(self) -> Mandate:
        """The right that the deputy is to have, not yet saved."""
        return Mandate(
            user=self.deputy,
            unit_id=self.held.unit_id,
            duty=self.held.duty,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            on_behalf_of_id=self.held.user_id,
            rests_on=self.held,
        )

    def words(self) -> dict[str, str]:
        """What history keeps of it, as it was called then."""
        duty, days = f"“{self.held.get_duty_display()}” · {self.held.unit}", self.as_mandate().days
        return {"deputy": str(self.deputy), "duty": duty, "days": days}


class StandInEntry(Entry):
    stand_in = models.ForeignKey(StandIn, models.CASCADE, related_name="history")

    class Meta(Entry.Meta):
        verbose_name = "lịch sử cử người làm thay"
        verbose_name_plural = "lịch sử cử người làm thay"
