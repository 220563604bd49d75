"""A file that somebody brought: evidence of one dossier, or a paper of one unit in one round."""

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum

from cadres.fields import Line
from cadres.models import Unit, Visitor
from config import clock
from evaluation.core.models import Dossier, Period
from evaluation.files.stages import Kind
from evaluation.plans.models import Delivery, PlanTask

FOLDER = "files"  # of this room, beneath MEDIA_ROOT
LONGEST_NAME = 150
QUOTA = 100 * 1024 * 1024  # bytes of evidence that one dossier holds


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: Visitor) -> "StoredFileQuerySet":
        """Evidence, for whoever reads its dossier. A unit's papers have one scope too: that of the room that brought them."""
        return self.filter(dossier__in=Dossier.objects.visible_to(user).order_by().values("pk"))

    def for_rows(self) -> "StoredFileQuerySet":
        """With what a line of a list says of each."""
        return self.select_related("by", "delivery")

    def weight(self) -> int:
        """Bytes of all of them together."""
        total: int | None = self.aggregate(total=Sum("size"))["total"]
        return total or 0


class StoredFile(models.Model):
    """One file as it lies in storage. What is said of it never changes; a task or a delivery that is deleted lets go of it."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="files", verbose_name="hồ sơ"
    )
    task = models.ForeignKey(
        PlanTask, models.SET_NULL, null=True, blank=True, related_name="evidence", verbose_name="nhiệm vụ"
    )
    delivery = models.ForeignKey(
        Delivery, models.SET_NULL, null=True, blank=True, related_name="evidence", verbose_name="sản phẩm"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="đơn vị"
    )
    period = models.ForeignKey(
        Period, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="kỳ"
    )
    name = Line("tên tệp", max_length=LONGEST_NAME)
    kind = models.CharField("loại tệp", max_length=5, choices=Kind.choices)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    digest = models.CharField("SHA-256", max_length=64)
    stored = models.CharField("tên trong kho", max_length=100, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    at = models.DateTimeField("lúc", default=clock.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="file_of_one_matter",
                condition=Q(dossier__isnull=False, unit__isnull=True, period__isnull=True)
                | Q(dossier__isnull=True, unit__isnull=False, period__isnull=False),
            ),
            models.CheckConstraint(
                name="file_of_task_is_evidence",
                condition=Q(dossier__isnull=False) | Q(task__isnull=True, delivery__isnull=True),
            ),
            models.CheckConstraint(name="file_holds_something", condition=Q(size__gt=0)),
            models.CheckConstraint(name="file_digest_whole", condition=Q(digest__regex=r"^[0-9a-f]{64}$")),
        ]
        indexes = [models.Index("unit", "period", name="file_by_unit")]

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        return Kind(self.kind).content_type
