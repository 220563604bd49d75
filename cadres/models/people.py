"""Cadres, posts, and who holds which post where and when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When

from cadres import vietnamese
from cadres.fields import Derived, Line
from config import clock
from regulation.vocabulary import Leadership, Tier


class CadreQuerySet(models.QuerySet):
    def matching(self, words: str) -> "CadreQuerySet":
        """Persons whose name or code holds all the words, marks or no marks; hits exact in their marks come first."""
        found = self
        for word in vietnamese.plain(words).split():
            found = found.filter(search_text__contains=word)
        exact = When(full_name__icontains=vietnamese.nfc(words).strip(), then=Value(0))
        return found.annotate(inexact=Case(exact, default=Value(1), output_field=IntegerField())).order_by(
            "inexact", "sort_key"
        )


class Cadre(models.Model):
    """The person evaluated."""

    code = Line("mã cán bộ", max_length=20, unique=True)
    full_name = Line("họ và tên", max_length=120)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    user = models.OneToOneField(
        "cadres.User", models.SET_NULL, null=True, blank=True, related_name="cadre", verbose_name="tài khoản"
    )
    is_central = models.BooleanField(
        "diện Bộ Chính trị, Ban Bí thư quản lý",
        default=False,
        help_text="Không lập hồ sơ tại đây: tài liệu về người này thuộc cấp trung ương.",
    )
    sort_key = Derived("full_name", using=vietnamese.name_key)
    search_text = Derived("full_name", "code")

    objects = CadreQuerySet.as_manager()

    class Meta:
        verbose_name = "cán bộ"
        verbose_name_plural = "cán bộ"
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.full_name


class PositionKind(models.TextChoices):
    PARTY = "party", "Đảng"
    GOVERNMENT = "government", "Chính quyền"
    MASS_ORGANISATION = "mass_organisation", "Đoàn thể"


class Position(models.Model):
    """A post; it carries the tier of management and the clause of Mục 3 that says so."""

    name = Line("tên chức vụ", max_length=150)
    kind = models.CharField("loại", max_length=20, choices=PositionKind.choices)
    tier = models.CharField("diện quản lý", max_length=12, choices=Tier.choices())
    clause = Line("điểm của Mục 3", max_length=10, blank=True, help_text="Ví dụ 3.1.c, 3.2.e")

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        ordering = ["name"]
        constraints = [models.UniqueConstraint("name", "kind", "tier", "clause", name="position_once")]

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, day: date | None = None) -> "AppointmentQuerySet":
        day = day or clock.today()
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))


class Appointment(models.Model):
    """A cadre holds a post at a unit from a day to a day."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="appointments", verbose_name="cán bộ")
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="appointments", verbose_name="chức vụ"
    )
    unit = models.ForeignKey(
        "cadres.Unit", models.PROTECT, related_name="appointments", verbose_name="đơn vị"
    )
    leadership = models.CharField(
        "vai trò trong tập thể", max_length=10, choices=Leadership.choices(), default=Leadership.NONE.value
    )
    is_main = models.BooleanField("chức vụ chính", default=True)
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến hết ngày", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bổ nhiệm"
        verbose_name_plural = "bổ nhiệm"
        ordering = ["-is_main", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appointment_dates_in_order",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cadre} · {self.position} · {self.unit}"

    def clean(self) -> None:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": "Ngày kết thúc phải từ ngày bắt đầu trở đi."})
