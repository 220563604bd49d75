"""Accounts, and the dated mandates that say who may act over which unit."""

from datetime import date
from typing import ClassVar

from django.contrib.auth import models as auth
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from cadres.fields import Alone, Derived, Line, check_order
from cadres.usernames import check_script, folded, shape
from cadres.vietnamese import nfc
from config import clock


class UserManager(auth.UserManager["User"]):
    """Accounts, found by their name whatever its case."""

    use_in_migrations = False

    def get_by_natural_key(self, username: str | None) -> "User":
        name = username or ""
        account = self.get(shape=shape(name))
        if folded(account.username) != folded(name):
            raise self.model.DoesNotExist
        return account


class User(AbstractUser):
    """An account, entered with a user name. What it may do stands in its mandates, not here."""

    username = Line(
        "tên đăng nhập",
        max_length=150,
        unique=True,
        help_text="Nhiều nhất 150 ký tự: chữ cái, chữ số và các dấu @ . + - _.",
        validators=[AbstractUser.username_validator, check_script],
        error_messages={"unique": "Đã có tài khoản với tên đăng nhập này."},
    )
    shape = Derived("username", using=shape, max_length=150)
    first_name = None  # type: ignore[assignment]  # None takes Django's column away
    last_name = None  # type: ignore[assignment]  # as above
    full_name = Line("họ và tên", max_length=120, blank=True)
    search_text = Derived("full_name", "username")
    is_demonstration = models.BooleanField("tài khoản trình diễn", default=False, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        constraints = [models.UniqueConstraint(fields=["shape"], name="account_name_once")]

    def __str__(self) -> str:
        return self.display_name

    def clean(self) -> None:
        super().clean()
        if not self.username:
            return
        alike = User.objects.filter(shape=shape(self.username)).exclude(pk=self.pk).first()
        if alike:
            raise ValidationError({"username": f"Tên đăng nhập này dễ nhầm với “{alike.username}” đã có."})

    def set_password(self, raw_password: str | None) -> None:
        """Composed (NFC): one keyboard sends ế as one sign, another as two or three.

        Django hashes so, too, what was typed for a name that is none, to take as long as for an account: what `check_password`
        would look at twice is hashed twice here.
        """
        composed = raw_password and nfc(raw_password)
        super().set_password(composed)
        if composed != raw_password:
            make_password(raw_password)

    def check_password(self, raw_password: str | None) -> bool:
        """What was set before, by code points, still opens."""
        composed = raw_password and nfc(raw_password)
        if super().check_password(composed):
            return True
        return composed != raw_password and super().check_password(raw_password)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @property
    def in_choice(self) -> str:
        """Among accounts of people of the same name."""
        return f"{self.full_name} · {self.username}" if self.full_name else self.username

    @property
    def display_name(self) -> str:
        return self.full_name or self.username


class Duty(models.TextChoices):
    """The roles of the round; being a cadre needs no mandate."""

    ORGANISATION_STAFF = "organisation_staff", "Cơ quan tham mưu tổ chức cán bộ"
    DIVISION_LEADERSHIP = "division_leadership", "Lãnh đạo phòng, ban"
    LEADERSHIP = "leadership", "Tập thể lãnh đạo, cấp ủy"
    COUNCIL_MEMBER = "council_member", "Thành viên hội đồng"
    PROVINCIAL_ORGANISATION = "provincial_organisation", "Ban Tổ chức Tỉnh ủy"
    PROVINCIAL_SECRETARIAT = "provincial_secretariat", "Thường trực, Ban Thường vụ Tỉnh ủy"
    STEERING_COMMITTEE = "steering_committee", "Thường trực Ban Chỉ đạo khoa học, công nghệ, chuyển đổi số"
    SYSTEM_ADMIN = "system_admin", "Quản trị hệ thống"
    AUDITOR = "auditor", "Kiểm tra, giám sát"


# A duty that was handed on is held as long as whoever handed it on holds it themself, over the same unit.
_STILL_THEIRS = Q(
    rests_on__user=F("on_behalf_of"),
    rests_on__unit=F("unit"),
    rests_on__duty=F("duty"),
    rests_on__user__is_active=True,
)


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, day: date | None = None) -> "MandateQuerySet":
        """Those whose dates contain the day (today): dates hold by comparison, no job deletes rows."""
        day = day or clock.today()
        rests = _STILL_THEIRS & _begun(day, "rests_on__") & _lasting(day, "rests_on__")
        return self.filter(_begun(day), _lasting(day), Q(rests_on=None) | rests)

    def on_behalf(self) -> "MandateQuerySet":
        """Those by which somebody stands in for another, today or on a day to come."""
        day = clock.today()
        rests = _STILL_THEIRS & _lasting(day, "rests_on__") & _lasting(F("valid_from"), "rests_on__")
        rows = self.filter(_lasting(day), Q(rests_on=None) | rests, on_behalf_of__isnull=False)
        return rows.order_by("valid_from", "pk")


def _begun(day: date, path: str = "") -> Q:
    return Q(**{f"{path}valid_from__lte": day})


def _lasting(day: date | F, path: str = "") -> Q:
    return Q(**{f"{path}valid_until": None}) | Q(**{f"{path}valid_until__gte": day})


class Mandate(models.Model):
    """A duty over a unit and all beneath it, from a day to a day, in one's own right or on behalf of another.

    `rests_on` is the mandate that whoever is stood in for handed on by themself; none where an administrator recorded it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="mandates", verbose_name="tài khoản")
    unit = models.ForeignKey("cadres.Unit", models.PROTECT, related_name="mandates", verbose_name="đơn vị")
    duty = models.CharField("vai trò", max_length=30, choices=Duty.choices)
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến hết ngày", null=True, blank=True)
    on_behalf_of = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="delegated_mandates",
        verbose_name="thay mặt",
    )
    rests_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="handed_on",
        verbose_name="theo phân công của người được thay",
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        constraints = [
            models.CheckConstraint(
                name="mandate_dates_in_order",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            Alone(name="mandate_once_a_day", alike=["user_id", "unit_id", "duty", "on_behalf_of_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_duty_display()} · {self.unit}"

    def clean(self) -> None:
        check_order(self.valid_from, self.valid_until)

    @property
    def days(self) -> str:
        """As a sentence goes on: "từ ngày 01/12/2026 đến hết ngày 10/12/2026"."""
        until = f"đến hết ngày {self.valid_until:%d/%m/%Y}" if self.valid_until else "trở đi"
        return f"từ ngày {self.valid_from:%d/%m/%Y} {until}"


Visitor = User | AnonymousUser  # whoever sends a request
