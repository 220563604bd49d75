"""Who counts in the cap at one place."""

import re

import pytest

from cadres.machine import Refused
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.deeds.actions import set_aside
from evaluation.lists import listing
from evaluation.lists.actions.lists import close_list
from evaluation.models import Dossier, RatingList, Seat
from regulation.vocabulary import Rating
from tests.evaluation.lists.rated_factories import (
    a_list,
    a_province_list,
    a_rated_dossier,
    excellent,
    good,
    on_leave,
)
from tests.factories import DossierFactory

pytestmark = pytest.mark.django_db


def used(tally):
    return tally.counts[Rating.EXCELLENT], tally.blocking.base_count


def rows(world):
    """The rows of the list, all Tốt."""
    found = listing.rows_for(world.list, listing.ready(world.list).with_facts().in_order())
    for row in found:
        row.rating = "good"
    return found


def test_whoever_heads_the_unit_by_another_post_is_left_out_too():
    """A secretary whose main post is the chair of the council still heads the ward."""
    world = a_list(2)
    chair = a_rated_dossier(world.other_division, leadership="head")
    Seat.objects.create(dossier=chair, unit=world.ward, leadership="head")
    deputy = a_rated_dossier(world.other_division, leadership="deputy")
    Seat.objects.create(dossier=deputy, unit=world.ward, leadership="deputy")
    heads = [row.dossier for row in rows(world) if listing.is_own_head(row, world.list)]
    assert heads == [chair]


def test_deferred_exempt_and_unrated_people_are_out():
    world = a_list(4)
    for stage in (Stage.DEFERRED, Stage.EXEMPT):
        DossierFactory(unit=world.division, period=world.period, stage=stage)
    found = rows(world)
    found[0].rating = ""
    assert listing.tally(world.list, found).blocking.base_count == 3


def test_who_was_set_aside_after_the_closing_counts_no_more():
    """A proposal ends with the dossier's road; of a decision see below."""
    world = a_list(0)
    people = [a_rated_dossier(world.ward, provincial=True, leadership="deputy") for _ in range(3)]
    proposals = RatingList.objects.get()
    close_list(proposals, by=world.leadership, seen=1, rows={person.pk: good() for person in people})
    Dossier.objects.filter(pk=people[0].pk).update(stage=Stage.DEFERRED)
    assert listing.tally(proposals, []).blocking.base_count == 2


def test_a_reopened_person_counts_once_whether_drafted_or_closed_again():
    world = a_list(5)
    first = world.dossiers[0]
    close_list(
        world.list, by=world.leadership, seen=1, rows=world.rows | {first.pk: excellent()}, reason="Nổi trội"
    )
    DOSSIERS.reopen.make(Dossier.objects.get(pk=first.pk), by=world.leadership, reason="Có kiến nghị")
    supplement = RatingList.objects.get(sequence=2)
    drafted = listing.rows_for(supplement, listing.ready(supplement).with_facts())
    drafted[0].rating = "good"
    assert used(listing.tally(supplement, drafted)) == (0, 5)
    close_list(supplement, by=world.leadership, seen=1, rows={first.pk: good()})
    assert used(listing.tally(world.list, [])) == (0, 5)


def test_whose_xuat_sac_stands_is_named_once_it_is_made_known():
    """Whoever reads a list that proposes may be the one proposed on the list before it; whoever closes it is told whom to look at."""
    world = a_list(0)
    first, late = (a_rated_dossier(world.ward, provincial=True, leadership="deputy") for _ in range(2))
    close_list(
        RatingList.objects.get(), by=world.leadership, seen=1, rows={first.pk: excellent()}, reason="x"
    )
    supplement = RatingList.objects.get(stage="draft")
    drafted = listing.rows_for(supplement, [late])
    nameless = ("một đồng chí chưa công bố kết quả",)
    assert listing.tally(supplement, drafted).earlier == nameless
    assert listing.tally(supplement, drafted, reader=first.cadre.user).earlier == nameless
    assert listing.tally(supplement, drafted, reader=world.leadership).earlier == (first.cadre.full_name,)
    Dossier.objects.filter(pk=first.pk).update(stage=Stage.PUBLISHED)
    assert listing.tally(supplement, drafted).earlier == (first.cadre.full_name,)


def test_whoever_is_counted_before_publication_is_refused_without_figure_or_name():
    """Else the count, less what stands on the closer's own list, is how they themself were rated."""
    world = a_list(3)
    first = world.dossiers[0]
    rows = world.rows | {first.pk: excellent()}
    close_list(world.list, by=world.leadership, seen=1, rows=rows, reason="x")
    type(first.cadre).objects.filter(pk=first.cadre_id).update(user=world.leadership)
    late = a_rated_dossier(world.ward)
    supplement = RatingList.objects.get(stage="draft")
    with pytest.raises(Refused) as refused:
        close_list(supplement, by=world.leadership, seen=supplement.version, rows={late.pk: excellent()})
    assert "vượt tỷ lệ xếp loại Xuất sắc" in str(refused.value)
    (told,) = refused.value.findings
    assert not re.search(r"\d", told.sentence + told.lifted_by)
    a_rated_dossier(world.ward)
    drafted = listing.rows_for(supplement, listing.ready(supplement).with_facts())
    board = listing.board_of(supplement, drafted, world.leadership)
    assert (board.hides, [line.place for line in board.lines]) == (True, [0, 0])
    Dossier.objects.filter(pk=first.pk).update(stage=Stage.PUBLISHED)
    with pytest.raises(Refused, match="Danh sách có 2 người"):
        close_list(supplement, by=world.leadership, seen=supplement.version, rows={late.pk: excellent()})


@pytest.mark.clause("6.1.1/2")
def test_who_was_reopened_keeps_their_place_under_the_cap_with_the_decision_in_force():
    """Else another would be given Xuất sắc in their place, and theirs again when they are decided, or come back."""
    world = a_list(5)
    first = world.dossiers[0]
    rows = world.rows | {first.pk: excellent()}
    close_list(world.list, by=world.leadership, seen=1, rows=rows, reason="x")
    DOSSIERS.reopen.make(Dossier.objects.get(pk=first.pk), by=world.leadership, reason="Có đơn")
    assert used(listing.tally(world.list, [])) == (1, 5)
    set_aside(on_leave(Dossier.objects.get(pk=first.pk)), by=world.staff, ground="Nghỉ ốm")
    assert used(listing.tally(world.list, [])) == (1, 5)


def test_xuat_sac_of_a_replaced_decision_is_given_anew():
    world = a_list(3)
    first = world.dossiers[0]
    rows = world.rows | {first.pk: excellent()}
    close_list(world.list, by=world.leadership, seen=1, rows=rows, reason="x")
    DOSSIERS.reopen.make(Dossier.objects.get(pk=first.pk), by=world.leadership, reason="Có đơn")
    supplement = RatingList.objects.get(stage="draft")
    drafted = listing.rows_for(supplement, listing.ready(supplement).with_facts())
    drafted[0].rating = "excellent"
    assert listing.tally(supplement, drafted).earlier == (first.cadre.full_name,)
    first.decisions.update(superseded_at=supplement.period.dossier_closes_at)
    assert listing.tally(supplement, drafted).earlier == ()


@pytest.mark.clause("6.1.1/2")
def test_in_a_group_of_heads_the_cap_counts_them_among_themselves():
    world = a_province_list(3)
    assert used(listing.tally(world.list, rows(world))) == (0, 3)
