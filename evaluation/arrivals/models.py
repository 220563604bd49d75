"""A result, a ground or an inspection that came after the decision: what it says, and whether the deciding level answered."""

from django.db import models

from cadres.fields import Line, Text
from cadres.models import Staged
from evaluation.core.stages import ArrivalStage
from evaluation.lists.models import Decision


class Arrival(Staged):
    """Open-questions 33: it would have limited this decision, or had to be answered, had it been there.

    `code` names the rule that now speaks, `sentence` is what it says, as it was when it arrived, `posts` how posts were recorded
    then (`posts_of`). Of each rule one waits. Who answered what stands in the history.
    """

    MATTER = "decision.dossier"
    HELD_WITH = ("decision__dossier",)

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="arrivals")
    stage = models.CharField(
        "trạng thái", max_length=10, choices=ArrivalStage.choices, default=ArrivalStage.OPEN
    )
    code = Line("căn cứ", max_length=30)
    sentence = Text("nội dung")
    arrived_at = models.DateTimeField("đến lúc")
    posts = models.JSONField("bổ nhiệm khi đến", default=list, blank=True)
    answer = Text("trả lời của cấp quyết định", blank=True)

    class Meta:
        verbose_name = "căn cứ đến sau quyết định"
        verbose_name_plural = "căn cứ đến sau quyết định"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "decision",
                "code",
                condition=~models.Q(stage=ArrivalStage.ANSWERED),
                name="arrival_waits_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.sentence}"

    @property
    def is_told(self) -> bool:
        """Whether whom it is about knows the decision that it speaks of, also where that is taken up again (Bước 6)."""
        known = Decision.objects.made_known().filter(pk=self.decision_id)
        return self.decision.dossier.is_made_known or known.exists()
