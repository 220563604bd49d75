"""What every row with a life of its own has: what it is about, where its history is kept, and what is told of a move."""

from datetime import UTC, datetime

import pytest

from cadres.machine import record
from config import clock
from evaluation.models import Dossier, DossierEntry, Excuse, Plan, PlanAmendment, Remark
from tests.factories import DossierFactory, PlanTaskFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def task():
    return PlanTaskFactory()


def rows_about(task):
    """One of each kind that is about the task's dossier, the dossier itself first."""
    plan = task.plan
    return {
        "dossier": plan.dossier,
        "plan": plan,
        "amendment": PlanAmendment(plan=plan, kind="withdraw", task=task, proposed_at="2026-10-01"),
        "excuse": Excuse(task=task, put_forward_at="2026-12-01"),
    }


@pytest.mark.parametrize("kind", ["dossier", "plan", "amendment", "excuse"])
def test_rights_are_asked_of_the_dossier_and_history_is_kept_with_it(task, kind):
    row, dossier = rows_about(task)[kind], task.plan.dossier
    assert row.matter == dossier
    record(row, "edit", "Sửa", by=None)
    assert [entry.dossier for entry in DossierEntry.objects.all()] == [dossier]


def test_a_row_may_be_its_own_matter_and_keep_its_history_elsewhere(task):
    """A remark is the old unit's to give, and told with the dossier."""
    remark = Remark(dossier=task.plan.dossier, from_unit=UnitFactory(), asked_at="2026-12-01")
    assert remark.matter is remark
    record(remark, "give", "Gửi nhận xét", by=None)
    assert [entry.dossier for entry in DossierEntry.objects.all()] == [task.plan.dossier]


@pytest.mark.parametrize(
    ("row", "label"),
    [(Dossier(stage="council"), "Hội đồng đã có ý kiến"), (Plan(stage="collated"), "Đã tổng hợp")],
)
def test_a_stage_is_named_as_its_own_kind_names_it(row, label):
    assert row.stage_label == label


def test_a_new_row_is_of_the_first_version():
    assert [Dossier().version, Excuse().version] == [1, 1]


# --- what is told ----------------------------------------------------------------------------------------------------


def test_words_add_up_and_the_last_word_on_a_thing_counts():
    plan = Plan()
    plan.tell(added=["Một"], receipt="1")
    plan.tell(added=["Hai"])
    plan.tell()
    assert plan.take_told() == {"added": ["Hai"], "receipt": "1"}


def test_what_was_taken_is_told_no_more_and_the_next_begins_anew():
    plan = Plan()
    plan.tell(added=["Một"])
    plan.hush()
    assert [plan.take_told(), plan.hushed, plan.take_told()] == [{"added": ["Một"]}, False, {}]


def test_what_one_row_tells_or_hushes_is_none_of_anothers():
    one, other = Plan(), Plan()
    one.tell(added=["Một"])
    one.hush()
    assert [other.take_told(), other.hushed, Plan.hushed] == [{}, False, False]


# --- lines of history ------------------------------------------------------------------------------------------------


def test_a_line_says_when_who_what_from_where_and_why():
    dossier, person, behalf = DossierFactory(stage="submitted"), UserFactory(), UserFactory()
    noon = datetime(2026, 12, 20, 5, tzinfo=UTC)
    said = {"came_from": "self_assessment", "reason": "Đủ", "changes": {"receipt": "1"}, "told": True}
    with clock.held(noon):
        record(dossier, "submit", "Nộp", by=person, behalf=behalf.pk, **said)
    line = DossierEntry.objects.get()
    assert [line.at, line.by, line.on_behalf_of, line.deed, line.label] == [
        noon,
        person,
        behalf,
        "submit",
        "Nộp",
    ]
    assert [line.came_from, line.went_to, line.reason, line.changes, line.told] == [
        "self_assessment",
        "submitted",
        "Đủ",
        {"receipt": "1"},
        True,
    ]
    assert str(line) == "Nộp · 20/12/2026 05:00"


def test_a_line_of_which_nothing_more_is_said_is_the_calendars_and_told_to_nobody():
    record(DossierFactory(), "open", "Mở hồ sơ", by=None)
    line = DossierEntry.objects.get()
    assert [line.by, line.on_behalf_of, line.came_from, line.went_to] == [None, None, "", "planning"]
    assert [line.reason, line.changes, line.told] == ["", {}, False]


def test_history_stands_in_the_order_in_which_it_was_written():
    dossier = DossierFactory()
    for label, day in (("Một", 3), ("Hai", 1), ("Ba", 2)):
        with clock.held(datetime(2026, 12, day, tzinfo=UTC)):
            record(dossier, "edit", label, by=None)
    assert [entry.label for entry in dossier.history.all()] == ["Một", "Hai", "Ba"]
