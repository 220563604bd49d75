"""A later instant for one person, or for all people of a unit: until when, in which window, why, and who granted it."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from cadres.fields import Text
from cadres.mandates import Holds
from cadres.models import Entry, Staged, Unit, Visitor
from evaluation.core import permissions
from evaluation.core.models.dossiers import Dossier
from evaluation.core.models.periods import Period
from evaluation.core.stages import ExtensionStage
from regulation.deadlines import Window

# What a person hands in; no list and no report is extended.
EXTENDED = (Window.PLAN, Window.DOSSIER)
_STANDS = Q(stage__in=(ExtensionStage.ASKED, ExtensionStage.GRANTED))


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, user: Visitor) -> "ExtensionQuerySet":
        """A person's, to whoever sees their dossier; a unit's, to whoever oversees the unit."""
        seen = Q(dossier__in=Dossier.objects.visible_to(user).order_by())
        return self.filter(seen | Holds(*permissions.SEES, over="unit").q(user))

    def for_rows(self) -> "ExtensionQuerySet":
        """With everything that one line of a list shows."""
        persons = (f"dossier__{name}" for name in ("cadre", "unit", "managing_unit", "period"))
        return self.select_related("period", "unit", *persons)


class Extension(Staged):
    """Moves one window for its scope alone: one person's dossier, or all people of one managing unit in the round.

    Granted it stands beside the arrival and the window, from which lateness is derived; a later one takes its place.
    """

    HELD_WITH = ("period", "unit", *(f"dossier__{name}" for name in Dossier.HELD_WITH))

    period = models.ForeignKey(Period, models.CASCADE, related_name="extensions", verbose_name="kỳ")
    window = models.CharField("hạn", max_length=10, choices=[(w.value, w.label) for w in EXTENDED])
    dossier = models.ForeignKey(
        Dossier, models.CASCADE, null=True, blank=True, related_name="extensions", verbose_name="hồ sơ"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    stage = models.CharField(
        "trạng thái", max_length=10, choices=ExtensionStage.choices, default=ExtensionStage.ASKED
    )
    until = models.DateTimeField("gia hạn đến")
    ground = Text("lý do xin gia hạn")
    answer = Text("trả lời", blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="extension_of_one_scope",
                condition=Q(dossier__isnull=True) ^ Q(unit__isnull=True),
            ),
            models.UniqueConstraint(
                "dossier", "window", "stage", condition=_STANDS, name="extension_of_person_once"
            ),
            models.UniqueConstraint(
                "period", "unit", "window", "stage", condition=_STANDS, name="extension_of_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Gia hạn {self.what} · {self.whose} · {self.period}"

    @property
    def what(self) -> str:
        return Window(self.window).label.lower()

    @property
    def whose(self) -> str:
        """Whose window it moves, in words."""
        return f"đồng chí {self.dossier.cadre.full_name}" if self.dossier else f"cán bộ {self.unit}"

    @property
    def is_granted(self) -> bool:
        return self.stage == ExtensionStage.GRANTED

    @property
    def closes_at(self) -> datetime:
        """When the window of this scope closes as things stand, without what is asked here."""
        window = Window(self.window)
        if self.dossier:
            return self.dossier.closes_at(window)
        ordinary, granted = (
            self.period.handing_in(window, self.unit_id),
            self.period.granted(window, self.unit_id),
        )
        return max(ordinary, granted.until) if granted else ordinary

    @property
    def within_round(self) -> bool:
        """Whether it goes no further than the round itself: a unit that asks earlier for itself may let go of that."""
        return self.until <= self.period.closes_at(Window(self.window))

    def alike(self) -> ExtensionQuerySet:
        """Those of the same scope, in the same window."""
        rows = Extension.objects.filter(window=self.window, period=self.period).exclude(pk=self.pk)
        return rows.filter(dossier=self.dossier_id, unit=self.unit_id)


class ExtensionEntry(Entry):
    extension = models.ForeignKey(Extension, models.CASCADE, related_name="history")
