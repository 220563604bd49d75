"""Publishing and archiving the results of many: one act, in which nobody holds up another."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from guardian.shortcuts import assign_perm
from lxml import html

from evaluation.core.steps import Stage
from evaluation.models import Dossier, DossierUserObjectPermission
from tests.evaluation.petitions.objecting import LAST, OVER, a_published_result, objects, on
from tests.factories import DossierFactory, PeriodFactory, UserFactory, a_ward

pytestmark = pytest.mark.django_db

SAID = {"publish": "công bố", "archive": "lưu trữ"}


@pytest.fixture
def ward():
    ward = a_ward()
    ward.period = PeriodFactory()
    return ward


def people(ward, number, stage):
    return [
        DossierFactory(unit=ward.division, period=ward.period, stage=stage, decided_rating="good")
        for _ in range(number)
    ]


def post(client, ward, act, dossiers):
    client.force_login(ward.staff)
    url = reverse("results_bulk", args=[ward.ward.pk, ward.period.code])
    return client.post(url, {"act": act, "dossier": [dossier.pk for dossier in dossiers]})


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("act", "stage", "then", "most"),
    [("publish", Stage.DECIDED, Stage.PUBLISHED, 33), ("archive", Stage.PUBLISHED, Stage.ARCHIVED, 38)],
)
def test_a_move_of_many_costs_two_queries_a_person(client, ward, act, stage, then, most):
    counts = []
    for number in (1, 5, 60):
        dossiers = people(ward, number, stage)
        for dossier in dossiers:
            assign_perm("view_dossier", UserFactory(), dossier)
        with CaptureQueriesContext(connection) as counted:
            response = post(client, ward, act, dossiers)
        counts.append(len(counted))
        assert said(response)[-1] == f"Đã {SAID[act]} kết quả của {number} đồng chí."
        assert Dossier.objects.filter(stage=then, pk__in=[one.pk for one in dossiers]).count() == number
    _, few, many = counts  # the first of a process asks for what is kept for the others
    assert (many - few, few <= most) == (2 * 55, True)


def test_whoever_was_quicker_or_is_out_of_reach_holds_up_nobody(client, ward):
    (waiting,) = people(ward, 1, Stage.DECIDED)
    (done,) = people(ward, 1, Stage.PUBLISHED)
    elsewhere = DossierFactory(unit=a_ward().ward, period=ward.period, stage=Stage.DECIDED)
    response = post(client, ward, "publish", [waiting, done, elsewhere])
    assert said(response) == [
        "Đã công bố kết quả của 1 đồng chí.",
        "2 hồ sơ không công bố được: đã qua bước này, hoặc không thuộc quyền của đồng chí.",
    ]
    stages = dict(Dossier.objects.values_list("pk", "stage"))
    assert stages == {waiting.pk: Stage.PUBLISHED, done.pk: Stage.PUBLISHED, elsewhere.pk: Stage.DECIDED}


def test_what_was_shown_by_exception_ends_for_all_that_are_archived(client, ward):
    archived, kept = people(ward, 2, Stage.PUBLISHED)
    for dossier in (archived, kept):
        assign_perm("view_dossier", UserFactory(), dossier)
    post(client, ward, "archive", [archived])
    assert [row.content_object for row in DossierUserObjectPermission.objects.all()] == [kept]


def archiving(client, world, moment):
    """By name whether they are ticked in the form of the archive, and what is said beside them."""
    client.force_login(world.staff)
    with on(moment):
        page = client.get(reverse("results", args=[world.ward.pk, world.period.code]))
    rows = html.fromstring(page.content).xpath("//form[.//button[@value='archive']]//li")
    return [(bool(row.xpath(".//input/@checked")), " ".join(row.text_content().split())) for row in rows]


def test_whose_time_for_a_petition_still_runs_is_not_ticked_for_the_archive_and_told_until_when(client):
    world = a_published_result()
    ((ticked, told),) = archiving(client, world, LAST)
    assert (ticked, "còn thời hạn kiến nghị" in told, "hết thứ Hai, 04/01/2027" in told) == (
        False,
        True,
        True,
    )
    ((ticked, told),) = archiving(client, world, OVER)
    assert (ticked, "kiến nghị" in told) == (True, False)


def test_nor_is_whoever_objected_and_was_not_answered(client):
    world = a_published_result()
    objects(world)
    ((ticked, told),) = archiving(client, world, OVER)
    assert (ticked, "có kiến nghị về kết quả chưa được cấp quyết định trả lời" in told) == (False, True)
