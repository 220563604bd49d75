"""What bears on a rating beside the marks: shortcomings, grounds of QĐ 366, papers of Mục 7, and the old unit's remark."""

from django.db import models

from cadres.fields import Line, Text
from cadres.models import Cadre, Staged, Unit, Visitor
from evaluation.circumstances import permissions
from evaluation.core.models import Dossier, DossierEntry, rating_field
from evaluation.core.stages import CircumstanceStage, RemarkStage
from regulation.vocabulary import Circumstance, Treatment


class CircumstanceManager(models.Manager["DossierCircumstance"]):
    """Rows with the quarter in which they were recorded, by which it is known what they bear on."""

    def get_queryset(self) -> "models.QuerySet[DossierCircumstance]":
        return super().get_queryset().select_related("dossier__period")


class DossierCircumstance(Staged):
    """One circumstance, recorded in a dossier with its document; who and when stand in the dossier's history.

    A shortcoming stays with the person until it is remedied, whatever quarter comes; the others bear on their own quarter, a
    ground also on the one in which its quarter is considered that was not rated (7.d, ADR 16).
    """

    MATTER = "dossier"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="circumstances")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="circumstances")
    stage = models.CharField(
        "trạng thái", max_length=10, choices=CircumstanceStage.choices, default=CircumstanceStage.RECORDED
    )
    kind = models.CharField("loại", max_length=20, choices=Circumstance.choices())
    text = Text("nội dung")
    document = Line("số, ngày văn bản", max_length=200, blank=True)
    on = models.DateField("ngày")
    treatment = models.CharField("cách xử lý", max_length=10, choices=Treatment.choices(), blank=True)
    lifted_on = models.DateField("ngày khắc phục, hủy bỏ", null=True, blank=True)
    lifted_text = Text("kết quả khắc phục, lý do hủy bỏ", blank=True)
    lifted_document = Line("văn bản xác nhận", max_length=200, blank=True)

    objects = CircumstanceManager()

    class Meta:
        verbose_name = "tình tiết"
        verbose_name_plural = "tình tiết"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.cadre}: {self.get_kind_display()}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, user: Visitor) -> "RemarkQuerySet":
        """To the old unit that owes it."""
        return self.filter(permissions.GIVE_REMARK.q(user))


_Remarks = models.Manager.from_queryset(RemarkQuerySet)


class RemarkManager(_Remarks["Remark"]):
    """Rows with the unit that speaks, and those above it."""

    def get_queryset(self) -> "models.QuerySet[Remark]":
        return super().get_queryset().select_related("from_unit__parent__parent__parent")


class Remark(Staged):
    """7.b: what an old unit says of the work done there, asked for by the new unit's staff; one for each unit left."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="remarks")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị cũ")
    stage = models.CharField(
        "trạng thái", max_length=10, choices=RemarkStage.choices, default=RemarkStage.ASKED
    )
    asked_at = models.DateTimeField()
    text = Text("nhận xét, đánh giá", blank=True)
    rating = rating_field("mức đề xuất của đơn vị cũ")
    document = Line("số, ngày văn bản", max_length=200, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkManager()

    class Meta:
        verbose_name = "nhận xét của đơn vị cũ"
        verbose_name_plural = "nhận xét của đơn vị cũ"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("dossier", "from_unit", name="remark_once")]

    def __str__(self) -> str:
        return f"{self.dossier}: nhận xét của {self.from_unit}"

    @property
    def speaks_for(self) -> frozenset[str]:
        """The codes of the units for which it speaks: its own, and where that came under another since, that one's."""
        return frozenset({self.from_unit.code, self.from_unit.managing.code})

    @property
    def about(self) -> str:
        """Of what notices tell that ask for it, or that it came."""
        return f"remark {self.pk}"

    @property
    def ledger(self) -> "models.Manager[DossierEntry]":
        return self.dossier.history
