"""The dossier: one cadre's evaluation of one quarter."""

from collections.abc import Iterable
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.constants import LOOKUP_SEP
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from guardian.models import UserObjectPermissionBase

from cadres import vietnamese
from cadres.fields import Text, begins
from cadres.mandates import named_one_by_one
from cadres.models import Cadre, Entry, Staged, Unit, Visitor
from cadres.models.units import managing_of
from evaluation.core import permissions
from evaluation.core.facts import FACTS, careers, deferrals, none_deferred
from evaluation.core.models.fields import rating_field
from evaluation.core.models.groups import SimilarGroup
from evaluation.core.models.periods import Period
from evaluation.core.models.windows import asking, closing
from evaluation.core.steps import AFTER_DECISION, MADE_KNOWN, SET_ASIDE, Stage
from regulation.deadlines import OwnWindow, Window, is_late
from regulation.vocabulary import CaseKind, Leadership, Rating, Tier

if TYPE_CHECKING:
    from evaluation.core.models.extensions import Extension

# In which the paper lists people: by managing unit, within it by unit, then by given name.
IN_ORDER = (
    "managing_unit__order",
    "managing_unit_id",
    "unit__order",
    "unit_id",
    "cadre__sort_key",
    "pk",
)
# What a dossier keeps for its own pages; no line of a list or of the year, and no cap, reads it.
LONG = ("basis", "side_ground", "cases", "judged_by")
# By which the scope lets a row be seen, and by which lists are narrowed and turned: beside the person and the round.
SCOPE = ("id", "unit", "managing_unit", "tier", "stage")
TASK_ROWS = ("excuse", "outstanding")
NEEDS_DIVISION = (
    ~models.Q(tier=Tier.PROVINCIAL)
    & ~models.Q(unit=models.F("managing_unit"))
    & ~models.Q(leadership=Leadership.HEAD)
)


def unasked() -> models.Q:
    """7.b: who left a unit, as the settled cases name it, that has not been asked (`Remark.speaks_for`); the first three units left in a
    quarter.
    """
    asked = rows_at("remarks").filter(dossier=OuterRef("pk"))
    asked = asked.alias(speaks_for=managing_of("from_unit", "code"))
    found = Q(pk__in=[])
    # Before 7.b only 7.a stands among the cases.
    for case, unit in product(range(2), range(3)):
        code: Any = OuterRef("cases")
        for key in (case, "from_units", unit):
            code = KeyTransform(key, code)
        left = Q(**{f"cases__{case}__from_units__{unit}__isnull": False})
        of_unit = Q(from_unit__code=KeyTextTransform(0, code)) | Q(speaks_for=KeyTextTransform(0, code))
        found |= left & ~Q(Exists(asked.filter(of_unit)))
    return found


def rows_at(path: str) -> Any:
    """All rows of the model to which a chain of relations leads from a dossier: rooms' rows, without knowing the rooms."""
    model: Any = Dossier
    for name in path.split(LOOKUP_SEP):
        model = model._meta.get_field(name).related_model
    return model._default_manager.all()


def joins(*one_to_one: str) -> tuple["models.Prefetch[str]", ...]:
    """What `FACTS` would ask query by query, joined: tasks with these rows, seats and posts with units, results with sums."""
    tasks = rows_at("plan__tasks").select_related(*one_to_one or TASK_ROWS)
    results = rows_at("seats__unit__collective_results").with_sums()
    return (
        models.Prefetch("plan__tasks", tasks),
        models.Prefetch("seats", Seat.objects.select_related("unit")),
        models.Prefetch("seats__unit__collective_results", results),
        careers()[0],
        deferrals(),
    )


