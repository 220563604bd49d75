"""The groups of tier 3.1: defined, renamed with all that bears their name, put in order, removed, taken into the next round."""

import pytest
from django.core.exceptions import PermissionDenied

from cadres.models import Duty
from evaluation.actions.groups import (
    InUse,
    Renamed,
    Taken,
    create_group,
    place_group,
    remove_group,
    rename_group,
)
from evaluation.actions.lists import close_list
from evaluation.actions.posts import resettle
from evaluation.actions.regrouping import regroup
from evaluation.actions.rounds import join, open_period
from evaluation.models import Dossier, RatingList, SimilarGroup
from evaluation.stages import Stage
from regulation.quarters import Quarter
from tests.evaluation.rated_factories import a_province_list, a_rated_dossier
from tests.factories import AppointmentFactory, PositionFactory, a_ward, an_official

pytestmark = pytest.mark.django_db

SECRETARIES = "Bí thư cấp xã"  # the group of the factories' dossiers
DEFAULT = "Bí thư đảng ủy xã, phường, đặc khu"


@pytest.fixture
def world():
    world = a_province_list(2)
    world.group = SimilarGroup.objects.create(period=world.period, name=SECRETARIES, order=1)
    return world


def names(period):
    return list(period.groups.values_list("name", flat=True))


def test_a_new_group_stands_last(world):
    for name in ("Phó bí thư", "Chủ tịch"):
        create_group(world.period, name, by=world.organisation)
    assert names(world.period) == [SECRETARIES, "Phó bí thư", "Chủ tịch"]


@pytest.mark.parametrize("name", [SECRETARIES, "BÍ THƯ CẤP XÃ"])
def test_two_groups_of_one_name_are_refused(world, name):
    with pytest.raises(Taken):
        create_group(world.period, name, by=world.organisation)


@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.ORGANISATION_STAFF, Duty.SYSTEM_ADMIN])
def test_only_the_province_defines_groups(world, duty):
    somebody = an_official(duty, world.province)
    for deed in (
        lambda: create_group(world.period, "Nhóm khác", by=somebody),
        lambda: rename_group(world.group, "Nhóm khác", was=SECRETARIES, by=somebody),
        lambda: place_group(world.group, 1, by=somebody),
        lambda: remove_group(world.group, by=somebody),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_a_duty_over_one_unit_defines_no_groups(world):
    with pytest.raises(PermissionDenied):
        create_group(world.period, "Nhóm khác", by=an_official(Duty.PROVINCIAL_ORGANISATION, world.ward))


def test_the_secretariat_may_too(world):
    assert create_group(world.period, "Nhóm khác", by=world.secretariat).name == "Nhóm khác"


# --- renaming --------------------------------------------------------------------------------------------------------


def test_dossiers_drafts_and_closed_lists_follow_the_new_name(world):
    first = world.dossiers[0]
    close_list(world.list, by=world.secretariat, seen=1, rows={first.pk: world.rows[first.pk]})
    renamed = rename_group(world.group, "Bí thư xã", was=SECRETARIES, by=world.organisation)
    groups = set(Dossier.objects.values_list("group", flat=True))
    lists = list(RatingList.objects.order_by("sequence").values_list("stage", "group"))
    assert (renamed.name, groups) == ("Bí thư xã", {"Bí thư xã"})
    assert lists == [("closed", "Bí thư xã"), ("draft", "Bí thư xã")]


def test_every_list_tells_of_its_new_name(world):
    rename_group(world.group, "Bí thư xã", was=SECRETARIES, by=world.organisation)
    entry = world.list.history.get()
    assert (entry.label, entry.by, entry.changes) == (
        "Đổi tên nhóm",
        world.organisation,
        {"group": [SECRETARIES, "Bí thư xã"]},
    )


def test_a_renamed_group_goes_on_with_its_list(world):
    rename_group(world.group, "Bí thư xã", was=SECRETARIES, by=world.organisation)
    world.list.refresh_from_db()
    closed = close_list(world.list, by=world.secretariat, seen=1, rows=world.rows)
    assert (closed.group, closed.rows.count()) == ("Bí thư xã", 2)


def test_groups_and_lists_of_other_rounds_keep_the_name(world):
    other = open_period(Quarter(2026, 3))
    kept = SimilarGroup.objects.create(period=other, name=SECRETARIES)
    RatingList.objects.create(period=other, unit=world.province, kind="province_decision", group=SECRETARIES)
    rename_group(world.group, "Bí thư xã", was=SECRETARIES, by=world.organisation)
    kept.refresh_from_db()
    assert (kept.name, other.lists.get().group) == (SECRETARIES, SECRETARIES)


def test_a_name_that_changed_in_between_is_not_overwritten(world):
    rename_group(world.group, "Bí thư xã", was=SECRETARIES, by=world.organisation)
    with pytest.raises(Renamed):
        rename_group(world.group, "Nhóm khác", was=SECRETARIES, by=world.secretariat)
    assert names(world.period) == ["Bí thư xã"]


def test_another_groups_name_is_refused_its_own_in_other_letters_is_not(world):
    other = create_group(world.period, "Phó bí thư", by=world.organisation)
    with pytest.raises(Taken):
        rename_group(other, SECRETARIES, was="Phó bí thư", by=world.organisation)
    assert rename_group(other, "PHÓ BÍ THƯ", was="Phó bí thư", by=world.organisation).name == "PHÓ BÍ THƯ"


def test_the_same_name_changes_nothing(world):
    rename_group(world.group, SECRETARIES, was=SECRETARIES, by=world.organisation)
    assert world.list.history.count() == 0


# --- order and removal -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "step", "order"),
    [(0, 1, "BAC"), (2, -1, "ACB"), (0, -1, "ABC"), (2, 1, "ABC"), (1, 0, "ABC")],
)
def test_a_group_goes_one_place_up_or_down_and_not_past_the_ends(world, place, step, order):
    world.group.delete()
    groups = [create_group(world.period, name, by=world.organisation) for name in "ABC"]
    place_group(groups[place], step, by=world.organisation)
    assert "".join(names(world.period)) == order


