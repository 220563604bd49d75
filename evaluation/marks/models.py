"""The three layers of marks of Mẫu 03.

A layer holds only what its author says differently from the layer below: self (everything), appraisal, authority. So each
layer starts as a copy of the one before it, what was changed is marked by being there, and nothing is overwritten.
"""

from django.db import models
from django.db.models import Q

from cadres.fields import Line, Text
from cadres.models import Staged
from evaluation.core.models import Dossier, layer_field, rating_field
from evaluation.core.stages import ExcuseStage
from evaluation.plans.models import PlanTask
from regulation.vocabulary import ResponseLevel


class Assessment(models.Model):
    """One layer as a whole: its words, and its figures as computed when it was saved."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="assessments")
    layer = layer_field()
    reason = Text("lý do đề xuất khác mức gợi ý", blank=True)
    remark = Text("nhận xét", blank=True)
    general_points = models.DecimalField(max_digits=5, decimal_places=2)
    task_points = models.DecimalField(max_digits=5, decimal_places=2)
    total = models.DecimalField(max_digits=6, decimal_places=2)
    uncapped_total = models.DecimalField(max_digits=12, decimal_places=2)
    highest_permitted = rating_field("mức cao nhất được phép")
    warnings = models.PositiveSmallIntegerField("số căn cứ cần xem", default=0)
    saved_at = models.DateTimeField()
    by = models.ForeignKey("cadres.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "bản chấm điểm"
        verbose_name_plural = "bản chấm điểm"
        constraints = [models.UniqueConstraint("dossier", "layer", name="assessment_once")]

    def __str__(self) -> str:
        return f"{self.dossier} · {self.get_layer_display()}"


class CriterionMark(models.Model):
    """What a layer says of one of the 17 criteria where it is not simply "đảm bảo" as below it."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="criterion_marks")
    layer = layer_field()
    code = models.CharField("tiêu chí", max_length=5)
    ensured = models.BooleanField("đảm bảo")
    reason = Text("lý do")

    class Meta:
        verbose_name = "điểm tiêu chí chung"
        verbose_name_plural = "điểm tiêu chí chung"
        constraints = [models.UniqueConstraint("dossier", "layer", "code", name="criterion_mark_once")]

    def __str__(self) -> str:
        return f"{self.code}: {'đảm bảo' if self.ensured else 'không đảm bảo'}"


class TaskMark(models.Model):
    """What a layer says of a task: how many were done, and the three factors."""

    task = models.ForeignKey(PlanTask, models.CASCADE, related_name="marks")
    layer = layer_field()
    done = models.DecimalField("thực hiện", max_digits=8, decimal_places=2)
    quality = models.DecimalField("chất lượng", max_digits=4, decimal_places=2)
    timeliness = models.DecimalField("tiến độ", max_digits=4, decimal_places=2)
    leadership = models.DecimalField("lãnh đạo, chỉ đạo, điều hành", max_digits=4, decimal_places=2)
    evidence = Text("kết quả, minh chứng", blank=True)
    expected = models.BooleanField("dự kiến đến hết quý", default=False)
    reason = Text("lý do chấm khác", blank=True)

    class Meta:
        verbose_name = "điểm nhiệm vụ"
        verbose_name_plural = "điểm nhiệm vụ"
        constraints = [
            models.UniqueConstraint("task", "layer", name="task_mark_once"),
            models.CheckConstraint(
                name="task_mark_not_negative",
                condition=Q(done__gte=0, quality__gte=0, timeliness__gte=0, leadership__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} · {self.get_layer_display()}"


class KeyResponse(models.Model):
    """Bước 3: how far a key task met what was asked, level (1), (2) or (3)."""

    task = models.ForeignKey(PlanTask, models.CASCADE, related_name="responses")
    layer = layer_field()
    level = models.CharField("mức độ đáp ứng", max_length=1, choices=ResponseLevel.choices())

    class Meta:
        verbose_name = "mức độ đáp ứng"
        verbose_name_plural = "mức độ đáp ứng"
        constraints = [models.UniqueConstraint("task", "layer", name="key_response_once")]

    def __str__(self) -> str:
        return f"{self.task}: ({self.level})"


class Excuse(Staged):
    """6.1: an objective or force-majeure reason for a task short of its plan, confirmed by the authority or refused.

    `answer` is what was said last: the unit's opinion, then the province's (3.1); each has its own document beside it.
    """

    MATTER = "task.plan.dossier"
    HELD_WITH = ("task__plan",)

    task = models.OneToOneField(PlanTask, models.CASCADE, related_name="excuse")
    stage = models.CharField(
        "trạng thái", max_length=10, choices=ExcuseStage.choices, default=ExcuseStage.PROPOSED
    )
    ground = Text("lý do khách quan, bất khả kháng")
    document = models.CharField("văn bản, tài liệu kèm theo", max_length=200, blank=True)
    put_forward_at = models.DateTimeField()
    answer = Text("ý kiến của cấp có thẩm quyền", blank=True)
    opinion_document = Line("văn bản ý kiến của đơn vị", max_length=200, blank=True)
    answer_document = Line("văn bản xác nhận", max_length=200, blank=True)

    class Meta:
        verbose_name = "lý do khách quan, bất khả kháng"
        verbose_name_plural = "lý do khách quan, bất khả kháng"

    def __str__(self) -> str:
        return f"{self.task}: {self.get_stage_display()}"

    @property
    def papers(self) -> str:
        """The document that came with the reason, and those of whoever answered."""
        return "; ".join(filter(None, (self.document, self.opinion_document, self.answer_document)))


class Outstanding(models.Model):
    """2.3: the appraiser confirms that a task exceeded what was asked; who, when, why, on which paper."""

    task = models.OneToOneField(PlanTask, models.CASCADE, related_name="outstanding")
    reason = Text("căn cứ")
    document = Line("văn bản", max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("cadres.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "xác nhận vượt yêu cầu"
        verbose_name_plural = "xác nhận vượt yêu cầu"

    def __str__(self) -> str:
        return f"{self.task}: vượt yêu cầu"
