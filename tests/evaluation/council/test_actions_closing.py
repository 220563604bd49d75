"""Closing a session is one act: its opinions are recorded and its dossiers move on, or nothing happens."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.machine import OutOfTurn, Refused
from evaluation.core.steps import Stage
from evaluation.council.actions import close
from evaluation.council.actions.closing import NobodyHeard, NotedSince
from evaluation.models import CouncilOpinion, CouncilSession, Dossier, Policy, RatingList
from tests.evaluation.council.council_factories import a_session, all_noted, line_on, noted, seated
from tests.evaluation.lists.rated_factories import a_rated_dossier

pytestmark = pytest.mark.django_db


def stages():
    return dict(Dossier.objects.values_list("pk", "stage"))


@pytest.mark.clause("B3.1", "B5.4.2")
def test_it_records_the_opinions_and_moves_their_dossiers_to_their_list():
    world = a_session(2)
    all_noted(world, note="Thống nhất", ballots=(0, 4, 0, 0))
    session = close(world.session, by=world.staff)
    told = CouncilOpinion.objects.values_list("session", "rating", "votes_for", "note")
    assert list(told) == [(session.pk, "good", 4, "Thống nhất")] * 2
    assert set(stages().values()) == {Stage.COUNCIL}
    assert (session.stage, session.present, RatingList.objects.filter(unit=world.ward).count()) == (
        "closed",
        4,
        1,
    )


def test_whoever_has_no_opinion_waits_for_the_next_session():
    world = a_session(3)
    first, second, third = world.dossiers
    noted(world, first)
    noted(world, second, rating="", note="Chờ kết luận")
    close(world.session, by=world.staff)
    assert stages() == {first.pk: Stage.COUNCIL, second.pk: Stage.APPRAISED, third.pk: Stage.APPRAISED}
    assert (line_on(first).stage, line_on(second).stage) == ("recorded", "noted")


def test_without_a_quorum_it_is_refused_with_its_figure_and_nothing_is_recorded():
    world = a_session(2)
    all_noted(world)
    seated(world, away=["Võ Ủy Viên", str(world.council)])
    with pytest.raises(Refused) as refusal:
        close(world.session, by=world.staff)
    assert [finding.sentence for finding in refusal.value.findings] == [
        "Dự họp 2/4 thành viên: phải có ít nhất 3 (từ hai phần ba số thành viên)."
    ]
    assert (set(stages().values()), CouncilOpinion.objects.count()) == ({Stage.APPRAISED}, 0)


def test_the_quorum_is_the_rounds_value():
    world = a_session(1)
    all_noted(world)
    seated(world, away=[str(world.council)])
    Policy.objects.create(period=world.period, council_quorum="three_quarters")
    assert close(world.session, by=world.staff).present == 3


@pytest.mark.parametrize("value", ["majority", "three_quarters"])
def test_a_quorum_too_few_for_one_value_may_be_enough_for_another(value):
    world = a_session(1)
    all_noted(world)
    seated(world, by_hand=None)
    Policy.objects.create(period=world.period, council_quorum=value)
    world.session.members.filter(role="member").update(present=False)
    with pytest.raises(Refused):
        close(world.session, by=world.staff)


def test_it_names_who_presides_and_who_writes_and_both_are_there():
    world = a_session(1, led=False)
    all_noted(world)
    with pytest.raises(Refused) as refusal:
        close(world.session, by=world.staff)
    assert [finding.sentence for finding in refusal.value.findings] == [
        "Chủ trì: chưa chọn trong các thành viên.",
        "Thư ký: chưa chọn trong các thành viên.",
    ]
    seated(
        world, roles={"chair": world.session.members.first().pk, "secretary": world.session.members.last().pk}
    )
    seated(world, away=["Võ Ủy Viên"])
    with pytest.raises(Refused, match="Thư ký: đồng chí Võ Ủy Viên vắng mặt."):
        close(world.session, by=world.staff)


def test_ballots_counted_before_somebody_left_are_met_again():
    world = a_session(1)
    all_noted(world, ballots=(0, 4, 0, 0))
    seated(world, away=["Võ Ủy Viên"])
    with pytest.raises(Refused, match="4 phiếu, nhiều hơn 3 thành viên dự họp"):
        close(world.session, by=world.staff)


def test_a_session_that_heard_nobody_is_not_closed():
    world = a_session(1)
    with pytest.raises(NobodyHeard):
        close(world.session, by=world.staff)
    assert CouncilSession.objects.get().stage == "held"


def test_names_stay_as_they_were_on_that_day():
    world = a_session(1)
    all_noted(world)
    type(world.council).objects.filter(pk=world.council.pk).update(full_name="Tên Khi Họp")
    session = close(world.session, by=world.staff)
    dossier = world.dossiers[0]
    type(world.council).objects.filter(pk=world.council.pk).update(full_name="Tên Về Sau")
    type(dossier.cadre).objects.filter(pk=dossier.cadre_id).update(full_name="Họ Tên Khác")
    line = line_on(dossier)
    assert session.members.get(user=world.council).name == "Tên Khi Họp"
    assert (line.name, line.unit_name, line.appraisal_rating) == (
        "Nguyễn Văn 00",
        str(world.division),
        "good",
    )


def test_the_closers_own_row_waits_for_another_to_close():
    world = a_session(1)
    own = a_rated_dossier(world.division, stage=Stage.APPRAISED, cadre__user=world.council)
    noted(world, own, rating="completed")
    noted(world, world.dossiers[0])
    close(world.session, by=world.council)
    assert (stages()[own.pk], line_on(own).stage) == (Stage.APPRAISED, "noted")


def test_what_somebody_noted_after_the_closer_looked_is_told_before_anything_happens():
    world = a_session(2)
    first, second = world.dossiers
    seen = {first.pk: noted(world, first).version}
    noted(world, second)
    with pytest.raises(NotedSince, match="Nguyễn Văn 01"):
        close(world.session, by=world.staff, lines=seen)
    seen |= {second.pk: 1}
    noted(world, first, rating="completed")
    with pytest.raises(NotedSince, match="Nguyễn Văn 00"):
        close(world.session, by=world.staff, lines=seen)
    assert set(stages().values()) == {Stage.APPRAISED}
    close(world.session, by=world.staff, lines=seen | {first.pk: 2})
    assert set(stages().values()) == {Stage.COUNCIL}


def test_closed_twice_the_second_is_told_that_it_is_done():
    world = a_session(1)
    all_noted(world)
    close(world.session, by=world.staff)
    with pytest.raises(OutOfTurn, match="việc này đã được làm rồi"):
        close(world.session, by=world.council)
    assert CouncilOpinion.objects.count() == 1


def test_only_whoever_holds_the_council_closes_it():
    world = a_session(1)
    all_noted(world)
    for by in (world.leadership, a_session(0).staff):
        with pytest.raises(PermissionDenied):
            close(world.session, by=by)


@pytest.mark.usefixtures("begun")
def test_reading_does_not_grow_with_the_people():
    assert reads(2) == reads(10)


def reads(count):
    world = a_session(count)
    all_noted(world)
    with CaptureQueriesContext(connection) as queries:
        close(world.session, by=world.staff)
    return sum(1 for query in queries if query["sql"].startswith("SELECT"))
