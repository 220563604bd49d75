"""Mẫu 01: what the cadre undertakes for the quarter, and how it may change."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q

from cadres.fields import Line, Text
from cadres.models import Staged
from catalog.models import CatalogItem
from config import clock
from evaluation.core.models import AXES, Dossier
from evaluation.core.stages import PlanStage, RequestStage
from regulation.deadlines import Window, is_late
from regulation.quarters import Quarter
from regulation.vocabulary import AxisRole


class Plan(Staged):
    """The quarter's plan of one dossier. In a period of direct entry its tasks are listed straight into Mẫu 03."""

    MATTER = "dossier"
    planned: "list[PlanTask]"  # once they are read for a deed (evaluation.plans.actions)

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="plan")
    stage = models.CharField("trạng thái", max_length=10, choices=PlanStage.choices, default=PlanStage.DRAFT)
    arrived_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    late_reason = Text("lý do nộp muộn", blank=True)
    approved_at = models.DateTimeField("phê duyệt lúc", null=True, blank=True)

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"

    def __str__(self) -> str:
        return f"Kế hoạch của {self.dossier}"

    @property
    def is_late(self) -> bool:
        return self.arrived_at is not None and is_late(self.arrived_at, self.dossier.closes_at(Window.PLAN))

    @property
    def active_tasks(self) -> list["PlanTask"]:
        """Those not withdrawn, by axis and order; reads the prefetched rows."""
        return _standing(self.tasks.all())


