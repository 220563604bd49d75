"""Where the fact that lifts a rule is recorded: offered to whoever may record it, to nobody else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.text import Truncator

from cadres.models import User
from evaluation.collectives.models import CollectiveResult
from evaluation.collectives.permissions import APPROVE_COLLECTIVE, RECORD_COLLECTIVE
from evaluation.core import permissions
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ExcuseStage
from evaluation.grounds.tells.rules import LATER, Link, RuleState
from evaluation.grounds.tells.whole import Grounds
from evaluation.lists.listing import decided_on, list_of
from evaluation.lists.models import RatingList
from evaluation.marks.models import Excuse
from evaluation.marks.moves import answers_to
from evaluation.plans.moves import PLANS
from regulation.places import Place


@dataclass(frozen=True)
class Reader:
    """Who reads, before which dossier, and which moves upon it are open to them."""

    user: User
    dossier: Dossier
    moves: frozenset[str]

    def may(self, *moves: str) -> bool:
        return not self.moves.isdisjoint(moves)

    @cached_property
    def waiting(self) -> RatingList | None:
        """The open list on which the dossier waits."""
        return list_of(self.dossier)

    @cached_property
    def collectives(self) -> tuple[Link, ...]:
        """Results of the collectives in which the person has a seat, each for those who record or approve it (6.3)."""
        period = self.dossier.period
        results = (CollectiveResult(unit=seat.unit, period=period) for seat in self.dossier.seats.all())
        return tuple(
            Link(
                f"Kết quả của {result.unit.in_sentence}",
                reverse("collective", args=[result.unit_id, period.code]),
            )
            for result in results
            if _COLLECTIVE.allows(self.user, result)
        )


def placed(grounds: Grounds, dossier: Dossier, user: User) -> Grounds:
    """The same grounds, each rule that needs the reader with the places where they may act."""
    reader = Reader(user, dossier, frozenset(DOSSIERS.available(dossier, user)))
    rules = (replace(state, links=tuple(_links(state, reader))) for state in grounds.rules)
    return replace(grounds, rules=tuple(rules))


def _links(state: RuleState, reader: Reader) -> Iterable[Link]:
    place = state.rule.place
    needed = state.state.opens or state.state is LATER or place is Place.CAP
    return LINKS[place](state, reader) if needed and place in LINKS else ()


def _to_marks(state: RuleState, reader: Reader) -> Iterable[Link]:
    if reader.may("appraisal_marks"):
        yield Link("Chấm ở lớp thẩm định", reverse("appraisal", args=[reader.dossier.pk]))
    if reader.may("authority_marks"):
        yield Link("Chấm ở lớp của cấp có thẩm quyền", reverse("authority", args=[reader.dossier.pk]))


def _to_appraisal(state: RuleState, reader: Reader) -> Iterable[Link]:
    if reader.may("appraisal_marks"):
        yield Link("Ghi ở trang thẩm định", reverse("appraisal", args=[reader.dossier.pk]))


def _to_excuses(state: RuleState, reader: Reader) -> Iterable[Link]:
    """6.1: the reason of each task named, to be put forward or, once it is, to be answered."""
    named = {key for finding in state.findings for key in finding.tasks}
    for task in reader.dossier.plan.active_tasks:
        deed = _of_excuse(getattr(task, "excuse", None), reader) if str(task.pk) in named else ""
        if deed:
            yield Link(
                ", ".join((f"{deed}: {Truncator(task.title).chars(60)}", *task.apart)),
                reverse("excuse", args=[reader.dossier.pk, task.pk]),
            )


def _of_excuse(excuse: Excuse | None, reader: Reader) -> str:
    if excuse and excuse.stage in _OPEN and not reader.dossier.is_decided:
        yes, _ = answers_to(excuse)
        return yes.button if yes.allows(reader.user, excuse) else ""
    return "Nêu lý do khách quan" if reader.may("put_forward_excuse") else ""


def _to_plan(state: RuleState, reader: Reader) -> Iterable[Link]:
    plan = reader.dossier.plan
    if "edit" in PLANS.available(plan, reader.user):
        yield Link("Sửa kế hoạch", reverse("plan", args=[reader.dossier.pk]))


def _to_amendments(state: RuleState, reader: Reader) -> Iterable[Link]:
    """Whoever sees the dossier may read why the plan was reduced."""
    yield Link("Xem căn cứ từng lần điều chỉnh", reverse("plan", args=[reader.dossier.pk]) + "#dieu-chinh")


def _to_council(state: RuleState, reader: Reader) -> Iterable[Link]:
    dossier = reader.dossier
    if permissions.RECORD_COUNCIL.allows(reader.user, dossier) and not dossier.is_decided:
        place = reverse("council", args=[dossier.managing_unit_id, dossier.period.code])
        yield Link("Ghi ý kiến Hội đồng", place)


def _to_list(state: RuleState, reader: Reader) -> Iterable[Link]:
    """Reasons and written grounds stand on the row of the list, which is asked for only of those who close lists."""
    waiting = reader.waiting if reader.may(*_RATING) else None
    if waiting and permissions.CLOSE_LIST.allows(reader.user, waiting):
        yield Link("Ghi trên danh sách xếp loại", reverse("rating_list", args=[waiting.pk]))


def _to_cap(state: RuleState, reader: Reader) -> Iterable[Link]:
    """6.1 is asked of the whole list: whoever may read that reads there how many it holds and may hold."""
    dossier = reader.dossier
    listed = None if dossier.withheld else decided_on(dossier) if dossier.is_decided else reader.waiting
    if listed and permissions.READ_LIST.allows(reader.user, listed):
        yield Link("Xem tỷ lệ của danh sách", reverse("rating_list", args=[listed.pk]) + "#cap")


def _to_circumstances(state: RuleState, reader: Reader) -> Iterable[Link]:
    """Papers, remedies, the old unit's remark: recorded by staff, lifted by the authority."""
    lifts = permissions.LIFT_CIRCUMSTANCE.allows(reader.user, reader.dossier)
    if lifts or reader.may("record_circumstance", "ask_remark"):
        yield Link("Ghi ở trang Tình tiết", reverse("circumstances", args=[reader.dossier.pk]))


