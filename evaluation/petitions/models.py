"""What somebody objects to in a decision on themself, with which papers, by when it is to be answered, and the answer."""

from __future__ import annotations

from django.db import models

from cadres.fields import Text
from cadres.models import Staged, User
from config import clock
from evaluation.core.models import Dossier
from evaluation.core.stages import PetitionStage
from evaluation.files.models import StoredFile
from evaluation.lists.models import Decision
from notices.models import Kind


class PetitionQuerySet(models.QuerySet["Petition"]):
    def visible_to(self, user: User) -> PetitionQuerySet:
        """Read by whoever may see the dossier, and by nobody else: the published list tells nothing of it (open-questions 15)."""
        return self.filter(decision__dossier__in=Dossier.objects.visible_to(user).order_by())

    def waiting(self) -> PetitionQuerySet:
        return self.filter(stage=PetitionStage.WAITING)

    def for_rows(self) -> PetitionQuerySet:
        """With everything that one line of a list shows; what the decision froze is long, and is not."""
        persons = (f"decision__dossier__{name}" for name in ("cadre", "unit", "managing_unit", "period"))
        return self.select_related("decision", *persons).defer("decision__snapshot", "decision__names")


class Petition(Staged):
    """Open-questions 20: of one decision one is answered; who put and who answered it stands in the dossier's history.

    `due_at` is by when it is to be answered, as the province had it when it was put.
    """

    MATTER = "decision.dossier"
    HELD_WITH = ("decision__dossier",)

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="petitions")
    stage = models.CharField(
        "trạng thái", max_length=10, choices=PetitionStage.choices, default=PetitionStage.WAITING
    )
    text = Text("nội dung kiến nghị")
    put_at = models.DateTimeField("kiến nghị lúc")
    due_at = models.DateTimeField("hết hạn trả lời")
    answer = Text("trả lời", blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        ordering = ["-put_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "decision", condition=~models.Q(stage=PetitionStage.WITHDRAWN), name="petition_once"
            )
        ]
        indexes = [
            models.Index("due_at", condition=models.Q(stage=PetitionStage.WAITING), name="petition_waiting")
        ]

    def __str__(self) -> str:
        return f"Kiến nghị · {self.decision.dossier}"

    @property
    def reminds(self) -> str:
        """Of what reminders of its term tell."""
        return f"{Kind.DEADLINE} petition {self.pk}"

    @property
    def waits(self) -> bool:
        return self.stage == PetitionStage.WAITING

    @property
    def is_overdue(self) -> bool:
        """Whether the time to answer it has passed, or had passed when it was answered."""
        return self.stage != PetitionStage.WITHDRAWN and (self.answered_at or clock.now()) >= self.due_at


class PetitionFileQuerySet(models.QuerySet["PetitionFile"]):
    def visible_to(self, user: User) -> PetitionFileQuerySet:
        """Through the petition, and no other way."""
        return self.filter(petition__in=Petition.objects.visible_to(user).order_by())


class PetitionFile(models.Model):
    """A file that the person put with their petition; it stays, also once the petition was withdrawn.

    It is kept as a paper of the unit in the round: no evidence of the dossier, and not taken away with that.
    """

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="attached", verbose_name="kiến nghị")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="petition", verbose_name="tệp")

    objects = PetitionFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp kèm kiến nghị"
        verbose_name_plural = "tệp kèm kiến nghị"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file.name
