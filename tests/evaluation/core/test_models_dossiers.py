"""The dossier's own questions: which rows, in which order, with what; and the rows of rooms, without knowing the rooms."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from guardian.shortcuts import assign_perm

from cadres.models import User
from evaluation.core.models.dossiers import joins, rows_at, unasked
from evaluation.core.steps import AFTER_DECISION, SET_ASIDE, Stage
from evaluation.models import (
    Assessment,
    CollectiveField,
    CollectiveResult,
    CriterionMark,
    Dossier,
    Excuse,
    KeyResponse,
    Outstanding,
    PlanAmendment,
    PlanTask,
    Policy,
    Receipt,
    Remark,
    TaskMark,
)
from regulation.deadlines import Window
from regulation.quarters import Quarter
from regulation.vocabulary import CaseKind, Leadership
from tests.factories import DossierFactory, PeriodFactory, PlanTaskFactory, UnitFactory, UserFactory, a_ward
from tests.world import a_world

pytestmark = pytest.mark.django_db


# --- rows of rooms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("assessments", Assessment),
        ("criterion_marks", CriterionMark),
        ("plan__tasks", PlanTask),
        ("plan__tasks__marks", TaskMark),
        ("plan__tasks__responses", KeyResponse),
        ("plan__tasks__outstanding", Outstanding),
        ("plan__tasks__excuse", Excuse),
        ("plan__amendments", PlanAmendment),
        ("seats__unit__collective_results", CollectiveResult),
        ("seats__unit__collective_results__fields", CollectiveField),
        ("remarks", Remark),
        ("receipts", Receipt),
    ],
)
def test_a_chain_of_relations_leads_to_the_rows_of_its_model(path, model):
    found = rows_at(path)
    assert [
        found.model,
        found.query.is_empty(),
        str(found.query) == str(model._default_manager.all().query),
    ] == [
        model,
        False,
        True,
    ]


def test_rows_at_a_path_are_all_of_them_whosever_they_are():
    tasks = [PlanTaskFactory(), PlanTaskFactory()]
    assert set(rows_at("plan__tasks")) == set(tasks)


@pytest.mark.parametrize(("one_to_one", "asked"), [((), 0), (("excuse",), 1)])
def test_tasks_come_with_the_rows_that_are_asked_for(one_to_one, asked, django_assert_num_queries):
    task = PlanTaskFactory()
    Excuse.objects.create(task=task, ground="Bão", put_forward_at="2026-12-20T00:00Z")
    Outstanding.objects.create(task=task, reason="Vượt", at="2026-12-20T00:00Z", by=UserFactory())
    dossier = Dossier.objects.prefetch_related(*joins(*one_to_one)).select_related("plan").get()
    (read,) = dossier.plan.tasks.all()
    with django_assert_num_queries(asked):
        assert [read.excuse.ground, read.outstanding.reason] == ["Bão", "Vượt"]


# --- which rows ------------------------------------------------------------------------------------------------------


def test_those_of_one_round_are_of_no_other():
    here, there = DossierFactory(), DossierFactory(period__quarter=Quarter(2026, 3))
    assert [list(Dossier.objects.of(row.period)) for row in (here, there)] == [[here], [there]]


def test_whoever_is_set_aside_is_not_rated_and_everybody_else_is():
    rows = {stage: DossierFactory(stage=stage) for stage in Stage}
    assert set(Dossier.objects.rated()) == {row for stage, row in rows.items() if stage not in SET_ASIDE}


def test_a_dossier_knows_whether_it_is_decided_or_set_aside():
    decided = {stage for stage in Stage if Dossier(stage=stage).is_decided}
    aside = {stage for stage in Stage if Dossier(stage=stage).is_set_aside}
    assert [decided, aside] == [set(AFTER_DECISION), set(SET_ASIDE)]


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.DIVISION_PROPOSED, Stage.APPRAISED])
def test_before_staff_stands_what_the_division_proposed_or_need_not(stage):
    ward = a_ward()
    used = DossierFactory(unit=ward.division, stage=stage)
    others = {
        DossierFactory(unit=ward.ward, stage=stage),
        DossierFactory(unit=ward.division, stage=stage, leadership=Leadership.HEAD.value),
        DossierFactory(unit=ward.division, stage=stage, provincial=True),
    }
    awaiting, first = set(Dossier.objects.awaiting_appraisal()), set(Dossier.objects.division_first())
    assert [awaiting, first] == {
        Stage.SUBMITTED: [others, {used}],
        Stage.DIVISION_PROPOSED: [{used, *others}, set()],
        Stage.APPRAISED: [set(), set()],
    }[stage]


@pytest.mark.parametrize(
    ("left", "asked", "waits"),
    [
        ([["A"]], "", True),
        ([["A"]], "A", False),
        ([["A"]], "Z", True),
        ([["A", "B"]], "A", True),
        ([["A", "B"]], "AB", False),
        ([["A", "B", "C"]], "AB", True),
        ([[], ["A"]], "", True),
        ([[], ["A"]], "A", False),
        ([[]], "", False),
        ([], "", False),
    ],
)
def test_of_whom_an_old_unit_was_not_asked_yet(left, asked, waits):
    kinds = [CaseKind.TRANSFERRED.value, CaseKind.PROMOTED.value]
    cases = [
        {
            "kind": kinds[not codes],
            "since": "2026-11-10",
            "sentence": "x",
            "from_units": [[c, c] for c in codes],
        }
        for codes in left
    ]
    dossier = DossierFactory(cases=cases)
    for code in asked:
        Remark.objects.create(dossier=dossier, from_unit=UnitFactory(code=code), asked_at="2026-12-01T00:00Z")
    assert list(Dossier.objects.filter(unasked())) == [dossier] * waits


# --- in which order, and found how -----------------------------------------------------------------------------------


def test_people_stand_by_managing_unit_then_unit_then_given_name():
    first, second = a_ward(order=1), a_ward(order=2)
    expected = [
        DossierFactory(unit=first.ward, cadre__full_name="Trần Văn Út"),
        DossierFactory(unit=first.division, cadre__full_name="Trần Văn Ấm"),
        DossierFactory(unit=first.division, cadre__full_name="Bùi Thị Đào"),
        DossierFactory(unit=first.division, cadre__full_name="Lê Thị Yến"),
        DossierFactory(unit=second.ward, cadre__full_name="An Văn An"),
    ]
    type(first.ward).objects.filter(pk=first.ward.pk).update(order=0)
    assert list(Dossier.objects.in_order()) == expected
    assert list(Dossier.objects.order_by("-pk").in_order()) == expected


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("bình", True),
        ("BINH van", True),
        ("le long xuyen", True),
        ("cb7", True),
        ("bin", True),
        ("inh", False),
        ("bình châu đốc", False),
    ],
)
def test_every_word_begins_a_word_of_the_person_or_of_the_unit(words, found):
    unit = UnitFactory(name="Phường Long Xuyên")
    dossier = DossierFactory(unit=unit, cadre__full_name="Lê Văn Bình", cadre__code="CB7")
    assert list(Dossier.objects.matching(words)) == [dossier] * found


# --- with what -------------------------------------------------------------------------------------------------------


def test_a_line_of_a_list_is_shown_without_asking_again(django_assert_num_queries):
    DossierFactory(cadre__full_name="Lê Văn Bình")
    with django_assert_num_queries(1):
        (row,) = Dossier.objects.for_rows()
        shown = [row.cadre.full_name, row.unit.name == row.managing_unit.name, row.deciding_unit == row.unit]
        assert [*shown, row.period.code] == ["Lê Văn Bình", True, True, "2026-4"]


def test_dossiers_of_one_round_share_it_and_are_read_as_one_by_one(django_assert_num_queries):
    period = PeriodFactory()
    tasks = [PlanTaskFactory(plan__dossier__period=period) for _ in range(3)]
    rows = Dossier.objects.order_by("pk").with_facts_in(period)
    assert [row.period is period for row in rows] == [True] * 3
    with django_assert_num_queries(0):
        assert [list(row.plan.tasks.all()) for row in rows] == [[task] for task in tasks]
        assert [list(row.period.policies.all()) for row in rows] == [[]] * 3


@pytest.mark.parametrize("count", [1, 4])
def test_facts_of_many_are_read_in_as_many_queries_as_of_one(count, django_assert_num_queries):
    for _ in range(count):
        PlanTaskFactory()
    with django_assert_num_queries(13):
        assert len(Dossier.objects.with_facts()) == count


@pytest.mark.parametrize(("stage", "cost"), [(Stage.DEFERRED, 1), (Stage.ARCHIVED, 0)])
def test_in_a_round_quarters_not_rated_are_asked_for_only_where_somebody_has_one(stage, cost):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            now.with_facts_in(period)
        return len(asked)

    task = PlanTaskFactory()
    period, cadre = task.plan.dossier.period, task.plan.dossier.cadre
    now = Dossier.objects.filter(period=period)
    queries()  # what is asked once of a period is not asked for rows
    before = queries()
    DossierFactory(cadre=cadre, period=PeriodFactory(quarter=period.quarter.previous()), stage=stage)
    assert queries() - before == cost


# --- one dossier -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("posts", "line"),
    [
        (("Bí thư", "Chủ tịch", "Ủy viên"), "Bí thư; Chủ tịch; Ủy viên"),
        (("", "Chủ tịch", ""), "Chủ tịch"),
        (("", "", ""), ""),
    ],
)
def test_all_posts_stand_on_one_line_the_partys_first(posts, line):
    party, government, mass = posts
    assert Dossier(party_post=party, government_post=government, mass_post=mass).post == line


@pytest.mark.parametrize(("minutes", "late"), [(None, False), (-1, False), (0, True), (1, True)])
def test_what_arrives_when_the_window_closes_is_late(minutes, late):
    closes_at = PeriodFactory().dossier_closes_at
    arrived = None if minutes is None else closes_at + timedelta(minutes=minutes)
    assert DossierFactory(arrived_at=arrived).is_late is late
    assert Dossier.objects.with_windows().get().is_late is late


@pytest.mark.clause("M06.note")
@pytest.mark.parametrize("days", [-3, 3])
def test_a_units_own_window_counts_for_its_people_but_never_beyond_the_rounds(days):
    period, ward = PeriodFactory(), UnitFactory()
    own = period.dossier_closes_at + timedelta(days=days)
    Policy.objects.create(period=period, unit=ward, self_closes_at=own)
    at = min(own, period.dossier_closes_at)
    for unit, minutes, late in ((ward, -1, False), (ward, 0, True), (UnitFactory(), 0, days > 0)):
        dossier = DossierFactory(unit=unit, period=period, arrived_at=at + timedelta(minutes=minutes))
        assert dossier.is_late is late
        assert Dossier.objects.with_windows().get(pk=dossier.pk).is_late is late
        assert Receipt(dossier=dossier, window="dossier", arrived_at=dossier.arrived_at).is_late is late


@pytest.mark.clause("M06.note")
def test_windows_read_one_by_one_are_those_that_the_database_tells():
    period, here, there = PeriodFactory(), UnitFactory(), UnitFactory()
    for unit, days in ((here, -3), (there, -5), (None, -9)):
        Policy.objects.create(
            period=period, unit=unit, self_closes_at=period.dossier_closes_at + timedelta(days=days)
        )
    for unit, took in (
        (here, None),
        (here, there),
        (there, None),
        (UnitFactory(), None),
        (here, UnitFactory()),
    ):
        DossierFactory(unit=unit, period=period, handed_in_to=took)
    read = [row.closes_at(Window.DOSSIER) for row in Dossier.objects.order_by("pk")]
    joined = Dossier.objects.with_windows().order_by("pk")
    assert read == [row.self_closes_at for row in joined]
    assert [(period.dossier_closes_at - closes_at).days for closes_at in read] == [3, 5, 5, 0, 0]


def test_rows_name_themselves():
    dossier = DossierFactory(cadre__full_name="Lê Văn Bình", unit__name="Phường Một")
    seat = dossier.seats.create(unit=dossier.unit, leadership=Leadership.HEAD.value)
    note = dossier.returns.model(dossier=dossier)
    assert [str(dossier), str(note)] == ["Lê Văn Bình · Quý IV/2026", "Trả lại Lê Văn Bình · Quý IV/2026"]
    assert str(seat) == f"{dossier} · {seat.get_leadership_display()} · Phường Một"


def test_a_whole_round_is_seen_as_each_dossier_is():
    """By every role of a ward, from beside it, by a shared exception, and over the root."""
    world, inspector = a_world(), UserFactory()
    elsewhere = DossierFactory()
    elsewhere.other_units.add(world.division)
    (
        DossierFactory(provincial=True),
        DossierFactory(cadre=world.cadre, period=PeriodFactory(quarter=Quarter(2027, 1))),
    )
    assign_perm("evaluation.view_dossier", inspector, elsewhere)
    for user in (*world.roles.values(), inspector):
        one, whole = (User.objects.get(pk=user.pk) for _ in range(2))
        assert set(Dossier.objects.visible_to(one)) == set(Dossier.objects.seen_by(whole))
    assert elsewhere in Dossier.objects.seen_by(world.roles["division"])
