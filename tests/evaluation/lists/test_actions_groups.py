"""The groups of tier 3.1: defined, renamed with all that bears their name, put in order, removed, taken into the next round."""

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import Refusal
from cadres.models import Duty
from evaluation.calendar.actions.rounds import open_period
from evaluation.lists.actions.groups import (
    InUse,
    Renamed,
    Signed,
    Taken,
    create_group,
    place_group,
    remove_group,
    rename_group,
)
from evaluation.lists.actions.lists import close_list
from evaluation.lists.actions.regrouping import regroup
from evaluation.models import Dossier, PolicyEntry, RatingList, SimilarGroup
from regulation.quarters import Quarter
from tests.evaluation.lists.rated_factories import a_province_list
from tests.factories import an_official

pytestmark = pytest.mark.django_db

SECRETARIES = "Bí thư cấp xã"  # the group of the factories' dossiers


@pytest.fixture
def world():
    world = a_province_list(2)
    world.group = world.list.group
    return world


def names(period):
    return list(period.groups.values_list("name", flat=True))


def told(period):
    """The history of the round's rules."""
    entries = PolicyEntry.objects.filter(policy__period=period, policy__unit=None)
    return [(entry.label, entry.by, entry.changes) for entry in entries]


def test_every_deed_stands_in_the_history_of_what_the_province_sets(world):
    new = create_group(world.period, "Chủ tịch", by=world.organisation)
    new = rename_group(new, "Chủ tịch xã", was="Chủ tịch", by=world.secretariat)
    place_group(new, -1, by=world.organisation)
    remove_group(new, by=world.organisation)
    deed = "Sửa nhóm chức danh tương đồng"
    assert told(world.period) == [
        (deed, world.organisation, {"Nhóm chức danh tương đồng": ["(chưa có)", "Chủ tịch"]}),
        (deed, world.secretariat, {"Tên nhóm": ["Chủ tịch", "Chủ tịch xã"]}),
        (deed, world.organisation, {"Thứ tự nhóm “Chủ tịch xã”": ["2", "1"]}),
        (deed, world.organisation, {"Nhóm chức danh tương đồng": ["Chủ tịch xã", "(đã xóa)"]}),
    ]


