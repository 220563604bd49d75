"""Rounds opened before later code asked for rows and keys get them on the way forward, and lose them on the way back."""

import pytest
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from evaluation.models import Dossier, Excuse, PlanTask, RatingList, Remark, Seat, SimilarGroup
from regulation.quarters import Quarter
from tests.factories import (
    AppointmentFactory,
    CatalogItemFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    PositionFactory,
    UnitFactory,
    a_ward,
)

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE_SEATS, WITH_SEATS, TOLD, NAMED, ONE_REMARK, OWN_FIELDS = (
    "0002_the_law_whole",
    "0003_seats_and_groups",
    "0005_told",
    "0006_tasks_name_their_origin",
    "0009_group_names_gone",
    "0016_fields_in_charge",
)


@pytest.fixture
def migrated():
    """Brings the tables to a migration, and at the end back to the newest; answers with the models as they are there."""
    newest = MigrationExecutor(
        connection
    ).loader.graph.leaf_nodes()  # also of apps above, which go back with it

    def to(name=None):
        targets = [("evaluation", name)] if name else newest
        executor = MigrationExecutor(connection)
        executor.migrate(targets)
        return executor.loader.project_state(targets).apps.get_model

    yield to
    to()


def test_seats_come_of_the_main_post_and_of_posts_held_elsewhere_and_each_group_of_a_round_once(migrated):
    world = a_ward()
    dossier = DossierFactory(cadre=world.cadre, unit=world.division, leadership="deputy")
    plain = DossierFactory(unit=world.division)
    people = [DossierFactory(provincial=True, leadership="none") for _ in range(2)]
    for unit, leadership in ((world.ward, "member"), (world.ward, "head"), (world.other_division, "none")):
        post = {"position": PositionFactory(name=f"Chức vụ {leadership}"), "leadership": leadership}
        AppointmentFactory(cadre=world.cadre, unit=unit, is_main=False, **post)
    dossier.other_units.set([world.ward, world.other_division])
    for _ in range(2):  # back and forth leaves no row twice
        migrated(BEFORE_SEATS)
        migrated(WITH_SEATS)
    migrated()
    seats = set(Seat.objects.filter(dossier=dossier).values_list("unit", "leadership"))
    assert seats == {(world.division.pk, "deputy"), (world.ward.pk, "head")}
    assert plain.seats.count() == 0
    assert list(SimilarGroup.objects.values_list("period", "name")) == [(dossier.period_id, "Bí thư cấp xã")]
    assert {Dossier.objects.get(pk=person.pk).group for person in people} == {SimilarGroup.objects.get()}


def test_names_of_groups_become_keys_and_a_name_that_no_group_has_becomes_a_group(migrated):
    person, plain = DossierFactory(provincial=True), DossierFactory()
    province = UnitFactory(province=True)
    place = {"period": person.period, "unit": province, "kind": "province_decision"}
    listed = RatingList.objects.create(group=person.group, **place)
    unnamed = RatingList.objects.create(period=person.period, unit=plain.unit, kind="unit_decision")
    get_model = migrated(NAMED)
    dossiers, lists = (get_model("evaluation", name).objects for name in ("Dossier", "RatingList"))
    names = dict(dossiers.values_list("pk", "group")), dict(lists.values_list("pk", "group"))
    get_model("evaluation", "SimilarGroup").objects.create(period_id=person.period_id, name="Khác", order=7)
    lists.filter(pk=listed.pk).update(group="Chỉ danh sách mang tên")
    migrated()
    assert names == (
        {person.pk: "Bí thư cấp xã", plain.pk: ""},
        {listed.pk: "Bí thư cấp xã", unnamed.pk: ""},
    )
    assert dict(Dossier.objects.values_list("pk", "group__name")) == {
        person.pk: "Bí thư cấp xã",
        plain.pk: None,
    }
    assert dict(RatingList.objects.values_list("pk", "group__name")) == {
        listed.pk: "Chỉ danh sách mang tên",
        unnamed.pk: None,
    }
    orders = SimilarGroup.objects.values_list("name", "order")
    assert list(orders) == [("Bí thư cấp xã", 0), ("Khác", 7), ("Chỉ danh sách mang tên", 8)]


