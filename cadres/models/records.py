"""What every row with a life of its own has: a stage, a version, and a history."""

from functools import reduce
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from cadres.fields import Text
from config import clock


def column_name(model: type[models.Model], column: str) -> str:
    """What sentences and histories call a column."""
    field: Any = model._meta.get_field(column)
    return str(field.verbose_name)


class Staged(models.Model):
    """A row whose stage is written by `cadres.machine` alone, and whose version grows with every write."""

    stage: Any  # each model gives the field its own choices
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    MATTER: ClassVar[str] = ""  # the way to the row that this one is about, where it is about another
    HELD_WITH: ClassVar[
        tuple[str, ...]
    ] = ()  # what is read with the row when it is locked: rights and gates ask for it

    class Meta:
        abstract = True

    @property
    def matter(self) -> Any:
        """The row on which rights are asked: a plan's are those over its dossier."""
        return reduce(getattr, self.MATTER.split("."), self) if self.MATTER else self

    @property
    def ledger(self) -> Any:
        """The manager under which this row's history is kept: its own, or that of its matter."""
        return self.matter.history if self.MATTER else self.history  # type: ignore[attr-defined]

    @property
    def stage_label(self) -> str:
        return str(self.get_stage_display())  # type: ignore[attr-defined]

    def tell(self, **changes: object) -> None:
        """What the move being made shall keep in history as changed; several words of it add up."""
        self._told = getattr(self, "_told", {}) | changes

    def hush(self) -> None:
        """What the move being made tells is not yet for the person judged, whatever the move itself says."""
        self.hushed = True

    hushed = False

    def take_told(self) -> dict[str, object]:
        """What was told since the last move, which then begins anew."""
        told, self._told, self.hushed = getattr(self, "_told", {}), {}, False
        return told


class Entry(models.Model):
    """One line of history: who, for whom, when, what, from where to where, why. Written once, never changed."""

    at = models.DateTimeField("lúc", default=clock.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người thực hiện"
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="thay mặt"
    )
    deed = models.CharField("việc", max_length=60)
    label = models.CharField("tên việc", max_length=120)
    came_from = models.CharField("từ", max_length=30, blank=True)
    went_to = models.CharField("đến", max_length=30, blank=True)
    reason = Text("lý do", blank=True)
    changes = models.JSONField("thay đổi", default=dict, blank=True)
    told = models.BooleanField("người được đánh giá được biết ngay", default=False)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.label} · {self.at:%d/%m/%Y %H:%M}"

    @classmethod
    def why_here(cls, about: str) -> Coalesce:
        """The reason of the deed that brought a row to its stage, empty unless one was owed; `about` leads to the row."""
        moved = cls._default_manager.exclude(came_from=F("went_to")).filter(went_to=OuterRef("stage"))
        last = moved.filter(**{about: OuterRef("pk")}).order_by("-pk").values("reason")[:1]
        return Coalesce(Subquery(last), Value(""), output_field=models.TextField())
