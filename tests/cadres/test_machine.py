"""How any move happens: the order of refusals, the version, the history, and doing it twice."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from structlog.testing import capture_logs

from cadres.machine import (
    During,
    Machine,
    Move,
    OutOfTurn,
    ReasonOwed,
    Refused,
    Stale,
    Vanished,
    lock,
    together,
)
from cadres.models import Duty
from evaluation.core import permissions
from evaluation.models import Plan
from regulation.findings import Ground
from regulation.vocabulary import Level
from tests.factories import DossierFactory, UserFactory, a_ward, grant

pytestmark = pytest.mark.django_db

MISSING = Ground("missing", "B1", Level.PROVINCE, "Chưa đủ").block("Kế hoạch chưa đủ.", "Bổ sung.")
WARNING = Ground("late", "B1", Level.PROVINCE, "Muộn").warn("Nộp muộn.", "Giải trình.")


def closed(plan):
    yield MISSING


def warned(plan):
    yield WARNING


class Plans(Machine):
    edit = Move("Sửa", ("draft",), permissions.SUBJECT)
    hand_in = Move("Nộp", ("draft",), permissions.SUBJECT, "submitted")
    hand_in_behind_gate = Move("Nộp", ("draft",), permissions.SUBJECT, "submitted", gates=(closed, warned))
    return_ = Move("Trả lại", ("submitted",), permissions.COLLATE, "draft", owes_reason=True)
    return_behind_gate = Move(
        "Trả lại", ("submitted",), permissions.COLLATE, "draft", owes_reason=True, gates=(closed,)
    )
    collate = Move("Tổng hợp", ("submitted",), permissions.COLLATE, "collated", gates=(warned,))
    choose = Move("Chọn", ("draft",), permissions.SUBJECT, lambda plan: plan.late_reason)
    tell = Move("Nói", ("draft",), permissions.SUBJECT, told=True)
    hang = Move("Đính kèm", ("draft",), permissions.SUBJECT, apart=True)


MACHINE = Plans()


@pytest.fixture
def ward():
    return a_ward()


@pytest.fixture
def plan(ward):
    return DossierFactory(cadre=ward.cadre, unit=ward.division).plan


def entries(plan):
    return list(plan.dossier.history.order_by("pk"))


def stored(plan):
    return Plan.objects.get(pk=plan.pk)


# --- what is refused, and in which order -----------------------------------------------------------------------------


@pytest.mark.clause("2.1")
def test_right_comes_before_turn_before_version_before_reason_before_gates(plan, ward):
    behind = MACHINE.return_behind_gate
    with pytest.raises(PermissionDenied, match="Đồng chí không có quyền “Trả lại”."):
        behind.make(plan, by=ward.subject, seen=9)
    with pytest.raises(OutOfTurn):
        behind.make(plan, by=ward.staff, seen=9)
    MACHINE.hand_in.make(plan, by=ward.subject)
    with pytest.raises(Stale):
        behind.make(plan, by=ward.staff, seen=9)
    with pytest.raises(ReasonOwed, match="“Trả lại” cần ghi rõ lý do."):
        behind.make(plan, by=ward.staff, seen=2, reason=" \n ")
    with pytest.raises(Refused, match="Kế hoạch chưa đủ."):
        behind.make(plan, by=ward.staff, seen=2, reason="Thiếu nhiệm vụ")


def test_only_what_blocks_is_refused_and_it_is_named(plan, ward):
    with pytest.raises(Refused) as refused:
        MACHINE.hand_in_behind_gate.make(plan, by=ward.subject)
    assert refused.value.findings == (MISSING,)


def test_a_move_is_made_only_while_its_matter_stands_where_it_has_to(plan, ward):
    class Drafts(Machine):
        change = Move("Đổi", ("draft",), permissions.SUBJECT, during=During(("planning",), MISSING))

    machine = Drafts()
    assert machine.change.make(plan, by=ward.subject).version == 2
    type(plan.dossier).objects.update(stage="submitted")
    with pytest.raises(Refused) as refused:
        machine.change.make(plan, by=ward.subject, seen=2)
    assert [refused.value.findings, stored(plan).version] == [(MISSING,), 2]


def test_a_warning_stops_nothing(plan, ward):
    MACHINE.hand_in.make(plan, by=ward.subject)
    assert MACHINE.collate.make(plan, by=ward.staff).stage == "collated"


def test_a_refusal_undoes_what_was_written(plan, ward):
    def late():
        with MACHINE.hand_in_behind_gate(plan, by=ward.subject) as row:
            row.late_reason = "đã ghi"
            row.save()

    with pytest.raises(Refused):
        late()
    assert [stored(plan).late_reason, stored(plan).version, entries(plan)] == ["", 1, []]


def test_gates_see_what_the_move_writes(plan, ward):
    seen = []

    class Behind(Machine):
        move = Move(
            "Nộp",
            ("draft",),
            permissions.SUBJECT,
            gates=(lambda plan: seen.append(plan.late_reason) or (),),
        )

    with Behind().move(plan, by=ward.subject) as row:
        row.late_reason = "bận họp"
    assert seen == ["bận họp"]


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_a_move_writes_the_stage_the_version_and_one_line_of_history(plan, ward):
    with MACHINE.hand_in(plan, by=ward.subject, seen=1, reason="xong") as row:
        row.tell(tasks=3)
    assert [row.stage, row.version, stored(plan).stage] == ["submitted", 2, "submitted"]
    (entry,) = entries(plan)
    assert [entry.deed, entry.label, entry.by, entry.on_behalf_of] == ["hand_in", "Nộp", ward.subject, None]
    assert [entry.came_from, entry.went_to, entry.reason, entry.changes] == [
        "draft",
        "submitted",
        "xong",
        {"tasks": 3},
    ]


def test_a_move_is_told_to_the_log_by_name_row_and_doer(plan, ward, django_capture_on_commit_callbacks):
    with capture_logs() as told, django_capture_on_commit_callbacks(execute=True):
        MACHINE.hand_in.make(plan, by=ward.subject, reason="xong")
    (line,) = told
    assert line == {
        "event": "deed",
        "log_level": "info",
        "deed": "hand_in",
        "row": "evaluation.Plan",
        "pk": plan.pk,
        "user": ward.subject.pk,
    }


def test_an_edit_keeps_the_stage_and_grows_the_version(plan, ward):
    MACHINE.edit.make(plan, by=ward.subject, seen=1)
    row = MACHINE.edit.make(plan, by=ward.subject, seen=2)
    assert [row.stage, row.version, len(entries(plan))] == ["draft", 3, 2]


def test_what_is_done_apart_from_the_row_leaves_its_version_to_whoever_has_it_open(plan, ward):
    row = MACHINE.hang.make(plan, by=ward.subject, seen=1)
    assert [row.version, stored(plan).version, [entry.deed for entry in entries(plan)]] == [1, 1, ["hang"]]
    assert MACHINE.edit.make(plan, by=ward.subject, seen=1).version == 2


def test_a_target_may_depend_on_the_row(plan, ward):
    with MACHINE.choose(plan, by=ward.subject) as row:
        row.late_reason = "submitted"
    assert row.stage == "submitted"


def test_history_names_both_where_somebody_stands_in(plan, ward):
    deputy = UserFactory()
    grant(deputy, Duty.ORGANISATION_STAFF, ward.ward, on_behalf_of=ward.staff)
    MACHINE.hand_in.make(plan, by=ward.subject)
    MACHINE.collate.make(plan, by=deputy)
    entry = entries(plan)[-1]
    assert [entry.by, entry.on_behalf_of] == [deputy, ward.staff]


def test_the_calendar_needs_no_right_and_signs_nothing(plan):
    MACHINE.hand_in.make(plan, by=None)
    assert [entries(plan)[0].by, entries(plan)[0].on_behalf_of] == [None, None]


# --- twice, and at once ----------------------------------------------------------------------------------------------


def test_doing_it_twice_says_that_it_is_done(plan, ward):
    MACHINE.hand_in.make(plan, by=ward.subject)
    with pytest.raises(OutOfTurn) as refused:
        MACHINE.hand_in.make(plan, by=ward.subject)
    assert [refused.value.done, str(refused.value)] == [
        True,
        "Hiện ở bước “Đã nộp”: việc này đã được làm rồi.",
    ]
    assert len(entries(plan)) == 1


def test_a_step_that_is_not_yet_due_is_told_as_such(plan, ward):
    with pytest.raises(OutOfTurn) as refused:
        MACHINE.collate.make(plan, by=ward.staff)
    assert [refused.value.done, str(refused.value)] == [
        False,
        "Hiện ở bước “Bản nháp”: chưa đến hoặc đã qua bước “Tổng hợp”.",
    ]


def test_a_stale_page_overwrites_nothing_and_names_who_saved(plan, ward):
    MACHINE.edit.make(plan, by=ward.subject, seen=1)
    with pytest.raises(Stale) as refused:
        MACHINE.edit.make(plan, by=ward.subject, seen=1)
    assert refused.value.last == entries(plan)[0]
    assert f"({ward.subject}, sửa)" in str(refused.value)
    assert stored(plan).version == 2


def test_what_the_calendar_saved_is_named_too(plan):
    MACHINE.edit.make(plan, by=None, seen=1)
    with pytest.raises(Stale, match=r"\(Hệ thống, sửa\)"):
        MACHINE.edit.make(plan, by=None, seen=1)


def test_a_row_read_long_ago_moves_from_where_it_stands_now(plan, ward):
    old = stored(plan)
    MACHINE.hand_in.make(plan, by=ward.subject)
    assert [old.stage, MACHINE.collate.make(old, by=ward.staff).stage] == ["draft", "collated"]


def test_a_move_goes_with_the_transaction_around_it(plan, ward):
    @transaction.atomic
    def hand_in_and_fail():
        MACHINE.hand_in.make(plan, by=ward.subject)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        hand_in_and_fail()
    assert [stored(plan).stage, entries(plan)] == ["draft", []]


def test_available_are_the_moves_of_right_and_turn(plan, ward):
    assert set(MACHINE.available(plan, ward.subject)) == {
        "edit",
        "hand_in",
        "hand_in_behind_gate",
        "choose",
        "tell",
        "hang",
    }
    assert set(MACHINE.available(plan, ward.staff)) == set()
    plan = MACHINE.hand_in.make(plan, by=ward.subject)
    assert set(MACHINE.available(plan, ward.subject)) == set()
    assert set(MACHINE.available(plan, ward.staff)) == {"return", "return_behind_gate", "collate"}


# --- what is told, and what comes after ------------------------------------------------------------------------------


def test_a_move_without_a_word_about_telling_tells_nothing(plan, ward):
    """Denied by default: a new move must say so itself before the person judged reads what it wrote."""
    MACHINE.edit.make(plan, by=ward.subject)
    MACHINE.tell.make(plan, by=ward.subject)
    assert [entry.told for entry in entries(plan)] == [False, True]


def test_a_deed_may_say_less_than_its_move(plan, ward):
    with MACHINE.tell(plan, by=ward.subject) as row:
        row.hush()
    with MACHINE.tell(row, by=ward.subject):
        pass
    assert [entry.told for entry in entries(plan)] == [False, True]


def test_what_is_told_in_several_words_adds_up_and_is_told_once(plan, ward):
    with MACHINE.edit(plan, by=ward.subject) as row:
        row.tell(added=["Báo cáo"])
        row.tell(removed=["Tờ trình"])
    with MACHINE.edit(row, by=ward.subject, held=True):
        pass
    assert [entry.changes for entry in entries(plan)] == [{"added": ["Báo cáo"], "removed": ["Tờ trình"]}, {}]


def test_after_a_move_its_line_its_row_and_the_holders_of_what_comes_next_are_at_hand(plan, ward):
    machine, made = Plans(), []
    machine.after(made.extend)
    machine.edit.make(plan, by=ward.subject)
    row = machine.hand_in.make(plan, by=ward.subject)
    assert [one.entry for one in made] == entries(plan)
    assert [one.arrived for one in made] == [False, True]
    assert [made[1].row, made[1].holders()] == [row, {ward.staff.pk}]


def test_what_comes_after_falls_with_its_move(plan, ward):
    def fail(made):
        raise RuntimeError

    machine = Plans()
    machine.after(fail)
    with pytest.raises(RuntimeError):
        machine.hand_in.make(plan, by=ward.subject)
    assert [stored(plan).stage, entries(plan)] == ["draft", []]


def test_several_moves_as_one_act_are_followed_once(ward):
    plans = [DossierFactory(unit=ward.division).plan for _ in range(2)]
    machine, followed = Plans(), []
    machine.after(lambda made: followed.append([one.row.pk for one in made]))
    with together():
        for plan in plans:
            machine.hand_in.make(plan, by=None)
    assert followed == [[plan.pk for plan in plans]]


def test_a_move_is_named_by_its_attribute_even_where_that_is_a_word_of_the_language():
    assert [MACHINE.return_.name, MACHINE.moves["return"]] == ["return", MACHINE.return_]


def test_what_somebody_took_away_in_between_is_a_refusal():
    plan = DossierFactory().plan
    Plan.objects.all().delete()
    with pytest.raises(Vanished, match="không còn"):
        lock(plan)
