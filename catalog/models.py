"""Versions of a unit's catalog (Mẫu 02) and their rows."""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from cadres.fields import Derived, Line, Text
from cadres.models import Entry, Staged, Unit
from catalog import permissions
from catalog.stages import Stage
from regulation.scoring import coefficient


class CatalogQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CatalogQuerySet":
        """Whoever works at the unit or holds a duty over it sees its catalogs."""
        return self.filter(permissions.READ.q(user) | Q(unit__in=permissions.own_units(user))).distinct()

    def in_force(self, unit: Unit) -> "CatalogQuerySet":
        """The approved catalogs from which a person of this unit plans: the unit's own and those of the units above."""
        return self.filter(unit__in=unit.ancestors(include_self=True).values("pk"), stage=Stage.APPROVED)


class Catalog(Staged):
    """One version of a unit's catalog for a year."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="catalogs", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveSmallIntegerField("lần", default=1)
    stage = models.CharField("trạng thái", max_length=12, choices=Stage.choices, default=Stage.DRAFT)
    approved_at = models.DateTimeField("phê duyệt lúc", null=True, blank=True)

    objects = CatalogQuerySet.as_manager()

    class Meta:
        verbose_name = "danh mục"
        verbose_name_plural = "danh mục"
        ordering = ["-year", "unit__order", "-number"]
        constraints = [
            models.UniqueConstraint("unit", "year", "number", name="catalog_number_once"),
            models.UniqueConstraint(
                "unit", "year", condition=Q(stage=Stage.APPROVED), name="catalog_one_approved_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"Danh mục {self.unit} năm {self.year}, lần {self.number}"


class CatalogItem(models.Model):
    """A standard product: what it is, who it is put before, how hard, how many, by when, and its points."""

    catalog = models.ForeignKey(Catalog, models.CASCADE, related_name="items", verbose_name="danh mục")
    order = models.PositiveSmallIntegerField("TT", default=0)
    name = Text("nhiệm vụ theo quý")
    submitted_to = Line("cấp trình (cấp phê duyệt)", max_length=200, blank=True)
    difficulty = Text("độ khó, mới, phức tạp; phạm vi tác động", blank=True)
    product = Line("sản phẩm", max_length=120)
    quantity = models.DecimalField("số lượng", max_digits=8, decimal_places=2, default=Decimal(1))
    schedule = Line("tiến độ (mốc thời gian hoàn thành)", max_length=200, blank=True)
    note = Line("ghi chú", max_length=200, blank=True)
    points = models.DecimalField(
        "điểm chấm công việc", max_digits=7, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    stated_coefficient = models.DecimalField(
        "hệ số ghi trong văn bản",
        max_digits=8,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Chỉ để đối chiếu: hệ số luôn được tính từ điểm.",
    )
    is_standard = models.BooleanField("đơn vị sản phẩm/công việc chuẩn", default=False)
    is_ad_hoc = models.BooleanField("phát sinh đột xuất", default=False)
    search_text = Derived("name", "product")

    class Meta:
        verbose_name = "sản phẩm/công việc chuẩn"
        verbose_name_plural = "sản phẩm/công việc chuẩn"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                "catalog", condition=Q(is_standard=True), name="catalog_one_standard_item"
            ),
            models.CheckConstraint(name="item_points_above_zero", condition=Q(points__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    def coefficient(self, standard_points: Decimal) -> Decimal:
        """Phụ lục 1, Bước 3: the item's points over the standard item's."""
        return coefficient(self.points, standard_points)


class CatalogEntry(Entry):
    catalog = models.ForeignKey(Catalog, models.CASCADE, related_name="history")
