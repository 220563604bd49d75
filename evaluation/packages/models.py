"""A unit's package of one round and tier, the papers brought into it, and every sending as it was."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cadres.fields import Text
from cadres.models import Entry, Staged, Unit
from evaluation.core import permissions as core
from evaluation.core.models import Dossier, Period
from evaluation.core.road import LISTED
from evaluation.core.stages import ListKind
from evaluation.core.steps import MADE_KNOWN
from evaluation.files.models import StoredFile
from evaluation.packages.permissions import READ_PACKAGE
from evaluation.packages.stages import DOUBTFUL, NATURES, PACKED, Nature, Outcome, PackageStage, Verdict
from regulation.deadlines import is_late

if TYPE_CHECKING:
    from cadres.models import User


class PackageQuerySet(models.QuerySet["Package"]):
    def visible_to(self, user: User) -> PackageQuerySet:
        return self.filter(READ_PACKAGE.q(user))


class Package(Staged):
    """What one unit hands over of one round and one kind of list. Made when first something is kept in it; pages do without."""

    HELD_WITH = ("unit", "unit__parent", "period")

    period = models.ForeignKey(Period, models.PROTECT, related_name="packages", verbose_name="kỳ")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="packages", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=20, choices=PACKED)
    stage = models.CharField(
        "trạng thái", max_length=10, choices=PackageStage.choices, default=PackageStage.PREPARING
    )

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ gửi cấp trên"
        verbose_name_plural = "hồ sơ gửi cấp trên"
        constraints = [models.UniqueConstraint("period", "unit", "kind", name="package_once")]

    def __str__(self) -> str:
        return f"{self.name} · {self.unit} · {self.period}"

    @property
    def nature(self) -> Nature:
        return NATURES[self.kind]

    @property
    def form(self) -> str:
        """The number of the form that its table is printed on."""
        return LISTED[ListKind(self.kind)].form

    @property
    def name(self) -> str:
        return f"{self.nature.name} (Mẫu số {self.form})"

    @property
    def whither(self) -> str:
        """Who receives it."""
        above = self.unit.managing if self.nature.of_divisions else self.unit
        return self.nature.whither.format(unit=above.in_sentence)

    @property
    def place(self) -> list[Any]:
        """The arguments of its addresses."""
        return [self.unit_id, self.period.code, self.nature.slug]


class PackageEntry(Entry):
    package = models.ForeignKey(Package, models.CASCADE, related_name="history")

    class Meta(Entry.Meta):
        verbose_name = "lịch sử hồ sơ gửi cấp trên"
        verbose_name_plural = "lịch sử hồ sơ gửi cấp trên"


class Sending(models.Model):
    """One sending, as it was: when it had arrived, by which window, and the manifest with the digest of every part.

    `opened` is the version of the package on the page from which it was sent: the same page sent twice is one sending.
    """

    package = models.ForeignKey(Package, models.PROTECT, related_name="sendings", verbose_name="hồ sơ")
    number = models.PositiveSmallIntegerField("lần")
    opened = models.PositiveIntegerField("phiên bản khi gửi", editable=False)
    arrived_at = models.DateTimeField("đến lúc")
    first_arrived_at = models.DateTimeField(
        "lần gửi đầu", null=True, blank=True, help_text="Khi gửi lại sau khi bị trả lại hoặc để bổ sung."
    )
    closes_at = models.DateTimeField("hết hạn lúc", help_text="Hạn khi gửi.")
    by = models.ForeignKey("cadres.User", models.PROTECT, related_name="+", verbose_name="người gửi")
    late_reason = Text("lý do gửi muộn", blank=True)
    rest_reason = Text("lý do gửi khi còn thiếu Mẫu số 03", blank=True)
    reason = Text("lý do gửi lại", blank=True)
    manifest = models.JSONField("bảng kê")
    digest = models.CharField("mã kiểm tra", max_length=64)
    outcome = models.CharField(
        "kết quả", max_length=10, choices=Outcome.choices, default=Outcome.WAITS, blank=True
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        "cadres.User", models.PROTECT, null=True, related_name="+", verbose_name="người trả lời"
    )
    faults = models.JSONField("lý do trả lại", default=dict, blank=True)

    class Meta:
        verbose_name = "lần gửi hồ sơ"
        verbose_name_plural = "lần gửi hồ sơ"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("package", "number", name="sending_number_once"),
            models.UniqueConstraint("package", "opened", name="sending_of_a_page_once"),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def receipt(self) -> str:
        """HS-2026-4-000123: the quarter, and the row itself."""
        return f"HS-{self.package.period.code}-{self.pk:06d}"

    @property
    def counts_from(self) -> datetime:
        """The arrival that is judged: the first one, where it was returned or completed since."""
        return self.first_arrived_at or self.arrived_at

    @property
    def is_late(self) -> bool:
        return is_late(self.counts_from, self.closes_at)


class SentForm(models.Model):
    """Mẫu 03 as it was sent: what it says, kept once however often it is sent. Whoever was decided has it with the decision."""

    row = models.ForeignKey("evaluation.RatingRow", models.PROTECT, related_name="sent_forms")
    content = models.JSONField("nội dung")
    digest = models.CharField("mã kiểm tra", max_length=64)

    class Meta:
        verbose_name = "Mẫu số 03 khi gửi"
        verbose_name_plural = "Mẫu số 03 khi gửi"
        constraints = [models.UniqueConstraint("row", "digest", name="sent_form_once")]

    def __str__(self) -> str:
        return f"Mẫu số 03 · {self.row}"


class PaperQuerySet(models.QuerySet["Paper"]):
    def current(self) -> PaperQuerySet:
        """Those in the package now, in the order in which they came."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, user: User) -> PaperQuerySet:
        """Through the package; whoever is judged there reads their own papers alone until it is published (Bước 6, ADR 5)."""
        packages = Package.objects.visible_to(user)
        judged = reduce(or_, (Q(package__kind=kind) & Exists(_own(kind, user)) for kind in NATURES))
        return self.filter(Q(file__by=user) | ~judged, package__in=packages)


