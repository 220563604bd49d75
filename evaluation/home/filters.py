"""The fields above the list of dossiers: what one asks for in the address, and how it narrows the list."""

from collections.abc import Iterable

import django_filters
from django import forms
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.http import QueryDict

from cadres import vietnamese
from cadres.mandates import Holds
from cadres.models import Duty, Unit, User
from evaluation.arrivals.models import Arrival
from evaluation.calendar.tells.owing import PLAN, SELF
from evaluation.circumstances.tells.aside import no_longer_aside
from evaluation.core.models import Dossier
from evaluation.core.models.dossiers import DossierQuerySet as Rows
from evaluation.core.models.posts import left, moved
from evaluation.core.models.unbound import unbound
from evaluation.core.permissions import reviews_seen
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ArrivalStage, ExcuseStage, PlanStage
from evaluation.core.steps import SET_ASIDE, Stage, stages
from evaluation.home.tells.lines import LEVELS, TIER_PLACES
from evaluation.marks.models import Excuse
from pages.layouts import DressedForm
from regulation.vocabulary import Rating, Tier

GROUPS = {
    "before": stages("before"),
    "review": stages("review"),
    "province": stages("province"),
    "open": stages("review", "province"),
    "after": stages("after"),
    "aside": SET_ASIDE,
}
_GROUP_LABELS = [
    ("before", "Chưa nộp tự đánh giá"),
    ("open", "Đã nộp, chưa quyết định"),
    ("review", "Đang xem xét tại đơn vị"),
    ("province", "Đang xem xét tại tỉnh"),
    ("after", "Đã có quyết định"),
    ("aside", "Không đánh giá quý này"),
]
STAGES = [
    ("Nhóm", _GROUP_LABELS),
    ("Hồ sơ", Stage.choices),
    ("Kế hoạch", [(f"plan-{value}", f"Kế hoạch: {label}") for value, label in PlanStage.choices]),
]
RATINGS = [*((rating.value, rating.short) for rating in Rating), ("none", "Chưa có mức")]
TIERS = [(tier.value, f"Mục {place}") for tier, place in TIER_PLACES.items() if tier != Tier.CENTRAL]
LATE = [
    ("any", "Nộp muộn"),
    ("plan", "Kế hoạch nộp muộn"),
    ("dossier", "Tự đánh giá nộp muộn"),
    ("missing", "Quá hạn chưa nộp tự đánh giá"),
]
FEW, MOST_SUGGESTED = 50, 200
OVERSEES = Holds(*(duty for duty in Duty if duty != Duty.SYSTEM_ADMIN), over="pk")
NEWEST_RATING = Coalesce(
    *(NullIf(F(column), Value("")) for column, _ in reversed(LEVELS.values())), Value("")
)


def planning(rows: Rows) -> Rows:
    """Whoever owes a plan: not in a round of direct entry (Bước 2), and nobody who is set aside."""
    return rows.filter(period__direct_entry=False).exclude(stage__in=SET_ASIDE)


def units_named(words: str) -> frozenset[int]:
    """Ids of the units with this code or with all these words in their names, and of everything beneath them."""
    units = Unit.objects.without_tree_fields().order_by()
    found = list(units.filter(code__iexact=words.strip()).values_list("pk", flat=True))
    if not found:
        for word in vietnamese.plain(words).split():
            units = units.filter(search_text__contains=word)
        found = list(units.values_list("pk", flat=True))
    return frozenset().union(*Unit.objects.beneath(found).values()) if found else frozenset()


def units_to_suggest(user: User) -> list[str]:
    """Names of units over which the user holds a duty, for the field's list: all of few, else of those that manage cadres."""
    units = Unit.objects.without_tree_fields().filter(OVERSEES.q(user)).order_by("-manages_cadres", "order")
    found = list(units.values_list("manages_cadres", "order", "pk", "name")[:MOST_SUGGESTED])
    if len(found) > FEW:
        return [name for manages, *_, name in found if manages]
    return [name for *_, name in sorted(found, key=lambda unit: unit[1:])]


def _choice(label: str, choices: Iterable[object], empty: str, method: str) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=empty, method=method)


def _exactly(column: str) -> django_filters.CharFilter:
    return django_filters.CharFilter(field_name=column, max_length=30, widget=forms.HiddenInput)


