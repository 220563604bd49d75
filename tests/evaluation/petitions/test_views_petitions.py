"""The pages of petitions: what each reader finds, that what was typed stays, and the whole road from publication to the archive."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.boards.tells.dues import dues_of
from evaluation.core.steps import Stage
from evaluation.home.tells.duties import tasks_for
from evaluation.models import Petition
from evaluation.petitions import actions
from tests.evaluation.petitions.objecting import (
    OVER,
    TEXT,
    a_published_result,
    objects,
    on,
    stored,
)

pytestmark = pytest.mark.django_db

DAY = "2026-12-30 09:00"
PUT, UPHOLD, WITHDRAW = "Gửi kiến nghị", "Giữ nguyên kết quả", "Rút kiến nghị"


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def world():
    world = a_published_result()
    world.page = reverse("petition", args=[world.dossier.pk])
    world.own = reverse("own_result", args=[world.dossier.pk])
    world.results = reverse("results", args=[world.ward.pk, world.period.code])
    return world


def opens(client, user, url, moment=DAY):
    client.force_login(user)
    with on(moment):
        return text(client.get(url))


def sends(client, user, url, moment=DAY, **data):
    client.force_login(user)
    with on(moment):
        return client.post(url, data)


def ends(client, user, row, move, moment=DAY, **data):
    typed = {f"{move}-{row.pk}-{name}": value for name, value in data.items()}
    url = reverse("petition_move", args=[row.pk, move])
    return sends(client, user, url, moment, version=str(row.version), **typed)


@pytest.mark.clause("B6.1", "B6.2")
def test_the_whole_road_published_seen_objected_to_answered_and_archived(client, world):
    page = opens(client, world.subject, world.own)
    assert ["hết thứ Hai, 04/01/2027" in page, "Tôi đã xem kết quả" in page] == [True, True]
    assert sends(client, world.subject, f"{world.own}da-xem/").status_code == 302
    assert sends(client, world.subject, f"{world.page}gui/", text=TEXT).status_code == 302
    row = Petition.objects.get()
    home = opens(client, world.leadership, reverse("home"))
    assert ["Trả lời kiến nghị" in home, world.page in home] == [True, True]
    bulk = {"act": "archive", "dossier": [world.dossier.pk]}
    held_back = sends(client, world.staff, f"{world.results}chuyen/", OVER, **bulk)
    with on(OVER):
        told = text(client.get(held_back.url))
    assert ("1 hồ sơ chưa lưu trữ được: còn thời hạn kiến nghị" in told, stored(world).stage) == (
        True,
        "published",
    )
    answered = ends(client, world.leadership, row, "uphold", OVER, reason="Đã xem lại minh chứng")
    assert (answered.status_code, Petition.objects.get().stage) == (302, "upheld")
    page = opens(client, world.subject, world.page, OVER)
    assert ["Đã xem lại minh chứng" in page, "Chờ trả lời" in page] == [True, False]
    sends(client, world.staff, f"{world.results}chuyen/", OVER, **bulk)
    assert stored(world).stage == Stage.ARCHIVED
    history = opens(client, world.auditor, reverse("history", args=[world.dossier.pk]), OVER)
    lines = [
        "gửi kiến nghị về kết quả xếp loại",
        TEXT,
        "trả lời kiến nghị: giữ nguyên kết quả",
        "lưu trữ hồ sơ",
    ]
    assert [line for line in lines if line not in history] == []


def test_each_reader_is_offered_what_they_may_do_and_no_more(client, world):
    before = opens(client, world.subject, world.page)
    objects(world)
    readers = {"subject": world.subject, "leadership": world.leadership, "staff": world.staff}
    found = {}
    for name, user in readers.items():
        page = opens(client, user, world.page)
        found[name] = [f">{words}</button>" in page for words in (PUT, UPHOLD, WITHDRAW)]
        assert TEXT in page
    assert (f">{PUT}</button>" in before, found) == (
        True,
        {"subject": [False, False, True], "leadership": [False, True, False], "staff": [False, False, False]},
    )


def test_what_was_typed_stays_when_it_comes_too_late_or_says_nothing(client, world):
    late = sends(client, world.subject, f"{world.page}gui/", OVER, text=TEXT)
    assert (late.status_code, TEXT in text(late), "Đã hết thời hạn kiến nghị" in text(late)) == (
        422,
        True,
        True,
    )
    empty = sends(client, world.subject, f"{world.page}gui/", text="  ")
    assert (empty.status_code, "Chưa ghi nội dung kiến nghị." in text(empty)) == (422, True)
    assert Petition.objects.count() == 0


def test_an_answer_without_its_reason_comes_back_and_one_to_an_old_version_too(client, world):
    row = objects(world)
    silent = ends(client, world.leadership, row, "take_up", reason="")
    assert (silent.status_code, "Cần ghi rõ lý do." in text(silent)) == (422, True)
    row.version = 7
    stale = ends(client, world.leadership, row, "uphold", reason="Không có căn cứ mới")
    assert (stale.status_code, "Không có căn cứ mới" in text(stale)) == (409, True)
    assert Petition.objects.get().stage == "waiting"


def test_what_is_overdue_is_told_so_in_the_list_and_on_the_page(client, world):
    objects(world)
    url = f"{reverse('petitions')}?ky={world.period.code}"
    found = {}
    for moment in ("2027-01-13 23:00", "2027-01-14 00:00"):
        pages = [opens(client, world.leadership, address, moment) for address in (url, world.page)]
        found[moment] = ["quá hạn trả lời" in page for page in pages]
    assert found == {"2027-01-13 23:00": [False, False], "2027-01-14 00:00": [True, True]}


def test_a_petition_of_another_ward_is_not_there(client, world):
    row, other = objects(world), a_published_result()
    client.force_login(other.leadership)
    assert client.get(world.page).status_code == 404
    assert ends(client, other.leadership, row, "uphold", reason="x").status_code == 404
    assert TEXT not in opens(client, other.leadership, f"{reverse('petitions')}?ky={world.period.code}")


def test_it_falls_due_on_the_home_page_and_in_the_calendar_of_whoever_answers(world):
    row = objects(world)
    with on(DAY):
        lines = [(line.verb, line.closes_at) for line in tasks_for(world.leadership).todo]
        dues = {
            name: [
                (due.what, due.closes_at) for due in dues_of(user, row.put_at, row.due_at.replace(year=2028))
            ]
            for name, user in (("leadership", world.leadership), ("staff", world.staff))
        }
    due = (f"Trả lời kiến nghị {world.period}", row.due_at)
    assert ("Trả lời kiến nghị", row.due_at) in lines
    assert {name: due in found for name, found in dues.items()} == {"leadership": True, "staff": False}


def test_the_overview_leads_whoever_decides_to_the_answer(client, world):
    row = objects(world)
    overview = reverse("dossier", args=[world.dossier.pk])
    leads = f'class="btn btn-primary" href="{world.page}"'
    before = [
        leads in opens(client, user, overview) for user in (world.leadership, world.staff, world.subject)
    ]
    with on(DAY):
        actions.uphold(row, by=world.leadership, reason="Đã xem lại")
    assert (before, leads in opens(client, world.leadership, overview)) == ([True, False, False], False)


def test_the_page_of_one_dossier_asks_a_bounded_number_of_queries(client, world):
    objects(world)
    opens(client, world.leadership, world.page)
    with on(DAY), CaptureQueriesContext(connection) as counted:
        client.get(world.page)
    assert len(counted) <= 28


def test_the_term_is_told_alike_before_and_after_an_objection(client, world):
    """It is no invitation: whoever answers reads it, too, and whoever objected already."""
    objects(world)
    for user in (world.subject, world.leadership):
        page = opens(client, user, world.page)
        assert ("Hạn kiến nghị về kết quả với cấp quyết định" in page, "quyết định tại đây" in page) == (
            True,
            False,
        )


def test_the_home_page_of_whoever_objected_says_that_the_answer_is_awaited(client, world):
    waits = "Kiến nghị của đồng chí đang chờ trả lời"
    told = [waits in opens(client, world.subject, reverse("home"))]
    row = objects(world)
    told.append(waits in opens(client, world.subject, reverse("home")))
    ends(client, world.leadership, row, "uphold", reason="Đủ căn cứ")
    told.append(waits in opens(client, world.subject, reverse("home")))
    assert told == [False, True, False]


def test_the_overview_leads_to_the_petitions_of_its_round(client, world):
    page = opens(client, world.leadership, reverse("overview"))
    assert f'href="{reverse("petitions")}?ky={world.period.code}"' in page
