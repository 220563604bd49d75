"""Who looked into whose dossier, or took papers of it out, on which day: for auditors, one row a person, dossier and day."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cadres.fields import Line
from cadres.models import Unit, User
from config import clock
from evaluation.core.models.dossiers import Dossier, DossierQuerySet


class ViewingKind(models.TextChoices):
    PAGE = "page", "Xem hồ sơ"
    EXPORT = "export", "Xuất biểu mẫu của hồ sơ"
    TABLE = "table", "Xuất bảng có tên nhiều người"
    TRAIL = "trail", "Xuất nhật ký"


class Viewing(models.Model):
    """Never of one's own dossier. `at` is the first time on that day; without a dossier it is a unit's table that was taken out,
    `what` as its file is called, and without either the journal itself."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ai")
    dossier = models.ForeignKey(
        Dossier, models.CASCADE, null=True, blank=True, related_name="viewings", verbose_name="hồ sơ"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị của bảng"
    )
    what = Line("bảng", max_length=200, blank=True)
    kind = models.CharField("việc", max_length=10, choices=ViewingKind.choices, default=ViewingKind.PAGE)
    day = models.DateField("ngày", default=clock.today)
    at = models.DateTimeField("lúc", default=clock.now)

    class Meta:
        verbose_name = "lượt xem"
        verbose_name_plural = "lượt xem"
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint("dossier", "user", "day", "kind", name="viewing_once_a_day"),
            models.UniqueConstraint(
                "user", "day", "kind", condition=Q(dossier=None, unit=None), name="viewing_of_none_once_a_day"
            ),
            models.UniqueConstraint(
                "unit",
                "user",
                "day",
                "what",
                condition=Q(dossier=None, unit__isnull=False),
                name="viewing_of_table_once_a_day",
            ),
            models.CheckConstraint(condition=Q(dossier=None) | Q(unit=None), name="viewing_of_one_matter"),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="viewing_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.user} · {self.day:%d/%m/%Y}"


def telling_viewed(rows: DossierQuerySet, user: User) -> DossierQuerySet:
    """Each saying whether it is kept already that this person looked into it today: `was_viewed`."""
    today = Viewing.objects.filter(
        dossier=OuterRef("pk"), user=user, day=clock.today(), kind=ViewingKind.PAGE
    )
    told = {"was_viewed": Exists(today)}
    return rows.annotate(**told)
