"""What befalls a whole dossier: the province's appraisal, publication, setting aside, sharing; and what follows from it."""

from collections.abc import Sequence
from datetime import date

from guardian.shortcuts import assign_perm, remove_perm

from cadres.machine import Made, NoRight, Refusal, Refused, together
from cadres.mandates import held_by
from cadres.models import Duty, User
from config import clock
from evaluation.core.actions.cases import renew_cases
from evaluation.core.actions.figures import refresh_each
from evaluation.core.gates import owed
from evaluation.core.models import Dossier, DossierUserObjectPermission
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.models.publication import with_petitions
from evaluation.core.moves import Move
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import AFTER_DECISION, SET_ASIDE
from evaluation.deeds.tells import seen_at
from regulation.deadlines import evaluation_date
from regulation.vocabulary import Departure


class NotToBeShared(Refusal):
    """Whoever runs the system reads no dossier, not by way of exception either."""

    def __init__(self, person: User) -> None:
        super().__init__(
            f"{person} là tài khoản quản trị hệ thống hoặc đã ngừng hoạt động: không cho xem hồ sơ được."
        )


class AlreadyShared(Refusal):
    """A second line of history would tell of nothing that happened."""

    def __init__(self, person: User) -> None:
        super().__init__(f"{person} đã được xem hồ sơ này.")


class AlreadySeen(Refusal):
    """A second line of history would tell of another instant."""

    def __init__(self) -> None:
        super().__init__("Đồng chí đã xác nhận xem kết quả này.")


