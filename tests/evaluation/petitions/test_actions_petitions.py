"""Open-questions 20: who objects until when, who answers, what an answer does, and that the archive waits for it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.machine import OutOfTurn, ReasonOwed, Refused, Stale
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.deeds import actions as deeds
from evaluation.models import Dossier, Petition, Policy
from evaluation.petitions import actions
from tests.evaluation.petitions.objecting import (
    LAST,
    OVER,
    TEXT,
    a_published_result,
    decides,
    objects,
    on,
    stored,
)
from tests.factories import DossierFactory, UserFactory, grant
from tests.telling import told

pytestmark = pytest.mark.django_db

WHY = "Tập thể đã xem lại minh chứng, thống nhất như trước."


@pytest.fixture(params=[False, True], ids=["3.2", "3.1"])
def world(request):
    return a_published_result(provincial=request.param)


@pytest.fixture
def ward():
    return a_published_result()


def test_the_person_objects_and_the_level_that_decided_is_told_with_a_term(world):
    row = objects(world)
    assert (row.stage, row.text, f"{row.due_at:%Y-%m-%d %H:%M %z}") == (
        "waiting",
        TEXT,
        "2027-01-14 00:00 +0700",
    )
    waits = f"Trả lời kiến nghị: có đồng chí đang chờ · {stored(world).managing_unit} · {world.period}"
    assert [waits in told(user) for user in (world.decider, world.subject, world.staff)] == [
        True,
        False,
        False,
    ]
    entry = stored(world).history.last()
    assert (entry.deed, entry.by, entry.changes) == ("put", world.subject, {"petition": TEXT})


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [(LAST, ""), (OVER, "Đã hết thời hạn kiến nghị (hết thứ Hai, 04/01/2027).")],
)
def test_a_petition_is_put_within_five_working_days_after_the_day_of_publication(ward, moment, sentence):
    try:
        objects(ward, moment)
        found = ""
    except Refused as refusal:
        found = str(refusal)
    assert (found, Petition.objects.count()) == (sentence, int(not sentence))


def test_the_province_sets_the_days_or_that_nobody_objects(ward):
    policy = Policy.objects.create(period=ward.period, petition_days=1, petition_answer_days=2)
    with pytest.raises(Refused, match="hết thứ Ba, 29/12/2026"):
        objects(ward)
    Policy.objects.filter(pk=policy.pk).update(petitions=False)
    with pytest.raises(Refused, match="tỉnh không nhận kiến nghị"):
        objects(ward)
    Policy.objects.filter(pk=policy.pk).update(petitions=True, petition_days=5)
    assert f"{objects(ward).due_at:%d/%m/%Y}" == "02/01/2027"


def test_nobody_objects_before_the_result_is_published_nor_while_it_is_looked_at_again(ward):
    for stage in (Stage.DECIDED, Stage.COUNCIL):
        Dossier.objects.update(stage=stage)
        with pytest.raises(Refused, match="chưa được công bố, hoặc hồ sơ đang được xem xét lại"):
            objects(ward)


def test_of_one_decision_one_petition_is_answered_but_one_taken_back_was_none(ward):
    row = objects(ward)
    with pytest.raises(actions.AlreadyPut, match="chờ trả lời"):
        objects(ward)
    with on("2026-12-30 10:00"):
        actions.withdraw(row, by=ward.subject)
    again = objects(ward, "2026-12-31 09:00")
    with on("2027-01-04 09:00"):
        actions.uphold(again, by=ward.leadership, reason=WHY)
    with pytest.raises(actions.AlreadyPut, match="giữ nguyên kết quả"):
        objects(ward, "2027-01-04 10:00")
    assert list(Petition.objects.order_by("pk").values_list("stage", flat=True)) == ["withdrawn", "upheld"]


def test_no_colleague_and_no_deputy_objects_for_the_person(ward):
    deputy = UserFactory()
    grant(deputy, "leadership", ward.ward, on_behalf_of=ward.subject)
    for user in (ward.leadership, ward.staff, deputy):
        with pytest.raises(PermissionDenied), on("2026-12-30 09:00"):
            actions.put(stored(ward), text=TEXT, by=user)


def test_a_result_that_stands_is_answered_with_its_reason_and_the_person_hears_it(world):
    row = objects(world)
    with on("2027-01-06 09:00"):
        with pytest.raises(ReasonOwed):
            actions.uphold(row, by=world.decider, reason=" ")
        row = actions.uphold(row, by=world.decider, reason=WHY)
    assert (row.stage, row.answer, row.is_overdue, stored(world).stage) == ("upheld", WHY, False, "published")
    assert told(world.subject)[-1] == (
        f"Kiến nghị về kết quả xếp loại {world.period} đã được trả lời: giữ nguyên kết quả"
    )
    with pytest.raises(OutOfTurn):
        actions.take_up(row, by=world.decider, reason=WHY)


def test_whoever_was_judged_answers_nothing_of_theirs_whatever_they_hold(ward):
    row = objects(ward)
    grant(ward.subject, "leadership", ward.ward)
    ward.subject.__dict__.pop("_held", None)
    for deed in (actions.uphold, actions.take_up):
        with pytest.raises(PermissionDenied):
            deed(row, by=ward.subject, reason=WHY)


def test_an_answer_to_what_was_taken_back_meanwhile_is_refused(ward):
    row = objects(ward)
    actions.withdraw(row, by=ward.subject)
    with pytest.raises((OutOfTurn, Stale)):
        actions.uphold(row, by=ward.leadership, reason=WHY, seen=1)


def test_taking_it_up_reopens_the_dossier_by_the_same_act(world):
    row = objects(world)
    with on("2027-01-06 09:00"):
        row = actions.take_up(row, by=world.decider, reason="Có minh chứng mới")
    dossier = stored(world)
    assert (row.stage, row.answer, dossier.is_decided, dossier.decided_rating) == (
        "reopened",
        "Có minh chứng mới",
        False,
        "",
    )
    lines = list(dossier.history.order_by("pk").values_list("deed", "reason"))[-2:]
    reopening = "reopen_at_province" if dossier.is_provincial else "reopen"
    assert lines == [("take_up", "Có minh chứng mới"), (reopening, "Có minh chứng mới")]
    assert told(world.subject)[-1] == f"Kết quả xếp loại {world.period} được mở lại để xem xét"


def test_a_dossier_that_cannot_be_reopened_leaves_its_petition_unanswered(ward):
    row = objects(ward)
    Dossier.objects.update(stage=Stage.COUNCIL)
    with pytest.raises(OutOfTurn):
        actions.take_up(row, by=ward.leadership, reason=WHY)
    assert Petition.objects.get().stage == "waiting"


def test_reopened_on_another_ground_what_was_objected_to_is_taken_up_with_it(world):
    objects(world)
    move = DOSSIERS.reopen_at_province if stored(world).is_provincial else DOSSIERS.reopen
    with on("2027-01-06 09:00"):
        move.make(stored(world), by=world.decider, reason="Kết luận kiểm tra")
    assert list(Petition.objects.values_list("stage", "answer")) == [("reopened", "Kết luận kiểm tra")]


def test_a_new_decision_may_be_objected_to_anew(ward):
    row = objects(ward)
    with on("2027-01-06 09:00"):
        actions.take_up(row, by=ward.leadership, reason=WHY)
    with on("2027-01-07 09:00"):
        decides(ward, "completed")
        deeds.publish(stored(ward), by=ward.leadership)
    assert objects(ward, "2027-01-11 09:00").stage == "waiting"


@pytest.mark.clause("B6.2")
def test_the_archive_waits_for_the_time_of_petitions_and_for_each_answer(ward):
    row = objects(ward)
    for moment, sentence in (
        (LAST, "còn thời hạn kiến nghị về kết quả đã công bố (hết thứ Hai, 04/01/2027)"),
        (OVER, "có kiến nghị về kết quả chưa được cấp quyết định trả lời"),
    ):
        with on(moment), pytest.raises(Refused) as refusal:
            deeds.archive(stored(ward), by=ward.staff)
        assert f"Bước 6: {sentence}" in str(refusal.value)
    with on("2027-01-06 09:00"):
        actions.uphold(row, by=ward.leadership, reason=WHY)
        deeds.archive(stored(ward), by=ward.staff)
    assert stored(ward).stage == Stage.ARCHIVED


def test_an_answer_after_its_term_is_told_as_late(ward):
    row = objects(ward)
    with on("2027-01-13 23:59"):
        before = row.is_overdue
    with on("2027-01-14 00:00"):
        after = row.is_overdue
        late = actions.uphold(row, by=ward.leadership, reason=WHY)
    assert (before, after, late.is_overdue) == (False, True, True)


def test_the_archive_of_many_asks_no_oftener_whatever_was_published_and_objected_to(ward):
    objects(ward)
    counts = []
    for number in (1, 2, 5):  # the first of a process asks for what is kept for the others
        others = a_published_result_beside(ward, number)
        with on("2027-01-20 09:00"), CaptureQueriesContext(connection) as counted:
            moved, held_back = deeds.make_each(
                DOSSIERS.archive, Dossier.objects.filter(pk__in=[*others, ward.dossier.pk]), by=ward.staff
            )
        counts.append(len(counted))
        assert ([row.pk for row in moved], [row.pk for row in held_back]) == (others, [ward.dossier.pk])
    assert counts[2] - counts[1] == 2 * 3


def a_published_result_beside(ward, number):
    rows = [
        DossierFactory(unit=ward.division, period=ward.period, stage=Stage.DECIDED, decided_rating="good")
        for _ in range(number)
    ]
    with on("2026-12-28 16:00"):
        for row in rows:
            deeds.publish(row, by=ward.leadership)
    return [row.pk for row in rows]
