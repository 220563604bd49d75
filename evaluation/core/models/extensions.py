"""A later instant for one person, or for all people of a unit: until when, in which window, why, and who granted it."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cadres.fields import Text
from cadres.mandates import Holds
from cadres.models import Entry, Staged, Unit, Visitor
from config import clock
from evaluation.core import permissions
from evaluation.core.models.dossiers import Dossier, DossierQuerySet
from evaluation.core.models.periods import Period
from evaluation.core.models.windows import HANDED_IN_TO
from evaluation.core.stages import ExtensionStage
from regulation.deadlines import Window

# What a person hands in; no list and no report is extended.
EXTENDED = (Window.PLAN, Window.DOSSIER)
# No extension goes beyond the round's next window.
NEXT = {Window.PLAN: Window.DOSSIER, Window.DOSSIER: Window.REPORT}
_STANDS = Q(stage__in=(ExtensionStage.ASKED, ExtensionStage.GRANTED))


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, user: Visitor) -> "ExtensionQuerySet":
        """A person's, to whoever sees their dossier; a unit's, to whoever oversees it or sees a dossier whose window it moves."""
        seen = Dossier.objects.visible_to(user).order_by()
        there = seen.alias(asked_in=HANDED_IN_TO).filter(period=OuterRef("period"), asked_in=OuterRef("unit"))
        oversees = Holds(*permissions.SEES, over="unit").q(user)
        return self.filter(Q(dossier__in=seen) | oversees | Q(Exists(there)))

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

    # When it closed before this was granted, for whoever asks whose day it moved; no column.
    closed_before: datetime | None = None

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
    def is_asked(self) -> bool:
        return self.stage == ExtensionStage.ASKED

    @property
    def is_granted(self) -> bool:
        return self.stage == ExtensionStage.GRANTED

    @property
    def was_granted(self) -> bool:
        """Whether it applied at some time; what was only asked for never did."""
        return any(entry.went_to == ExtensionStage.GRANTED for entry in self.history.all())

    @property
    def ordinarily(self) -> datetime:
        """When the window of this scope would close, had nothing been extended."""
        window = Window(self.window)
        return (
            self.dossier.ordinarily(window) if self.dossier else self.period.handing_in(window, self.unit_id)
        )

    @property
    def closes_at(self) -> datetime:
        """When it closes as things stand, without what is asked here."""
        if self.dossier:
            return self.dossier.closes_at(Window(self.window))
        return self.period.closes_for(Window(self.window), self.unit_id)

    @property
    def reach(self) -> tuple[datetime, datetime]:
        """After which instant it must end, and at which at the latest: in the future, after the window, before the round's next."""
        return max(clock.now(), self.closes_at), self.period.closes_at(NEXT[Window(self.window)])

    @property
    def within_round(self) -> bool:
        """Whether it lets go of no more than what the unit itself asked earlier than the round."""
        return self.window == Window.DOSSIER and self.until <= self.period.dossier_closes_at

    def alike(self) -> ExtensionQuerySet:
        """Those of the same scope, in the same window."""
        rows = Extension.objects.filter(window=self.window, period=self.period).exclude(pk=self.pk)
        return rows.filter(dossier=self.dossier_id, unit=self.unit_id)

    def before(self) -> "Extension | None":
        """What this took the place of, while it still moves the window: it applies again once this is taken back."""
        running = self.alike().filter(until__gt=max(self.ordinarily, clock.now()))
        return running.filter(stage=ExtensionStage.REPLACED).order_by("-until").first()

    def people(self) -> DossierQuerySet:
        """Whose window it moves."""
        if self.dossier_id:
            return Dossier.objects.filter(pk=self.dossier_id)
        return Dossier.objects.of(self.period).alias(asked_in=HANDED_IN_TO).filter(asked_in=self.unit_id)

    def used(self) -> DossierQuerySet:
        """Those of them who came in time by it, and by no other that was granted them or that applies again without it."""
        arrival, before = "plan__arrived_at" if self.window == Window.PLAN else "arrived_at", self.before()
        otherwise = before.until if before else self.ordinarily
        within = {f"{arrival}__gte": otherwise, f"{arrival}__lt": self.until}
        alike = Extension.objects.filter(window=self.window, period=self.period, stage=ExtensionStage.GRANTED)
        others = alike.exclude(pk=self.pk).filter(until__gt=OuterRef(arrival))
        theirs = Q(dossier=OuterRef("pk")) | Q(unit=OuterRef("asked_in"))
        people = self.people().filter(**within).alias(asked_in=HANDED_IN_TO)
        return people.exclude(Exists(others.filter(theirs)))


class ExtensionEntry(Entry):
    extension = models.ForeignKey(Extension, models.CASCADE, related_name="history")