class DossierFilter(django_filters.FilterSet):
    """Narrows dossiers that the user may already see; what it cannot read it says under the field."""

    q = django_filters.CharFilter(label="Họ tên, mã, đơn vị", max_length=100, method="by_words")
    unit = django_filters.CharFilter(
        label="Đơn vị", max_length=200, method="by_unit", widget=forms.TextInput({"list": "units"})
    )
    tier = _choice("Diện", TIERS, "Mọi diện", "by_tier")
    stage = _choice("Trạng thái", STAGES, "Mọi trạng thái", "by_stage")
    rating = _choice("Mức xếp loại", RATINGS, "Mọi mức", "by_rating")
    level = _choice("Của cấp", [(k, label) for k, (_, label) in LEVELS.items()], "Mới nhất", "by_level")
    late = _choice("Thời hạn", LATE, "Mọi hồ sơ", "by_late")

    # Where a figure of the overview leads: the unit that manages, or this very unit without what is beneath it.
    managing = _exactly("managing_unit__code")
    at = _exactly("unit__code")
    # Where the home page leads: an objective reason (6.1) that waits for its answer.
    excuse = django_filters.ChoiceFilter(
        choices=ExcuseStage.choices, method="by_excuse", widget=forms.HiddenInput
    )
    # … and what arrived after a decision and waits for the deciding level's.
    arrival = django_filters.ChoiceFilter(
        choices=ArrivalStage.choices, method="by_arrival", widget=forms.HiddenInput
    )

    # … and who moved while the dossier stayed (2.2, 7.a, 7.b).
    moved = django_filters.ChoiceFilter(
        choices=[("yes", "Cần đưa theo cán bộ")], method="by_moved", widget=forms.HiddenInput
    )

    # … and who holds no post any more, while the dossier goes on (7.e).
    left = django_filters.ChoiceFilter(
        choices=[("yes", "Cần ghi kết thúc")], method="by_left", widget=forms.HiddenInput
    )

    # … and who need not be rated by quarters, and has handed in nothing (3.3).
    unbound = django_filters.ChoiceFilter(
        choices=[("yes", "Không bắt buộc hằng quý")], method="by_unbound", widget=forms.HiddenInput
    )

    # … and who was set aside on a ground that is gone (7.d, 3.3).
    ungrounded = django_filters.ChoiceFilter(
        choices=[("yes", "Cần đưa trở lại đánh giá")], method="by_ungrounded", widget=forms.HiddenInput
    )

    class Meta:
        model = Dossier
        form = DressedForm
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, queryset: Rows, reader: User) -> None:
        super().__init__(data, queryset=queryset)
        self.reader = reader

    def by_words(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.matching(value)

    def by_unit(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(unit__in=units_named(value))

    def by_tier(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(tier=value)

    def by_stage(self, rows: Rows, name: str, value: str) -> Rows:
        if value.startswith("plan-"):
            return planning(rows).filter(plan__stage=value.removeprefix("plan-"))
        return rows.filter(stage__in=GROUPS.get(value, (value,)))

    def by_rating(self, rows: Rows, name: str, value: str) -> Rows:
        wanted = "" if value == "none" else value
        level = self.form.cleaned_data.get("level")
        if level:
            return self._known(rows, level).filter(**{LEVELS[level][0]: wanted})
        newest = Case(When(reviews_seen(self.reader), then=NEWEST_RATING), default=F("self_rating"))
        return rows.alias(newest=newest).filter(newest=wanted)

    def by_level(self, rows: Rows, name: str, value: str) -> Rows:
        """Alone it asks for everybody whom this level has rated; beside a rating it says whose rating is meant."""
        if self.form.cleaned_data.get("rating"):
            return rows
        return self._known(rows, value).exclude(**{LEVELS[value][0]: ""})

    def _known(self, rows: Rows, level: str) -> Rows:
        """Nobody finds out by asking how they themself are being rated."""
        return rows if level == "self" else rows.filter(reviews_seen(self.reader))

    def by_excuse(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(pk__in=Excuse.objects.filter(stage=value).values("task__plan__dossier"))

    def by_arrival(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(pk__in=Arrival.objects.filter(stage=value).values("decision__dossier"))

    def by_moved(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(moved(), stage__in=DOSSIERS.follow_person.source)

    def by_left(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(left(), stage__in=DOSSIERS.end.source)

    def by_unbound(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(unbound(), stage__in=DOSSIERS.exempt.source)

    def by_ungrounded(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(pk__in=[row.pk for row in no_longer_aside(self.reader)])

    def by_late(self, rows: Rows, name: str, value: str) -> Rows:
        """Who came late is told by everybody's plans and windows: read once, by their keys, as a list asks twice, to count and
        to show. Who is missing may be everybody; them one table tells.
        """
        kinds = {"plan": PLAN.late, "dossier": SELF.late, "any": PLAN.late | SELF.late}
        told = rows.with_windows().filter(kinds.get(value) or SELF.missing())
        return rows.filter(pk__in=list(told.values_list("pk", flat=True))) if value in kinds else told
