"""Rating lists and what follows: nobody rates themself, and no list exceeds its cap."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from cadres.models import Duty
from evaluation.core import permissions
from evaluation.core.models import Dossier
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.deeds import actions as dossiers
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.cases import Case, refresh
from evaluation.demonstration.days import at
from evaluation.demonstration.marking import GIVEN
from evaluation.lists import listing
from evaluation.lists.actions import lists
from evaluation.lists.actions.places import ensure_list_for
from evaluation.lists.models import RatingList, RatingRow
from regulation.numbers import ZERO
from regulation.vocabulary import Rating

RATES = {
    ListKind.DIVISION_PROPOSAL: Duty.DIVISION_LEADERSHIP,
    ListKind.UNIT_PROPOSAL: Duty.LEADERSHIP,
    ListKind.UNIT_DECISION: Duty.LEADERSHIP,
    ListKind.PROVINCE_DECISION: Duty.PROVINCIAL_SECRETARIAT,
}
GROUNDS = {
    Rating.EXCELLENT: "Hoàn thành toàn bộ nhiệm vụ, có sản phẩm vượt yêu cầu về chất lượng và tiến độ; kết quả nổi trội trong danh sách.",
    Rating.NOT_COMPLETED: "Hoàn thành dưới 100 % nhiệm vụ được giao trong quý, không có lý do khách quan được xác nhận (Mục 6.1).",
}
CHOSEN_OTHERS = "Trong tỷ lệ Xuất sắc của danh sách, tập thể chọn người có kết quả nổi trội hơn."
NOT_OUTSTANDING = "Hoàn thành đủ nhiệm vụ nhưng còn việc chậm tiến độ, chưa có kết quả nổi trội."
OUTSTANDING = "Người được chọn có sản phẩm vượt yêu cầu rõ rệt; tập thể đã thảo luận và thống nhất."
ANSWERED = "Tập thể đã xem xét từng nội dung được nhắc, có tính đến nguyên nhân; thống nhất mức xếp loại này."
PROPOSED_ABOVE = (
    "TU-VP"  # proposes more than its share, and says why: the province chooses (open-questions 22)
)
PROPOSED_IN_VAIN = "CB015"  # whose unit proposed a level for which the conditions were not there (6.2)
PERSONNEL = "Nhắc nhở, giao rõ việc và thời hạn; theo dõi trong quý sau."


def close_all(cases: Sequence[Case], stage: Stage, moment: str, actors: Actors) -> None:
    """Close the lists on which these people wait at this stage, place by place."""
    if not cases:
        return
    refresh(cases)
    wishes = {case.dossier.pk: GIVEN[case.profile] for case in cases}
    places: dict[listing.Place, list[Dossier]] = {}
    for case in cases:
        if case.dossier.stage == stage and (kind := listing.kind_for(case.dossier)):
            places.setdefault(listing.place_of(case.dossier, kind), []).append(case.dossier)
    for waiting in places.values():
        with at(moment):
            _close(waiting, wishes, actors)


def _close(waiting: list[Dossier], wishes: dict[int, Rating], actors: Actors) -> None:
    """One holder closes what they may; whoever is left (a leader's own row) is closed by another on a supplement."""
    while waiting:
        rating_list = _list_of(waiting[0])
        right = listing.right_over(rating_list)
        by = actors.any_of(RATES[ListKind(rating_list.kind)], right, waiting)
        mine = [dossier for dossier in waiting if right.allows(by, dossier)]
        typed = rows_for(rating_list, mine, wishes)
        lists.close_list(rating_list, by=by, seen=None, rows=typed, reason=_answer(typed))
        waiting = [dossier for dossier in waiting if dossier not in mine]


def _list_of(dossier: Dossier) -> RatingList:
    found = ensure_list_for(dossier)
    if found is None:
        raise LookupError(f"{dossier}: nobody rates it on a list at this stage")
    return found


def _answer(typed: dict[int, dict[str, object]]) -> str:
    """Over the narrower base the closer says why (open-questions 22)."""
    chosen = any(values["rating"] == Rating.EXCELLENT for values in typed.values())
    return OUTSTANDING if chosen else ""


def draft(cases: Sequence[Case], moment: str, actors: Actors) -> None:
    """Fill the rows of the list of these people and leave it open: one button closes it."""
    refresh(cases)
    waiting = [case.dossier for case in cases]
    wishes = {case.dossier.pk: GIVEN[case.profile] for case in cases}
    with at(moment):
        rating_list = _list_of(waiting[0])
        by = actors.any_of(Duty.LEADERSHIP, listing.right_over(rating_list), waiting)
        typed = rows_for(rating_list, waiting, wishes, cautious=True)
        lists.save_rows(rating_list, typed, by=by, seen=None)


def rows_for(
    rating_list: RatingList, waiting: Iterable[Dossier], wishes: dict[int, Rating], *, cautious: bool = False
) -> dict[int, dict[str, object]]:
    """What the leaders write: as wished, at or below the highest permitted, Xuất sắc as far as the cap goes.

    `cautious` leaves room: no more than the narrower base allows without a reason.
    """
    rows = listing.rows_for(rating_list, waiting)
    highest = {row.dossier_id: row.verdict.highest_permitted for row in rows}
    for row in rows:
        wish = Rating.lowest([wishes[row.dossier_id], highest[row.dossier_id]])
        row.rating = Rating.GOOD if wish is Rating.EXCELLENT else wish
    _raise_the_best(rating_list, rows, wishes, highest, cautious)
    return {row.dossier_id: _written(row, highest[row.dossier_id], wishes) for row in rows}


def _points(row: RatingRow) -> tuple[Decimal, Decimal]:
    return row.dossier.uncapped_total or ZERO, row.dossier.total or ZERO


def _raise_the_best(
    rating_list: RatingList,
    rows: list[RatingRow],
    wishes: dict[int, Rating],
    highest: dict[int, Rating],
    cautious: bool,
) -> None:
    """Ties go by uncapped total, then total (rules: Lists and the cap)."""
    both = [row for row in rows if wishes[row.dossier_id] is highest[row.dossier_id] is Rating.EXCELLENT]
    for row in sorted(both, key=_points, reverse=True):
        row.rating = Rating.EXCELLENT
        if listing.move_of(rating_list.kind).form == "05" and rating_list.unit.code == PROPOSED_ABOVE:
            continue
        counted = listing.tally(rating_list, rows)
        if counted.blocking.over or (cautious and counted.warning.over):
            row.rating = Rating.GOOD


def _written(row: RatingRow, highest: Rating, wishes: dict[int, Rating]) -> dict[str, object]:
    rating = Rating(row.rating)
    lowered = CHOSEN_OTHERS if wishes[row.dossier_id] is Rating.EXCELLENT else NOT_OUTSTANDING
    return {
        "rating": rating.value,
        "summary": GROUNDS.get(rating, ""),
        "personnel": PERSONNEL if rating is Rating.NOT_COMPLETED else "",
        "reason": lowered if rating is not highest else "",
        "answer": ANSWERED,  # kept where something warns
        "unmet": listing.is_lowered(row) and row.dossier.cadre.code == PROPOSED_IN_VAIN,
    }


def receive(cases: Iterable[Case], moment: str, actors: Actors) -> None:
    """Ban Tổ chức appraises what the units proposed for tier 3.1."""
    for case in cases:
        by = actors.first(Duty.PROVINCIAL_ORGANISATION, permissions.APPRAISE_AT_PROVINCE, case.dossier)
        with at(moment, case.place):
            dossiers.appraise_at_province(case.dossier, by=by)


def publish(cases: Iterable[Case], moment: str, actors: Actors) -> None:
    for case in cases:
        by = actors.first(Duty.LEADERSHIP, permissions.PUBLISH, case.dossier)
        with at(moment, case.place):
            dossiers.publish(case.dossier, by=by)


def archive(cases: Iterable[Case], moment: str, actors: Actors) -> None:
    for case in cases:
        by = actors.first(Duty.ORGANISATION_STAFF, permissions.APPRAISE, case.dossier)
        with at(moment, case.place):
            dossiers.archive(case.dossier, by=by)


def reopen(case: Case, moment: str, reason: str, actors: Actors) -> None:
    """The deciding unit takes up again what it decided; the dossier waits on a supplement."""
    dossier = Dossier.objects.get(pk=case.dossier.pk)
    by = actors.first(Duty.LEADERSHIP, permissions.DECIDE, dossier)
    with at(moment):
        DOSSIERS.reopen.make(dossier, by=by, reason=reason)


def set_aside(case: Case, moment: str, ground: str, actors: Actors, *, exempt: bool = False) -> None:
    by = actors.first(Duty.ORGANISATION_STAFF, permissions.SET_ASIDE, case.dossier)
    with at(moment):
        dossiers.set_aside(case.dossier, by=by, ground=ground, exempt=exempt)
