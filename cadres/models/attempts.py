"""What somebody tried and was not let do: for auditors, bounded in number and in time, without a word of what was typed."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q

from cadres import vietnamese
from cadres.fields import Line, begins
from config import clock


class AttemptKind(models.TextChoices):
    DEED = "deed", "Việc không có quyền"
    SIGN_IN = "sign_in", "Đăng nhập không thành công"
    WAIT = "wait", "Đăng nhập trong khi phải chờ"
    PASSWORD = "password", "Đổi mật khẩu, mật khẩu cũ không đúng"  # noqa: S105 - a kind of attempt


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def kept(self) -> "AttemptQuerySet":
        """Those whose term has not run out, whenever somebody last swept."""
        return self.filter(last_at__gte=clock.now() - timedelta(days=settings.ATTEMPTS_DAYS))

    def matching(self, words: str) -> "AttemptQuerySet":
        """Every word begins a word of the account's names, or the address from which it came."""
        found = self
        for word in vietnamese.nfc(words).split():
            named = begins("user__search_text", vietnamese.plain(word)) | Q(name__istartswith=word)
            found = found.filter(named | Q(address__startswith=word))
        return found


class Attempt(models.Model):
    """Who tried what, from where, and why not; the same within a minute counts up (`cadres.actions.attempts`).

    `user` is who was signed in, of a sign-in the account whose name was typed. A typed name that is no account's is not kept:
    it may be a password in the wrong field. `name` is the account's own, for when the account is gone.
    """

    kind = models.CharField("loại", max_length=10, choices=AttemptKind.choices)
    user = models.ForeignKey(
        "cadres.User",
        models.SET_NULL,
        null=True,
        related_name="attempts",
        verbose_name="tài khoản",
        db_index=False,
    )
    name = Line("tên đăng nhập", max_length=150, blank=True)
    address = Line("từ địa chỉ", max_length=45, blank=True)
    route = Line("trang", max_length=100, blank=True)
    path = Line("đường dẫn", max_length=200, blank=True)
    about = Line("về mục", max_length=100, blank=True)
    why = Line("vì sao bị từ chối", max_length=300)
    at = models.DateTimeField("lần đầu", default=clock.now)
    last_at = models.DateTimeField("lần cuối", default=clock.now)
    times = models.PositiveIntegerField("số lần", default=1)
    same = models.CharField("dấu của việc giống nhau", max_length=64, editable=False)
    minute = models.PositiveBigIntegerField("phút đầu", editable=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = "việc bị từ chối"
        verbose_name_plural = "việc bị từ chối"
        ordering = ["-last_at", "-pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["same", "minute"], name="attempt_once_a_minute")]
        indexes = [
            models.Index(fields=["last_at", "id"], name="attempt_newest"),
            models.Index(fields=["user", "last_at"], name="attempt_of_account"),
            models.Index(fields=["address", "last_at"], name="attempt_from_address"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.name or self.address}"

    def seal(self) -> str:
        """What is the same of two attempts that are told as one."""
        said = (self.kind, self.user_id, self.address, self.path, self.about, self.why)
        return sha256("|".join(map(str, said)).encode()).hexdigest()