def _to_leaving(state: RuleState, reader: Reader) -> Iterable[Link]:
    if reader.may("end"):
        yield Link("Ghi kết thúc hồ sơ", reverse("dossier_deeds", args=[reader.dossier.pk]))


def _to_posts(state: RuleState, reader: Reader) -> Iterable[Link]:
    if reader.may("follow_person"):
        yield Link("Đưa hồ sơ theo cán bộ", reverse("posts_settle", args=[reader.dossier.pk]))


def _to_collectives(state: RuleState, reader: Reader) -> Iterable[Link]:
    return reader.collectives


def _to_deeds(state: RuleState, reader: Reader) -> Iterable[Link]:
    if reader.may("defer", "exempt"):
        yield Link("Chuyển sang quý sau", reverse("dossier_deeds", args=[reader.dossier.pk]))


_OPEN = (ExcuseStage.PROPOSED, ExcuseStage.SUPPORTED)
_COLLECTIVE = RECORD_COLLECTIVE | APPROVE_COLLECTIVE
_RATING = ("propose_in_division", "propose", "decide", "decide_at_province")
# Nowhere, and in the cases that posts and absences make, nobody records what lifts a rule.
LINKS: Mapping[Place, Callable[[RuleState, Reader], Iterable[Link]]] = {
    Place.PLAN: _to_plan,
    Place.AMENDMENTS: _to_amendments,
    Place.MARKS: _to_marks,
    Place.EXCUSES: _to_excuses,
    Place.EXCEEDED: _to_appraisal,
    Place.APPRAISAL: _to_appraisal,
    Place.CIRCUMSTANCES: _to_circumstances,
    Place.DEEDS: _to_deeds,
    Place.POSTS: _to_posts,
    Place.LEAVING: _to_leaving,
    Place.COLLECTIVES: _to_collectives,
    Place.COUNCIL: _to_council,
    Place.LIST: _to_list,
    Place.CAP: _to_cap,
}
