"""Lists of ratings (Mẫu 04, 05, 06) and the decision that comes of them."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Coalesce

from cadres.fields import Line, Text
from cadres.models import Entry, Staged, Unit
from evaluation.core import permissions
from evaluation.core.case import Case
from evaluation.core.models import Dossier, DossierEntry, Period, SimilarGroup, rating_field
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListKind, ListStage
from regulation.vocabulary import Rating

if TYPE_CHECKING:
    from cadres.models import User
    from regulation.assessment import Verdict


class RatingListQuerySet(models.QuerySet["RatingList"]):
    def visible_to(self, user: User) -> RatingListQuerySet:
        return self.filter(permissions.READ_LIST.q(user))


class RatingList(Staged):
    """The people whom one level rates together. Rows are drafts until it is closed, in one act, under one lock.

    `sequence` 2, 3 … are supplements for those who were not ready; the cap counts all of them together.
    """

    HELD_WITH = ("unit", "period", "group")

    period = models.ForeignKey(Period, models.PROTECT, related_name="lists")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="lists")
    kind = models.CharField("loại", max_length=20, choices=ListKind.choices)
    group = models.ForeignKey(
        SimilarGroup, models.PROTECT, null=True, blank=True, related_name="lists", verbose_name="nhóm"
    )
    sequence = models.PositiveSmallIntegerField("lần", default=1)
    stage = models.CharField("trạng thái", max_length=10, choices=ListStage.choices, default=ListStage.DRAFT)
    rate = models.DecimalField("tỷ lệ Xuất sắc (%)", max_digits=4, decimal_places=2, default=Decimal(20))
    rate_document = Line("văn bản cho phép tỷ lệ cao hơn", max_length=200, blank=True)
    body = Line("cấp đề xuất, quyết định", max_length=200, blank=True)
    list_reason = Text("lý do khi vượt tỷ lệ, đang soạn", blank=True)
    same_answer = Text("giải trình chung, đang soạn", blank=True)
    closed_at = models.DateTimeField("chốt lúc", null=True, blank=True)
    due_at = models.DateTimeField(
        "hết hạn lúc", null=True, blank=True, help_text="Hạn khi danh sách được chốt."
    )
    names = models.JSONField("tên khi chốt", default=dict, editable=False)

    # No columns: whether the reader closes it, and whether people of its unit are decided (`views.lists`).
    mine = decided = False

    objects = RatingListQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách xếp loại"
        verbose_name_plural = "danh sách xếp loại"
        ordering = ["period", "unit__order", "kind", "group__name", "sequence"]
        constraints = [
            models.UniqueConstraint(
                "period", "unit", "kind", "sequence", condition=models.Q(group=None), name="rating_list_once"
            ),
            models.UniqueConstraint(
                "period", "unit", "kind", "group", "sequence", name="rating_list_of_a_group_once"
            ),
        ]

    def __str__(self) -> str:
        supplement = f", bổ sung lần {self.sequence - 1}" if self.sequence > 1 else ""
        return f"{self.get_kind_display()} · {self.unit} · {self.period}{supplement}"


class RatingRow(models.Model):
    """One person on a list, with their case. The printed columns are frozen when the list is closed."""

    rating_list = models.ForeignKey(RatingList, models.CASCADE, related_name="rows")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="rows")
    rating = rating_field("mức xếp loại")
    summary = Text("tóm tắt căn cứ", blank=True)
    personnel = Text("đề xuất về công tác cán bộ", blank=True)
    reason = Text("lý do khác mức gợi ý", blank=True)
    answer = Text("giải trình cảnh báo", blank=True)
    condition = Text("điều kiện của đề nghị", blank=True)
    unmet = models.BooleanField("đề xuất trước đó không bảo đảm điều kiện (6.2)", null=True, default=None)
    headed = models.BooleanField("đứng đầu đơn vị của danh sách khi chốt (6.1)", null=True, default=None)
    order = models.PositiveSmallIntegerField(default=0)
    name = Line(max_length=120, blank=True)
    post = Text(blank=True)
    unit_name = Line(max_length=200, blank=True)
    self_rating = rating_field("cá nhân tự đề xuất")
    total = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    # No columns: the earlier list whose answer this row starts with; whether the dossier was taken up again since it closed, or
    # is rated elsewhere by now.
    answer_from: RatingList | None = None
    moved = False
    elsewhere = False

    # Of a draft: whether the person heads the list's unit (6.1), where that was asked for many rows at once; no column.
    heads_here: bool | None = None

    class Meta:
        verbose_name = "dòng xếp loại"
        verbose_name_plural = "dòng xếp loại"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint("rating_list", "dossier", name="rating_row_once")]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.get_rating_display()}"

    @cached_property
    def case(self) -> Case:
        """The person's case, gathered once for everything that is asked of the row."""
        return Case(self.dossier)

    @property
    def printed_ground(self) -> str:
        """Column 6 of Mẫu 04-06: the written ground, and on which condition the proposal rests (6.1)."""
        return "\n".join(filter(None, (self.summary, self.condition)))

    @property
    def verdict(self) -> Verdict:
        """The law on the person, with the rating and the ground that the row now carries."""
        self.case.summary = self.summary
        return self.case.verdict(self.rating)


