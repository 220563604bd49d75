"""Who counts in the cap at one place, and the cap as a dossier's own page asks for it."""

import pytest

from evaluation import listing
from evaluation.actions import dossiers as deeds
from evaluation.actions.lists import close_list
from evaluation.models import Dossier, RatingList, Seat
from evaluation.stages import ListKind, Stage
from regulation.vocabulary import Rating
from tests.evaluation.rated_factories import a_list, a_province_list, a_rated_dossier, excellent, good
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
    world = a_list(3)
    close_list(world.list, by=world.leadership, seen=1, rows=world.rows)
    Dossier.objects.filter(pk=world.dossiers[0].pk).update(stage=Stage.DEFERRED)
    assert listing.tally(world.list, []).blocking.base_count == 2


def test_a_reopened_person_counts_once_whether_drafted_or_closed_again():
    world = a_list(5)
    first = world.dossiers[0]
    close_list(
        world.list, by=world.leadership, seen=1, rows=world.rows | {first.pk: excellent()}, reason="Nổi trội"
    )
    deeds.reopen(Dossier.objects.get(pk=first.pk), by=world.leadership, reason="Có kiến nghị")
    supplement = RatingList.objects.get(sequence=2)
    drafted = listing.rows_for(supplement, listing.ready(supplement).with_facts())
    drafted[0].rating = "good"
    assert used(listing.tally(supplement, drafted)) == (0, 5)
    close_list(supplement, by=world.leadership, seen=1, rows={first.pk: good()})
    assert used(listing.tally(world.list, [])) == (0, 5)


# --- for one dossier ---------------------------------------------------------------------------------------------------


def test_a_waiting_dossier_is_told_the_cap_of_the_open_list():
    world = a_list(5)
    assert used(listing.tally_for(world.dossiers[0])) == (0, 5)


def test_a_decided_dossier_is_told_the_cap_of_the_closed_list():
    world = a_list(5)
    rated = world.rows | {world.dossiers[0].pk: excellent()}
    close_list(world.list, by=world.leadership, seen=1, rows=rated, reason="Nổi trội")
    a_rated_dossier(world.division)
    assert used(listing.tally_for(Dossier.objects.get(pk=world.dossiers[1].pk))) == (1, 5)


def test_a_proposed_dossier_is_told_the_cap_of_its_proposal():
    world = a_list(0)
    person = a_rated_dossier(world.division, provincial=True, leadership="none")
    proposal = RatingList.objects.get(kind=ListKind.UNIT_PROPOSAL)
    close_list(proposal, by=world.leadership, seen=1, rows={person.pk: good()})
    assert used(listing.tally_for(Dossier.objects.get(pk=person.pk))) == (0, 1)


@pytest.mark.parametrize("stage", [Stage.WORKING, Stage.APPRAISED, Stage.DEFERRED])
def test_a_dossier_on_no_list_has_no_cap(stage):
    assert listing.tally_for(DossierFactory(unit=a_list(1).division, stage=stage)) is None


def test_a_returned_dossier_is_no_longer_on_the_list_that_proposed_it():
    world = a_list(0)
    dossier = a_rated_dossier(world.division, stage=Stage.SUBMITTED)
    proposal = RatingList.objects.get(kind=ListKind.DIVISION_PROPOSAL)
    close_list(proposal, by=world.division_leadership, seen=1, rows={dossier.pk: good()})
    Dossier.objects.filter(pk=dossier.pk).update(stage=Stage.SELF_ASSESSMENT)
    assert listing.tally_for(Dossier.objects.get(pk=dossier.pk)) is None


@pytest.mark.clause("6.1.1/2")
def test_in_a_group_of_heads_the_cap_counts_them_among_themselves():
    assert used(listing.tally_for(a_province_list(3).dossiers[0])) == (0, 3)