@pytest.mark.parametrize("named", [True, False])
def test_a_list_is_there_once_a_place_with_a_group_or_without_one(named):
    person = DossierFactory(provincial=True)
    place = {"period": person.period, "unit": person.unit, "group": person.group if named else None}
    made = [RatingList.objects.get_or_create(**place, kind="unit_decision")[1] for _ in range(2)]
    with pytest.raises(IntegrityError):
        RatingList.objects.create(**place, kind="unit_decision")
    assert made == [True, False]


def test_tasks_taken_over_name_their_origin_by_the_title_that_told_it(migrated):
    new = DossierFactory()
    old = DossierFactory(cadre=new.cadre, period=PeriodFactory(quarter=Quarter(2026, 3)))
    report = PlanTaskFactory(plan=old.plan, title="Báo cáo (đợt 1)")
    other = PlanTaskFactory(
        plan=old.plan, title="Báo cáo (đợt 1)", item=CatalogItemFactory(catalog=report.item.catalog)
    )
    origins = {
        "Báo cáo (đợt 1) (còn lại của Quý III/2026)": (report, "rest"),
        "Báo cáo (đợt 1) (kết quả Quý III/2026, Mục 7.d)": (report, "reached"),
        "Báo cáo (đợt 1) (kết quả Quý III/2026)": (None, ""),
        "Báo cáo (đợt 1) (còn lại của Quý II/2026)": (None, ""),
        "Tờ trình (còn lại của Quý III/2026)": (None, ""),
        "Báo cáo (đợt 1)": (None, ""),
    }
    for title in origins:
        PlanTaskFactory(plan=new.plan, title=title, item=report.item)
    twin = PlanTaskFactory(
        plan=new.plan, title="Báo cáo (đợt 1) (còn lại của Quý III/2026)", item=other.item, order=9
    )
    migrated(TOLD)
    migrated()
    found = {
        task.title: (task.origin, task.carried_as)
        for task in PlanTask.objects.filter(plan=new.plan).exclude(pk=twin.pk)
    }
    assert found == origins
    assert PlanTask.objects.get(pk=twin.pk).origin == other


def test_the_one_unit_left_becomes_the_first_of_several_with_its_name_and_the_last_one_again(migrated):
    """7.b"""
    old, between = UnitFactory(code="CU", name="Phường Cũ"), UnitFactory(code="GIUA", name="Phường Giữa")
    moved = {"kind": "transferred", "since": "2026-11-10", "sentence": "Được điều động."}
    both = [["CU", "Phường Cũ"], ["GIUA", "Phường Giữa"]]
    dossier = DossierFactory(cases=[moved | {"from_units": both}])
    for unit in (old, between):
        Remark.objects.create(dossier=dossier, from_unit=unit, asked_at=dossier.period.plan_closes_at)
    stayed = DossierFactory(cases=[moved | {"kind": "promoted", "from_units": []}])
    before = migrated(ONE_REMARK)
    kept = before("evaluation", "Dossier").objects.get(pk=dossier.pk)
    assert (kept.cases, kept.remark.from_unit_id) == ([moved | {"from_unit": "GIUA"}], between.pk)
    migrated()
    assert Dossier.objects.get(pk=dossier.pk).cases == [moved | {"from_units": both[1:]}]
    assert Dossier.objects.get(pk=stayed.pk).cases[0]["from_units"] == []


def test_what_a_unit_confirmed_of_tier_31_waits_for_the_province_where_nothing_is_decided(migrated):
    asked = PeriodFactory().plan_closes_at
    stages = {"council": "supported", "decided": "approved"}
    for stage in stages:
        task = PlanTaskFactory(plan=DossierFactory(provincial=True, stage=stage).plan)
        Excuse.objects.create(task=task, ground="Mưa lũ", put_forward_at=asked, stage="approved")
    plain = PlanTaskFactory(plan=DossierFactory(stage="council").plan)
    Excuse.objects.create(task=plain, ground="Mưa lũ", put_forward_at=asked, stage="approved")
    migrated(OWN_FIELDS)
    migrated()
    found = Excuse.objects.exclude(task=plain).values_list("task__plan__dossier__stage", "stage")
    assert (dict(found), Excuse.objects.get(task=plain).stage) == (stages, "approved")
    migrated(OWN_FIELDS)
    assert set(Excuse.objects.values_list("stage", flat=True)) == {"approved"}


def test_on_the_way_back_whose_dossier_ended_is_rated_by_nobody(migrated):
    ended = DossierFactory(stage="ended")
    migrated(ONE_REMARK)
    assert Dossier.objects.values_list("stage", flat=True).get(pk=ended.pk) == "exempt"