def test_an_empty_group_goes_with_the_draft_on_which_nobody_stands(world):
    other = create_group(world.period, "Nhóm khác", by=world.organisation)
    everybody = [dossier.pk for dossier in world.dossiers]
    regroup(world.group, everybody, to=other, by=world.organisation, reason="Sắp xếp lại")
    remove_group(world.group, by=world.organisation)
    assert (names(world.period), list(RatingList.objects.values_list("group", flat=True))) == (
        ["Nhóm khác"],
        ["Nhóm khác"],
    )


def test_a_group_with_people_or_with_a_closed_list_stays(world):
    with pytest.raises(InUse):
        remove_group(world.group, by=world.organisation)
    close_list(world.list, by=world.secretariat, seen=1, rows=world.rows)
    Dossier.objects.update(group="Nhóm khác")
    with pytest.raises(InUse):
        remove_group(world.group, by=world.organisation)


def test_a_group_that_is_gone_is_told(world):
    other = create_group(world.period, "Nhóm khác", by=world.organisation)
    remove_group(other, by=world.organisation)
    other.pk = 10**6
    with pytest.raises(Renamed):
        remove_group(other, by=world.secretariat)


# --- the next round ----------------------------------------------------------------------------------------------------


def a_secretary(ward, **values):
    position = PositionFactory(provincial=True, clause="3.1.e")
    return AppointmentFactory(unit=ward, position=position, leadership="head", **values).cadre


@pytest.fixture
def rounds():
    """A secretary of a ward in Quý III, moved by hand to a group of the province's own; Quý IV is open."""
    world = a_ward()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    world.third, world.fourth = (open_period(Quarter(2026, number)) for number in (3, 4))
    world.cadre = a_secretary(world.ward)
    world.dossier = join(world.cadre, world.third)
    world.own = create_group(world.third, "Bí thư các phường trung tâm", by=world.organisation)
    default = world.third.groups.get(name=DEFAULT)
    regroup(default, [world.dossier.pk], to=world.own, by=world.organisation, reason="Quy mô tương đồng")
    return world


def test_whoever_was_moved_by_hand_starts_the_next_round_there(rounds):
    assert join(rounds.cadre, rounds.fourth).group == "Bí thư các phường trung tâm"


def test_the_next_round_takes_over_the_groups_in_their_order(rounds):
    place_group(rounds.own, -1, by=rounds.organisation)
    join(rounds.cadre, rounds.fourth)
    assert names(rounds.fourth) == ["Bí thư các phường trung tâm", DEFAULT]


def test_a_newcomer_starts_in_the_group_of_the_law(rounds):
    join(rounds.cadre, rounds.fourth)
    assert join(a_secretary(rounds.ward), rounds.fourth).group == DEFAULT


def test_whoever_changed_place_starts_in_the_group_of_the_new_place(rounds):
    rounds.cadre.appointments.update(leadership="deputy")
    assert join(rounds.cadre, rounds.fourth).group == DEFAULT


def test_settling_posts_anew_keeps_the_group_given_by_hand_as_long_as_the_place_is_the_same(rounds):
    AppointmentFactory(
        cadre=rounds.cadre, unit=rounds.ward, position__name="Ủy viên", is_main=False, leadership="none"
    )
    again = resettle(rounds.dossier, by=rounds.staff)
    rounds.cadre.appointments.filter(is_main=True).update(leadership="deputy")
    moved = resettle(rounds.dossier, by=rounds.staff)
    assert (again.group, moved.group) == ("Bí thư các phường trung tâm", DEFAULT)


def test_people_of_the_units_own_tier_have_no_group(rounds):
    assert join(rounds.post.cadre, rounds.fourth).group == ""
    assert a_rated_dossier(rounds.ward, stage=Stage.WORKING).group == ""