def test_what_was_refused_stands_in_no_history(world):
    for deed in (
        lambda: create_group(world.period, SECRETARIES, by=world.organisation),
        lambda: rename_group(world.group, "Nhóm khác", was="Tên cũ", by=world.organisation),
        lambda: remove_group(world.group, by=world.organisation),
    ):
        with pytest.raises(Refusal):
            deed()
    place_group(world.group, 1, by=world.organisation)  # it stands alone: there is nowhere to go
    assert told(world.period) == []


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
    SimilarGroup.objects.create(period=world.period, name="Phó bí thư", order=2)
    somebody = an_official(duty, world.province)
    for deed in (
        lambda: create_group(world.period, "Nhóm khác", by=somebody),
        lambda: rename_group(world.group, "Nhóm khác", was=SECRETARIES, by=somebody),
        lambda: place_group(world.group, 1, by=somebody),
        lambda: remove_group(world.group, by=somebody),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert PolicyEntry.objects.count() == 0


def test_a_duty_over_one_unit_defines_no_groups(world):
    with pytest.raises(PermissionDenied):
        create_group(world.period, "Nhóm khác", by=an_official(Duty.PROVINCIAL_ORGANISATION, world.ward))


def test_the_secretariat_may_too(world):
    assert create_group(world.period, "Nhóm khác", by=world.secretariat).name == "Nhóm khác"


# --- renaming --------------------------------------------------------------------------------------------------------


def test_dossiers_and_drafts_follow_the_new_name(world):
    renamed = rename_group(world.group, "Bí thư xã", was=SECRETARIES, by=world.organisation)
    groups = set(Dossier.objects.values_list("group__name", flat=True))
    lists = set(RatingList.objects.values_list("stage", "group__name"))
    assert (renamed.name, groups, lists) == ("Bí thư xã", {"Bí thư xã"}, {("draft", "Bí thư xã")})


def test_every_dossier_tells_of_the_new_name_under_a_new_version(world):
    rename_group(world.group, "Bí thư xã", was=SECRETARIES, by=world.secretariat)
    for dossier in world.dossiers:
        entry = dossier.history.get()
        assert (entry.label, entry.by, entry.came_from, entry.went_to, entry.changes) == (
            "Đổi tên nhóm",
            world.secretariat,
            dossier.stage,
            dossier.stage,
            {"group": [SECRETARIES, "Bí thư xã"]},
        )
        assert Dossier.objects.get(pk=dossier.pk).version == dossier.version + 1


def test_a_group_with_a_closed_list_keeps_the_name_that_was_signed(world):
    first = world.dossiers[0]
    close_list(world.list, by=world.secretariat, seen=1, rows={first.pk: world.rows[first.pk]})
    with pytest.raises(Signed, match="Nhóm đã có danh sách chốt: không đổi tên được nữa."):
        rename_group(world.group, "Bí thư xã", was=SECRETARIES, by=world.organisation)
    kept = (Dossier, RatingList, SimilarGroup)
    names = [
        set(model.objects.values_list(column, flat=True))
        for model, column in zip(kept, ("group__name", "group__name", "name"), strict=True)
    ]
    assert names == [{SECRETARIES}] * 3
    assert world.dossiers[1].history.count() == 0


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
    assert (closed.group.name, closed.rows.count()) == ("Bí thư xã", 2)


def test_groups_and_lists_of_other_rounds_keep_the_name(world):
    other = open_period(Quarter(2026, 3))
    kept = SimilarGroup.objects.create(period=other, name=SECRETARIES)
    RatingList.objects.create(period=other, unit=world.province, kind="province_decision", group=kept)
    rename_group(world.group, "Bí thư xã", was=SECRETARIES, by=world.organisation)
    kept.refresh_from_db()
    assert (kept.name, other.lists.get().group) == (SECRETARIES, kept)


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
    assert (world.list.history.count(), told(world.period)) == (0, [])


# --- order and removal -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "step", "order"),
    [(0, 1, "BAC"), (2, -1, "ACB"), (0, -1, "ABC"), (2, 1, "ABC"), (1, 0, "ABC")],
)
def test_a_group_goes_one_place_up_or_down_and_not_past_the_ends(world, place, step, order):
    period = open_period(Quarter(2026, 3))
    groups = [create_group(period, name, by=world.organisation) for name in "ABC"]
    place_group(groups[place], step, by=world.organisation)
    assert "".join(names(period)) == order


def test_an_empty_group_goes_with_the_draft_on_which_nobody_stands(world):
    other = create_group(world.period, "Nhóm khác", by=world.organisation)
    everybody = [dossier.pk for dossier in world.dossiers]
    regroup(world.group, everybody, to=other, by=world.organisation, reason="Sắp xếp lại")
    remove_group(world.group, by=world.organisation)
    assert (names(world.period), list(RatingList.objects.values_list("group__name", flat=True))) == (
        ["Nhóm khác"],
        ["Nhóm khác"],
    )


def test_a_group_with_people_or_with_a_closed_list_stays(world):
    with pytest.raises(InUse):
        remove_group(world.group, by=world.organisation)
    close_list(world.list, by=world.secretariat, seen=1, rows=world.rows)
    Dossier.objects.update(group=None)
    with pytest.raises(InUse):
        remove_group(world.group, by=world.organisation)


def test_a_group_that_is_gone_is_told(world):
    other = create_group(world.period, "Nhóm khác", by=world.organisation)
    remove_group(other, by=world.organisation)
    other.pk = 10**6
    with pytest.raises(Renamed):
        remove_group(other, by=world.secretariat)
