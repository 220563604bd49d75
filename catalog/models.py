"""Versions of a unit's catalog (Mẫu 02) and their rows."""

from decimal import Decimal
from functools import cached_property

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Value, When

from cadres import vietnamese
from cadres.fields import Derived, Line, Text, begins
from cadres.models import Entry, Staged, Unit, User
from catalog import permissions
from catalog.stages import PUBLIC, Stage
from config import clock
from regulation.scoring import coefficient


class CatalogQuerySet(models.QuerySet["Catalog"]):
    def visible_to(self, user: User) -> "CatalogQuerySet":
        """Holders of a duty over the unit see every version; whoever works there those that were ever approved."""
        worked_from = Q(unit__in=permissions.own_units(user), stage__in=PUBLIC)
        return self.filter(permissions.READ.q(user) | worked_from)

    def in_force(self, unit: Unit) -> "CatalogQuerySet":
        """The approved catalogs from which a person of this unit plans: the unit's own and those of the units above."""
        return self.filter(unit__in=unit.ancestors(include_self=True).values("pk"), stage=Stage.APPROVED)

    def unfinished(self) -> "CatalogQuerySet":
        return self.filter(stage__in=(Stage.DRAFT, Stage.SUBMITTED))

    def matching(self, words: str) -> "CatalogQuerySet":
        """Every word begins a word of the unit's name or code, marks or no marks."""
        found = self
        for word in vietnamese.plain(words).split():
            found = found.filter(begins("unit__search_text", word))
        return found


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


class CatalogItemQuerySet(models.QuerySet["CatalogItem"]):
    def for_planning(self, unit: Unit, year: int | None = None) -> "CatalogItemQuerySet":
        """What a person of this unit may plan from in the year (this year's): of the unit and of each unit above it the
        approved catalog of the newest year that is not later; the unit's own rows first, coefficients at hand."""
        approved = Catalog.objects.in_force(unit).filter(year__lte=year or clock.today().year)
        newest = approved.filter(unit=OuterRef("catalog__unit")).order_by("-year").values("year")[:1]
        own = When(catalog__unit=unit, then=Value(0))
        return (
            self.filter(catalog__in=approved.order_by().values("pk"), catalog__year=Subquery(newest))
            .select_related("catalog__unit")
            .with_standard_points()
            .annotate(foreign=Case(own, default=Value(1), output_field=IntegerField()))
            .order_by("foreign", "catalog__unit__order", "catalog_id", "order", "pk")
        )

    def matching(self, words: str) -> "CatalogItemQuerySet":
        """Rows of whose task or product every word begins a word; hits exact in their marks come first."""
        found = self
        for word in vietnamese.plain(words).split():
            found = found.filter(begins("search_text", word))
        exact = When(name__icontains=vietnamese.nfc(words).strip(), then=Value(0))
        order = self.query.order_by or ("order", "pk")
        return found.annotate(inexact=Case(exact, default=Value(1), output_field=IntegerField())).order_by(
            "inexact", *order
        )

    def with_standard_points(self) -> "CatalogItemQuerySet":
        """`standard_points` of each row in the same query; the division itself is Python's, SQL's decimals are not exact."""
        standard = CatalogItem.objects.filter(catalog=OuterRef("catalog"), is_standard=True)
        points = Subquery(standard.order_by().values("points")[:1])
        return self.annotate(standard_points=points)  # type: ignore[no-redef]  # what the property would ask


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

    objects = CatalogItemQuerySet.as_manager()

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

    @cached_property
    def standard_points(self) -> Decimal | None:
        """Points of the catalog's standard item; asked once where `with_standard_points` has not brought them along."""
        standard = CatalogItem.objects.filter(catalog=self.catalog_id, is_standard=True)
        return standard.values_list("points", flat=True).first()

    def coefficient(self, standard_points: Decimal | None = None) -> Decimal | None:
        """Phụ lục 1, Bước 3: the item's points over the standard item's; None while none is chosen."""
        divisor = standard_points or self.standard_points
        return None if divisor is None else coefficient(self.points, divisor)


class CatalogEntry(Entry):
    catalog = models.ForeignKey(Catalog, models.CASCADE, related_name="history")
