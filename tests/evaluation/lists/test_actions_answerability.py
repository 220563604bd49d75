"""6.2: whoever proposed higher than was decided is kept on record, under the name of the head as of then."""

from datetime import date

import pytest

from cadres.machine import Refused
from cadres.models import Duty
from evaluation.core.facts import facts_of
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.deeds import actions as deeds
from evaluation.lists import listing
from evaluation.lists.actions.lists import close_list
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import CouncilOpinion, Dossier, RaisedProposal, RatingList
from regulation.checks.ledger import raised_proposal
from tests.evaluation.lists.rated_factories import a_list, a_rated_dossier, a_session, good
from tests.factories import AppointmentFactory, PositionFactory, an_official

pytestmark = pytest.mark.django_db

LOWER = {"rating": "completed", "reason": "Chưa đạt yêu cầu", "unmet": False}


def fresh(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def close(rating_list, by, rows, **values):
    seen = RatingList.objects.get(pk=rating_list.pk).version
    return close_list(rating_list, by=by, seen=seen, rows=rows, **values)


def proposed_by_division(world, **values):
    """Closed as Tốt by the division, then heard: waiting for the unit's decision."""
    dossier = a_rated_dossier(world.division, stage=Stage.SUBMITTED, **values)
    close(
        RatingList.objects.get(kind=ListKind.DIVISION_PROPOSAL),
        world.division_leadership,
        {dossier.pk: good()},
    )
    CouncilOpinion.objects.create(dossier=dossier, session=a_session(dossier), rating="good")
    Dossier.objects.filter(pk=dossier.pk).update(stage=Stage.COUNCIL, council_rating="good")
    return fresh(dossier)


def proposed_by_unit(world, row=None, **values):
    """Closed as Tốt (or as `row` says) by the ward, then appraised by Ban Tổ chức: waiting for the province's decision."""
    person = a_rated_dossier(world.ward, provincial=True, **values)
    close(RatingList.objects.get(kind=ListKind.UNIT_PROPOSAL), world.leadership, {person.pk: row or good()})
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    return deeds.appraise_at_province(fresh(person), by=organisation)


def decide(world, dossier, row=LOWER, **values):
    by = (
        an_official(Duty.PROVINCIAL_SECRETARIAT, world.province)
        if dossier.is_provincial
        else world.leadership
    )
    return close(ensure_list_for(dossier), by, {dossier.pk: row | values})


def a_head(unit, name, **values):
    post = {"position": PositionFactory(name="Bí thư")} | values
    return AppointmentFactory(unit=unit, leadership="head", cadre__full_name=name, **post).cadre


def told():
    return [
        (row.head_name, row.unit, row.proposed, row.decided, row.unmet)
        for row in RaisedProposal.objects.all()
    ]


def test_a_unit_that_decides_below_its_divisions_proposal_holds_the_divisions_head_answerable():
    world = a_list(0)
    head = a_head(world.division, "Trần Thị Trưởng")
    decide(world, proposed_by_division(world))
    entry = RaisedProposal.objects.get()
    assert told() == [("Trần Thị Trưởng, Bí thư", world.division, "good", "completed", False)]
    assert (entry.head, entry.row.rating_list.kind) == (head, ListKind.DIVISION_PROPOSAL)
    assert entry.at == entry.decision.decided_at


@pytest.mark.parametrize("unmet", [True, False])
def test_a_province_that_decides_below_the_units_proposal_holds_the_units_head_answerable(unmet):
    world = a_list(0)
    a_head(world.ward, "Lê Văn Bí Thư")
    decide(world, proposed_by_unit(world), unmet=unmet)
    assert told() == [("Lê Văn Bí Thư, Bí thư", world.ward, "good", "completed", unmet)]


def test_a_unit_says_too_that_conditions_were_not_met():
    world = a_list(0)
    decide(world, proposed_by_division(world), unmet=True)
    assert RaisedProposal.objects.get().unmet is True


@pytest.mark.clause("6.2/1")
@pytest.mark.parametrize("proposed_by", [proposed_by_division, proposed_by_unit])
def test_whoever_decides_below_a_proposal_says_whether_its_conditions_were_met(proposed_by):
    world = a_list(0)
    dossier = proposed_by(world)
    with pytest.raises(Refused) as refusal:
        decide(world, dossier, unmet=None)
    (found,) = refusal.value.findings
    assert (found.code, found.clause.code, found.anchor) == ("unmet-unsaid", "6.2", f"row-{dossier.pk}")
    assert found.sentence.endswith(
        "“Hoàn thành” thấp hơn mức đã đề xuất “Tốt”, chưa ghi đề xuất có bảo đảm điều kiện hay không."
    )
    assert fresh(dossier).decided_rating == ""


@pytest.mark.parametrize("proposed_by", [proposed_by_division, proposed_by_unit])
def test_the_rule_of_6_2_finds_what_the_ledger_holds(proposed_by):
    world = a_list(0)
    dossier = proposed_by(world)
    decide(world, dossier)
    decided = fresh(dossier)
    (found,) = raised_proposal(facts_of(decided, rating=decided.decided_rating))
    entry = RaisedProposal.objects.get()
    assert found.sentence.startswith(
        f"Mức “{entry.get_decided_display()}” thấp hơn mức đã đề xuất “{entry.get_proposed_display()}”"
    )


@pytest.mark.parametrize("proposed", [good(), LOWER])
def test_as_proposed_or_above_nobody_answers(proposed):
    world = a_list(0)
    a_head(world.ward, "Lê Văn Bí Thư")
    decide(world, proposed_by_unit(world, proposed), row=good(), unmet=True)
    assert told() == []


def test_the_head_is_the_one_of_the_day_on_which_the_list_was_closed_and_the_name_stays():
    world = a_list(0)
    then = a_head(world.division, "Người Đương Nhiệm")
    a_head(world.division, "Người Trước", valid_until=date(2021, 1, 1))
    dossier = proposed_by_division(world)
    then.appointments.update(valid_until=date(2020, 12, 31))
    then.appointments.update(valid_until=None)
    decide(world, dossier)
    then.full_name = "Tên Đã Đổi"
    then.save()
    assert RaisedProposal.objects.get().head_name == "Người Đương Nhiệm, Bí thư"


@pytest.mark.clause("6.2/1")
def test_who_went_on_to_head_another_unit_answers_no_more_though_nobody_ended_the_post_here():
    world = a_list(0)
    before = a_head(world.division, "Người Trước")
    AppointmentFactory(cadre=before, unit=world.ward, leadership="head", valid_from=date(2026, 3, 1))
    a_head(world.division, "Người Đương Nhiệm", valid_from=date(2026, 3, 1))
    decide(world, proposed_by_division(world))
    assert RaisedProposal.objects.get().head_name == "Người Đương Nhiệm, Bí thư"


def test_without_a_head_whoever_closed_the_list_answers():
    world = a_list(0)
    decide(world, proposed_by_division(world))
    entry = RaisedProposal.objects.get()
    assert (entry.head, entry.head_name) == (
        None,
        f"{world.division_leadership}, ký thay người đứng đầu",
    )


def test_a_closer_who_is_a_cadre_is_named_as_one():
    world = a_list(0)
    cadre = AppointmentFactory(unit=world.ward, cadre__user=world.division_leadership).cadre
    deputy = PositionFactory(name="Phó Trưởng phòng")
    AppointmentFactory(unit=world.division, cadre=cadre, position=deputy, is_main=False)
    decide(world, proposed_by_division(world))
    entry = RaisedProposal.objects.get()
    assert (entry.head, entry.head_name) == (
        cadre,
        f"{world.division_leadership}, Phó Trưởng phòng, ký thay người đứng đầu",
    )


def test_a_post_whose_name_is_long_does_not_break_the_decision():
    world = a_list(0)
    a_head(world.division, "Trần Thị " * 13, position=PositionFactory(name="Phó " * 37))
    decide(world, proposed_by_division(world))
    assert len(RaisedProposal.objects.get().head_name) == 200


def test_nobody_answers_for_a_proposal_about_themself():
    """The unit proposed its own head: whoever closed that list answers."""
    world = a_list(0)
    secretary = PositionFactory(provincial=True)
    head = a_head(world.ward, "Lê Văn Bí Thư", position=secretary)
    decide(world, proposed_by_unit(world, cadre=head))
    assert RaisedProposal.objects.get().head_name == f"{world.leadership}, ký thay người đứng đầu"


def test_a_decision_made_anew_writes_anew_and_the_old_entry_goes_with_its_decision():
    world = a_list(0)
    dossier = proposed_by_division(world)
    decide(world, dossier)
    DOSSIERS.reopen.make(fresh(dossier), by=world.leadership, reason="Có kiến nghị")
    decide(world, fresh(dossier), row=good())
    standing = RaisedProposal.objects.filter(decision__superseded_at=None)
    assert (standing.count(), RaisedProposal.objects.count()) == (0, 1)
    DOSSIERS.reopen.make(fresh(dossier), by=world.leadership, reason="Xem lại lần nữa")
    decide(world, fresh(dossier), unmet=True)
    assert list(standing.values_list("unmet", "decision__number")) == [(True, 3)]


def test_a_proposal_taken_back_is_not_answered_for_the_one_made_afterwards_is():
    world = a_list(0)
    person = proposed_by_unit(world)
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    deeds.return_to_unit(person, by=organisation, reason="Thiếu biên bản")
    supplement = RatingList.objects.get(kind=ListKind.UNIT_PROPOSAL, sequence=2)
    close(supplement, world.leadership, {person.pk: LOWER})
    deeds.appraise_at_province(fresh(person), by=organisation)
    decide(world, fresh(person))
    assert told() == []


def test_a_proposal_that_stands_on_no_list_makes_no_entry():
    world = a_list(1)
    Dossier.objects.update(division_rating="good")
    close(world.list, world.leadership, {world.dossiers[0].pk: LOWER})
    assert RaisedProposal.objects.count() == 0


def test_the_box_of_6_2_is_offered_wherever_there_is_a_proposal():
    world = a_list(1)
    proposed = proposed_by_division(world)
    rows = listing.draft_rows(world.list, world.leadership, closer=True)
    assert {row.dossier_id: listing.proposal_for(row) for row in rows} == {
        world.dossiers[0].pk: "",
        proposed.pk: "good",
    }
