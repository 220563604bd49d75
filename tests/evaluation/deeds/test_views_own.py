"""Bước 6: the person's own result in full, that they have seen it, and who is told so."""

from datetime import datetime

import pytest
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.deeds import actions as deeds
from evaluation.lists.actions.lists import close_list
from evaluation.models import Dossier, DossierEntry, RatingList
from notices.models import Notice
from regulation.quarters import Quarter
from tests.evaluation.lists.rated_factories import a_list
from tests.factories import DossierFactory, PeriodFactory, an_official

pytestmark = pytest.mark.django_db

BUTTON = "Tôi đã xem kết quả"


def text(response):
    return " ".join(response.content.decode().split())


def stored(dossier):
    return Dossier.objects.get(pk=dossier.pk)


@pytest.fixture
def world():
    """A ward that decided and published one person's rating."""
    world = a_list(1)
    (world.dossier,) = world.dossiers
    world.subject = world.dossier.cadre.user
    decides(world)
    deeds.publish(stored(world.dossier), by=world.leadership)
    world.url = reverse("own_result", args=[world.dossier.pk])
    world.results = reverse("results", args=[world.ward.pk, world.period.code])
    return world


def decides(world, rating="good"):
    rows = {
        world.dossier.pk: {"rating": rating, "reason": "Theo ý kiến của tập thể", "summary": "Làm tốt việc"}
    }
    close_list(RatingList.objects.get(stage="draft"), by=world.leadership, seen=None, rows=rows)


def sees(client, world):
    client.force_login(world.subject)
    return client.post(f"{world.url}da-xem/", follow=True)


def lines():
    return DossierEntry.objects.filter(deed="see_result").count()


@pytest.mark.clause("B6.1")
def test_the_notice_of_a_published_result_leads_its_person_to_all_that_it_rests_on(client, world):
    notice = Notice.objects.get(to=world.subject, kind="result")
    client.force_login(world.subject)
    page = text(client.get(notice.url))
    expected = [
        "Hoàn thành tốt",
        "100,00 điểm",
        "Làm tốt việc",
        "Theo ý kiến của tập thể",
        "Tập thể lãnh đạo",
        "Tự đánh giá",
        "Cấp có thẩm quyền",
    ]
    assert (notice.url, [words for words in expected if words not in page]) == (world.url, [])
    sentences = [kept["sentence"] for kept in world.dossier.decisions.get().snapshot["findings"]]
    assert [one for one in sentences if one not in page] == []


def test_until_it_is_published_nothing_of_the_decision_is_told(client, world):
    Dossier.objects.update(stage=Stage.DECIDED)
    DossierEntry.objects.filter(deed="publish").delete()
    client.force_login(world.subject)
    page = text(client.get(world.url))
    assert ("Kết quả chưa được công bố" in page, "Làm tốt việc" in page) == (True, False)


def test_opening_the_page_is_no_word_that_it_was_seen(client, world):
    client.force_login(world.subject)
    page = text(client.get(world.url))
    assert (BUTTON in page, lines()) == (True, 0)


def test_it_is_seen_once_however_often_it_is_said(client, world):
    first, second = sees(client, world), sees(client, world)
    assert (lines(), BUTTON in text(second)) == (1, False)
    assert ["Đã ghi: đồng chí đã xem" in text(first), "Đồng chí đã xác nhận xem" in text(second)] == [
        True,
        True,
    ]


def test_only_whoever_publishes_is_told_who_has_seen_theirs(client, world):
    sees(client, world)
    other = DossierFactory(
        unit=world.division, period=world.period, stage=Stage.PUBLISHED, decided_rating="good"
    )
    found = {}
    for name, user in (("leadership", world.leadership), ("subject", world.subject)):
        client.force_login(user)
        page = text(client.get(world.results))
        found[name] = "1/2 đồng chí" in page, page.count("chưa xem"), other.cadre.full_name in page
    assert found == {"leadership": (True, 1, True), "subject": (False, 0, True)}


def test_what_was_seen_before_it_was_taken_up_again_was_another_result(client, world):
    with clock.held(datetime.fromisoformat("2026-12-28T08:00+07:00")):
        sees(client, world)
    with clock.held(datetime.fromisoformat("2027-01-04T08:00+07:00")):
        DOSSIERS.reopen.make(stored(world.dossier), by=world.leadership, reason="Kiểm tra lại")
        client.force_login(world.subject)
        during = text(client.get(world.url))
        decides(world)
        deeds.publish(stored(world.dossier), by=world.leadership)
        after = text(client.get(world.url))
        sees(client, world)
    assert ["còn hiệu lực đến khi có quyết định mới" in during, BUTTON in during, BUTTON in after] == [
        True,
        False,
        True,
    ]
    assert lines() == 2


@pytest.mark.clause("B6.1")
def test_the_published_list_is_read_by_whoever_is_judged_there_in_that_round_and_tells_no_points(
    client, world
):
    guest = DossierFactory(
        unit=world.division, stage=Stage.WORKING, period=PeriodFactory(quarter=Quarter(2027, 1))
    )
    inspector = an_official(Duty.AUDITOR, world.province)
    codes = {}
    for name, user in (("own", world.subject), ("later", guest.cadre.user), ("auditor", inspector)):
        client.force_login(user)
        response = client.get(world.results)
        codes[name] = response.status_code, "100,00" in text(response)
    assert codes == {"own": (200, False), "later": (404, False), "auditor": (200, False)}


def test_the_home_page_reminds_of_a_result_until_its_person_says_that_they_have_seen_it(client, world):
    client.force_login(world.subject)
    reminded = ["chưa xác nhận đã xem" in text(client.get(reverse("home")))]
    sees(client, world)
    reminded.append("chưa xác nhận đã xem" in text(client.get(reverse("home"))))
    assert reminded == [True, False]
