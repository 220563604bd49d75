"""Lists of a year's ratings (Mục 5), and the year's rating as it was decided."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models

from cadres.fields import Line, Text
from cadres.models import Cadre, Entry, Staged, Unit
from evaluation.core import permissions
from evaluation.core.models import Dossier, rating_field
from evaluation.years.stages import QUARTERS, SHUT, YearKind, YearSpan, YearStage
from regulation.quarters import Quarter

if TYPE_CHECKING:
    from cadres.models import User


class YearListQuerySet(models.QuerySet["YearList"]):
    def visible_to(self, user: User) -> YearListQuerySet:
        return self.filter(permissions.READ_LIST.q(user))


class YearList(Staged):
    """The people whose year one level rates together. Rows are drafts until it is closed, in one act, under one lock.

    `sequence` 2, 3 … are supplements; the cap counts all of them together. `group` is the name of similar posts (3.1),
    which goes on from round to round.
    """

    HELD_WITH = ("unit",)

    year = models.PositiveSmallIntegerField("năm")
    span = models.CharField("thời gian", max_length=12, choices=YearSpan.choices, default=YearSpan.YEAR)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="year_lists", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=20, choices=YearKind.choices)
    group = Line("nhóm", max_length=200, blank=True)
    sequence = models.PositiveSmallIntegerField("lần", default=1)
    stage = models.CharField("trạng thái", max_length=10, choices=YearStage.choices, default=YearStage.DRAFT)
    rate = models.DecimalField("tỷ lệ Xuất sắc (%)", max_digits=4, decimal_places=2, default=Decimal(20))
    rate_document = Line("văn bản cho phép tỷ lệ cao hơn", max_length=200, blank=True)
    body = Line("cấp đề xuất, quyết định", max_length=200, blank=True)
    list_reason = Text("lý do khi tỷ lệ cần giải trình, đang soạn", blank=True)
    closed_at = models.DateTimeField("chốt lúc", null=True, blank=True)
    names = models.JSONField("tên khi chốt", default=dict, editable=False)

    objects = YearListQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách xếp loại năm"
        verbose_name_plural = "danh sách xếp loại năm"
        ordering = ["-year", "span", "unit__order", "kind", "group", "sequence"]
        constraints = [
            models.UniqueConstraint(
                "year", "span", "unit", "kind", "group", "sequence", name="year_list_once"
            ),
        ]

    def __str__(self) -> str:
        supplement = f", bổ sung lần {self.sequence - 1}" if self.sequence > 1 else ""
        return f"{self.get_kind_display()} · {self.unit} · {self.when}{supplement}"

    @property
    def when(self) -> str:
        """năm 2026; 6 tháng đầu năm 2026."""
        half = self.span != YearSpan.YEAR
        return f"{self.get_span_display()} {self.year}" if half else f"năm {self.year}"

    @property
    def all_quarters(self) -> tuple[Quarter, ...]:
        """Those of the time; before the last has come, nobody can be rated of it."""
        return tuple(Quarter(self.year, number) for number in QUARTERS[YearSpan(self.span)])

    @property
    def is_shut(self) -> bool:
        return self.stage in SHUT

    @property
    def is_deciding(self) -> bool:
        """Whether it decides, rather than proposes."""
        return self.kind != YearKind.UNIT_PROPOSAL

    @property
    def label(self) -> str:
        """What stands in a line: of a group its name."""
        return self.group or str(self.unit)


class YearRowQuerySet(models.QuerySet["YearRow"]):
    def standing(self) -> YearRowQuerySet:
        """Such as a closed list has, and nobody took up again since."""
        return self.filter(year_list__stage__in=SHUT, order__gt=0, reopened_at=None)

    def known_to(self, user: User) -> YearRowQuerySet:
        """Such as this user may read: of whoever is judged themself once it is made known (Bước 6)."""
        own = models.Q(dossier__in=Dossier.objects.filter(permissions.INTERESTED.q(user)).order_by())
        return self.filter(~own | models.Q(year_list__stage=YearStage.PUBLISHED))


class YearRow(models.Model):
    """One person on a year's list, by their last dossier in it. The printed columns are frozen when the list is closed."""

    year_list = models.ForeignKey(YearList, models.CASCADE, related_name="rows")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="year_rows")
    rating = rating_field("mức xếp loại năm")
    ground = Text("căn cứ", blank=True)
    reason = Text("lý do khác mức gợi ý", blank=True)
    fourth = Text("kết quả Quý IV", blank=True)
    answer = Text("giải trình cảnh báo", blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    name = Line(max_length=120, blank=True)
    post = Text(blank=True)
    unit_name = Line(max_length=200, blank=True)
    quarters = models.JSONField("bốn quý", default=list)
    proposed_excellent = models.PositiveSmallIntegerField("số quý được đề xuất Xuất sắc", default=0)
    proposed = rating_field("mức đơn vị đề nghị")
    permitted = rating_field("mức cao nhất được phép")
    headed = models.BooleanField("đứng đầu đơn vị của danh sách khi chốt (6.1)", null=True, default=None)
    reopened_at = models.DateTimeField("mở lại lúc", null=True, blank=True)

    objects = YearRowQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng xếp loại năm"
        verbose_name_plural = "dòng xếp loại năm"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint("year_list", "dossier", name="year_row_once")]

    def __str__(self) -> str:
        return f"{self.dossier.cadre}: {self.get_rating_display()}"

    @property
    def told_quarters(self) -> list[str]:
        """Quý I: Tốt, as the row was closed."""
        pairs = zip(self.year_list.all_quarters, self.quarters, strict=False)
        return [f"Quý {quarter.roman}: {words}" for quarter, words in pairs]

    def is_others(self, user: User) -> bool:
        """Whether it is about neither the user nor somebody for whom they act."""
        return not permissions.INTERESTED.allows(user, self.dossier)