def in_round(period: Period, rows: Iterable["Dossier"]) -> list["Dossier"]:
    """These dossiers of one round, which is read once and shared."""
    rows = list(rows)
    for row in rows:
        row.period = period
    return rows


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, user: Visitor) -> "DossierQuerySet":
        """The one scope through which every list, page, file and search passes."""
        return self.filter(permissions.READ.q(user))

    def seen_by(self, user: Visitor) -> "DossierQuerySet":
        """The same scope over whole rounds: the few rows that are reached one by one are named beforehand."""
        if permissions.READ.sees_all(user):
            return self.visible_to(user)
        few = named_one_by_one(user, self.model, permissions.FEW)
        return self.filter(Q(pk__in=few) | permissions.OVER.q(user))

    def telling_seen(self, user: Visitor) -> "DossierQuerySet":
        """Each saying whether it lies within `visible_to` this user: `seen`."""
        within = ExpressionWrapper(permissions.READ.q(user), output_field=models.BooleanField())
        return self.annotate(seen=within)

    def of(self, period: Period) -> "DossierQuerySet":
        return self.filter(period=period)

    def since(self, period: Period) -> "DossierQuerySet":
        """Of this quarter and those after it. Keys do not tell: whoever joins late is brought to the newest round first."""
        same_year = Q(period__year=period.year, period__number__gte=period.number)
        return self.filter(Q(period__year__gt=period.year) | same_year)

    def rated(self) -> "DossierQuerySet":
        """Those who take part in this quarter's rating: neither deferred nor exempt, and not ended."""
        return self.exclude(stage__in=SET_ASIDE)

    def in_order(self) -> "DossierQuerySet":
        """As the paper lists them."""
        return self.order_by(*IN_ORDER)

    def telling_deferred(self, period: Period) -> "DossierQuerySet":
        """Each saying whether the person was deferred in the quarter before this round (7.d): `was_deferred`."""
        before = period.quarter.previous()
        rows = Dossier.objects.filter(
            cadre=models.OuterRef("cadre"),
            period__year=before.year,
            period__number=before.number,
            stage=Stage.DEFERRED,
        )
        told = {"was_deferred": models.Exists(rows)}
        return self.annotate(**told)

    def division_first(self) -> "DossierQuerySet":
        """Handed in, and waiting for the division's proposal (see `needs_division`)."""
        return self.filter(models.Q(stage=Stage.SUBMITTED) & NEEDS_DIVISION)

    def awaiting_appraisal(self) -> "DossierQuerySet":
        """Before the unit's staff: proposed by the division, or handed in where no division proposes."""
        direct = models.Q(stage=Stage.SUBMITTED) & ~NEEDS_DIVISION
        return self.filter(direct | models.Q(stage=Stage.DIVISION_PROPOSED))

    def for_rows(self) -> "DossierQuerySet":
        """With everything that one line of a list shows."""
        joined = self.select_related("cadre", "unit", "managing_unit", "deciding_unit", "period")
        return joined.with_windows()

    def asked(self, window: Window | OwnWindow | None) -> "DossierQuerySet":
        """Joined to what moves the window beside the round: then `closing` can be asked."""
        return self.alias(**asking(window)) if window else self

    def with_windows(self) -> "DossierQuerySet":
        """With what `closes_at` would ask row by row: when the person's windows close, whatever moved them."""
        told = {"plan_closes_at": closing(Window.PLAN), "self_closes_at": closing(OwnWindow.SELF)}
        return self.asked(Window.PLAN).asked(OwnWindow.SELF).annotate(**told)

    def matching(self, words: str) -> "DossierQuerySet":
        """Every word begins a word of the person's name or code or of the unit's."""
        found = self
        for word in vietnamese.plain(words).split():
            found = found.filter(begins("cadre__search_text", word) | begins("unit__search_text", word))
        return found

    def with_facts(self) -> "DossierQuerySet":
        """With everything that `evaluation.core.facts` reads, in a fixed number of queries."""
        joined = self.for_rows().select_related("plan", "council_opinion")
        return joined.prefetch_related(*joins()).prefetch_related(*FACTS)

    def locked(self) -> "DossierQuerySet":
        """These and no others, locked until the transaction ends in the order of their keys; read them only from here.

        Two statements: one that locks and joins at once loses a row whose unit changed while it was waited for (7.a–c).
        """
        rows = self.select_related(None).order_by("pk").only("pk").select_for_update(of=("self",))
        return self.model.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")

    def with_facts_in(self, period: Period) -> "list[Dossier]":
        """`with_facts` of dossiers of one round: the period, with its policies, is read once and shared.

        Quarters that were not rated are asked for only where somebody has one just before.
        """
        joined = self.telling_deferred(period).select_related(
            "cadre", "unit", "managing_unit", "deciding_unit"
        )
        rows = in_round(period, joined.select_related("plan", "council_opinion").with_windows())
        none_deferred(row for row in rows if not row.was_deferred)
        models.prefetch_related_objects(rows, *joins(), *FACTS)
        return rows


