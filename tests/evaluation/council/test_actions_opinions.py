"""The council's opinion: one line a person, all kept or none."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.machine import Refused
from evaluation.core.steps import Stage
from evaluation.council.actions import record_opinions
from evaluation.models import CouncilOpinion, Dossier, RatingList
from tests.evaluation.lists.rated_factories import a_list, a_rated_dossier, a_session
from tests.factories import DossierFactory

pytestmark = pytest.mark.django_db
GOOD = {"rating": "good", "votes_for": 4, "note": ""}


def a_council(count=1):
    world = a_list(0)
    world.dossiers = [a_rated_dossier(world.division, stage=Stage.APPRAISED) for _ in range(count)]
    world.session = a_session(world.dossiers[0])
    return world


def told(refusal):
    return [finding.sentence for finding in refusal.value.findings]


@pytest.mark.clause("B3.1")
def test_an_opinion_moves_the_dossier_on_to_its_list():
    world = a_council(2)
    record_opinions(world.session, dict.fromkeys(world.dossiers, GOOD), by=world.council)
    assert list(Dossier.objects.values_list("stage", "council_rating")) == [(Stage.COUNCIL, "good")] * 2
    assert CouncilOpinion.objects.filter(session=world.session, votes_for=4).count() == 2
    assert RatingList.objects.filter(unit=world.ward).count() == 1


def test_more_votes_than_people_present_are_refused_and_nothing_is_kept():
    world = a_council(2)
    first, second = world.dossiers
    with pytest.raises(Refused) as refusal:
        record_opinions(world.session, {first: GOOD, second: GOOD | {"votes_for": 6}}, by=world.council)
    assert told(refusal) == [f"{second.cadre.full_name}: 6 phiếu đồng ý, nhiều hơn 5 thành viên dự họp."]
    assert CouncilOpinion.objects.count() == 0


def test_a_line_needs_its_rating():
    world = a_council()
    with pytest.raises(Refused) as refusal:
        record_opinions(world.session, {world.dossiers[0]: GOOD | {"rating": ""}}, by=world.council)
    assert [finding.code for finding in refusal.value.findings] == ["no-council"]


def test_another_units_council_has_no_say():
    world, elsewhere = a_council(), a_council()
    with pytest.raises(Refused) as refusal:
        record_opinions(elsewhere.session, {world.dossiers[0]: GOOD}, by=world.council)
    assert told(refusal) == [f"{world.dossiers[0].cadre.full_name}: thuộc Hội đồng {world.ward}."]


def test_a_member_gives_no_opinion_on_themself():
    world = a_council()
    own = a_rated_dossier(world.division, stage=Stage.APPRAISED, cadre__user=world.council)
    with pytest.raises(PermissionDenied):
        record_opinions(world.session, {world.dossiers[0]: GOOD, own: GOOD}, by=world.council)
    assert CouncilOpinion.objects.count() == 0


def test_after_a_return_the_new_opinion_replaces_the_old_one():
    world = a_council()
    dossier = world.dossiers[0]
    record_opinions(world.session, {dossier: GOOD}, by=world.council)
    Dossier.objects.filter(pk=dossier.pk).update(stage=Stage.APPRAISED)
    record_opinions(world.session, {dossier: GOOD | {"rating": "completed"}}, by=world.council)
    assert CouncilOpinion.objects.get().rating == "completed"


def test_reading_does_not_grow_with_the_lines():
    assert reads(2) == reads(10)


def reads(count):
    world = a_council(count)
    with CaptureQueriesContext(connection) as queries:
        record_opinions(world.session, dict.fromkeys(world.dossiers, GOOD), by=world.council)
    return sum(1 for query in queries if query["sql"].startswith("SELECT"))


def test_a_dossier_that_is_not_yet_appraised_takes_the_others_back_with_it():
    world = a_council()
    early = DossierFactory(unit=world.division, stage=Stage.WORKING)
    with pytest.raises(Exception, match="Đang thực hiện"):
        record_opinions(world.session, {world.dossiers[0]: GOOD, early: GOOD}, by=world.council)
    assert CouncilOpinion.objects.count() == 0
