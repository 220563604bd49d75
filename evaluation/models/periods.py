"""The quarter as a round: its windows, and the policy in force."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models

from cadres.fields import Line, Text
from config import clock
from regulation.deadlines import Window, closes_at
from regulation.editions import Edition, edition_for
from regulation.quarters import Quarter
from regulation.vocabulary import CapBase


class PeriodQuerySet(models.QuerySet):
    def of(self, quarter: Quarter) -> "PeriodQuerySet":
        return self.filter(year=quarter.year, number=quarter.number)

    def current(self) -> "Period | None":
        """The round of the quarter in which we are, else the latest one."""
        return self.of(Quarter.of(clock.today())).first() or self.order_by("-year", "-number").first()


class Period(models.Model):
    """One quarterly round. Windows are instants at which they close; late is whatever arrives at or after."""

    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveSmallIntegerField("quý", choices=[(n, f"Quý {n}") for n in (1, 2, 3, 4)])
    direct_entry = models.BooleanField(
        "liệt kê nhiệm vụ thẳng vào Mẫu số 03", default=False, help_text="Như Quý II/2026 (Bước 2)."
    )
    plan_closes_at = models.DateTimeField("hết hạn kế hoạch")
    dossier_closes_at = models.DateTimeField("hết hạn hồ sơ")
    report_closes_at = models.DateTimeField("hết hạn báo cáo")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ đánh giá"
        verbose_name_plural = "kỳ đánh giá"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint("year", "number", name="period_once"),
            models.CheckConstraint(name="period_quarter", condition=models.Q(number__range=(1, 4))),
        ]

    def __str__(self) -> str:
        return self.quarter.label

    @classmethod
    def draft(cls, quarter: Quarter, **values: Any) -> "Period":
        """An unsaved period with the windows that the guideline sets."""
        windows = {f"{window.value}_closes_at": closes_at(quarter, window) for window in Window}
        return cls(year=quarter.year, number=quarter.number, **windows | values)

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.number)

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def edition(self) -> Edition:
        return edition_for(self.quarter)

    def closes_at(self, window: Window) -> datetime:
        return getattr(self, f"{window.value}_closes_at")

    def policy_for(self, unit: Any) -> "Policy":
        """The unit's own policy of this round, else the province's, else the defaults."""
        rows = {policy.unit_id: policy for policy in self.policies.all()}
        return rows.get(unit.pk if unit else None) or rows.get(None) or Policy(period=self)


class Lateness(models.TextChoices):
    MARK = "mark_late", "Nhận và ghi nộp muộn"
    REFUSE = "refuse", "Không nhận"


class Policy(models.Model):
    """What a province, or a unit for itself, sets for a round: the cap, the factor scales, what happens when late."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="policies", verbose_name="kỳ")
    unit = models.ForeignKey(
        "cadres.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    cap_rate = models.DecimalField("tỷ lệ Xuất sắc (%)", max_digits=4, decimal_places=2, default=Decimal(20))
    cap_document = Line("văn bản cho phép 25 %", max_length=200, blank=True)
    block_base = models.CharField(
        "mẫu số chặn", max_length=20, choices=CapBase.choices(), default="good_or_better"
    )
    warn_base = models.CharField(
        "mẫu số cảnh báo", max_length=20, choices=CapBase.choices(), default="good_only"
    )
    scales = models.JSONField(
        "thang hệ số", default=dict, blank=True, help_text="Để trống: thang của Hướng dẫn (Phụ lục 2)."
    )
    plan_lateness = models.CharField(max_length=10, choices=Lateness.choices, default=Lateness.MARK)
    dossier_lateness = models.CharField(max_length=10, choices=Lateness.choices, default=Lateness.MARK)

    class Meta:
        verbose_name = "quy định áp dụng trong kỳ"
        verbose_name_plural = "quy định áp dụng trong kỳ"
        constraints = [
            models.UniqueConstraint("period", "unit", name="policy_once"),
            models.UniqueConstraint(
                "period", condition=models.Q(unit=None), name="policy_of_the_province_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} · {self.unit or 'toàn tỉnh'}"

    def scale(self, ratio: str) -> list[tuple[Decimal, str]]:
        """The (factor, wording) steps for `quality`, `timeliness` or `leadership`: set here, else the edition's own."""
        if ratio in self.scales:
            return [(Decimal(factor), wording) for factor, wording in self.scales[ratio]]
        steps = getattr(self.period.edition, f"{ratio}_factors")
        return [(step.value, f"{step.wording[0].upper()}{step.wording[1:]}") for step in steps]


class DemonstrationDay(models.Model):
    """Demonstration mode only: by how many days the clock of this installation is moved. One row."""

    shift_days = models.IntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)
    note = Text(blank=True)

    class Meta:
        verbose_name = "ngày trình diễn"
        verbose_name_plural = "ngày trình diễn"

    def __str__(self) -> str:
        return f"{self.shift_days:+d} ngày"
