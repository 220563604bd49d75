"""What was handed in, when it had arrived, and the number under which that can be proved."""

from datetime import datetime

from django.db import models

from cadres.models import Visitor
from evaluation.core.models.dossiers import Dossier
from evaluation.core.models.periods import Period
from regulation.deadlines import Window, is_late


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, user: Visitor) -> "ReceiptQuerySet":
        return self.filter(dossier__in=Dossier.objects.visible_to(user))


class Receipt(models.Model):
    """Written in the transaction that accepts a plan or a self-assessment; lateness derives from its two instants."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="receipts")
    window = models.CharField("loại", max_length=10, choices=[(w.value, w.label) for w in Window])
    arrived_at = models.DateTimeField("đến lúc")
    first_arrived_at = models.DateTimeField(
        "lần nộp đầu", null=True, blank=True, help_text="Khi nộp lại sau khi bị trả lại."
    )
    by = models.ForeignKey("cadres.User", models.PROTECT, related_name="+")

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "biên nhận"
        verbose_name_plural = "biên nhận"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """2026-4-000123: the quarter, and the row itself."""
        return f"{self.period.code}-{self.pk:06d}"

    @property
    def period(self) -> Period:
        return self.dossier.period

    @property
    def closes_at(self) -> datetime:
        return self.dossier.closes_at(Window(self.window))

    @property
    def counts_from(self) -> datetime:
        """The arrival that is judged: the first one, where it was returned since."""
        return self.first_arrived_at or self.arrived_at

    @property
    def is_late(self) -> bool:
        return is_late(self.counts_from, self.closes_at)

    @property
    def is_extended(self) -> bool:
        """Whether it is in time because the window was extended, and only so."""
        return not self.is_late and is_late(self.counts_from, self.dossier.ordinarily(Window(self.window)))
