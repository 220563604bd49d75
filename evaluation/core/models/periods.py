"""The quarter as a round: its windows, and the policy in force."""

from copy import copy
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db import models
from django.utils.text import capfirst

from cadres.fields import Line, Text
from cadres.models import Entry, Staged, Unit
from config import clock
from evaluation.core.models.windows import Instants
from evaluation.core.stages import PolicyStage
from regulation import policy
from regulation.deadlines import OwnWindow, Window, closes_at, own_or_round
from regulation.editions import Edition, edition_for
from regulation.quarters import Days, Quarter
from regulation.vocabulary import CapBase, Quorum

if TYPE_CHECKING:
    from evaluation.core.models.extensions import Extension

ASKS_OR_FORBIDS = [(one.value, one.label) for one in policy.ASKS_OR_FORBIDS]


class PeriodQuerySet(models.QuerySet["Period"]):
    def of(self, quarter: Quarter) -> "PeriodQuerySet":
        return self.filter(year=quarter.year, number=quarter.number)

    def current(self) -> "Period | None":
        """The round of the quarter in which we are, else the latest one."""
        return self.of(Quarter.of(clock.today())).first() or self.order_by("-year", "-number").first()


class Period(Days, models.Model):
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
    def draft(cls, quarter: Quarter, **values: object) -> "Period":
        """An unsaved period with the windows that the guideline sets."""
        windows = {f"{window.value}_closes_at": closes_at(quarter, window) for window in Window}
        return cls(year=quarter.year, number=quarter.number, **windows | values)

    @cached_property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.number)

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def has_begun(self) -> bool:
        """Whether its quarter has: plans are drawn up and approved before (Bước 1), worked on from then."""
        return clock.today() >= self.quarter.first_day

    @cached_property
    def edition(self) -> Edition:
        return edition_for(self.quarter)

    def closes_at(self, window: Window | OwnWindow, unit: int | None = None) -> datetime:
        """When the round's window closes; a unit's own where it set an earlier one (Mẫu 06, note), else that for dossiers.

        `unit` is its key.
        """
        if isinstance(window, OwnWindow):
            own = (row.own_window(window) for row in self.policies.all() if unit and row.unit_id == unit)
            return own_or_round(next(own, None), self.dossier_closes_at)
        instant: datetime = getattr(self, f"{window.value}_closes_at")
        return instant

    def handing_in(self, window: Window, unit: int | None) -> datetime:
        """When what people of this unit hand in becomes late, where nothing is extended: for Mẫu 03 it may ask earlier."""
        return self.closes_at(OwnWindow.SELF if window is Window.DOSSIER else window, unit)

    def closes_for(self, window: Window, unit: int | None) -> datetime:
        """The same, an extension of all people of this unit included."""
        granted, ordinarily = self.granted(window, unit), self.handing_in(window, unit)
        return max(ordinarily, granted.until) if granted else ordinarily

    def granted(self, window: Window, unit: int | None, dossier: int | None = None) -> "Extension | None":
        """The extension that reaches furthest, of all people of the unit or of this one alone; a round has few."""
        rows = (row for row in self.extensions.all() if row.is_granted and row.window == window.value)
        mine = (row for row in rows if (row.unit_id == unit if row.unit_id else row.dossier_id == dossier))
        return max(mine, key=attrgetter("until"), default=None)

    def policy_for(self, unit: Unit | None) -> "Policy":
        """The province's policy of this round, else the defaults; with the scales and windows that the unit set for itself."""
        return self._policy_of(unit.pk if unit else None)

    def _policy_of(self, unit: int | None) -> "Policy":
        rows = {policy.unit_id: policy for policy in self.policies.all()}
        province = rows.get(None) or Policy(period=self)
        own = rows.get(unit) if unit else None
        return own.over(province) if own else province


class Lateness(models.TextChoices):
    MARK = "mark_late", "Nhận và ghi nộp muộn"
    REFUSE = "refuse", "Không nhận"