class Dossier(Staged):
    """Plan, marks, opinions and decision on one person for one quarter.

    Unit, deciding unit, tier and posts are settled when the period opens, with the reason in `basis`.
    """

    HELD_WITH = ("cadre", "unit", "managing_unit", "deciding_unit", "period")

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="dossiers", verbose_name="cán bộ")
    period = models.ForeignKey(Period, models.PROTECT, related_name="dossiers", verbose_name="kỳ")
    stage = models.CharField("trạng thái", max_length=20, choices=Stage.choices, default=Stage.PLANNING)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dossiers", verbose_name="đơn vị công tác")
    managing_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị quản lý")
    deciding_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="cấp quyết định")
    other_units = models.ManyToManyField(
        Unit, related_name="other_dossiers", blank=True, verbose_name="nơi giữ chức vụ khác"
    )
    tier = models.CharField("diện quản lý", max_length=12, choices=Tier.choices())
    clause = models.CharField("điểm của Mục 3", max_length=10, blank=True)
    group = models.ForeignKey(
        SimilarGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name="nhóm chức danh tương đồng",
    )
    leadership = models.CharField("vai trò", max_length=10, choices=Leadership.choices())
    party_post = Text("chức vụ Đảng", blank=True)
    government_post = Text("chức vụ chính quyền", blank=True)
    mass_post = Text("chức vụ đoàn thể", blank=True)
    basis = Text("căn cứ xác định", blank=True)
    side_ground = Text("căn cứ chưa đánh giá hoặc không bắt buộc", blank=True)
    cases = models.JSONField("trường hợp của Mục 7, Mục 3.3", default=list, blank=True)
    judged_by = models.JSONField("quy định đã áp dụng khi quyết định", default=dict, blank=True)

    arrived_at = models.DateTimeField("nộp bản tự đánh giá lúc", null=True, blank=True)
    late_reason = Text("lý do nộp muộn", blank=True)
    # By whose window it was handed in, once it has followed its person elsewhere; else the managing unit's.
    handed_in_to = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nơi đã nộp"
    )
    # The windows by which it was decided: what becomes of windows afterwards makes nobody late, and nobody punctual.
    plan_due_at = models.DateTimeField("hạn kế hoạch khi quyết định", null=True, blank=True)
    self_due_at = models.DateTimeField("hạn tự đánh giá khi quyết định", null=True, blank=True)
    self_rating = rating_field("cá nhân tự đề xuất")
    division_rating = rating_field("phòng, ban đề xuất")
    appraisal_rating = rating_field("thẩm định")
    council_rating = rating_field("hội đồng")
    proposed_rating = rating_field("đơn vị đề nghị")
    decided_rating = rating_field("quyết định")
    total = models.DecimalField("tổng điểm", max_digits=6, decimal_places=2, null=True, blank=True)
    uncapped_total = models.DecimalField(
        "điểm để xếp thứ tự", max_digits=12, decimal_places=2, null=True, blank=True
    )

    # When the windows for the plan and the self-assessment close, where `with_windows` brought it; no columns.
    plan_closes_at: datetime | None = None
    self_closes_at: datetime | None = None
    # When its result was made known, when its person said that they have seen it, and whether a petition of theirs waits, where
    # that was asked for many at once (`models.publication`); no columns.
    made_known_at: datetime | None = None
    seen_at: datetime | None = None
    has_petition: bool | None = None
    # Whether it is kept that this reader looked into it today (`models.viewings`); no column.
    was_viewed: bool | None = None
    # Whether this reader is shown the person's own layer alone (evaluation.core.tells.discretion); no column.
    withheld = False
    # Whether the quarter before was not rated, where that was asked for many at once (`telling_deferred`); no column.
    was_deferred = False

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ đánh giá"
        verbose_name_plural = "hồ sơ đánh giá"
        constraints = [models.UniqueConstraint("cadre", "period", name="dossier_once")]
        indexes = [
            models.Index("period", "unit", "stage", name="dossier_by_unit"),
            models.Index("period", "managing_unit", "tier", "stage", name="dossier_by_managing_unit"),
            # What the scope and the counts read of ten thousand rows, without the rows themselves.
            models.Index("period", "cadre", include=SCOPE, name="dossier_scope"),
            # Mục 5 asks of all rounds who failed: two of a hundred.
            models.Index(
                "cadre",
                "period",
                "stage",
                condition=models.Q(decided_rating=Rating.NOT_COMPLETED.value),
                name="dossier_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cadre} · {self.period}"

    @classmethod
    def of_nobody(cls, unit_id: int, **alike: Any) -> "Dossier":
        """One at this unit, on nobody: asked for the holders of a right, it names everybody who has it there.

        Whoever may not judge themself may judge the others; `alike` is by what else one of theirs differs.
        """
        places = {"unit_id": unit_id, "managing_unit_id": unit_id, "deciding_unit_id": unit_id}
        return cls(cadre=Cadre(), **places | alike)

    @property
    def post(self) -> str:
        """All posts on one line, as Mẫu 04–06 print them."""
        return "; ".join(filter(None, (self.party_post, self.government_post, self.mass_post)))

    @property
    def is_provincial(self) -> bool:
        return self.tier == Tier.PROVINCIAL

    @property
    def needs_division(self) -> bool:
        """Whether the division that uses the person proposes first (2.2); its head is used by the managing unit.

        `NEEDS_DIVISION` says the same to the database.
        """
        return (
            not self.is_provincial
            and self.unit_id != self.managing_unit_id
            and self.leadership != Leadership.HEAD
        )

    @property
    def is_late(self) -> bool:
        """Late is a fact of two instants: when the self-assessment arrived and when its window closed."""
        return self.arrived_at is not None and is_late(self.arrived_at, self.closes_at(Window.DOSSIER))

    def closes_at(self, window: Window) -> datetime:
        """When what this person hands in becomes late: their unit may ask earlier than the round, an extension moves it on.

        Of whoever was decided it is what it was then: what windows and units become makes nobody late, and nobody punctual.
        """
        brought = {Window.PLAN: self.plan_closes_at, Window.DOSSIER: self.self_closes_at}.get(window)
        kept = brought or self._when_decided(window)
        return kept or (moved.until if (moved := self.extension(window)) else self.ordinarily(window))

    def keep_windows(self) -> None:
        """They are decided now, by the windows as they stand."""
        self.plan_due_at, self.self_due_at = self.closes_at(Window.PLAN), self.closes_at(Window.DOSSIER)

    def _when_decided(self, window: Window) -> datetime | None:
        return self.plan_due_at if window is Window.PLAN else self.self_due_at

    def ordinarily(self, window: Window) -> datetime:
        """When it would become late, had nothing been extended."""
        return self.period.handing_in(window, self.asked_by)

    def extension(self, window: Window) -> "Extension | None":
        """What was granted, where it moves the window on; granted after the decision it moves nothing."""
        granted, kept = self.period.granted(window, self.asked_by, self.pk), self._when_decided(window)
        if granted is None or (kept and granted.until != kept):
            return None
        return granted if kept or granted.until > self.ordinarily(window) else None

    @property
    def is_unbound(self) -> bool:
        """3.3, second dash: not bound to be rated by quarters, and nothing handed in. `unbound` says the same to the database."""
        optional = any(case["kind"] == CaseKind.OPTIONAL.value for case in self.cases)
        return optional and self.arrived_at is None and self.plan.arrived_at is None

    @property
    def asked_by(self) -> int:
        """The unit by whose window it is handed in."""
        return self.handed_in_to_id or self.managing_unit_id

    @property
    def is_decided(self) -> bool:
        return self.stage in AFTER_DECISION

    @property
    def is_made_known(self) -> bool:
        """Bước 6: whether the result is published, so that whom it is about knows it."""
        return self.stage in MADE_KNOWN

    @property
    def is_set_aside(self) -> bool:
        return self.stage in SET_ASIDE


class Seat(models.Model):
    """The person's place in a collective that leads a unit, at any of their posts, as settled for the quarter (6.3)."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="seats")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seats")
    leadership = models.CharField("vai trò", max_length=10, choices=Leadership.choices())

    class Meta:
        verbose_name = "vai trò trong tập thể"
        verbose_name_plural = "vai trò trong tập thể"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("dossier", "unit", name="seat_once")]

    def __str__(self) -> str:
        return f"{self.dossier} · {self.get_leadership_display()} · {self.unit}"


class DossierEntry(Entry):
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="history")

    class Meta(Entry.Meta):
        abstract = False
        # The journal shows the newest few of all dossiers.
        indexes = [models.Index(fields=["-at", "-id"], name="dossier_entry_newest")]


class DossierUserObjectPermission(UserObjectPermissionBase):
    """guardian's single exceptions, with a real foreign key: they go when their dossier goes."""

    content_object = models.ForeignKey(Dossier, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        verbose_name = "ngoại lệ trên một hồ sơ"
        verbose_name_plural = "ngoại lệ trên một hồ sơ"
