"""7.b: the new unit's staff ask, the old unit speaks, and the decision waits for it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import OutOfTurn, Refused, Stale
from cadres.models import Duty
from evaluation.circumstances.actions import remarks
from evaluation.circumstances.actions.remarks import (
    AlreadyAsked,
    NotTransferred,
    Withdrawn,
    ask_remark,
    give_remark,
    withdraw_remark,
)
from evaluation.core.actions.cases import settle_cases
from evaluation.core.case import Case
from evaluation.core.gates.ratings import special_papers
from evaluation.core.models.dossiers import unasked
from evaluation.core.stages import RemarkStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Remark
from regulation.vocabulary import Cause, Leadership
from tests.evaluation.marks.marking import a_case, at, fresh
from tests.factories import AppointmentFactory, PositionFactory, UserFactory, a_ward, grant
from tests.telling import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """The deputy came from another ward on 10/11/2026."""
    case = a_case()
    case.old = a_ward(name="Phường Cũ")
    case.post.unit, case.post.valid_until = case.old.division, date(2026, 11, 9)
    case.post.save()
    case.new_post = AppointmentFactory(
        cadre=case.cadre,
        unit=case.ward,
        position=PositionFactory(name="Trưởng phòng"),
        leadership=Leadership.HEAD.value,
        valid_from=date(2026, 11, 10),
        cause=Cause.TRANSFER.value,
    )
    return case


def asked(case, **values):
    with at(12, 10):
        return ask_remark(Dossier.objects.get(), **{"by": case.staff} | values)


def given(case, **values):
    with at(12, 15):
        said = {"text": "Hoàn thành tốt", "rating": "good", "by": case.old.staff} | values
        return give_remark(Remark.objects.get(), **said)


def blocks(case):
    return [finding.code for finding in special_papers(Case(fresh(case))) if finding.blocks]


@pytest.mark.clause("7.b")
def test_asking_settles_the_case_and_addresses_the_unit_left(case):
    dossier = asked(case)
    remark = Remark.objects.get()
    assert (remark.from_unit, remark.stage, remark.version) == (case.old.ward, RemarkStage.ASKED, 1)
    assert [kept["kind"] for kept in dossier.cases] == ["transferred"]
    assert dossier.history.get().changes["old_unit"] == "Phường Cũ"


def test_asking_is_one_act_with_the_figures_that_follow_from_it(case, monkeypatch):
    def broken(dossier):
        raise RuntimeError

    monkeypatch.setattr(remarks, "refresh_figures", broken)
    with pytest.raises(RuntimeError):
        asked(case)
    assert (Remark.objects.count(), Dossier.objects.get().history.count()) == (0, 0)


@pytest.mark.clause("7.b")
def test_the_decision_is_blocked_until_the_old_unit_has_spoken(case):
    asked(case)
    assert blocks(case) == ["transferred"]
    remark = given(case, document="Văn bản số 9")
    assert blocks(case) == []
    assert (remark.stage, remark.text, remark.rating, remark.document) == (
        RemarkStage.GIVEN,
        "Hoàn thành tốt",
        "good",
        "Văn bản số 9",
    )
    assert f"{remark.given_at:%d/%m}" == "15/12"


def test_the_remark_stands_in_the_dossiers_history_without_its_words(case):
    asked(case)
    given(case)
    entry = Dossier.objects.get().history.get(deed="give")
    assert (entry.by, entry.reason, entry.changes) == (case.old.staff, "", {"old_unit": "Phường Cũ"})


@pytest.mark.parametrize("role", ["subject", "leadership", "division_leadership", "council"])
def test_only_the_new_units_staff_ask(case, role):
    with pytest.raises(PermissionDenied):
        asked(case, by=getattr(case, role))


@pytest.mark.clause("7.b")
@pytest.mark.parametrize("role", ["staff", "leadership"])
def test_staff_or_leadership_of_the_old_unit_answer(case, role):
    asked(case)
    assert given(case, by=getattr(case.old, role)).stage == RemarkStage.GIVEN


def test_nobody_else_answers_not_even_the_person_who_works_there_too(case):
    asked(case)
    grant(case.subject, Duty.ORGANISATION_STAFF, case.old.ward)
    stand_in = UserFactory()
    grant(stand_in, Duty.LEADERSHIP, case.old.ward, on_behalf_of=case.subject)
    for user in (case.staff, case.leadership, case.old.division_leadership, case.subject, stand_in):
        with pytest.raises(PermissionDenied):
            given(case, by=user)


def test_who_is_no_case_of_transfer_has_no_old_unit(case):
    case.new_post.delete()
    with pytest.raises(NotTransferred):
        asked(case)
    assert Remark.objects.count() == 0


def test_asking_twice_is_told_and_asking_again_says_what_is_missing(case):
    asked(case)
    with pytest.raises(AlreadyAsked, match="Đã đề nghị Phường Cũ nhận xét"):
        asked(case)
    given(case)
    with pytest.raises(Refused, match="cần ghi rõ điều cần bổ sung"):
        asked(case)
    asked(case, reason="Chưa có số liệu")
    remark = Remark.objects.get()
    assert (remark.stage, remark.text, remark.version) == (RemarkStage.ASKED, "Hoàn thành tốt", 3)
    assert blocks(case) == ["transferred"]


def test_another_old_unit_is_asked_afresh_once_posts_are_put_right(case):
    asked(case)
    given(case)
    right = a_ward(name="Phường Đúng")
    case.post.unit = right.ward
    case.post.save()
    asked(case)
    (wrong, remark) = Remark.objects.all()
    assert (remark.from_unit, remark.stage, remark.text) == (right.ward, RemarkStage.ASKED, "")
    assert wrong.text == "Hoàn thành tốt"
    assert blocks(case) == ["transferred"]


def test_an_open_question_to_a_unit_that_was_none_goes_with_the_right_one(case):
    asked(case)
    right = a_ward(name="Phường Đúng")
    case.post.unit = right.ward
    case.post.save()
    asked(case)
    assert [remark.from_unit for remark in Remark.objects.all()] == [right.ward]


@pytest.fixture
def twice(case):
    """From the old ward on 10/10 to another, and from there on 10/11."""
    case.between = a_ward(name="Phường Giữa")
    case.post.valid_until = date(2026, 10, 9)
    case.post.save()
    AppointmentFactory(
        cadre=case.cadre,
        unit=case.between.division,
        position=case.post.position,
        leadership=Leadership.DEPUTY.value,
        valid_from=date(2026, 10, 10),
        valid_until=date(2026, 11, 9),
        cause=Cause.TRANSFER.value,
    )
    return case


@pytest.mark.clause("7.b")
def test_of_whoever_was_transferred_twice_both_old_units_speak(twice):
    asked(twice)
    assert [one.from_unit.name for one in Remark.objects.all()] == ["Phường Cũ", "Phường Giữa"]
    first, second = Remark.objects.all()
    give_remark(first, text="Tốt", by=twice.old.staff)
    assert blocks(twice) == ["transferred"]
    give_remark(second, text="Cũng tốt", by=twice.between.staff)
    assert blocks(twice) == []


def test_a_unit_that_has_spoken_is_asked_again_alone(twice):
    asked(twice)
    first = Remark.objects.first()
    give_remark(first, text="Tốt", by=twice.old.staff)
    asked(twice, unit=twice.old.ward, reason="Thiếu số liệu")
    assert [one.stage for one in Remark.objects.all()] == [RemarkStage.ASKED] * 2
    with pytest.raises(AlreadyAsked, match="Phường Giữa"):
        asked(twice, unit=twice.between.ward, reason="Thiếu số liệu")
    with pytest.raises(NotTransferred):
        asked(twice, unit=twice.ward, reason="Thiếu số liệu")


def test_an_open_question_is_withdrawn_an_answer_is_not(case):
    asked(case)
    withdraw_remark(Dossier.objects.get(), by=case.staff)
    assert Remark.objects.count() == 0
    asked(case)
    given(case)
    with pytest.raises(Refused, match="Không có đề nghị nào đang chờ"):
        withdraw_remark(Dossier.objects.get(), by=case.staff)


def test_a_remark_needs_words_and_is_given_once(case):
    asked(case)
    with pytest.raises(Refused, match="Chưa ghi nhận xét"):
        given(case, text="  ")
    with pytest.raises(Stale):
        given(case, seen=7)
    given(case)
    with pytest.raises(OutOfTurn):
        given(case)


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.DEFERRED])
def test_a_remark_comes_before_the_decision(case, stage):
    asked(case)
    Dossier.objects.update(stage=stage)
    with pytest.raises(Refused, match="không cần nhận xét nữa"):
        given(case)


def test_whoever_works_at_the_old_unit_sees_its_remarks_and_no_others(case):
    asked(case)
    seen = {
        name: Remark.objects.visible_to(user).count()
        for name, user in (
            ("old staff", case.old.staff),
            ("old leadership", case.old.leadership),
            ("new staff", case.staff),
            ("subject", case.subject),
        )
    }
    assert seen == {"old staff": 1, "old leadership": 1, "new staff": 0, "subject": 0}


def comes_under(unit, other):
    """The unit manages nobody any more: a part of another one since."""
    unit.parent, unit.manages_cadres = other, False
    unit.save()


@pytest.mark.clause("7.b")
def test_a_unit_that_has_spoken_has_done_so_for_the_one_it_came_under(case):
    asked(case)
    given(case)
    comes_under(case.old.ward, a_ward(name="Phường Sáp nhập").ward)
    settled = settle_cases(fresh(case), by=case.staff)
    assert settled.cases[0]["from_units"][0][1] == "Phường Sáp nhập"
    assert blocks(case) == []
    assert not Dossier.objects.filter(unasked()).exists()
    with pytest.raises(Refused, match="cần ghi rõ điều cần bổ sung"):  # nobody new is asked
        asked(case)
    again = asked(case, unit=case.old.ward, reason="Thiếu số liệu")
    assert (again.history.last().changes["old_unit"], blocks(case)) == ("Phường Cũ", ["transferred"])


@pytest.mark.clause("7.b")
def test_a_question_is_answered_by_the_staff_of_the_unit_that_took_the_old_one_in(case):
    asked(case)
    merged = a_ward(name="Phường Sáp nhập")
    comes_under(case.old.ward, merged.ward)
    settle_cases(fresh(case), by=case.staff)
    assert Remark.objects.get().stage == RemarkStage.ASKED
    assert not Dossier.objects.filter(unasked()).exists()
    given(case, by=merged.staff)
    assert blocks(case) == []


@pytest.mark.clause("7.b")
def test_two_units_left_that_became_one_have_spoken_once_both_have(twice):
    asked(twice)
    first, second = Remark.objects.all()
    give_remark(first, text="Tốt", by=twice.old.staff)
    merged = a_ward(name="Phường Sáp nhập").ward
    comes_under(twice.old.ward, merged)
    comes_under(twice.between.ward, merged)
    settle_cases(fresh(twice), by=twice.staff)
    assert blocks(twice) == ["transferred"]
    give_remark(second, text="Cũng tốt", by=twice.between.staff)
    assert blocks(twice) == []


def arrived_long_ago(case):
    """The date is set right: the transfer is more than two months old."""
    case.post.valid_until, case.new_post.valid_from = date(2026, 7, 31), date(2026, 8, 1)
    case.post.save()
    case.new_post.save()


@pytest.mark.clause("7.b")
def test_with_the_date_set_right_no_old_unit_is_asked_any_more(case):
    asked(case)
    arrived_long_ago(case)
    dossier = settle_cases(Dossier.objects.get(), by=case.staff)
    assert (dossier.cases, Remark.objects.count()) == ([], 0)
    settled, withdrawn = dossier.history.order_by("-pk")[:2][::-1]
    assert (settled.deed, settled.by) == ("settle_cases", case.staff)
    assert (withdrawn.deed, withdrawn.by) == ("withdraw_remark", None)
    assert (withdrawn.changes["old_unit"], "không phải đơn vị cũ" in withdrawn.reason) == ("Phường Cũ", True)


def test_what_a_unit_has_said_stays_where_it_is_no_old_unit_any_more(case):
    asked(case)
    given(case)
    arrived_long_ago(case)
    settle_cases(Dossier.objects.get(), by=case.staff)
    assert Remark.objects.get().text == "Hoàn thành tốt"


def test_a_question_taken_back_waits_for_nobody_whoever_took_it_back(case):
    asked(case)
    assert told(case.old.staff, read_at=None)
    withdraw_remark(Dossier.objects.get(), by=case.staff)
    assert told(case.old.staff, read_at=None) == []
    asked(case)
    arrived_long_ago(case)
    settle_cases(Dossier.objects.get(), by=case.staff)
    assert told(case.old.staff, read_at=None) == []


def test_a_settled_case_alone_asks_nobody(case):
    settle_cases(case.dossier, by=case.staff)
    assert Remark.objects.count() == 0
    assert blocks(case) == ["transferred"]


def test_a_question_put_again_and_withdrawn_leaves_the_answer_that_was_given(case):
    asked(case)
    given(case)
    asked(case, reason="Chưa nêu kết quả của đề án")
    withdraw_remark(Dossier.objects.get(), by=case.staff)
    remark = Remark.objects.get()
    assert (remark.stage, remark.text) == (RemarkStage.GIVEN, "Hoàn thành tốt")


def test_what_was_withdrawn_meanwhile_is_told(case):
    asked(case)
    read = Remark.objects.get()
    withdraw_remark(Dossier.objects.get(), by=case.staff)
    with pytest.raises(Withdrawn, match="Đơn vị mới đã rút đề nghị nhận xét."):
        give_remark(read, text="Tốt", by=case.old.staff)
