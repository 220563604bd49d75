"""Moving people between groups: who, how, and what becomes of the lists on which they wait."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError

from cadres.machine import ReasonOwed, Refused
from cadres.models import Duty
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.deeds import actions as deeds
from evaluation.lists import listing
from evaluation.lists.actions.groups import create_group
from evaluation.lists.actions.lists import close_list, save_rows
from evaluation.lists.actions.places import ensure_list_for
from evaluation.lists.actions.regrouping import Decided, Gone, NobodyChosen, NotThere, regroup
from evaluation.models import Dossier, RatingList, RatingRow, SimilarGroup
from tests.evaluation.lists.rated_factories import a_province_list, a_rated_dossier, excellent, good
from tests.factories import UserFactory, grant

pytestmark = pytest.mark.django_db

SECRETARIES = "Bí thư cấp xã"


@pytest.fixture
def world():
    world = a_province_list(2)
    world.group = world.list.group
    world.to = create_group(world.period, "Nhóm mới", by=world.organisation)
    world.first, world.second = world.dossiers
    return world


def move(world, *dossiers, by=None, reason="Sắp xếp lại"):
    people = [dossier.pk for dossier in dossiers]
    return regroup(world.group, people, to=world.to, by=by or world.organisation, reason=reason)


def fresh(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def on_list(group):
    """Who waits on the draft of this group, and what is drafted there."""
    found = RatingList.objects.get(group__name=group, stage="draft")
    return set(listing.ready(found)), set(found.rows.values_list("dossier", "rating"))


@pytest.mark.parametrize("who", ["organisation", "secretariat"])
def test_a_move_changes_the_group_and_is_told_in_the_history(world, who):
    move(world, world.first, by=getattr(world, who))
    entry = world.first.history.get()
    assert (fresh(world.first).group, fresh(world.second).group) == (world.to, world.group)
    assert (entry.label, entry.reason, entry.changes) == (
        "Chuyển nhóm",
        "Sắp xếp lại",
        {"group": [SECRETARIES, "Nhóm mới"]},
    )
    assert fresh(world.first).version == world.first.version + 1


def test_who_waits_for_the_province_moves_to_the_new_groups_list_with_what_was_drafted(world):
    rows = {world.first.pk: excellent(), world.second.pk: good()}
    save_rows(world.list, rows, by=world.secretariat, seen=1)
    move(world, world.first)
    assert on_list("Nhóm mới") == ({world.first}, {(world.first.pk, "excellent")})
    assert on_list(SECRETARIES) == ({world.second}, {(world.second.pk, "good")})


def test_a_draft_left_there_once_makes_room_for_the_newest(world):
    save_rows(world.list, {world.first.pk: good()}, by=world.secretariat, seen=1)
    there = RatingList.objects.create(
        period=world.period, unit=world.province, kind="province_decision", group=world.to
    )
    RatingRow.objects.create(rating_list=there, dossier=world.first, rating="completed")
    move(world, world.first)
    assert on_list("Nhóm mới")[1] == {(world.first.pk, "good")}


def test_who_has_still_to_come_waits_on_the_new_list_when_they_do(world):
    early = a_rated_dossier(world.ward, provincial=True, stage=Stage.PROPOSED, proposed_rating="good")
    move(world, early)
    deeds.appraise_at_province(fresh(early), by=world.organisation)
    assert on_list("Nhóm mới")[0] == {early}


def test_the_cap_counts_people_where_they_now_stand(world):
    move(world, world.first)
    lists = RatingList.objects.order_by("pk")
    counts = [
        listing.tally(one, listing.rows_for(one, listing.ready(one))).blocking.base_count for one in lists
    ]
    assert counts == [1, 1]


def test_whoever_is_decided_is_named_and_nobody_moves(world):
    close_list(world.list, by=world.secretariat, seen=1, rows={world.first.pk: good()})
    with pytest.raises(Decided, match=f"{world.first.cadre.full_name}: đã có quyết định"):
        move(world, world.first, world.second)
    assert set(Dossier.objects.values_list("group", flat=True)) == {world.group.pk}


def test_whoever_was_counted_on_a_closed_list_stays_though_their_dossier_is_open_again(world):
    close_list(world.list, by=world.secretariat, seen=1, rows=world.rows)
    DOSSIERS.reopen_at_province.make(fresh(world.first), by=world.secretariat, reason="Có kiến nghị")
    with pytest.raises(Refused, match="đã ở danh sách đã chốt của nhóm"):
        move(world, world.first)
    assert fresh(world.first).group == world.group


def test_nobody_moves_themself_nor_whom_they_stand_in_for(world):
    own = grant(world.first.cadre.user, Duty.PROVINCIAL_ORGANISATION, world.province).user
    stand_in = grant(
        UserFactory(), Duty.PROVINCIAL_ORGANISATION, world.province, on_behalf_of=world.first.cadre.user
    ).user
    for person in (own, stand_in):
        with pytest.raises(PermissionDenied):
            move(world, world.second, world.first, by=person)
    assert set(Dossier.objects.values_list("group", flat=True)) == {world.group.pk}


@pytest.mark.parametrize("who", ["leadership", "staff"])
def test_a_unit_moves_nobody(world, who):
    with pytest.raises(PermissionDenied):
        move(world, world.first, by=getattr(world, who))


def test_a_move_owes_its_reason(world):
    with pytest.raises(ReasonOwed):
        move(world, world.first, reason="  ")


def test_people_who_are_not_in_the_group_stop_the_move(world):
    elsewhere = a_rated_dossier(world.ward, provincial=True, group__name="Nhóm khác")
    delegated = a_rated_dossier(world.division)
    for stranger in (elsewhere, delegated):
        with pytest.raises(NotThere):
            move(world, world.first, stranger)
    assert fresh(world.first).group == world.group


def test_nobody_chosen_is_told_as_that(world):
    with pytest.raises(NobodyChosen, match="Chưa chọn ai để chuyển."):
        move(world)


def test_a_deferred_person_may_be_moved_and_waits_for_nothing(world):
    Dossier.objects.filter(pk=world.first.pk).update(stage=Stage.DEFERRED)
    move(world, world.first)
    assert (fresh(world.first).group, world.to.lists.count()) == (world.to, 0)


def test_back_in_the_old_group_they_wait_on_its_list_again(world):
    move(world, world.first)
    regroup(world.to, [world.first.pk], to=world.group, by=world.secretariat, reason="Chuyển nhầm")
    assert on_list(SECRETARIES)[0] == {world.first, world.second}
    assert ensure_list_for(fresh(world.first)) == world.list


@pytest.mark.parametrize(
    ("gone", "refusal", "sentence"),
    [("group", NotThere, "Có hồ sơ không còn ở nhóm"), ("to", Gone, "Nhóm “Nhóm mới” vừa được xóa.")],
)
def test_a_group_removed_meanwhile_stops_the_move(world, gone, refusal, sentence):
    """It was emptied before: whoever is ticked on the older page stands elsewhere by now."""
    elsewhere = create_group(world.period, "Nhóm khác", by=world.organisation)
    regroup(
        world.group,
        [dossier.pk for dossier in world.dossiers],
        to=elsewhere,
        by=world.organisation,
        reason="Sắp xếp lại",
    )
    world.list.delete()
    SimilarGroup.objects.filter(pk=getattr(world, gone).pk).delete()
    with pytest.raises(refusal, match=sentence):
        move(world, world.first)
    assert fresh(world.first).group == elsewhere


def test_a_group_with_people_in_it_cannot_go(world):
    with pytest.raises(ProtectedError):
        world.group.delete()