class YearListEntry(Entry):
    year_list = models.ForeignKey(YearList, models.CASCADE, related_name="history")


class YearRatingQuerySet(models.QuerySet["YearRating"]):
    def known_to(self, user: User) -> YearRatingQuerySet:
        """Such as this user may know of: of whoever is judged themself what was made known."""
        own = models.Q(cadre__in=Cadre.objects.filter(_own(user)).order_by())
        return self.filter(~own | models.Q(row__year_list__stage=YearStage.PUBLISHED))


def _own(user: User) -> models.Q:
    people = Dossier.objects.filter(permissions.INTERESTED.q(user)).order_by()
    return models.Q(pk__in=people.values("cadre"))


class YearRating(models.Model):
    """The year's rating as decided, with the canonical snapshot and its digest as the proof.

    Decided anew it gets the next `number`; the old one stays, superseded.
    """

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="year_ratings", verbose_name="cán bộ")
    year = models.PositiveSmallIntegerField("năm")
    span = models.CharField("thời gian", max_length=12, choices=YearSpan.choices, default=YearSpan.YEAR)
    row = models.OneToOneField(YearRow, models.PROTECT, related_name="year_rating")
    number = models.PositiveSmallIntegerField(default=1)
    rating = rating_field("mức xếp loại năm")
    ground = Text("căn cứ", blank=True)
    body = Line("cấp quyết định", max_length=200)
    decided_at = models.DateTimeField("quyết định lúc")
    by = models.ForeignKey("cadres.User", models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField("được thay lúc", null=True, blank=True)
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)

    objects = YearRatingQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả xếp loại năm"
        verbose_name_plural = "kết quả xếp loại năm"
        constraints = [
            models.UniqueConstraint("cadre", "year", "span", "number", name="year_rating_number_once"),
            models.UniqueConstraint(
                "cadre",
                "year",
                "span",
                condition=models.Q(superseded_at=None),
                name="year_rating_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cadre} · {self.get_span_display()} {self.year}: {self.get_rating_display()}"
