"""6.3 and 8.2: what a unit's collective was assigned and completed in a quarter, and how it was itself rated."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum

from cadres.fields import Line, Text
from cadres.models import Cadre, Entry, Staged, Unit, Visitor
from evaluation.collectives import permissions
from evaluation.core.facts.around import COUNTS
from evaluation.core.models import AXES, Period, Seat, rating_field
from evaluation.core.stages import COUNTING, CollectiveStage
from regulation.vocabulary import Leadership


class CollectiveResultQuerySet(models.QuerySet["CollectiveResult"]):
    def visible_to(self, user: Visitor) -> "CollectiveResultQuerySet":
        """What is published everybody may see (8.2); before that those who record, approve and oversee."""
        return self.filter(permissions.READ_COLLECTIVE.q(user))

    def with_sums(self) -> "CollectiveResultQuerySet":
        """With the sums of all axes as columns (`sum_assigned` …), so that lists need not fetch the axes."""
        return self.annotate(**{f"sum_{name}": Sum(f"axes__{name}", default=0) for name in COUNTS})


class CollectiveResult(Staged):
    """One unit's result of one quarter. Heads, deputies and members are limited by it once it is approved."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="collective_results")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="collective_results", verbose_name="đơn vị")
    stage = models.CharField(
        "trạng thái", max_length=10, choices=CollectiveStage.choices, default=CollectiveStage.DRAFT
    )
    rating = rating_field("mức xếp loại của tập thể")
    note = Text("ghi chú", blank=True)
    approved_at = models.DateTimeField("phê duyệt lúc", null=True, blank=True)
    steering_at = models.DateTimeField("Ban Chỉ đạo đánh giá Trục 3 lúc", null=True, blank=True)
    steering_note = Text("ý kiến của Ban Chỉ đạo về Trục 3", blank=True)

    objects = CollectiveResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả tập thể"
        verbose_name_plural = "kết quả tập thể"
        ordering = ["period", "unit__order", "unit_id"]
        constraints = [models.UniqueConstraint("period", "unit", name="collective_result_once")]

    def __str__(self) -> str:
        return f"Kết quả của {self.unit}, {self.period}"

    @property
    def counts(self) -> bool:
        """Whether it bears on persons: approved by the superior level."""
        return self.stage in COUNTING


class Counts(models.Model):
    """Targets counted: those assigned, completed, exceeded, late, and excused (left out of every share)."""

    assigned = models.PositiveIntegerField("được giao", default=0)
    completed = models.PositiveIntegerField("hoàn thành", default=0)
    exceeded = models.PositiveIntegerField("vượt mức", default=0)
    late = models.PositiveIntegerField("chậm tiến độ", default=0)
    excused = models.PositiveIntegerField("bất khả kháng được xác nhận", default=0)
    excuse = Line("căn cứ xác nhận bất khả kháng", max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """What was counted, as a sentence begins."""
        raise NotImplementedError

    @property
    def prefix(self) -> str:
        """What the names of its fields begin with in the form."""
        raise NotImplementedError


def adds_up(name: str) -> models.CheckConstraint:
    """6.3: completed and excused lie within the assigned, exceeded within the completed."""
    within = Q(assigned__gte=F("completed") + F("excused")) & Q(completed__gte=F("exceeded"))
    return models.CheckConstraint(name=name, condition=within)


class CollectiveAxis(Counts):
    """The targets of one axis."""

    result = models.ForeignKey(CollectiveResult, models.CASCADE, related_name="axes")
    axis = models.PositiveSmallIntegerField("trục", choices=AXES)

    class Meta:
        ordering = ["axis"]
        constraints = [
            models.UniqueConstraint("result", "axis", name="collective_axis_once"),
            adds_up("collective_axis_adds_up"),
        ]

    def __str__(self) -> str:
        return f"{self.result} · Trục {self.axis}"

    @property
    def title(self) -> str:
        return f"Trục {self.axis}"

    @property
    def prefix(self) -> str:
        return f"axis-{self.axis}"


class CollectiveFieldQuerySet(models.QuerySet["CollectiveField"]):
    def of_deputies(self) -> "CollectiveFieldQuerySet":
        """Of those who are deputies there now: whoever has left, or leads it otherwise, is in charge of nothing there."""
        theirs = {"dossier__cadre": OuterRef("cadre"), "dossier__period": OuterRef("result__period")}
        seats = Seat.objects.filter(unit=OuterRef("result__unit"), leadership=Leadership.DEPUTY, **theirs)
        return self.filter(Exists(seats.order_by())).select_related("cadre")


class CollectiveField(Counts):
    """6.3, second sentence; QĐ 366 Điều 11: the targets of the field that one deputy of the collective is in charge of.

    Recorded and approved with the collective's result, of which they are a part; or added to it by who approves (`add_fields`).
    """

    result = models.ForeignKey(CollectiveResult, models.CASCADE, related_name="fields")
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="+", verbose_name="cấp phó")
    name = Line("lĩnh vực phụ trách", max_length=200, blank=True)

    objects = CollectiveFieldQuerySet.as_manager()

    class Meta:
        verbose_name = "lĩnh vực phụ trách"
        verbose_name_plural = "lĩnh vực phụ trách"
        ordering = ["cadre__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint("result", "cadre", name="collective_field_once"),
            adds_up("collective_field_adds_up"),
        ]

    def __str__(self) -> str:
        return f"{self.result} · {self.name}"

    @property
    def title(self) -> str:
        return f"Lĩnh vực của đồng chí {self.cadre}"

    @property
    def prefix(self) -> str:
        return f"field-{self.cadre_id}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said of it."""
        return not (self.name or self.excuse or any(getattr(self, name) for name in COUNTS))


class CollectiveEntry(Entry):
    result = models.ForeignKey(CollectiveResult, models.CASCADE, related_name="history")
