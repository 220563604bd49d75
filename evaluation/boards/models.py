"""Whom the button has told, by whom: each once a day."""

from django.db import models

from cadres.models import Unit, User
from evaluation.core.models import Dossier
from regulation.deadlines import Window


class Nudge(models.Model):
    """Somebody of a unit was told that they have not handed something in: by whom, and on which day.

    A row stays as it was written; the constraint is what makes it one a day, whoever presses the button.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="nudges", verbose_name="hồ sơ")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    window = models.CharField("hạn", max_length=10, choices=[(one.value, one.label) for one in Window])
    day = models.DateField("ngày")
    at = models.DateTimeField("nhắc lúc")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người nhắc")
    on_behalf_of = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thay mặt"
    )

    class Meta:
        verbose_name = "lần nhắc nộp"
        verbose_name_plural = "lần nhắc nộp"
        ordering = ["-at", "pk"]
        constraints = [models.UniqueConstraint("dossier", "window", "day", name="nudge_once_a_day")]
        indexes = [models.Index(fields=["unit", "window", "-at"], name="nudge_of_unit")]

    def __str__(self) -> str:
        return f"Nhắc {self.dossier} · {self.day:%d/%m/%Y}"
