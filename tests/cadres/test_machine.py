"""How any move happens: the order of refusals, the version, the history, and doing it twice."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from cadres.machine import Machine, Move, OutOfTurn, ReasonOwed, Refused, Stale
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


HAND_IN = Move("Nộp", ("draft",), permissions.SUBJECT, "submitted")
COLLATE = Move("Tổng hợp", ("submitted",), permissions.COLLATE, "collated", gates=(warned,))
MACHINE = Machine(
    {
        "edit": Move("Sửa", ("draft",), permissions.SUBJECT),
        "hand_in": HAND_IN,
        "hand_in_behind_gate": replace(HAND_IN, gates=(closed, warned)),
        "hand_back": Move("Trả lại", ("submitted",), permissions.COLLATE, "draft", owes_reason=True),
        "collate": COLLATE,
        "choose": Move("Chọn", ("draft",), permissions.SUBJECT, lambda plan: plan.late_reason),
    }
)


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
    behind = Machine({"move": replace(MACHINE.moves["hand_back"], gates=(closed,))})
    with pytest.raises(PermissionDenied, match="Đồng chí không có quyền “Trả lại”."):
        behind.perform("move", plan, by=ward.subject, seen=9)
    with pytest.raises(OutOfTurn):
        behind.perform("move", plan, by=ward.staff, seen=9)
    MACHINE.perform("hand_in", plan, by=ward.subject)
    with pytest.raises(Stale):
        behind.perform("move", plan, by=ward.staff, seen=9)
    with pytest.raises(ReasonOwed, match="“Trả lại” cần ghi rõ lý do."):
        behind.perform("move", plan, by=ward.staff, seen=2, reason=" \n ")
    with pytest.raises(Refused, match="Kế hoạch chưa đủ."):
        behind.perform("move", plan, by=ward.staff, seen=2, reason="Thiếu nhiệm vụ")


def test_only_what_blocks_is_refused_and_it_is_named(plan, ward):
    with pytest.raises(Refused) as refused:
        MACHINE.perform("hand_in_behind_gate", plan, by=ward.subject)
    assert refused.value.findings == (MISSING,)


def test_a_warning_stops_nothing(plan, ward):
    MACHINE.perform("hand_in", plan, by=ward.subject)
    assert MACHINE.perform("collate", plan, by=ward.staff).stage == "collated"


def test_a_refusal_undoes_what_was_written(plan, ward):
    def write(plan):
        plan.late_reason = "đã ghi"
        plan.save()
        return {"late_reason": "đã ghi"}

    with pytest.raises(Refused):
        MACHINE.perform("hand_in_behind_gate", plan, by=ward.subject, write=write)
    assert [stored(plan).late_reason, stored(plan).version, entries(plan)] == ["", 1, []]


def test_gates_see_what_the_move_writes(plan, ward):
    seen = []
    machine = Machine({"move": replace(HAND_IN, gates=(lambda plan: seen.append(plan.late_reason) or (),))})

    def write(plan):
        plan.late_reason = "bận họp"

    machine.perform("move", plan, by=ward.subject, write=write)
    assert seen == ["bận họp"]


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_a_move_writes_the_stage_the_version_and_one_line_of_history(plan, ward):
    row = MACHINE.perform(
        "hand_in", plan, by=ward.subject, seen=1, reason="xong", write=lambda plan: {"tasks": 3}
    )
    assert [row.stage, row.version, stored(plan).stage] == ["submitted", 2, "submitted"]
    (entry,) = entries(plan)
    assert [entry.deed, entry.label, entry.by, entry.on_behalf_of] == ["hand_in", "Nộp", ward.subject, None]
    assert [entry.came_from, entry.went_to, entry.reason, entry.changes] == [
        "draft",
        "submitted",
        "xong",
        {"tasks": 3},
    ]


def test_an_edit_keeps_the_stage_and_grows_the_version(plan, ward):
    MACHINE.perform("edit", plan, by=ward.subject, seen=1)
    row = MACHINE.perform("edit", plan, by=ward.subject, seen=2)
    assert [row.stage, row.version, len(entries(plan))] == ["draft", 3, 2]


def test_a_target_may_depend_on_the_row(plan, ward):
    def write(plan):
        plan.late_reason = "submitted"

    assert MACHINE.perform("choose", plan, by=ward.subject, write=write).stage == "submitted"


def test_history_names_both_where_somebody_stands_in(plan, ward):
    deputy = UserFactory()
    grant(deputy, Duty.ORGANISATION_STAFF, ward.ward, on_behalf_of=ward.staff)
    MACHINE.perform("hand_in", plan, by=ward.subject)
    MACHINE.perform("collate", plan, by=deputy)
    entry = entries(plan)[-1]
    assert [entry.by, entry.on_behalf_of] == [deputy, ward.staff]


def test_the_calendar_needs_no_right_and_signs_nothing(plan):
    MACHINE.perform("hand_in", plan, by=None)
    assert [entries(plan)[0].by, entries(plan)[0].on_behalf_of] == [None, None]


# --- twice, and at once ----------------------------------------------------------------------------------------------


def test_doing_it_twice_says_that_it_is_done(plan, ward):
    MACHINE.perform("hand_in", plan, by=ward.subject)
    with pytest.raises(OutOfTurn) as refused:
        MACHINE.perform("hand_in", plan, by=ward.subject)
    assert [refused.value.done, str(refused.value)] == [
        True,
        "Hiện ở bước “Đã nộp”: việc này đã được làm rồi.",
    ]
    assert len(entries(plan)) == 1


def test_a_step_that_is_not_yet_due_is_told_as_such(plan, ward):
    with pytest.raises(OutOfTurn) as refused:
        MACHINE.perform("collate", plan, by=ward.staff)
    assert [refused.value.done, str(refused.value)] == [
        False,
        "Hiện ở bước “Bản nháp”: chưa đến hoặc đã qua bước “Tổng hợp”.",
    ]


def test_a_stale_page_overwrites_nothing_and_names_who_saved(plan, ward):
    MACHINE.perform("edit", plan, by=ward.subject, seen=1)
    with pytest.raises(Stale) as refused:
        MACHINE.perform("edit", plan, by=ward.subject, seen=1)
    assert refused.value.last == entries(plan)[0]
    assert f"({ward.subject}, sửa)" in str(refused.value)
    assert stored(plan).version == 2


def test_what_the_calendar_saved_is_named_too(plan):
    MACHINE.perform("edit", plan, by=None, seen=1)
    with pytest.raises(Stale, match=r"\(Hệ thống, sửa\)"):
        MACHINE.perform("edit", plan, by=None, seen=1)


def test_a_row_read_long_ago_moves_from_where_it_stands_now(plan, ward):
    old = stored(plan)
    MACHINE.perform("hand_in", plan, by=ward.subject)
    assert [old.stage, MACHINE.perform("collate", old, by=ward.staff).stage] == ["draft", "collated"]


def test_a_move_goes_with_the_transaction_around_it(plan, ward):
    @transaction.atomic
    def hand_in_and_fail():
        MACHINE.perform("hand_in", plan, by=ward.subject)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        hand_in_and_fail()
    assert [stored(plan).stage, entries(plan)] == ["draft", []]


def test_available_are_the_moves_of_right_and_turn(plan, ward):
    assert set(MACHINE.available(plan, ward.subject)) == {"edit", "hand_in", "hand_in_behind_gate", "choose"}
    assert set(MACHINE.available(plan, ward.staff)) == set()
    plan = MACHINE.perform("hand_in", plan, by=ward.subject)
    assert set(MACHINE.available(plan, ward.subject)) == set()
    assert set(MACHINE.available(plan, ward.staff)) == {"hand_back", "collate"}