class Policy(Staged):
    """What the province sets for a round: the readings of gaps, the cap, what happens when late; a unit its scales and windows alone."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="policies", verbose_name="kỳ")
    unit = models.ForeignKey(
        "cadres.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    stage = models.CharField(max_length=10, choices=PolicyStage.choices, default=PolicyStage.IN_FORCE)
    outstanding_share = models.DecimalField(
        "tỷ lệ nhiệm vụ vượt yêu cầu để xét Xuất sắc (%)", max_digits=5, decimal_places=2, default=Decimal(30)
    )
    warns_late_task = models.BooleanField("nhắc giải trình nhiệm vụ chậm tiến độ", default=True)
    warns_head_above_unit = models.BooleanField(
        "nhắc giải trình người đứng đầu cao hơn tập thể", default=True
    )
    unit_unknown = models.CharField(
        "khi tập thể chưa có kết quả",
        max_length=10,
        choices=ASKS_OR_FORBIDS,
        default="warn",
    )
    rates_fourth_quarter = models.BooleanField("đánh giá riêng Quý IV", default=True)
    cap_rate = models.DecimalField("tỷ lệ Xuất sắc (%)", max_digits=4, decimal_places=2, default=Decimal(20))
    cap_document = Line("văn bản cho phép 25 %", max_length=200, blank=True)
    block_base = models.CharField(
        "mẫu số chặn", max_length=20, choices=CapBase.choices(), default="good_or_better"
    )
    warn_base = models.CharField(
        "mẫu số cảnh báo", max_length=20, choices=CapBase.choices(), default="good_only"
    )
    proposal_cap = models.CharField(
        "đề xuất vượt tỷ lệ", max_length=10, choices=ASKS_OR_FORBIDS, default="warn"
    )
    council_quorum = models.CharField(
        "số thành viên hội đồng phải dự", max_length=20, choices=Quorum.choices(), default="two_thirds"
    )
    petitions = models.BooleanField("cho kiến nghị", default=True)
    petition_days = models.PositiveSmallIntegerField("thời hạn kiến nghị (ngày làm việc)", default=5)
    petition_answer_days = models.PositiveSmallIntegerField(
        "thời hạn trả lời kiến nghị (ngày làm việc)", default=10
    )
    scales = models.JSONField(
        "thang hệ số", default=dict, blank=True, help_text="Để trống: thang của Hướng dẫn (Phụ lục 2)."
    )
    plan_lateness = models.CharField(max_length=10, choices=Lateness.choices, default=Lateness.MARK)
    dossier_lateness = models.CharField(max_length=10, choices=Lateness.choices, default=Lateness.MARK)
    # A late product is still a product; a unit's package is refused unless the province says otherwise.
    package_lateness = models.CharField(max_length=10, choices=Lateness.choices, default=Lateness.REFUSE)
    self_closes_at = models.DateTimeField("hạn riêng nộp bản tự đánh giá", null=True, blank=True)
    division_closes_at = models.DateTimeField("hạn riêng phòng, ban đề xuất", null=True, blank=True)

    # Of the windows that the move at hand set, when they closed before it, by their columns; no column.
    closed_before: Instants = MappingProxyType({})

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

    @property
    def matter(self) -> Unit:
        """The unit whose it is; the province's stands on the root."""
        return self.unit or Unit.objects.without_tree_fields().get(parent=None)

    def over(self, province: "Policy") -> "Policy":
        """The province's values with this unit's scales and windows; no row of the database."""
        merged = copy(province)
        merged.pk, merged.scales = None, province.scales | self.scales
        merged.self_closes_at, merged.division_closes_at = self.self_closes_at, self.division_closes_at
        return merged

    def own_window(self, window: OwnWindow) -> datetime | None:
        """The instant that the unit set for its own people; None where it follows the round."""
        instant: datetime | None = getattr(self, f"{window.value}_closes_at")
        return instant

    def tell_window(self, column: str, before: datetime | None, words: list[str]) -> None:
        """What the move at hand does to a window: in words for history, by its instant for whoever asks whose day it moves."""
        self.closed_before = {**self.closed_before, column: before}
        self.tell(**{column: words})

    def law(self) -> policy.Policy:
        """The values that the law reads."""
        return policy.Policy.of({field.name: getattr(self, field.name) for field in fields(policy.Policy)})

    def scale(self, ratio: str) -> list[tuple[Decimal, str]]:
        """The (factor, wording) steps for `quality`, `timeliness` or `leadership`: set here, else the edition's own."""
        if ratio in self.scales:
            return [(Decimal(factor), wording) for factor, wording in self.scales[ratio]]
        steps = getattr(self.period.edition, f"{ratio}_factors")
        return [(step.value, capfirst(step.wording)) for step in steps]


class PolicyEntry(Entry):
    policy = models.ForeignKey(Policy, models.CASCADE, related_name="history")


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