def appraise_at_province(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Ban Tổ chức has appraised a proposal of tier 3.1; it waits for the province's decision in its group."""
    return DOSSIERS.province_appraise.make(dossier, by=by, seen=seen)


def return_to_unit(dossier: Dossier, *, by: User, reason: str, seen: int | None = None) -> Dossier:
    """Back from the province to the unit that proposed."""
    return DOSSIERS.return_to_unit.make(dossier, by=by, seen=seen, reason=reason)


def publish(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Bước 6: name, post, unit and rating are made known inside the unit."""
    return DOSSIERS.publish.make(dossier, by=by, seen=seen)


def archive(dossier: Dossier, *, by: User, seen: int | None = None) -> Dossier:
    """Bước 6: close the file, once the time for petitions is over; what single persons were shown of it by exception ends with it (`end_exceptions`)."""
    return DOSSIERS.archive.make(dossier, by=by, seen=seen)


def set_aside(
    dossier: Dossier, *, by: User, ground: str, exempt: bool = False, seen: int | None = None
) -> Dossier:
    """7.d: not rated this quarter; 3.3: not obliged. With the ground on which staff do so (`keep_ground`).

    3.3 by the posts as they are now: whoever works by now is obliged, whatever was settled before.
    """
    if not exempt:
        return DOSSIERS.defer.make(dossier, by=by, seen=seen, reason=ground)
    with DOSSIERS.exempt(dossier, by=by, seen=seen, reason=ground) as dossier:
        dossier.tell(**renew_cases(dossier))
    return dossier


def end(
    dossier: Dossier, *, departure: str, on: date, document: str, by: User, seen: int | None = None
) -> Dossier:
    """7.e: retired, died, resigned or left the province's management by the evaluation date: no rating, and on no list.

    Who left later is rated for this quarter still (open-questions 26); of the dead nobody is, nor of whoever the centre manages
    by now, whom the province rates no more (open-questions 13).
    """
    ground = f"{Departure(departure).label} từ ngày {on:%d/%m/%Y} ({document})."
    with DOSSIERS.end(dossier, by=by, seen=seen, reason=ground) as dossier:
        if (began := _post_began(dossier)) and on < began:
            told = f"Từ ngày {on:%d/%m/%Y}, trước ngày giữ chức vụ gần nhất ({began:%d/%m/%Y}): không thể như vậy."
            raise Refused([owed("ended-earlier", "7.e", told)])
        last, why = _last_day(dossier, departure)
        if on > last:
            raise Refused(
                [owed("ended-later", "7.e", f"Từ ngày {on:%d/%m/%Y}, sau ngày {last:%d/%m/%Y}: {why}.")]
            )
    return dossier


def _post_began(dossier: Dossier) -> date | None:
    """The first day of the main post held last: nobody left before it."""
    posts = dossier.cadre.appointments.filter(is_main=True).order_by("-valid_from")
    return posts.values_list("valid_from", flat=True).first()


def _last_day(dossier: Dossier, departure: str) -> tuple[date, str]:
    """Until which day somebody may have left, and why not later."""
    day, ahead = evaluation_date(dossier.period.quarter), "không thể ở tương lai"
    if departure == Departure.DIED:
        return clock.today(), ahead
    if departure == Departure.LEFT and dossier.cadre.is_central:
        return max(clock.today(), day), ahead
    return day, "quý này vẫn đánh giá, xếp loại"


def see_result(dossier: Dossier, *, by: User) -> Dossier:
    """Bước 6: the person says that they have seen their result, once; that stays, and whoever published it is told when.

    It is an act of theirs and not the opening of the page: pages are fetched ahead by browsers and by whatever checks links in
    mail, and time for a petition runs for whoever was told.
    """
    with DOSSIERS.see_result(dossier, by=by) as dossier:
        if seen_at(dossier):
            raise AlreadySeen
    return dossier


def make_each(move: Move, dossiers: DossierQuerySet, *, by: User) -> tuple[list[Dossier], list[Dossier]]:
    """A move of many dossiers as one act: those of whom it was made, and those whom a gate holds back.

    Of whom it is refused, nobody else is held up.
    """
    moved, held_back = [], []
    with together():
        for dossier in with_petitions(dossiers.locked().select_related(*Dossier.HELD_WITH)):
            try:
                moved.append(move.make(dossier, by=by, held=True))
            except Refused:
                held_back.append(dossier)
            except (Refusal, NoRight):
                continue
    return moved, held_back


def keep_ground(made: Sequence[Made]) -> None:
    """After a dossier was set aside, or came back: its ground stands with it for as long as it is.

    Of somebody reopened before, the decision stays in force: only a new one replaces it, and that staff do not take
    (open-questions 29).
    """
    for one in made:
        if one.arrived and (one.row.is_set_aside or one.entry.came_from in SET_ASIDE):
            one.row.side_ground = one.entry.reason if one.row.is_set_aside else ""
            one.row.save(update_fields=["side_ground"])


def bear_on_later(made: Sequence[Made]) -> None:
    """7.d, after a dossier was set aside, or came back: what is stored of the person's later quarters, anew."""
    for one in made:
        if one.arrived and (one.row.is_set_aside or one.entry.came_from in SET_ASIDE):
            later = (
                Dossier.objects.filter(cadre=one.row.cadre_id).since(one.row.period).exclude(pk=one.row.pk)
            )
            refresh_each(later.exclude(stage__in=AFTER_DECISION).locked())


def end_exceptions(made: Sequence[Made]) -> None:
    """After dossiers were archived: what single persons were shown of them ends."""
    if archived := [one.row.pk for one in made if one.move is DOSSIERS.archive]:
        DossierUserObjectPermission.objects.filter(content_object__in=archived).delete()


def share(dossier: Dossier, person: User, *, by: User, reason: str) -> Dossier:
    """Let one person read one dossier (an inspector, another post's unit): the exception, not the rule."""
    with DOSSIERS.share(dossier, by=by, reason=reason) as dossier:
        if not person.is_active or any(held.duty == Duty.SYSTEM_ADMIN for held in held_by(person)):
            raise NotToBeShared(person)
        if DossierUserObjectPermission.objects.filter(content_object=dossier, user=person).exists():
            raise AlreadyShared(person)
        assign_perm("view_dossier", person, dossier)
        dossier.tell(person=str(person))
    return dossier


def unshare(dossier: Dossier, person: User, *, by: User) -> Dossier:
    """Withdraw what `share` gave."""
    with DOSSIERS.unshare(dossier, by=by) as dossier:
        remove_perm("view_dossier", person, dossier)
        dossier.tell(person=str(person))
    return dossier