class AxisWeight(models.Model):
    """How much an axis weighs in this plan, and whether it is main or supporting (2.5). They add up to 70."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="weights")
    axis = models.PositiveSmallIntegerField("trục", choices=AXES)
    role = models.CharField("vai trò", max_length=10, choices=AxisRole.choices())
    weight = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["axis"]
        constraints = [
            models.UniqueConstraint("plan", "axis", name="axis_weight_once"),
            models.CheckConstraint(name="axis_weight_range", condition=Q(weight__gte=0, weight__lte=70)),
        ]

    def __str__(self) -> str:
        return f"Trục {self.axis}: {self.weight}"


class PlanAmendment(Staged):
    """A change of an approved plan, approved in its turn. What it replaced is kept."""

    MATTER = "plan.dossier"
    HELD_WITH = ("plan", "task")

    class Kind(models.TextChoices):
        ADD = "add", "Bổ sung nhiệm vụ"
        LOWER = "lower", "Giảm số lượng"
        WITHDRAW = "withdraw", "Rút nhiệm vụ"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="amendments")
    stage = models.CharField(
        "trạng thái", max_length=10, choices=RequestStage.choices, default=RequestStage.PROPOSED
    )
    kind = models.CharField("nội dung", max_length=10, choices=Kind.choices)
    # A draft's task can be removed and has no amendment; that of an approved plan is kept by the database itself.
    task = models.ForeignKey("PlanTask", models.DO_NOTHING, null=True, blank=True, related_name="amendments")
    draft = models.JSONField("nhiệm vụ đề nghị bổ sung", default=dict, blank=True)
    quantity = models.DecimalField("số lượng mới", max_digits=8, decimal_places=2, null=True, blank=True)
    previous_quantity = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    ground = Text("căn cứ")
    proposed_at = models.DateTimeField()
    answer = Text("ý kiến", blank=True)

    class Meta:
        verbose_name = "đề nghị điều chỉnh kế hoạch"
        verbose_name_plural = "đề nghị điều chỉnh kế hoạch"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.plan}"

    @property
    def draft_quantity(self) -> Decimal:
        """How many of the task asked for, which the draft keeps as text."""
        return Decimal(self.draft["quantity"])

    @property
    def draft_due(self) -> date:
        """By when the task asked for is due."""
        return date.fromisoformat(self.draft["due_date"])


class Carried(models.TextChoices):
    """Why a task was taken over from the quarter before."""

    WHOLE = "whole", "Lấy lại cả nhiệm vụ"
    REST = "rest", "Phần còn lại"
    REACHED = "reached", "Kết quả đã đạt, chưa đánh giá (Mục 7.d)"


class PlanTaskQuerySet(models.QuerySet["PlanTask"]):
    def ahead(self) -> "PlanTaskQuerySet":
        """Mẫu 01, note: of which less may still be asked for, as `PlanTask.is_ahead`."""
        return self.filter(Q(due_date=None) | Q(due_date__gt=clock.today()))


class PlanTask(models.Model):
    """A task: a standard product undertaken so many times by a day. The coefficient is fixed with the row."""

    judged: bool  # by others than the person, where the plan's tasks are read for a deed

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    axis = models.PositiveSmallIntegerField("trục", choices=AXES)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    item = models.ForeignKey(
        CatalogItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="sản phẩm chuẩn",
    )
    title = Text("nhiệm vụ")
    product = Line("sản phẩm", max_length=120, blank=True)
    points = models.DecimalField("điểm chấm công việc", max_digits=7, decimal_places=2, default=Decimal(100))
    coefficient = models.DecimalField("hệ số quy đổi", max_digits=8, decimal_places=4, default=Decimal(1))
    quantity = models.DecimalField("số lượng", max_digits=8, decimal_places=2, default=Decimal(1))
    due_date = models.DateField("hạn hoàn thành", null=True, blank=True)
    schedule = Line("tiến độ", max_length=200, blank=True)
    is_key = models.BooleanField("trọng tâm, then chốt", default=False)
    origin = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="carried",
        verbose_name="lấy từ nhiệm vụ",
    )
    carried_as = models.CharField(
        "lấy sang", max_length=10, choices=Carried.choices, blank=True, editable=False
    )
    added_by = models.ForeignKey(PlanAmendment, models.PROTECT, null=True, blank=True, related_name="added")
    lowered_by = models.ForeignKey(
        PlanAmendment, models.PROTECT, null=True, blank=True, related_name="lowered"
    )
    withdrawn_by = models.ForeignKey(
        PlanAmendment, models.PROTECT, null=True, blank=True, related_name="withdrawn"
    )

    objects = PlanTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["axis", "order", "pk"]
        constraints = [
            models.CheckConstraint(name="task_quantity_above_zero", condition=Q(quantity__gt=0)),
            models.CheckConstraint(name="task_coefficient_above_zero", condition=Q(coefficient__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ahead(self) -> bool:
        """Whether its due day has not come yet: until then it may be lowered or withdrawn (Mẫu 01, note)."""
        return self.due_date is None or clock.today() < self.due_date

    def titled_in(self, quarter: Quarter) -> str:
        """As "… quý III/2026" is "… quý IV/2026" again as "… quý IV/2026": the label of the quarter that the task comes from, in its own case."""
        before = self.plan.dossier.period.quarter
        label = rf"\b(quý\s+){before.roman}/{before.year}(?!\d)"
        return re.sub(label, rf"\g<1>{quarter.roman}/{quarter.year}", self.title, flags=re.IGNORECASE)

    @property
    def apart(self) -> tuple[str, ...]:
        """What tells it from the plan's other tasks of the same title: its number and axis. Without such, nothing."""
        rows = getattr(self.plan, "planned", None) or self.plan.tasks.all()
        if not any(row.title == self.title and row.pk != self.pk for row in rows):
            return ()
        numbers = {row.pk: number for number, row in enumerate(_standing(rows), start=1)}
        return f"số {numbers[self.pk]}" if self.pk in numbers else "đã rút", f"Trục {self.axis}"

    @property
    def named(self) -> str:
        """The title as sentences and histories name the task: "Lập báo cáo (số 2, Trục 1, hạn 12/12/2026)" where it has twins."""
        due = (f"hạn {self.due_date:%d/%m/%Y}",) if self.due_date else ()
        return f"{self.title} ({', '.join((*apart, *due))})" if (apart := self.apart) else self.title


def _standing(tasks: Iterable[PlanTask]) -> list[PlanTask]:
    return sorted((t for t in tasks if not t.withdrawn_by_id), key=lambda t: (t.axis, t.order, t.pk))


class Delivery(models.Model):
    """One product delivered during the quarter: when, under which number, where the evidence lies."""

    task = models.ForeignKey(PlanTask, models.CASCADE, related_name="deliveries")
    delivered_on = models.DateField("ngày hoàn thành")
    quantity = models.DecimalField("số lượng", max_digits=8, decimal_places=2, default=Decimal(1))
    document = Line("số, ký hiệu văn bản", max_length=120, blank=True)
    link = models.URLField("đường dẫn minh chứng", max_length=500, blank=True)

    class Meta:
        verbose_name = "sản phẩm đã hoàn thành"
        verbose_name_plural = "sản phẩm đã hoàn thành"
        ordering = ["delivered_on", "pk"]
        constraints = [models.CheckConstraint(name="delivery_above_zero", condition=Q(quantity__gt=0))]

    def __str__(self) -> str:
        return f"{self.document or self.task} ({self.delivered_on:%d/%m/%Y})"

    @property
    def told(self) -> str:
        """The paper and the day; a paper that names the day tells it alone."""
        day = f"{self.delivered_on:%d/%m/%Y}"
        return self.document if day in self.document else ", ".join(filter(None, (self.document, day)))
