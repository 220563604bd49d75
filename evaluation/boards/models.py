"""Whom the button has told, by whom: each once a day; and the secret way to somebody's calendar."""

from django.core.signing import BadSignature, Signer
from django.db import models

from cadres.fields import Line
from cadres.models import Unit, User
from evaluation.core.models import Dossier
from regulation.deadlines import Window


class Nudge(models.Model):
    """Somebody of a unit was told that they have not handed something in: by whom, and on which day.

    A row stays as it was written; the constraint is what makes it one a day, whoever presses the button.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="nudges", verbose_name="hồ sơ")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    window = models.CharField("hạn", max_length=10, choices=[(one.value, one.label) for one in Window])
    day = models.DateField("ngày")
    at = models.DateTimeField("nhắc lúc")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người nhắc")
    on_behalf_of = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thay mặt"
    )

    class Meta:
        verbose_name = "lần nhắc nộp"
        verbose_name_plural = "lần nhắc nộp"
        ordering = ["-at", "pk"]
        constraints = [models.UniqueConstraint("dossier", "window", "day", name="nudge_once_a_day")]
        indexes = [models.Index(fields=["unit", "window", "-at"], name="nudge_of_unit")]

    def __str__(self) -> str:
        return f"Nhắc {self.dossier} · {self.day:%d/%m/%Y}"


class Feed(models.Model):
    """The secret way to somebody's calendar, which needs no sign-in.

    `key` alone opens nothing: the link carries it signed by this installation's secret, so that the table, or a copy of it,
    is no list of links, while its owner is shown theirs whenever they ask (ADR 17). Another key, and the link before is dead.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="feed", verbose_name="của")
    key = Line("khóa", max_length=43, unique=True)
    made_at = models.DateTimeField("tạo lúc")

    class Meta:
        verbose_name = "đường dẫn lịch"
        verbose_name_plural = "đường dẫn lịch"

    def __str__(self) -> str:
        return str(self.user)

    @property
    def token(self) -> str:
        return _signer().sign(self.key)

    @classmethod
    def opened_by(cls, token: str) -> "Feed | None":
        """Whose calendar a link opens: nobody's, once it was renewed or its account is out of use."""
        try:
            key = _signer().unsign(token)
        except BadSignature:
            return None
        return cls.objects.select_related("user").filter(key=key, user__is_active=True).first()


def _signer() -> Signer:
    return Signer(salt="evaluation.boards.feed", sep=".")
