"""The council's pages, the results of a unit, and what befalls one dossier."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.council.actions import record_opinions
from evaluation.models import CouncilOpinion, CouncilSession, Dossier, DossierUserObjectPermission
from tests.evaluation.lists.rated_factories import (
    a_list,
    a_province_list,
    a_rated_dossier,
    a_session,
    on_leave,
)
from tests.factories import DossierFactory, UserFactory, an_official

pytestmark = pytest.mark.django_db


def a_council(count=1):
    world = a_list(0)
    world.dossiers = [a_rated_dossier(world.division, stage=Stage.APPRAISED) for _ in range(count)]
    world.url = reverse("council", args=[world.ward.pk, world.period.code])
    return world


def typed(world, session=None, **lines):
    """What the browser sends: a session, and one line a person."""
    session = session or {"held_on": "2026-10-01", "present": "5", "minutes_number": "7-BB"}
    data = {"row": [dossier.pk for dossier in world.dossiers]} | session
    for dossier in world.dossiers:
        line = {"take": "on", "version": 1, "rating": "good", "votes_for": "4", "note": ""} | lines
        data |= {f"row-{dossier.pk}-{name}": value for name, value in line.items() if value is not None}
    return data


def post(client, world, data, user=None):
    client.force_login(user or world.council)
    return client.post(world.url, data)


def text(response):
    return " ".join(response.content.decode().split())


def stages():
    return sorted(set(Dossier.objects.values_list("stage", flat=True)))


def test_councils_tell_how_many_wait(client):
    world = a_council(2)
    client.force_login(world.council)
    row = client.get(reverse("councils")).context["page_obj"][0]
    assert (row["managing_unit_id"], row["waiting"], row["heard"]) == (world.ward.pk, 2, 0)


@pytest.mark.clause("B5.4.2")
def test_a_new_session_is_held_and_its_lines_recorded(client):
    world = a_council(2)
    response = post(client, world, typed(world))
    session = CouncilSession.objects.get()
    assert (response.status_code, stages(), session.present, session.minutes_number) == (
        302,
        [Stage.COUNCIL],
        5,
        "7-BB",
    )
    assert "7-BB" in text(client.get(world.url))


def test_lines_are_added_to_a_session_held_before(client):
    world = a_council(1)
    session = a_session(world.dossiers[0])
    assert post(client, world, typed(world, {"session": session.pk})).status_code == 302
    assert [CouncilSession.objects.count(), CouncilOpinion.objects.get().session] == [1, session]


def test_only_ticked_lines_are_recorded(client):
    world = a_council(2)
    data = typed(world, rating=world.dossiers[0].appraisal_rating or "good", votes_for="")
    del data[f"row-{world.dossiers[0].pk}-take"]
    post(client, world, data)
    assert list(CouncilOpinion.objects.values_list("dossier", flat=True)) == [world.dossiers[1].pk]


def test_rows_come_unticked_until_all_are_chosen(client):
    world = a_council(2)
    client.force_login(world.council)
    shown = [client.get(world.url + query).context["form"].lines for query in ("", "?tick=all", "?tick=x")]
    ticked = [[line["take"].value() for line in lines] for lines in shown]
    assert ticked == [[False, False], [True, True], [False, False]]


def test_a_newcomer_is_not_ticked_by_an_earlier_choice_of_all(client):
    world = a_council(1)
    data = typed(world, votes_for="x")
    world.dossiers.append(a_rated_dossier(world.division, stage=Stage.APPRAISED))
    client.force_login(world.council)
    lines = client.post(world.url + "?tick=all", data).context["form"].lines
    assert {line.dossier.pk: bool(line["take"].value()) for line in lines} == {
        world.dossiers[0].pk: True,
        world.dossiers[1].pk: False,
    }


@pytest.mark.parametrize("line", [{"rating": "excellent"}, {"votes_for": "4"}, {"note": "Cần rà soát"}])
def test_typing_without_the_tick_asks_and_records_nobody(client, line):
    world = a_council(2)
    as_shown = {"rating": world.dossiers[0].appraisal_rating, "votes_for": "", "note": ""}
    data = typed(world, **as_shown)
    forgotten = f"row-{world.dossiers[1].pk}"
    del data[f"{forgotten}-take"]
    data |= {f"{forgotten}-{name}": value for name, value in line.items()}
    response = post(client, world, data)
    assert (response.status_code, stages(), "chưa đánh dấu “Ghi”" in text(response)) == (
        422,
        [Stage.APPRAISED],
        True,
    )
    assert f'href="#id_{forgotten}-take"' in text(response)


def test_more_votes_than_present_keep_nothing_not_even_the_session(client):
    world = a_council(2)
    response = post(client, world, typed(world, votes_for="6", note="Ý kiến đã gõ"))
    assert (response.status_code, CouncilSession.objects.count(), stages()) == (422, 0, [Stage.APPRAISED])
    page = text(response)
    assert ("6 phiếu đồng ý, nhiều hơn 5 thành viên dự họp" in page, "Ý kiến đã gõ" in page) == (True, True)


@pytest.mark.parametrize(
    "line",
    [
        {"votes_for": "-1"},
        {"votes_for": "NaN"},
        {"votes_for": "4,5"},
        {"votes_for": "9" * 30},
        {"rating": "best"},
        {"rating": ""},
        {"note": "x" * 3000},
        {"version": "x"},
        {"version": None},
    ],
)
def test_bad_lines_are_sentences(client, line):
    world = a_council(1)
    response = post(client, world, typed(world, **line))
    assert (response.status_code, "data-error-summary" in text(response), stages()) == (
        422,
        True,
        [Stage.APPRAISED],
    )


@pytest.mark.parametrize(
    "session",
    [
        {},
        {"held_on": "31/02/2026", "present": "5"},
        {"held_on": "2026-10-01", "present": "0"},
        {"held_on": "2026-10-01", "present": "<b>"},
        {"held_on": "2999-10-01", "present": "5"},
        {"session": "x"},
        {"session": "999999"},
        {"session": "9" * 40},
    ],
)
def test_bad_sessions_are_sentences(client, session):
    world = a_council(1)
    response = post(client, world, typed(world, session or {"held_on": "", "present": ""}))
    assert (response.status_code, CouncilSession.objects.count()) == (422, 0)


def test_a_session_of_another_unit_cannot_be_chosen(client):
    world, other = a_council(1), a_council(1)
    response = post(client, world, typed(world, {"session": a_session(other.dossiers[0]).pk}))
    assert (response.status_code, CouncilOpinion.objects.count()) == (422, 0)


def test_nobody_ticked_is_a_sentence(client):
    world = a_council(1)
    response = post(client, world, typed(world, take=None, votes_for=""))
    assert "Chưa chọn đồng chí nào để ghi ý kiến." in text(response)


def test_ids_from_elsewhere_are_a_sentence_and_nameless(client):
    world, other = a_council(1), a_council(1)
    world.dossiers += other.dossiers
    response = post(client, world, typed(world))
    page = text(response)
    assert ("không còn ở bước chờ của hội đồng này" in page, CouncilOpinion.objects.count()) == (True, 0)
    assert (str(other.dossiers[0].cadre) in page) is False


def test_of_whom_somebody_else_recorded_the_opinion_what_was_typed_is_there_to_read(client):
    world = a_council(2)
    mine = typed(world, note="Ý kiến của tôi")
    Dossier.objects.filter(pk=world.dossiers[0].pk).update(stage=Stage.COUNCIL)
    response = post(client, world, mine)
    assert (f"Ý kiến khác: {world.dossiers[0].cadre}", "Ý kiến của tôi") in response.context["gone"]
    assert "Ý kiến của tôi" in text(response)
    assert ("Số biên bản", "7-BB") not in response.context["gone"]


def test_where_nobody_waits_any_more_what_was_typed_of_the_session_is_there_to_read_too(client):
    world = a_council(1)
    mine = typed(world)
    Dossier.objects.update(stage=Stage.COUNCIL)
    response = post(client, world, mine)
    told = dict(response.context["gone"])
    assert {"7-BB", "01/10/2026", "5"} <= set(told.values())
    assert "7-BB" in text(response)


def test_a_stale_line_is_told_and_can_be_sent_again(client):
    world = a_council(1)
    Dossier.objects.update(version=2)
    response = post(client, world, typed(world))
    assert (
        response.status_code,
        f'name="row-{world.dossiers[0].pk}-version" value="2"' in text(response),
    ) == (409, True)


def test_a_line_that_comes_back_for_a_slip_goes_on_from_what_it_showed(client):
    world = a_council(2)
    slip = typed(world) | {f"row-{world.dossiers[0].pk}-votes_for": "x"}
    Dossier.objects.filter(pk=world.dossiers[0].pk).update(version=2)
    page = post(client, world, slip)
    assert [line.kept for line, _ in page.context["lines"]] == [1, 1]
    again = post(client, world, typed(world))
    assert again.status_code == 409
    assert [line.kept for line, _ in again.context["lines"]] == [2, 1]
    name, anchor = world.dossiers[0].cadre.full_name, f"#row-{world.dossiers[0].pk}"
    assert f'<a href="{anchor}">{name} · Quý IV/2026: Nội dung đã thay đổi' in text(again)


def test_sent_twice_it_is_recorded_once(client):
    world = a_council(1)
    post(client, world, typed(world))
    again = post(client, world, typed(world))
    assert (again.status_code, CouncilOpinion.objects.count(), CouncilSession.objects.count()) == (422, 1, 1)


def test_a_member_never_sees_the_line_about_themself(client):
    world = a_council(1)
    a_rated_dossier(
        world.division, stage=Stage.APPRAISED, cadre__user=world.council, cadre__full_name="Chính Tôi"
    )
    client.force_login(world.council)
    page = text(client.get(world.url))
    assert ("Chính Tôi" in page, "Hồ sơ của chính đồng chí" in page) == (False, True)


def test_past_sessions_hide_the_opinion_about_oneself(client):
    world = a_council(1)
    own = a_rated_dossier(
        world.division, stage=Stage.APPRAISED, cadre__user=world.council, cadre__full_name="Chính Tôi"
    )
    record_opinions(a_session(own), {own: {"rating": "completed"}}, by=world.staff)
    client.force_login(world.council)
    assert "Chính Tôi" not in text(client.get(world.url))


@pytest.mark.parametrize(
    ("role", "read", "write"),
    [
        ("council", 200, 302),
        ("staff", 200, 302),
        ("leadership", 200, 403),
        ("division_leadership", 404, 404),
        ("subject", 404, 404),
    ],
)
def test_who_may_read_and_write_at_a_council(client, role, read, write):
    world = a_council(1)
    client.force_login(getattr(world, role))
    assert client.get(world.url).status_code == read
    assert post(client, world, typed(world), getattr(world, role)).status_code == write


@pytest.mark.parametrize("code", ["2031-1", "x", "2026-9", "2026-", "-4", "99999999-4", "２０２６-4"])
def test_a_round_that_is_none_is_not_there(client, code):
    world = a_council(1)
    client.force_login(world.council)
    assert client.get(reverse("council", args=[world.ward.pk, code])).status_code == 404


def test_a_council_asks_the_database_no_more_for_many(client):
    counts = [queries(client, world.council, world.url) for world in (a_council(1), a_council(30))]
    assert counts[0] == counts[1]
    assert counts[0] <= 26


def test_the_councils_ask_the_database_no_more_for_many(client):
    world = a_council(1)
    organisation = an_official(Duty.COUNCIL_MEMBER, world.province)
    few = queries(client, organisation, reverse("councils"))
    for _ in range(30):
        a_council(1)
    assert few == queries(client, organisation, reverse("councils"))
    assert few <= 12


def test_recording_opinions_costs_two_queries_a_person_their_dossier_and_its_line_of_history(client):
    costs = []
    for world in map(a_council, (5, 60)):
        client.force_login(world.council)
        with CaptureQueriesContext(connection) as captured:
            assert client.post(world.url, typed(world)).status_code == 302
        costs.append(len(captured))
    assert costs[1] - costs[0] == 2 * 55
    assert costs[0] <= 50


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
    assert counts[0] <= 14


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
