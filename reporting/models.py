"""Tệp xuất: a long job is a row, worked by whoever claims it (ADR 18). It is no part of the domain, and writes nothing there."""

from django.db import models
from django.db.models import Q

from cadres.fields import Line
from cadres.models import Unit, User
from config import clock
from evaluation.models import Period

FOLDER = "exports"  # beneath MEDIA_ROOT


class State(models.TextChoices):
    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang tạo"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không tạo được"
    CANCELLED = "cancelled", "Đã hủy"


UNFINISHED = (State.WAITING, State.RUNNING)


class ExportQuerySet(models.QuerySet["Export"]):
    def of(self, user: User) -> "ExportQuerySet":
        """Whoever asked for it, and nobody else; what became too old is nobody's."""
        return self.filter(owner=user).exclude(expires_at__lte=clock.now())

    def unfinished(self) -> "ExportQuerySet":
        return self.filter(state__in=UNFINISHED)


class Export(models.Model):
    """One question for many papers at once: who asked what, how far it is, and once it is whole, its file.

    `claimed_by` is the token of whoever works on it: with another one, or none, it is no longer theirs. `heartbeat_at` is the
    database's own time. `attempt` counts how often it was begun since a part of it was last kept.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="exports", verbose_name="người yêu cầu")
    kind = models.CharField("loại", max_length=20)
    period = models.ForeignKey(Period, models.CASCADE, related_name="+", verbose_name="kỳ")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="đơn vị")
    asked_at = models.DateTimeField("yêu cầu lúc", default=clock.now)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.WAITING)
    claimed_by = models.CharField("mã nhận việc", max_length=32, blank=True)
    attempt = models.PositiveSmallIntegerField("số lần bắt đầu", default=0)
    started_at = models.DateTimeField("bắt đầu lúc", null=True, blank=True)
    heartbeat_at = models.DateTimeField("còn làm lúc", null=True, blank=True)
    done = models.PositiveIntegerField("đã xong", default=0)
    total = models.PositiveIntegerField("tất cả", default=0)
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)
    expires_at = models.DateTimeField("giữ đến", null=True, blank=True)
    failure = Line("lý do không tạo được", max_length=300, blank=True)
    file = models.CharField("tệp", max_length=120, blank=True)
    size = models.PositiveBigIntegerField("dung lượng", default=0)
    digest = models.CharField("SHA-256", max_length=64, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp xuất"
        verbose_name_plural = "tệp xuất"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "owner", "kind", "period", "unit", condition=Q(state__in=UNFINISHED), name="export_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DONE) & ~Q(file="") | ~Q(state=State.DONE) & Q(file=""),
                name="export_file_when_done",
            ),
        ]
        indexes = [
            models.Index("asked_at", condition=Q(state__in=UNFINISHED), name="export_unfinished"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.unit} · {self.period}"

    @property
    def folder(self) -> str:
        """Where all that is drawn for it lies, beneath MEDIA_ROOT; nothing else lies there."""
        return f"{FOLDER}/{self.pk}"

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE


class ExportPart(models.Model):
    """A part that is drawn already: whoever takes the job over goes on behind it. In a finished job: what its file holds."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="parts")
    key = models.CharField("của", max_length=60)
    file = models.CharField("tệp", max_length=120, blank=True)

    class Meta:
        verbose_name = "phần của tệp xuất"
        verbose_name_plural = "phần của tệp xuất"
        constraints = [models.UniqueConstraint("export", "key", name="export_part_once")]

    def __str__(self) -> str:
        return self.key
