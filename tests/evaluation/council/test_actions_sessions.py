"""A session is convened with the members by duty; who came, who presides and who writes is kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import OutOfTurn, ReasonOwed, Stale
from cadres.models import Duty
from config import clock
from evaluation.council.actions import cancel, close, convene, correct
from evaluation.council.actions.members import Person
from evaluation.models import CouncilLine, CouncilSession
from tests.evaluation.council.council_factories import (
    SEATED,
    a_council,
    a_session,
    all_noted,
    named,
    noted,
    seated,
)
from tests.factories import AppointmentFactory, MandateFactory, UserFactory

pytestmark = pytest.mark.django_db


def members(session):
    return list(session.members.values_list("name", "role", "present"))


@pytest.mark.clause("B3.1")
def test_whoever_holds_the_duty_over_the_unit_on_that_day_has_a_seat():
    world = a_council()
    past = {"valid_from": date(2020, 1, 1), "valid_until": date(2020, 12, 31)}
    MandateFactory(unit=world.ward, duty=Duty.COUNCIL_MEMBER, **past)
    AppointmentFactory(cadre__user=world.council, unit=world.division, position__name="Chánh Văn phòng")
    session = convene(world.ward, world.period, by=world.staff)
    assert members(session) == [(str(world.council), "member", True)]
    assert session.members.get().post == f"Chánh Văn phòng, {world.division}"


def test_a_session_that_is_held_already_is_that_session():
    world = a_council()
    first, second = (convene(world.ward, world.period, by=by) for by in (world.staff, world.council))
    assert (first, CouncilSession.objects.count(), first.history.count()) == (second, 1, 1)


def test_only_whoever_holds_the_council_convenes_it():
    world = a_council()
    for by in (world.subject, world.leadership, a_council().staff):
        with pytest.raises(PermissionDenied):
            convene(world.ward, world.period, by=by)
    assert CouncilSession.objects.count() == 0


def test_a_seat_is_whose_duty_it_is_and_whoever_stands_in_is_told_beside():
    world = a_council()
    deputy = UserFactory(full_name="Người Thay")
    MandateFactory(user=deputy, unit=world.ward, duty=Duty.COUNCIL_MEMBER, on_behalf_of=world.council)
    session = convene(world.ward, world.period, by=world.staff)
    assert list(map(str, session.members.all())) == [f"{world.council} (đồng chí Người Thay dự thay)"]


def test_where_nobody_has_the_duty_names_are_added_by_hand_and_nobody_is_stuck():
    world = a_council()
    world.council.mandates.all().delete()
    world.session = convene(world.ward, world.period, by=world.staff)
    assert world.session.members.count() == 0
    seated(world, by_hand=SEATED)
    seated(world, roles={"chair": named(world, "Trần Chủ Trì"), "secretary": named(world, "Lê Thư Ký")})
    all_noted(world)
    assert close(world.session, by=world.staff).present == 3


def test_names_added_by_hand_can_be_added_to_and_taken_away_and_keep_whether_they_came():
    world = a_session()
    seated(world, away=["Võ Ủy Viên"], by_hand=(SEATED[2], Person("Mới Đến", "")))
    names = [(name, present) for name, _, present in members(world.session)]
    assert names == [(str(world.council), True), ("Võ Ủy Viên", False), ("Mới Đến", True)]


def test_of_two_members_of_one_name_one_can_be_taken_away_and_one_have_another_post():
    world = a_session()
    one, other = (Person("Nguyễn Văn An", post) for post in ("Chánh Văn phòng", "Trưởng ban"))
    seated(world, by_hand=(*SEATED, one, other))
    seated(world, by_hand=(*SEATED, other))
    posts = world.session.members.filter(name=one.name)
    assert list(posts.values_list("post", flat=True)) == ["Trưởng ban"]
    seated(world, away=["Nguyễn Văn An"])
    seated(world, away=["Nguyễn Văn An"], by_hand=(*SEATED, other._replace(post="Phó Bí thư"), one))
    kept = [(member.post, member.present) for member in posts.order_by("order")]
    assert kept == [("Phó Bí thư", False), ("Chánh Văn phòng", True)]


def test_who_presided_and_who_wrote_do_so_again_at_the_next_session():
    world = a_session()
    all_noted(world)
    close(world.session, by=world.staff)
    again = convene(world.ward, world.period, by=world.staff)
    roles = list(again.members.exclude(role="member").order_by("role").values_list("role", "name"))
    assert roles == [("chair", "Trần Chủ Trì"), ("secretary", "Lê Thư Ký")]


def test_two_may_change_places():
    world = a_session()
    seated(world, roles={"chair": named(world, "Lê Thư Ký"), "secretary": named(world, "Trần Chủ Trì")})
    assert dict(world.session.members.exclude(role="member").values_list("role", "name")) == {
        "chair": "Lê Thư Ký",
        "secretary": "Trần Chủ Trì",
    }


def test_on_another_day_members_by_duty_are_those_of_that_day():
    world = a_session()
    yesterday = clock.today() - timedelta(days=1)
    world.council.mandates.update(valid_until=yesterday)
    later = UserFactory(full_name="Người Mới")
    MandateFactory(user=later, unit=world.ward, duty=Duty.COUNCIL_MEMBER, valid_from=clock.today())
    seated(world, held_on=yesterday)
    assert str(world.council) in {name for name, *_ in members(world.session)}
    seated(world, held_on=clock.today())
    assert {name for name, *_ in members(world.session)} >= {"Người Mới"}
    assert str(world.council) not in {name for name, *_ in members(world.session)}


def test_what_was_noted_and_not_recorded_goes_on_in_the_next_session():
    world = a_session(2)
    first, second = world.dossiers
    noted(world, first)
    noted(world, second, rating="", note="Cần làm rõ")
    close(world.session, by=world.staff)
    again = convene(world.ward, world.period, by=world.staff)
    assert list(CouncilLine.objects.filter(session=again).values_list("dossier", "note")) == [
        (second.pk, "Cần làm rõ")
    ]


def test_a_session_convened_by_mistake_is_cancelled_with_a_reason_and_what_was_noted_stays_its_own():
    world = a_session(1)
    (dossier,) = world.dossiers
    noted(world, dossier, note="Cần làm rõ")
    with pytest.raises(ReasonOwed):
        cancel(world.session, by=world.staff, reason=" ")
    session = cancel(world.session, by=world.staff, reason="Mở nhầm ngày")
    assert (session.stage, session.history.last().reason) == ("cancelled", "Mở nhầm ngày")
    again = convene(world.ward, world.period, by=world.staff)
    assert (again == session, again.lines.count(), session.lines.get().note) == (False, 0, "Cần làm rõ")
    dossier.refresh_from_db()
    assert (dossier.stage, hasattr(dossier, "council_opinion")) == ("appraised", False)


def test_in_a_cancelled_session_nothing_more_is_noted_seated_nor_closed():
    world = a_session(1)
    all_noted(world)
    cancel(world.session, by=world.staff, reason="Mở nhầm")
    for deed in (
        lambda: all_noted(world),
        lambda: deed_with(world),
        lambda: close(world.session, by=world.staff),
    ):
        with pytest.raises(OutOfTurn, match="(?i)đã hủy"):
            deed()


def test_a_session_that_is_over_is_not_cancelled():
    world = a_session(1)
    all_noted(world)
    close(world.session, by=world.staff)
    with pytest.raises(OutOfTurn):
        cancel(world.session, by=world.staff, reason="Mở nhầm")


def test_attendance_kept_on_an_older_page_is_refused():
    world = a_session()
    with pytest.raises(Stale):
        deed_with(world, seen=1)


def deed_with(world, **given):
    from evaluation.council.actions import seat

    head = {"held_on": world.session.held_on, "place": "", "minutes_number": ""}
    return seat(world.session, head, present=[], roles={}, by=world.staff, **given)


def test_the_head_of_closed_minutes_is_set_right_with_a_reason_and_nothing_else_is():
    world = a_session()
    all_noted(world)
    session = close(world.session, by=world.staff)
    head = {"held_on": session.held_on, "place": "", "minutes_number": "09-BB"}
    with pytest.raises(ReasonOwed):
        correct(session, head, by=world.staff, reason=" ")
    assert correct(session, head, by=world.staff, reason="Ghi sót số").minutes_number == "09-BB"
    entry = session.history.last()
    assert (entry.deed, entry.reason, entry.changes) == (
        "correct",
        "Ghi sót số",
        {"minutes_number": ["", "09-BB"]},
    )
    with pytest.raises(OutOfTurn):
        deed_with(world)


def test_a_session_that_is_held_has_no_minutes_to_correct():
    world = a_session()
    head = {"held_on": world.session.held_on, "place": "", "minutes_number": "1"}
    with pytest.raises(OutOfTurn):
        correct(world.session, head, by=world.staff, reason="x")
