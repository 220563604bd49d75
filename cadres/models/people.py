"""Cadres, posts, and who holds which post where and when."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When

from cadres import vietnamese
from cadres.fields import Alone, Derived, Line, begins, check_order, others_of
from cadres.models.places import named, place_of
from cadres.models.units import Unit
from cadres.models.users import Visitor
from config import clock
from regulation.vocabulary import AbsenceKind, Cause, Leadership, Tier


class Management(NamedTuple):
    """Who manages a person: the tier, the clause of Mục 3 that says so, and why in one sentence."""

    tier: Tier
    clause: str
    reason: str


class CadreQuerySet(models.QuerySet["Cadre"]):
    def visible_to(self, user: Visitor) -> "CadreQuerySet":
        """Themself, whoever holds a post today where the user has a duty, and everybody for a duty over the province."""
        if not user.is_authenticated:
            return self.none()
        mandates = list(user.mandates.in_force().values_list("unit_id", "unit__parent_id"))
        if any(parent is None for _, parent in mandates):
            return self
        reach = Unit.objects.beneath(unit for unit, _ in mandates) if mandates else {}
        posts = Appointment.objects.in_force().filter(unit__in=frozenset().union(*reach.values()))
        return self.filter(Q(user=user) | Q(pk__in=posts.values("cadre")))

    def matching(self, words: str) -> "CadreQuerySet":
        """Persons of whom every word begins a word of the name, the code or a unit of theirs, with marks or without.

        Names as they were typed come first, then names without marks, then what only the unit brought in.
        """
        found, name, typed = self, Q(), Q()
        for word in vietnamese.nfc(words).split():
            bare = vietnamese.plain(word)
            at_unit = Appointment.objects.in_force().filter(begins("unit__search_text", bare))
            found = found.filter(begins("search_text", bare) | Q(pk__in=at_unit.values("cadre")))
            name &= begins("search_text", bare)
            # SQLite folds the case of ASCII alone; names stand capitalised.
            typed &= Q(full_name__icontains=word) | Q(full_name__contains=word.capitalize())
        place = Case(When(typed, then=0), When(name, then=1), default=2) if name else Value(0)
        return found.annotate(place=place).order_by("place", "sort_key", "pk")

    def with_posts(self) -> "CadreQuerySet":
        """With what `posts` and `management_tier` read, in one more query."""
        return self.prefetch_related(
            Prefetch("appointments", Appointment.objects.select_related("position", "unit"))
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

    @property
    def in_choice(self) -> str:
        """Among people of the same name."""
        return f"{self.full_name} · {self.code}"

    def posts(self, day: date | None = None) -> list["Appointment"]:
        """Appointments in force that day (today), the main post first; reads the rows of `with_posts` where they are.

        Of main posts the last begun is held (`Career.present`): an earlier one that nobody ended gives way to it, and is held
        again once that has ended.
        """
        kept = "appointments" in getattr(self, "_prefetched_objects_cache", ())
        rows = self.appointments.all() if kept else self.appointments.select_related("position", "unit")
        return _held(rows, day or clock.today())

    def has_basic_targets(self, first: date, last: date) -> bool:
        """QĐ 366 Điều 11, khoản 4: whether a post held on any of these days is charged with the five basic targets."""
        rows = list(self.appointments.select_related("position", "unit"))
        ended = (post.valid_until + timedelta(days=1) for post in rows if post.valid_until)
        turns = (post.valid_from for post in rows), ended
        days = {first, *(day for day in chain(*turns) if first <= day <= last)}
        return any(post.position.basic_targets for day in days for post in _held(rows, day))

    def management_tier(self, day: date | None = None) -> Management:
        """Mục 3: the tier of the highest post held that day; CENTRAL where the person is marked so."""
        if self.is_central:
            return Management(Tier.CENTRAL, "", f"{self} thuộc diện Bộ Chính trị, Ban Bí thư quản lý.")
        posts = self.posts(day)
        if not posts:
            return Management(Tier.OTHER, "", f"{self} hiện không giữ chức vụ nào trong danh sách bổ nhiệm.")
        highest = min(posts, key=lambda post: _TIERS.index(post.position.tier))
        return Management(Tier(highest.position.tier), highest.position.clause, highest.reason())


_TIERS = [tier.value for tier in Tier]  # the law's order: the highest first


def _held(posts: Iterable["Appointment"], day: date) -> list["Appointment"]:
    held = [post for post in posts if post.is_in_force(day)]
    last = max((post.valid_from for post in held if post.is_main), default=day)
    return [post for post in held if not post.is_main or post.valid_from == last]


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
    basic_targets = models.BooleanField(
        "được giao 05 chỉ tiêu kinh tế - xã hội cơ bản",
        default=False,
        help_text="Tăng trưởng, thu ngân sách, giải ngân vốn đầu tư công, thu nhập bình quân đầu người, giảm nghèo "
        "(Quy định 366, Điều 11, khoản 4): chỉ người giữ chức vụ này mới bị ghi căn cứ không hoàn thành các chỉ tiêu đó.",
    )
    places = models.JSONField(
        "có ở loại đơn vị",
        default=list,
        blank=True,
        help_text="Bổ nhiệm vào loại đơn vị khác thì bị từ chối. Không chọn loại nào: đơn vị nào cũng được.",
    )
    search_text = Derived("name")

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        ordering = ["name"]
        constraints = [models.UniqueConstraint("name", "kind", "tier", "clause", name="position_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def in_choice(self) -> str:
        """Among posts of the same name: where it is found, and what Mục 3 says of it."""
        clause = f"Mục {self.clause}" if self.clause else str(self.get_tier_display())
        return " · ".join(filter(None, (self.name, named(self.places), clause)))

    def fits(self, unit: Unit) -> bool:
        return not self.places or place_of(unit).value in self.places


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, day: date | None = None) -> "AppointmentQuerySet":
        day = day or clock.today()
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))

    def misfits(self) -> "list[Appointment]":
        """Those whose post is not found in the kind of their unit."""
        rows = self.select_related("cadre", "position", "unit__parent__parent__parent")
        found = rows.exclude(position__places=[]).order_by("cadre__sort_key", "pk")
        return [post for post in found if not post.position.fits(post.unit)]


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
    cause = models.CharField(
        "hình thức",
        max_length=20,
        choices=Cause.choices(),
        default=Cause.APPOINTMENT.value,
        help_text="Quyết định trường hợp của Mục 7.a, 7.b hoặc 7.c.",
    )

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
            Alone(name="appointment_once_a_day", alike=["cadre_id", "unit_id", "position_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.cadre} · {self.position} · {self.unit}"

    def is_in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def reason(self) -> str:
        """Why this post puts its holder where it does."""
        place = f"Mục {self.position.clause}" if self.position.clause else Tier(self.position.tier).label
        return f"Chức vụ cao nhất đang giữ là {self.position}, {self.unit}: thuộc {place}."

    def clean(self) -> None:
        self._check_place()
        check_order(self.valid_from, self.valid_until)
        if self.cadre_id:
            self._check_main(others_of(self).filter(cadre=self.cadre_id, valid_from=self.valid_from))

    def check_apart(self, others: "Iterable[Appointment]") -> None:
        """From the same person's posts that are written together with this one."""
        for constraint in self._meta.constraints:
            if isinstance(constraint, Alone):
                constraint.check_apart(self, others)
        self._check_main(others)

    def _check_main(self, others: "Iterable[Appointment]") -> None:
        """Of main posts the last begun is held, so two do not begin on one day."""
        if not self.is_main:
            return
        if other := next(
            (post for post in others if post.is_main and post.valid_from == self.valid_from), None
        ):
            raise ValidationError(
                f"Cùng ngày đã có chức vụ chính khác: {other}. Mỗi ngày chỉ bắt đầu một chức vụ chính."
            )

    def _check_place(self) -> None:
        """A post is held where there is such a post; one that stands elsewhere already can still be given its end."""
        if not (self.position_id and self.unit_id) or self.position.fits(self.unit):
            return
        pair = {"position": self.position_id, "unit": self.unit_id}
        if not (self.pk and Appointment.objects.filter(pk=self.pk, **pair).exists()):
            raise ValidationError({"position": self.misfit})

    @property
    def misfit(self) -> str:
        """Where the post belongs and where it was put, in one sentence."""
        here = f"{self.unit} ({place_of(self.unit).label})"
        return f"Chức vụ “{self.position}” là của {named(self.position.places)}, không có ở {here}."


class Absence(models.Model):
    """A stretch of days in which somebody was away, or under inspection (Mục 7.d); both days included."""

    cadre = models.ForeignKey(Cadre, models.CASCADE, related_name="absences", verbose_name="cán bộ")
    kind = models.CharField("loại", max_length=15, choices=AbsenceKind.choices())
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến hết ngày", null=True, blank=True)
    document = Line("văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "thời gian vắng mặt"
        verbose_name_plural = "thời gian vắng mặt"
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_dates_in_order",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            Alone(name="absence_once_a_day", alike=["cadre_id", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.cadre} · {self.get_kind_display()}"

    def clean(self) -> None:
        check_order(self.valid_from, self.valid_until)
