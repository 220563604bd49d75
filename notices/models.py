"""What somebody is told: once, of one thing, with the way to the very page; and the letter that brings it by mail."""

from django.conf import settings
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
    DEPUTY = "deputy", "Người làm thay"


class Letter(models.Model):
    """All that one person is told by mail on one day: written with what it says, sent when the server takes it.

    It is sent at least once, under one Message-ID: a server that had taken it already, or a reader, knows it again.
    """

    to = models.ForeignKey(User, models.CASCADE, related_name="letters", verbose_name="người nhận")
    day = models.DateField("ngày")
    subject = Line("tiêu đề", max_length=200)
    body = Text("nội dung")
    next_try_at = models.DateTimeField("gửi từ lúc", default=clock.now)
    tries = models.PositiveSmallIntegerField("số lần gửi", default=0)
    sent_at = models.DateTimeField("gửi được lúc", null=True, blank=True)
    failure = Line("lỗi gần nhất", max_length=200, blank=True)

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "thư"
        constraints = [models.UniqueConstraint("to", "day", name="letter_once_a_day")]
        indexes = [models.Index("next_try_at", condition=Q(sent_at=None), name="letter_to_send")]

    def __str__(self) -> str:
        return self.subject

    @property
    def message_id(self) -> str:
        return f"<{self.day:%Y%m%d}.{self.pk}@{settings.MAIL_DOMAIN}>"


class Muted(models.Model):
    """A kind that somebody does not want by mail; in the application they read it all the same."""

    user = models.ForeignKey(User, models.CASCADE, related_name="muted", verbose_name="người nhận")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = "loại không gửi thư"
        verbose_name_plural = "loại không gửi thư"
        constraints = [models.UniqueConstraint("user", "kind", name="muted_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


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
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, blank=True, related_name="notices", verbose_name="thư đã ghi"
    )

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