def _own(kind: str, user: User) -> models.QuerySet[Dossier]:
    """The reader's dossier, or their principal's, among those of whom its papers speak before they may know.

    Of whatever tier: one session of the council hears both, and its minutes stand in the package of either.
    """
    over = LISTED[ListKind(kind)].over
    at = {over: OuterRef("package__unit"), "period": OuterRef("package__period")}
    return Dossier.objects.filter(core.INTERESTED.q(user), **at).exclude(stage__in=MADE_KNOWN).order_by()


class Paper(models.Model):
    """A signed paper brought into a package for one of its parts; what is replaced or taken out stays in its history."""

    OTHER = "other"

    package = models.ForeignKey(Package, models.PROTECT, related_name="papers", verbose_name="hồ sơ")
    item = models.CharField("phần của hồ sơ", max_length=10)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="paper", verbose_name="tệp")
    verdict = models.CharField("chữ ký", max_length=12, choices=Verdict.choices, default=Verdict.SCAN)
    signed = Text("về chữ ký", blank=True)
    withdrawn_at = models.DateTimeField("thay, rút lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey("cadres.User", models.PROTECT, null=True, related_name="+")

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy tờ trong hồ sơ"
        verbose_name_plural = "giấy tờ trong hồ sơ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "package",
                "item",
                condition=Q(withdrawn_at=None) & ~Q(item="other"),
                name="paper_one_of_a_part",
            ),
        ]

    def __str__(self) -> str:
        return self.file.name

    @property
    def told(self) -> str:
        """What its signature says, as a sentence."""
        return self.signed or f"{Verdict(self.verdict).label}."

    @property
    def is_doubtful(self) -> bool:
        """Whether its signature does not hold, or is of another paper: whoever receives it has to see that."""
        return self.verdict in DOUBTFUL
