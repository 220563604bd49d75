"""Several moves as one act, and a row that is held: what is undone, what follows once, what is locked in which order."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.machine import Machine, Move, OutOfTurn, Refused, hold, lock, together
from cadres.mandates import Everybody
from cadres.models import project
from evaluation.core import permissions
from evaluation.models import Dossier, DossierEntry, Excuse, Plan
from regulation.findings import Ground
from regulation.vocabulary import Level
from tests.factories import DossierFactory, PlanTaskFactory, a_ward

pytestmark = pytest.mark.django_db

MISSING = Ground("missing", "B1", Level.PROVINCE, "Chưa đủ").block("Kế hoạch chưa đủ.", "Bổ sung.")


def closed(row):
    yield MISSING


class Plans(Machine):
    edit = Move("Sửa", ("draft",), permissions.SUBJECT)
    hand_in = Move("Nộp", ("draft",), permissions.SUBJECT, "submitted")
    stuck = Move("Kẹt", ("draft", "submitted"), permissions.SUBJECT, "submitted", gates=(closed,))


class Dossiers(Machine):
    begin = Move("Bắt đầu", ("planning",), permissions.SUBJECT, "working")


@pytest.fixture
def followed():
    """Two machines that tell what followed: one list a time, of (machine, deeds)."""
    plans, dossiers, seen = Plans(), Dossiers(), []
    for name, machine in (("plans", plans), ("dossiers", dossiers)):
        machine.after(lambda made, name=name: seen.append((name, [one.entry.deed for one in made])))
    return plans, dossiers, seen


@pytest.fixture
def rows():
    unit = a_ward().division
    return [DossierFactory(unit=unit).plan for _ in range(3)]


def stages():
    return list(Plan.objects.order_by("pk").values_list("stage", flat=True))


# --- as one act ------------------------------------------------------------------------------------------------------


def test_a_refusal_in_the_middle_leaves_nothing_and_nothing_follows(followed, rows):
    plans, _, seen = followed

    @together()
    def act():
        plans.hand_in.make(rows[0], by=None)
        plans.stuck.make(rows[1], by=None)
        plans.hand_in.make(rows[2], by=None)

    with pytest.raises(Refused):
        act()
    assert [stages(), DossierEntry.objects.count(), seen] == [["draft"] * 3, 0, []]


def test_a_move_that_an_effect_makes_is_followed_too(followed, rows):
    plans, dossiers, seen = followed
    plans.after(lambda made: [dossiers.begin.make(one.row.dossier, by=None) for one in made])
    with together():
        plans.hand_in.make(rows[0], by=None)
    assert seen == [("plans", ["hand_in"]), ("dossiers", ["begin"])]


def test_what_is_made_after_a_failed_act_is_followed_by_itself(followed, rows):
    plans, _, seen = followed

    @together()
    def act():
        plans.hand_in.make(rows[0], by=None)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    plans.hand_in.make(rows[1], by=None)
    assert [seen, stages()] == [[("plans", ["hand_in"])], ["draft", "submitted", "draft"]]


def test_a_refusal_that_is_caught_within_the_act_takes_only_its_own_with_it(followed, rows):
    plans, _, seen = followed
    with together():
        plans.edit.make(rows[0], by=None)
        with pytest.raises(Refused):
            plans.stuck.make(rows[0], by=None)
        plans.hand_in.make(rows[1], by=None)
    assert [stages(), seen] == [["draft", "submitted", "draft"], [("plans", ["edit", "hand_in"])]]


def test_moves_of_two_machines_are_followed_machine_by_machine_in_the_order_of_their_first(followed, rows):
    plans, dossiers, seen = followed
    with together():
        dossiers.begin.make(rows[0].dossier, by=None)
        plans.hand_in.make(rows[0], by=None)
        dossiers.begin.make(rows[1].dossier, by=None)
        assert seen == []
    assert seen == [("dossiers", ["begin", "begin"]), ("plans", ["hand_in"])]


def test_an_act_within_an_act_is_followed_at_its_own_end_and_not_again(followed, rows):
    plans, _, seen = followed
    with together():
        plans.hand_in.make(rows[0], by=None)
        with together():
            plans.edit.make(rows[1], by=None)
            plans.hand_in.make(rows[1], by=None)
        assert seen == [("plans", ["edit", "hand_in"])]
        plans.edit.make(rows[2], by=None)
    assert seen == [("plans", ["edit", "hand_in"]), ("plans", ["hand_in", "edit"])]


def test_an_act_of_nothing_is_followed_by_nothing(followed):
    with together():
        pass
    assert followed[2] == []


def test_what_follows_falls_with_the_whole_act(rows):
    plans = Plans()
    plans.after(lambda made: 1 / 0)

    @together()
    def act():
        plans.hand_in.make(rows[0], by=None)
        plans.hand_in.make(rows[1], by=None)

    with pytest.raises(ZeroDivisionError):
        act()
    assert [stages(), DossierEntry.objects.count()] == [["draft"] * 3, 0]


def test_a_move_alone_is_followed_at_once_by_every_effect_in_turn(rows):
    plans, seen = Plans(), []
    plans.after(lambda made: seen.append("first"))
    plans.after(lambda made: seen.append("second"))
    plans.edit.make(rows[0], by=None)
    assert seen == ["first", "second"]


# --- held ------------------------------------------------------------------------------------------------------------


def test_a_row_is_held_after_what_it_is_about_and_comes_with_it():
    task = PlanTaskFactory()
    excuse = Excuse.objects.create(task=task, ground="Bão", put_forward_at="2026-12-20T00:00Z")
    Dossier.objects.update(late_reason="ốm")
    with CaptureQueriesContext(connection) as captured:
        held = hold(excuse)
    tables = [query["sql"].split(' FROM "')[1].split('"')[0] for query in captured]
    assert tables == ["evaluation_dossier"] * 2 + ["evaluation_excuse"] * 2  # each is locked, then read
    with CaptureQueriesContext(connection) as captured:
        assert [held.matter.late_reason, held.matter.cadre.full_name] == [
            "ốm",
            task.plan.dossier.cadre.full_name,
        ]
    assert len(captured) == 0


def test_a_row_about_itself_is_held_once(django_assert_num_queries):
    dossier = DossierFactory()
    with django_assert_num_queries(2):  # locked, then read with what is joined
        held = hold(dossier)
    assert [held == dossier, held is dossier] == [True, False]


def test_a_lock_reads_with_the_row_what_rights_ask_of_it(django_assert_num_queries):
    dossier = Dossier.objects.get(pk=DossierFactory().pk)
    with django_assert_num_queries(2):
        locked = lock(dossier)
        named = [locked.cadre.full_name, locked.unit.name, locked.managing_unit.name, locked.period.code]
    assert named == [dossier.cadre.full_name, dossier.unit.name, dossier.managing_unit.name, "2026-4"]


def test_a_projection_is_locked_as_the_row_that_it_was_made_of():
    dossier = DossierFactory(self_rating="good")
    locked = lock(project(Dossier.objects.get(), self_rating=""))
    assert [type(locked), locked.self_rating, locked == dossier] == [Dossier, "good", True]


def test_a_row_that_the_caller_holds_is_written_as_it_stands_and_not_read_again(rows):
    plans = Plans()
    row = hold(rows[0])
    Plan.objects.filter(pk=row.pk).update(late_reason="nơi khác")
    row.late_reason = "ở đây"
    made = plans.edit.make(row, by=None, held=True)
    assert [made is row, Plan.objects.get(pk=row.pk).late_reason] == [True, "ở đây"]


def test_a_row_that_nobody_holds_is_read_anew_and_the_callers_own_is_left_alone(rows):
    plans, row = Plans(), rows[0]
    row.late_reason = "chỉ trong bộ nhớ"
    made = plans.edit.make(row, by=None)
    assert [made is row, row.version, made.late_reason, made.version] == [False, 1, "", 2]


# --- what gates are asked of -----------------------------------------------------------------------------------------


class Judged(Machine):
    """Its gates are asked of a case that the machine makes."""

    def __init__(self):
        super().__init__()
        self.made = []

    def case(self, row):
        self.made.append(row.pk)
        return f"case of {row.pk}"

    asked: list = []
    ask = Move(
        "Hỏi", ("draft",), permissions.SUBJECT, gates=(lambda case: Judged.asked.append(case) or (),) * 2
    )
    free = Move("Không hỏi", ("draft",), permissions.SUBJECT)


@pytest.fixture
def judged():
    Judged.asked.clear()
    return Judged()


def test_all_gates_of_a_move_are_asked_of_one_case_that_the_machine_makes(judged, rows):
    judged.ask.make(rows[0], by=None)
    assert [judged.made, judged.asked] == [[rows[0].pk], [f"case of {rows[0].pk}"] * 2]


def test_a_case_that_is_given_is_the_one_that_is_asked(judged, rows):
    judged.ask.make(rows[0], by=None, case="ready")
    assert [judged.made, judged.asked] == [[], ["ready", "ready"]]


def test_a_move_without_gates_makes_no_case(judged, rows):
    judged.free.make(rows[0], by=None)
    assert judged.made == []


def test_a_machine_that_makes_none_asks_of_the_row_as_it_was_written(rows):
    asked = []

    class Plain(Machine):
        ask = Move("Hỏi", ("draft",), Everybody(), gates=(lambda row: asked.append(row) or (),))

    with Plain().ask(rows[0], by=None) as row:
        row.late_reason = "ốm"
    assert [asked[0] is row, asked[0].late_reason] == [True, "ốm"]


# --- the target ------------------------------------------------------------------------------------------------------


def test_a_move_whose_target_depends_on_the_row_is_never_said_to_be_done(rows):
    class Plain(Machine):
        choose = Move("Chọn", ("submitted",), Everybody(), lambda row: "draft")

    with pytest.raises(OutOfTurn) as refused:
        Plain().choose.make(rows[0], by=None)
    assert [refused.value.done, refused.value.row.pk] == [False, rows[0].pk]


def test_a_target_is_chosen_after_the_gates_and_before_the_row_arrives(rows):
    told = []

    class Plain(Machine):
        choose = Move(
            "Chọn",
            ("draft",),
            Everybody(),
            lambda row: told.append("target") or "submitted",
            gates=(lambda row: told.append("gate") or (),),
        )

        def arrive(self, row, came_from):
            told.append(f"{came_from} → {row.stage}, version {row.version}")
            row.late_reason = "đã đến"

    made = Plain().choose.make(rows[0], by=None)
    assert told == ["gate", "target", "draft → submitted, version 1"]
    assert Plan.objects.get(pk=made.pk).late_reason == "đã đến"


def test_an_edit_arrives_where_it_was(rows):
    arrived = []

    class Plain(Machine):
        edit = Move("Sửa", ("draft",), Everybody())

        def arrive(self, row, came_from):
            arrived.append((came_from, row.stage))

    Plain().edit.make(rows[0], by=None)
    assert arrived == [("draft", "draft")]


# --- rights ----------------------------------------------------------------------------------------------------------


def test_a_right_is_asked_of_the_matter_at_whatever_stage_and_open_is_right_and_turn():
    ward, plans = a_ward(), Plans()
    plan = DossierFactory(cadre=ward.cadre, unit=ward.division, plan__stage="submitted").plan
    people = (ward.subject, ward.staff)
    assert [plans.hand_in.allows(user, plan) for user in people] == [True, False]
    assert [plans.hand_in.open_to(user, plan) for user in people] == [False, False]
    plan.stage = "draft"
    assert [plans.hand_in.open_to(user, plan) for user in people] == [True, False]


def test_whoever_has_the_right_is_let_pass_and_anybody_else_told_which_they_lack():
    ward, plans = a_ward(), Plans()
    plan = DossierFactory(cadre=ward.cadre, unit=ward.division).plan
    assert plans.hand_in.demand(ward.subject, plan) is None
    with pytest.raises(PermissionDenied, match="Đồng chí không có quyền “Nộp”."):
        plans.hand_in.demand(ward.staff, plan)


def test_whoever_may_not_is_told_so_before_the_block_runs(rows):
    ran, stranger = [], a_ward().staff

    def act():
        with Plans().edit(rows[0], by=stranger):
            ran.append(1)

    with pytest.raises(PermissionDenied):
        act()
    assert ran == []


def test_holders_of_what_comes_next_are_those_of_moves_that_lead_on_and_not_of_edits():
    ward, made = a_ward(), []

    class Plain(Machine):
        hand_in = Move("Nộp", ("draft",), permissions.SUBJECT, "submitted")
        note = Move("Ghi", ("submitted",), permissions.LEADERSHIP)
        collate = Move("Tổng hợp", ("submitted",), permissions.COLLATE, "collated")
        approve = Move("Duyệt", ("collated",), permissions.LEADERSHIP, "approved")

    machine = Plain()
    machine.after(made.extend)
    machine.hand_in.make(DossierFactory(unit=ward.division).plan, by=None)
    assert made[0].holders() == {ward.staff.pk}
