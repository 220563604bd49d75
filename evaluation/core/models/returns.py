"""What was sent back, and why."""

from django.db import models

from cadres.fields import Text
from evaluation.core.models.dossiers import Dossier
from evaluation.core.steps import Stage


class ReturnNote(models.Model):
    """A return: why, on which rows, and what stood there then, so that the next reader sees what changed."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="returns")
    at = models.DateTimeField()
    by = models.ForeignKey("cadres.User", models.PROTECT, related_name="+")
    came_from = models.CharField(max_length=20, choices=Stage.choices)
    went_to = models.CharField(max_length=20, choices=Stage.choices)
    reason = Text("lý do")
    rows = models.JSONField("các dòng cần xem lại", default=dict, help_text="neo của dòng → điều cần sửa")
    before = models.JSONField("nội dung khi trả lại", default=dict)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "phiếu trả lại"
        verbose_name_plural = "phiếu trả lại"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Trả lại {self.dossier}"
