"""What the calendar brings about, each once."""

from django.db import models

from cadres.fields import Line
from regulation.deadlines import Window


class EffectKind(models.TextChoices):
    OPEN = "open", "Mở kỳ đánh giá"
    REMIND = "remind", "Nhắc hạn"
    REMIND_DESKS = "remind_desks", "Nhắc hồ sơ còn đang xem xét"
    TELL_STAFF = "tell_staff", "Báo cơ quan tham mưu người chưa nộp"
    TELL_PEOPLE = "tell_people", "Báo người chưa nộp"
    TELL_LEADERSHIP = "tell_leadership", "Báo lãnh đạo người chưa nộp"
    TELL_PROVINCE = "tell_province", "Báo Ban Tổ chức Tỉnh ủy nơi còn người chưa nộp"
    REMIND_ANSWERS = "remind_answers", "Nhắc trả lời kiến nghị"
    TELL_ANSWERS = "tell_answers", "Báo kiến nghị quá hạn trả lời"
    TELL_ARCHIVE = "tell_archive", "Báo kết quả có thể lưu trữ"
    ASK_DECIDERS = "ask_deciders", "Hỏi cấp quyết định về bổ nhiệm ghi sau quyết định"
    LETTERS = "letters", "Viết thư hằng ngày"


class Effect(models.Model):
    """One act of the calendar: noted when it is due, claimed by whoever does it, done in the transaction that says so.

    `key` is what makes it one. Past `until` it is dropped instead: a reminder whose day has gone reminds nobody.
    """

    key = Line("khóa", max_length=100, unique=True)
    kind = models.CharField("việc", max_length=20, choices=EffectKind.choices)
    quarter = Line("kỳ", max_length=10, blank=True)
    window = models.CharField(
        "thời hạn", max_length=10, choices=[(one.value, one.label) for one in Window], blank=True
    )
    closes_at = models.DateTimeField("hết hạn lúc", null=True, blank=True)
    days = models.PositiveSmallIntegerField("số ngày còn lại", default=0)
    due_at = models.DateTimeField("đến lúc")
    until = models.DateTimeField("chậm nhất", null=True, blank=True)
    done_at = models.DateTimeField("làm lúc", null=True, blank=True)
    outcome = Line("kết quả", max_length=200, blank=True)
    failures = models.PositiveIntegerField("số lần lỗi", default=0)

    class Meta:
        verbose_name = "việc của lịch"
        verbose_name_plural = "việc của lịch"
        ordering = ["due_at", "pk"]
        indexes = [models.Index("due_at", condition=models.Q(done_at=None), name="effect_undone")]

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.get_kind_display(), self.quarter)))


class Keeper(models.Model):
    """Who keeps the calendar, and when it last did: a worker of Celery, cron, the embedded server; one row each."""

    name = Line("nơi chạy", max_length=200, unique=True)
    seen_at = models.DateTimeField("chạy gần nhất")
    done = models.PositiveIntegerField("số việc lần gần nhất", default=0)

    class Meta:
        verbose_name = "nơi chạy lịch"
        verbose_name_plural = "nơi chạy lịch"
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.name
