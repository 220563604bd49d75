"""What somebody is told: once, of one thing, with the way to the very page."""

from django.db import models
from django.db.models import Q

from cadres.fields import Line, Text
from cadres.models import User
from config import clock


class Kind(models.TextChoices):
    """What a notice tells of; people choose by it what also comes by mail."""

    WAITS = "waits", "Việc chờ đồng chí"
    RETURNED = "returned", "Được trả lại để hoàn chỉnh"
    ANSWERED = "answered", "Hồ sơ, đề nghị của đồng chí"
    RESULT = "result", "Kết quả xếp loại"
    DEADLINE = "deadline", "Thời hạn"
    WINDOW = "window", "Thay đổi thời hạn"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)


class Notice(models.Model):
    """A sentence to one person. Of the same thing (`about`) one unread notice stands at a time."""

    to = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="người nhận")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    about = Line("về", max_length=120)
    sentence = Line("nội dung", max_length=400)
    words = Text("lời kèm theo", blank=True, help_text="Lý do trả lại, ý kiến trả lời.")
    url = Line("trang", max_length=300)
    at = models.DateTimeField("lúc", default=clock.now)
    read_at = models.DateTimeField("đã xem lúc", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint("to", "about", condition=Q(read_at=None), name="notice_unread_once")
        ]
        indexes = [models.Index(fields=["to", "-at", "-id"], name="notice_newest_first")]

    def __str__(self) -> str:
        return self.sentence
