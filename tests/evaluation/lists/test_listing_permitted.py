"""No path gives a rating above the highest permitted: page, closing at once, forged confirmation, machine; and no admin."""

import pytest
from django.contrib import admin
from django.urls import reverse

from cadres.machine import Refused
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.models import Decision, Dossier, RatingList, RatingRow
from tests.evaluation.lists.rated_factories import a_list, a_province_list, a_rated_dossier, excellent, good

pytestmark = pytest.mark.django_db

ABOVE = "cao hơn mức cao nhất được phép “Không hoàn thành”"


def typed(world, rows, **values):
    fields = {f"row-{pk}-{name}": value for pk, row in rows.items() for name, value in row.items()}
    return {"row": list(rows), "version": 1, "body": "Thường trực Tỉnh ủy"} | fields | values


@pytest.fixture(params=["unit", "province"])
def world(request):
    """One person left a task undone: nothing above Không hoàn thành is permitted."""
    world = a_list(1, done=0) if request.param == "unit" else a_province_list(done=0)
    world.closer = world.leadership if request.param == "unit" else world.secretariat
    return world


@pytest.mark.clause("B4.1/2")
@pytest.mark.parametrize("act", ["close", "check"])
@pytest.mark.parametrize("level", ["completed", "good", "excellent"])
def test_the_page_refuses_it(client, world, act, level):
    client.force_login(world.closer)
    rows = {world.dossiers[0].pk: excellent(rating=level)}
    response = client.post(reverse("rating_list", args=[world.list.pk]), typed(world, rows, act=act))
    assert (response.status_code, ABOVE in response.content.decode()) == (
        422 if act == "close" else 200,
        True,
    )
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("level", ["completed", "good", "excellent"])
def test_a_confirmation_posted_directly_with_forged_values_refuses_it(client, world, level):
    client.force_login(world.closer)
    rows = {world.dossiers[0].pk: excellent(rating=level)}
    response = client.post(reverse("rating_list_close", args=[world.list.pk]), typed(world, rows))
    assert (response.status_code, ABOVE in response.content.decode()) == (422, True)
    assert (Decision.objects.count(), RatingList.objects.get(pk=world.list.pk).stage) == (0, "draft")


def test_one_forged_row_among_lawful_ones_decides_nobody(client):
    world = a_list(2)
    forged = a_rated_dossier(world.division, done=0)
    client.force_login(world.leadership)
    rows = world.rows | {forged.pk: good()}
    response = client.post(reverse("rating_list_close", args=[world.list.pk]), typed(world, rows))
    assert (response.status_code, Decision.objects.count()) == (422, 0)


def test_a_rating_kept_as_a_draft_is_refused_when_the_list_is_closed_as_drafted(client, world):
    RatingRow.objects.create(rating_list=world.list, dossier=world.dossiers[0], **excellent())
    client.force_login(world.closer)
    response = client.post(
        reverse("rating_list_close", args=[world.list.pk]),
        typed(world, {world.dossiers[0].pk: excellent()}),
    )
    assert (response.status_code, Decision.objects.count()) == (422, 0)


@pytest.mark.clause("B4.1/2")
@pytest.mark.parametrize(
    ("move", "column", "values", "who"),
    [
        (DOSSIERS.propose_in_division, "division_rating", {"stage": Stage.SUBMITTED}, "division_leadership"),
        (DOSSIERS.decide, "decided_rating", {}, "leadership"),
        (DOSSIERS.propose, "proposed_rating", {"provincial": True}, "leadership"),
    ],
)
def test_the_machine_refuses_it_whoever_calls(move, column, values, who):
    world = a_list(0)
    dossier = a_rated_dossier(world.division, done=0, **values)
    with pytest.raises(Refused, match=ABOVE), move(dossier, by=getattr(world, who)) as row:
        setattr(row, column, "completed")
    assert getattr(Dossier.objects.get(pk=dossier.pk), column) == ""


def test_the_machine_refuses_it_at_the_province():
    world = a_province_list(done=0)
    decide = DOSSIERS.decide_at_province(world.dossiers[0], by=world.secretariat)
    with pytest.raises(Refused, match=ABOVE), decide as row:
        row.decided_rating = "good"
    assert Dossier.objects.get().decided_rating == ""


def test_the_admin_has_no_ratings_to_change():
    registered = {model._meta.label for model in admin.site._registry}
    assert (
        registered & {f"evaluation.{name}" for name in ("RatingRow", "Decision", "RatingList", "Dossier")}
        == set()
    )


def test_a_division_closes_no_row_above_what_is_permitted(client):
    world = a_list(0)
    dossier = a_rated_dossier(world.division, stage=Stage.SUBMITTED, done=0)
    listed = RatingList.objects.get(kind=ListKind.DIVISION_PROPOSAL)
    client.force_login(world.division_leadership)
    response = client.post(reverse("rating_list_close", args=[listed.pk]), typed(world, {dossier.pk: good()}))
    assert (response.status_code, Dossier.objects.get().division_rating) == (422, "")
