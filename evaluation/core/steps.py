"""The steps of a dossier's road, in order, with all that the house wants to know of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models

from regulation.vocabulary import CaseKind, Treatment

if TYPE_CHECKING:
    from evaluation.core.models import Dossier


class Stage(models.TextChoices):
    """A dossier's. Tier 3.2 passes the division's proposal, tier 3.1 the unit's proposal and the province's appraisal."""

    PLANNING = "planning", "Đang lập kế hoạch"
    WORKING = "working", "Đang thực hiện"
    SELF_ASSESSMENT = "self_assessment", "Đang tự đánh giá"
    SUBMITTED = "submitted", "Đã nộp"
    DIVISION_PROPOSED = "division_proposed", "Phòng, ban đã đề xuất"
    APPRAISED = "appraised", "Đã thẩm định"
    COUNCIL = "council", "Hội đồng đã có ý kiến"
    PROPOSED = "proposed", "Đã đề nghị tỉnh"
    PROVINCE_APPRAISED = "province_appraised", "Ban Tổ chức đã thẩm định"
    DECIDED = "decided", "Đã quyết định"
    PUBLISHED = "published", "Đã công bố"
    ARCHIVED = "archived", "Đã lưu trữ"
    DEFERRED = "deferred", "Chưa đánh giá quý này (Mục 7.d)"
    EXEMPT = "exempt", "Không bắt buộc (Mục 3.3)"
    ENDED = "ended", "Kết thúc, không đánh giá (đã nghỉ, thôi giữ chức vụ)"


def _always(dossier: Dossier) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """A step of a dossier's road, said once: the row of steps, the queues, lists, filters and counts read it here.

    `awaited`: for whom a dossier waits that comes to this step next. `column` holds what the level that acts here rates,
    `level` is what lists call it, `head` the column of a rating list where it says more. `part` is the stretch of the road, by
    which lists are narrowed.
    """

    stage: Stage
    short: str
    part: str
    awaited: str = ""
    passes: Callable[[Dossier], bool] = _always
    column: str = ""
    level: str = ""
    head: str = ""

    @property
    def heading(self) -> str:
        """What heads this level's column on a rating list."""
        return self.head or self.level


@dataclass(frozen=True)
class Aside:
    """A stage beside the road: the cases that keep somebody there (7.d, 3.3), and how a document says the same (7.e)."""

    stage: Stage
    cases: tuple[CaseKind, ...] = ()
    treatment: Treatment | None = None


def _plans_first(dossier: Dossier) -> bool:
    """Bước 2: in a round of direct entry the road begins at Mẫu 03."""
    return not dossier.period.direct_entry


def _divided(dossier: Dossier) -> bool:
    return dossier.needs_division


def _provincial(dossier: Dossier) -> bool:
    return dossier.is_provincial


# In the order in which a dossier passes them; each kind of dossier leaves some out (`passes`).
ROAD = (
    Step(Stage.PLANNING, "Kế hoạch", "before", passes=_plans_first),
    Step(Stage.WORKING, "Thực hiện", "before", passes=_plans_first),
    Step(
        Stage.SELF_ASSESSMENT,
        "Tự đánh giá",
        "before",
        awaited="cán bộ thực hiện kế hoạch",
        column="self_rating",
        level="Cá nhân",
    ),
    Step(Stage.SUBMITTED, "Nộp", "review", awaited="cán bộ tự đánh giá"),
    Step(
        Stage.DIVISION_PROPOSED,
        "Phòng, ban đề xuất",
        "review",
        awaited="lãnh đạo {division} đề xuất",
        passes=_divided,
        column="division_rating",
        level="Phòng, ban",
    ),
    Step(
        Stage.APPRAISED,
        "Thẩm định",
        "review",
        awaited="cơ quan tham mưu {unit} thẩm định",
        column="appraisal_rating",
        level="Thẩm định",
    ),
    Step(
        Stage.COUNCIL,
        "Hội đồng",
        "review",
        awaited="Hội đồng {unit}",
        column="council_rating",
        level="Hội đồng",
    ),
    Step(
        Stage.PROPOSED,
        "Đề nghị tỉnh",
        "province",
        awaited="tập thể lãnh đạo, cấp ủy {unit} đề nghị",
        passes=_provincial,
        column="proposed_rating",
        level="Đề nghị",
        head="Đơn vị đề nghị",
    ),
    Step(
        Stage.PROVINCE_APPRAISED,
        "Ban Tổ chức thẩm định",
        "province",
        awaited="Ban Tổ chức Tỉnh ủy thẩm định",
        passes=_provincial,
    ),
    Step(
        Stage.DECIDED,
        "Quyết định",
        "after",
        awaited="{decider} quyết định",
        column="decided_rating",
        level="Quyết định",
    ),
    Step(Stage.PUBLISHED, "Công bố", "after", awaited="công bố kết quả"),
    Step(Stage.ARCHIVED, "Lưu trữ", "after"),
)
_BESIDE = (
    Aside(Stage.DEFERRED, tuple(kind for kind in CaseKind if kind.defers), Treatment.DEFER),
    Aside(Stage.EXEMPT, (CaseKind.OPTIONAL,), Treatment.EXEMPT),
    Aside(Stage.ENDED),
)
BESIDE = {one.stage: one for one in _BESIDE}
STEPS = {step.stage: step for step in ROAD}
LEVELS = tuple(step for step in ROAD if step.column)
_PLACE = {step.stage: place for place, step in enumerate(ROAD)}


def stages(*parts: str) -> tuple[Stage, ...]:
    """The stages of these stretches of the road, in order."""
    return tuple(step.stage for step in ROAD if step.part in parts)


SET_ASIDE = tuple(BESIDE)
AFTER_DECISION = stages("after")
BEFORE_DECISION = tuple(step.stage for step in ROAD if step.stage not in AFTER_DECISION)
# Wherever a person may still move, or leave.
STILL_OPEN = (*BEFORE_DECISION, Stage.DEFERRED, Stage.EXEMPT)


def from_on(stage: Stage) -> tuple[Stage, ...]:
    """This stage and all that come after it on the road."""
    return tuple(step.stage for step in ROAD[_PLACE[stage] :])


MADE_KNOWN = from_on(Stage.PUBLISHED)  # Bước 6: whoever is judged knows the result


def steps_of(dossier: Dossier) -> list[Step]:
    """The steps that this dossier passes: by its tier, its division, and direct entry."""
    return [step for step in ROAD if step.passes(dossier)]


def step_after(dossier: Dossier, stage: Stage) -> Step | None:
    """The step to which the dossier comes after this stage; None at the end of the road, and beside it."""
    here = _PLACE.get(stage, len(ROAD))
    return next((step for step in steps_of(dossier) if _PLACE[step.stage] > here), None)


def next_step(dossier: Dossier) -> Step | None:
    """The step to which the dossier comes from where it stands."""
    return step_after(dossier, Stage(dossier.stage))


def beyond(stage: str) -> Iterable[Step]:
    """The steps after this one, whoever passes them; none beside the road."""
    return ROAD[_PLACE.get(Stage(stage), len(ROAD)) + 1 :]