class RatingListEntry(Entry):
    rating_list = models.ForeignKey(RatingList, models.CASCADE, related_name="history")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def known_to(self, user: User) -> DecisionQuerySet:
        """Such as this user may know of: of whoever is judged themself what was made known while it stood (Bước 6)."""
        own = Dossier.objects.filter(permissions.INTERESTED.q(user))
        return self.filter(~models.Q(dossier__in=own.order_by()) | models.Q(_published()))

    def made_known(self) -> DecisionQuerySet:
        """Such as were published while they stood."""
        return self.filter(_published())


def _published() -> models.Exists:
    published = DossierEntry.objects.filter(
        dossier=models.OuterRef("dossier"),
        deed=DOSSIERS.publish.name,
        at__gte=models.OuterRef("decided_at"),
        at__lte=Coalesce(models.OuterRef("superseded_at"), models.F("at")),
    )
    return models.Exists(published)


class Decision(models.Model):
    """The rating as decided: columns for the tables, the canonical snapshot with its digest as the proof.

    A reopened dossier gets a new decision with the next `number`; the old one stays, superseded.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="decisions")
    row = models.OneToOneField(RatingRow, models.PROTECT, related_name="decision")
    number = models.PositiveSmallIntegerField(default=1)
    rating = rating_field("mức xếp loại")
    total = models.DecimalField(max_digits=6, decimal_places=2)
    ground = Text(blank=True)
    body = Line("cấp quyết định", max_length=200)
    decided_at = models.DateTimeField()
    by = models.ForeignKey("cadres.User", models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)
    names = models.JSONField("tên khi quyết định", default=dict, editable=False)
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định xếp loại"
        verbose_name_plural = "quyết định xếp loại"
        constraints = [
            models.UniqueConstraint("dossier", "number", name="decision_number_once"),
            models.UniqueConstraint(
                "dossier", condition=models.Q(superseded_at=None), name="decision_one_in_force"
            ),
        ]
        indexes = [
            # Mục 5, as `dossier_failed`: also where a dossier was taken up again since.
            models.Index(
                "dossier",
                condition=models.Q(superseded_at=None, rating=Rating.NOT_COMPLETED.value),
                name="decision_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.get_rating_display()}"


class KeptForm(models.Model):
    """Mẫu 03 and the plan (Mẫu 01) as they were decided on: what they say, without their layout.

    Their digests stand in the decision's snapshot. Of whoever was decided before forms were kept, and reopened since, no paper of
    that day can be drawn.
    """

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="form")
    content = models.JSONField("nội dung")
    plan = models.JSONField("nội dung Mẫu số 01", default=dict)

    class Meta:
        verbose_name = "Mẫu số 03 khi quyết định"
        verbose_name_plural = "Mẫu số 03 khi quyết định"

    def __str__(self) -> str:
        return f"Mẫu số 03 · {self.decision}"


class RaisedProposalQuerySet(models.QuerySet["RaisedProposal"]):
    def visible_to(self, user: User) -> RaisedProposalQuerySet:
        """To the province and to inspection; of whoever is judged themself once it is made known (Bước 6)."""
        own = Decision.objects.filter(
            dossier__in=Dossier.objects.filter(permissions.INTERESTED.q(user)).order_by()
        )
        known = ~models.Q(decision__in=own) | models.Q(decision__in=own.made_known())
        return self.filter(permissions.READ_ANSWERABILITY.q(user), known)


class RaisedProposal(models.Model):
    """6.2: a head proposed higher than was decided; kept with the head's name as it was then.

    Only one that did not meet the conditions (`unmet`, as the decider said; None where nobody was asked yet) counts against
    the head. It stands as long as its decision does: a superseded decision takes its entries with it.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="raised_proposals")
    row = models.ForeignKey(RatingRow, models.PROTECT, related_name="+", verbose_name="dòng đề xuất")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị đề xuất")
    head = models.ForeignKey(
        "cadres.Cadre", models.PROTECT, null=True, related_name="+", verbose_name="người đứng đầu"
    )
    head_name = Line("người đứng đầu", max_length=200, blank=True)
    proposed = rating_field("mức đề xuất")
    decided = rating_field("mức quyết định")
    unmet = models.BooleanField("không bảo đảm điều kiện, tiêu chuẩn", null=True, default=None)
    at = models.DateTimeField("lúc")

    objects = RaisedProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "đề xuất cao hơn quyết định"
        verbose_name_plural = "đề xuất cao hơn quyết định"
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint("decision", "row", name="raised_proposal_once")]
        # The ledger shows the newest few of those that count against nobody: the rest is not joined to be sorted.
        indexes = [models.Index(fields=["-at", "-id"], name="raised_proposal_newest")]

    def __str__(self) -> str:
        return f"{self.head_name}: {self.row}"

    @property
    def conditions(self) -> str:
        """What the decider said of the conditions, tiêu chuẩn, tiêu chí of the level proposed."""
        return "Chưa ghi" if self.unmet is None else "Không bảo đảm" if self.unmet else "Bảo đảm"
