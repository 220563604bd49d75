"""Mục 5, third dash: what was done about whoever is to be replaced."""

from __future__ import annotations

from django.db import models

from cadres.fields import Line, Text
from cadres.models import Cadre, Entry, Staged, Unit
from evaluation.years.stages import Measure, ReplacementStage


class Replacement(Staged):
    """By which decision, of which day, somebody was replaced; of one person and year one stands at a time.

    `unit` managed them when it was recorded: its people, and the province, record and correct it.
    """

    HELD_WITH = ("cadre", "unit")

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="replacements", verbose_name="cán bộ")
    year = models.PositiveSmallIntegerField("năm")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị quản lý")
    measure = models.CharField("hình thức", max_length=12, choices=Measure.choices)
    on = models.DateField("ngày quyết định")
    number = Line("số quyết định", max_length=80)
    note = Text("ghi chú", blank=True)
    stage = models.CharField(
        "trạng thái", max_length=10, choices=ReplacementStage.choices, default=ReplacementStage.RECORDED
    )

    class Meta:
        verbose_name = "việc thay thế"
        verbose_name_plural = "việc thay thế"
        constraints = [
            models.UniqueConstraint(
                "cadre",
                "year",
                condition=models.Q(stage=ReplacementStage.RECORDED),
                name="replacement_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cadre} · năm {self.year}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """Đã thay thế ngày 05/01/2027 theo QĐ số 12-QĐ/TU (miễn nhiệm)."""
        if self.measure == Measure.KEPT:
            return f"Không thay thế theo QĐ số {self.number} ngày {self.on:%d/%m/%Y}."
        how = self.get_measure_display().lower()
        return f"Đã thay thế ngày {self.on:%d/%m/%Y} theo QĐ số {self.number} ({how})."


class ReplacementEntry(Entry):
    replacement = models.ForeignKey(Replacement, models.CASCADE, related_name="history")
