"""The results of a unit, and what befalls one dossier."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.models import Dossier, DossierUserObjectPermission
from tests.days import once_nobody_can_object
from tests.evaluation.lists.rated_factories import (
    a_list,
    a_province_list,
    a_rated_dossier,
    on_leave,
)
from tests.factories import DossierFactory, UserFactory, an_official

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def stages():
    return sorted(set(Dossier.objects.values_list("stage", flat=True)))


def queries(client, user, url):
    client.force_login(user)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


# Results


def decided(count=1, stage=Stage.DECIDED):
    world = a_list(0)
    world.dossiers = [
        a_rated_dossier(
            world.division, stage=stage, decided_rating="good", cadre__full_name=f"Lê Thị {place}"
        )
        for place in range(count)
    ]
    world.url = reverse("results", args=[world.ward.pk, world.period.code])
    return world


def test_the_chosen_are_published_and_then_archived(client):
    world = decided(2)
    first, second = world.dossiers
    client.force_login(world.leadership)
    client.post(f"{world.url}chuyen/", {"act": "publish", "dossier": [first.pk]})
    assert [Dossier.objects.get(pk=row.pk).stage for row in (first, second)] == [
        Stage.PUBLISHED,
        Stage.DECIDED,
    ]
    client.force_login(world.staff)
    with once_nobody_can_object():
        client.post(f"{world.url}chuyen/", {"act": "archive", "dossier": [first.pk]})
    assert Dossier.objects.get(pk=first.pk).stage == Stage.ARCHIVED


@pytest.mark.parametrize(
    "data", [{}, {"act": "x"}, {"act": "publish"}, {"act": "publish", "dossier": ["x", "9" * 40, "0"]}]
)
def test_publishing_nothing_is_a_sentence(client, data):
    world = decided()
    client.force_login(world.leadership)
    response = client.post(f"{world.url}chuyen/", data, follow=True)
    assert ("alert-danger" in text(response), stages()) == (True, [Stage.DECIDED])


def test_results_of_another_unit_are_not_published_from_here(client):
    world, other = decided(), decided()
    client.force_login(world.leadership)
    response = client.post(
        f"{world.url}chuyen/", {"act": "publish", "dossier": [other.dossiers[0].pk]}, follow=True
    )
    assert ("không công bố được" in text(response), stages()) == (True, [Stage.DECIDED])


def test_nobody_publishes_their_own_result(client):
    world = decided()
    world.dossiers[0].cadre.user = world.leadership
    world.dossiers[0].cadre.save()
    client.force_login(world.leadership)
    client.post(f"{world.url}chuyen/", {"act": "publish", "dossier": [world.dossiers[0].pk]})
    assert stages() == [Stage.DECIDED]


@pytest.mark.clause("B6.1")
@pytest.mark.parametrize("role", ["subject", "division_leadership", "council", "staff", "leadership"])
def test_inside_the_unit_published_results_are_seen_without_points(client, role):
    world = decided(stage=Stage.PUBLISHED)
    DossierFactory(cadre=world.cadre, unit=world.division)
    client.force_login(getattr(world, role))
    page = text(client.get(world.url))
    assert ("Lê Thị 0" in page, "Hoàn thành tốt nhiệm vụ" in page, "100,00" in page) == (True, True, False)


@pytest.mark.parametrize("role", ["subject", "division_leadership"])
def test_undisclosed_results_stay_with_those_who_publish(client, role):
    world = decided()
    DossierFactory(cadre=world.cadre, unit=world.division)
    client.force_login(getattr(world, role))
    assert "Lê Thị 0" not in text(client.get(world.url))


def test_outside_the_unit_results_are_not_there(client):
    world, other = decided(stage=Stage.PUBLISHED), decided()
    answers = []
    for user in (
        other.leadership,
        other.subject,
        UserFactory(),
        an_official(Duty.SYSTEM_ADMIN, world.province),
    ):
        client.force_login(user)
        answers.append(client.get(world.url).status_code)
    assert answers == [404] * 4


def test_results_ask_the_database_no_more_for_many(client):
    counts = [
        queries(client, world.staff, world.url)
        for world in (decided(1, "published"), decided(30, "published"))
    ]
    assert counts[0] == counts[1]
    assert counts[0] <= 15  # one of them asks whether the results agree with their seals


# What befalls one dossier


def a_dossier(stage, **values):
    world = a_list(0)
    world.dossier = a_rated_dossier(world.division, stage=stage, **values)
    return world


def do(client, user, dossier, move, **values):
    client.force_login(user)
    version = Dossier.objects.get(pk=dossier.pk).version
    data = {f"{move}-{name}": value for name, value in values.items()}
    return client.post(reverse("dossier_move", args=[dossier.pk, move]), {"version": version} | data)


def test_only_moves_open_to_this_person_are_offered(client):
    world = a_dossier(Stage.COUNCIL)
    url = reverse("dossier_deeds", args=[world.dossier.pk])
    offered = {}
    for role in ("staff", "leadership", "division_leadership"):
        client.force_login(getattr(world, role))
        response = client.get(url)
        offered[role] = [offer["move"].name for offer in response.context["offered"]]
    assert offered == {"staff": ["defer", "exempt", "end"], "leadership": [], "division_leadership": []}


def test_whoever_decides_is_offered_to_reopen_what_is_archived_and_told_that_the_decision_stands(client):
    world = a_dossier(Stage.ARCHIVED, decided_rating="good")
    client.force_login(world.leadership)
    offered = client.get(reverse("dossier_deeds", args=[world.dossier.pk])).context["offered"]
    assert [offer["move"].name for offer in offered] == ["reopen"]
    response = do(client, world.leadership, world.dossier, "reopen", reason="Có kết luận kiểm tra")
    assert (response.status_code, Dossier.objects.get().stage) == (302, Stage.COUNCIL)
    page = client.get(response.url).content.decode()
    assert "Quyết định trước được giữ nguyên, còn hiệu lực đến khi có quyết định mới." in page


def test_deferring_takes_one_of_the_guidelines_grounds(client):
    world = a_dossier(Stage.WORKING)
    on_leave(world.dossier)
    response = do(client, world.staff, world.dossier, "defer", case="leave", detail="Từ 01/10 đến 20/12/2026")
    dossier = Dossier.objects.get(pk=world.dossier.pk)
    assert (response.status_code, dossier.stage) == (302, Stage.DEFERRED)
    assert dossier.side_ground == (
        "Cá nhân nghỉ ốm hoặc nghỉ thai sản thời gian từ 02 tháng trở lên trong quý. Từ 01/10 đến 20/12/2026"
    )


@pytest.mark.parametrize(
    "values",
    [
        {"case": "", "detail": "x"},
        {"case": "holiday", "detail": "x"},
        {"case": "leave", "detail": "  "},
        {"case": "leave", "detail": "\x00"},
        {"case": "leave", "detail": "x" * 2001},
    ],
)
def test_a_ground_that_is_none_is_a_sentence(client, values):
    world = a_dossier(Stage.WORKING)
    response = do(client, world.staff, world.dossier, "defer", **values)
    assert (response.status_code, Dossier.objects.get(pk=world.dossier.pk).stage) == (422, Stage.WORKING)


def test_a_reason_typed_on_a_stale_page_stays(client):
    world = a_dossier(Stage.DECIDED, decided_rating="good")
    client.force_login(world.leadership)
    response = client.post(
        reverse("dossier_move", args=[world.dossier.pk, "reopen"]),
        {"version": 9, "reopen-reason": "Đã gõ lý do"},
    )
    assert (response.status_code, "Đã gõ lý do" in text(response)) == (409, True)


def test_a_slip_does_not_hide_that_somebody_changed_the_dossier_meanwhile(client):
    world = a_dossier(Stage.DECIDED, decided_rating="good")
    client.force_login(world.leadership)
    url = reverse("dossier_move", args=[world.dossier.pk, "reopen"])
    Dossier.objects.update(version=2)
    slip = client.post(url, {"version": 1, "reopen-reason": " "})
    assert (slip.status_code, 'name="version" value="1"' in text(slip)) == (422, True)
    again = client.post(url, {"version": 1, "reopen-reason": "Có kết luận"})
    assert (again.status_code, 'name="version" value="2"' in text(again)) == (409, True)


def test_reopening_by_its_form(client):
    world = a_dossier(Stage.DECIDED, decided_rating="good")
    assert do(client, world.leadership, world.dossier, "reopen", reason="Có kiến nghị").status_code == 302
    assert Dossier.objects.get(pk=world.dossier.pk).stage == Stage.COUNCIL


def test_publishing_twice_is_told(client):
    world = a_dossier(Stage.DECIDED, decided_rating="good")
    answers = [do(client, world.staff, world.dossier, "publish") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert "việc này đã được làm rồi" in text(answers[1])


def test_the_provinces_moves_go_the_same_way(client):
    world = a_province_list(2, stage=Stage.PROPOSED)
    first, second = world.dossiers
    do(client, world.organisation, first, "province_appraise")
    do(client, world.organisation, second, "return_to_unit", reason="Thiếu biên bản")
    assert [Dossier.objects.get(pk=row.pk).stage for row in (first, second)] == [
        Stage.PROVINCE_APPRAISED,
        Stage.COUNCIL,
    ]


@pytest.mark.parametrize(
    "move", ["publish", "archive", "reopen", "defer", "exempt", "resume", "province_appraise"]
)
def test_moves_on_a_dossier_of_another_unit_are_not_there(client, move):
    world, other = a_dossier(Stage.DECIDED), a_dossier(Stage.DECIDED)
    assert do(client, other.staff, world.dossier, move).status_code == 404


@pytest.mark.parametrize(
    "move", ["publish", "archive", "reopen", "defer", "exempt", "resume", "province_appraise"]
)
def test_the_subject_makes_none_of_these_moves(client, move):
    world = a_dossier(Stage.DECIDED)
    assert do(client, world.dossier.cadre.user, world.dossier, move, reason="x").status_code == 403


@pytest.mark.parametrize("move", ["submit", "decide", "x"])
def test_other_moves_have_pages_of_their_own(client, move):
    world = a_dossier(Stage.SUBMITTED)
    assert do(client, world.staff, world.dossier, move).status_code == 404


def test_a_dossier_is_shown_to_one_account_and_withdrawn(client):
    world, guest = a_dossier(Stage.SUBMITTED), UserFactory(username="kiem-tra")
    client.force_login(world.staff)
    share = reverse("dossier_share", args=[world.dossier.pk])
    client.post(share, {"share-username": "kiem-tra", "share-reason": "Đoàn kiểm tra"})
    shown = list(DossierUserObjectPermission.objects.values_list("user", flat=True))
    page = text(client.get(reverse("dossier_deeds", args=[world.dossier.pk])))
    client.post(reverse("dossier_unshare", args=[world.dossier.pk]), {"person": guest.pk})
    assert (shown, "kiem-tra" in page, DossierUserObjectPermission.objects.count()) == ([guest.pk], True, 0)


@pytest.mark.parametrize("name", ["", "khong-co", "a\x00", "x" * 200])
def test_an_account_that_is_none_is_a_sentence(client, name):
    world = a_dossier(Stage.SUBMITTED)
    client.force_login(world.staff)
    share = reverse("dossier_share", args=[world.dossier.pk])
    response = client.post(share, {"share-username": name, "share-reason": "Lý do đã gõ"})
    assert (response.status_code, "Lý do đã gõ" in text(response)) == (422, True)


@pytest.mark.parametrize("person", ["", "x", "999999", "9" * 40])
def test_withdrawing_from_nobody_is_not_there(client, person):
    world = a_dossier(Stage.SUBMITTED)
    client.force_login(world.staff)
    response = client.post(reverse("dossier_unshare", args=[world.dossier.pk]), {"person": person})
    assert response.status_code == 404


def test_the_page_of_deeds_stays_small(client):
    world = a_dossier(Stage.DECIDED)
    assert queries(client, world.staff, reverse("dossier_deeds", args=[world.dossier.pk])) <= 25
