"""The deciding level's home page and the page where it answers what arrived after its decision."""

from datetime import timedelta

import pytest
from django.urls import reverse

from config import clock
from evaluation.collectives import actions as collectives
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ArrivalStage
from evaluation.core.steps import Stage
from evaluation.deeds.actions import set_aside
from evaluation.models import Arrival, Dossier
from tests.evaluation.collectives.collective_factories import a_collective_world, a_result, decided, seated
from tests.evaluation.lists.rated_factories import on_leave

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = a_collective_world()
    world.dossiers = []
    for name in ("Lê Thị Trên", "Phạm Văn Trước"):
        dossier = seated(
            world, "deputy", stage=Stage.PUBLISHED, decided_rating="excellent", cadre__full_name=name
        )
        decision = decided(dossier, clock.now())
        type(decision).objects.filter(pk=decision.pk).update(rating="excellent")
        world.dossiers.append(dossier)
    world.dossier = world.dossiers[0]
    return world


def page(client, user, dossier):
    client.force_login(user)
    return client.get(reverse("arrivals", args=[dossier.pk]))


def keep(client, user, arrival, reason, version=None):
    client.force_login(user)
    place = reverse("arrival_keep", args=[arrival.decision.dossier_id, arrival.pk])
    return client.post(place, {f"keep-{arrival.pk}-reason": reason, "version": version or arrival.version})


def home(client, user):
    client.force_login(user)
    return client.get("/").content.decode()


def approve(world, **counts):
    collectives.approve(a_result(world, **counts), by=world.leadership)


def test_the_home_page_of_the_deciding_level_asks_until_each_is_answered(client, world):
    assert "căn cứ đến sau quyết định" not in home(client, world.leadership)
    approve(world, completed=3)
    told = home(client, world.leadership)
    assert "Trả lời về căn cứ đến sau quyết định" in told
    assert "2 đồng chí · Quý IV/2026" in told
    assert "căn cứ đến sau quyết định" not in home(client, world.staff)
    first, second = Arrival.objects.filter(code="unit-below-70")
    keep(client, world.leadership, first, "Đã xem xét")
    for arrival in (first,):
        keep(client, world.leadership, arrival, "Đã xem xét")
    assert "đồng chí Phạm Văn Trước · Quý IV/2026" in home(client, world.leadership)
    keep(client, world.leadership, second, "Đã xem xét")
    assert "căn cứ đến sau quyết định" not in home(client, world.leadership)


def test_no_term_is_set_so_none_is_told(client, world):
    """A result may be approved months after its round has closed: nobody is late with the answer."""
    approve(world, completed=3)
    client.force_login(world.leadership)
    with clock.held(world.period.report_closes_at + timedelta(days=60)):
        (line,) = client.get(reverse("home")).context["work"].todo
    assert (line.verb, line.until) == ("Trả lời về căn cứ đến sau quyết định", None)


def test_the_list_behind_the_line_holds_those_who_wait(client, world):
    approve(world, completed=3)
    Arrival.objects.filter(decision__dossier=world.dossiers[1]).update(stage=ArrivalStage.ANSWERED)
    client.force_login(world.leadership)
    told = client.get(reverse("dossiers"), {"ky": world.period.code, "arrival": "open"}).content.decode()
    assert ["Lê Thị Trên" in told, "Phạm Văn Trước" in told] == [True, False]


def test_the_page_says_what_arrived_and_takes_the_answer(client, world):
    approve(world, completed=3)
    told = page(client, world.leadership, world.dossier).content.decode()
    assert "hoàn thành 3/6 nhiệm vụ" in told
    assert "Giữ nguyên quyết định" in told
    assert reverse("dossier_deeds", args=[world.dossier.pk]) in told
    arrival = Arrival.objects.get(decision__dossier=world.dossier)
    assert "Người trả lời" not in told
    assert keep(client, world.leadership, arrival, "Đã xem xét").status_code == 302
    told = page(client, world.leadership, world.dossier).content.decode()
    assert f"<dt>Người trả lời</dt>\n      <dd>đồng chí {world.leadership},\n        " in told
    assert ["Đã xem xét" in told, '<button class="btn btn-outline-primary">Giữ nguyên' in told] == [
        True,
        False,
    ]


def test_an_answer_without_a_reason_comes_back_in_words(client, world):
    approve(world, completed=3)
    arrival = Arrival.objects.get(decision__dossier=world.dossier)
    answer = keep(client, world.leadership, arrival, " ")
    assert (answer.status_code, "Cần ghi rõ lý do." in answer.content.decode()) == (422, True)
    assert Arrival.objects.filter(stage=ArrivalStage.ANSWERED).count() == 0


def test_an_answer_that_comes_back_for_its_reason_keeps_the_version_it_was_opened_with(client, world):
    approve(world, completed=3)
    arrival = Arrival.objects.get(decision__dossier=world.dossier)
    Arrival.objects.update(version=2)
    slip = keep(client, world.leadership, arrival, " ")
    assert (slip.status_code, 'name="version" value="1"' in slip.content.decode()) == (422, True)


def test_an_answer_to_what_was_answered_meanwhile_keeps_what_was_typed(client, world):
    approve(world, completed=3)
    arrival = Arrival.objects.get(decision__dossier=world.dossier)
    keep(client, world.leadership, arrival, "Đã xem xét")
    answer = keep(client, world.leadership, arrival, "Người khác gõ")
    assert (answer.status_code, "Người khác gõ" in answer.content.decode()) == (409, True)


def test_the_page_is_the_deciding_levels(client, world):
    approve(world, completed=3)
    assert page(client, world.staff, world.dossier).status_code == 403
    assert page(client, world.organisation, world.dossier).status_code == 403


def test_reopened_and_set_aside_the_deciding_level_is_led_back_to_the_question(client, world):
    """The decision before is in force; who had taken it up is not told as who answered."""
    approve(world, completed=3)
    DOSSIERS.reopen.make(world.dossier, by=world.leadership, reason="Xem xét lại theo Mục 6.3")
    assert "chờ quyết định mới" in page(client, world.leadership, world.dossier).content.decode()
    set_aside(on_leave(Dossier.objects.get(pk=world.dossier.pk)), by=world.staff, ground="Nghỉ ốm")
    told = page(client, world.leadership, world.dossier).content.decode()
    assert ["quyết định trước còn hiệu lực" in told, "Người trả lời" in told] == [True, False]
    assert "Trả lời" in client.get(reverse("dossier", args=[world.dossier.pk])).context["turn"].button
    arrival = Arrival.objects.get(decision__dossier=world.dossier)
    assert keep(client, world.leadership, arrival, "Đã xem xét").status_code == 302
    assert "Người trả lời" in page(client, world.leadership, world.dossier).content.decode()


def test_nothing_arrived_is_said(client, world):
    assert (
        "Chưa có căn cứ nào đến sau quyết định"
        in page(client, world.leadership, world.dossier).content.decode()
    )


@pytest.mark.parametrize(("stage", "offered"), [(Stage.COUNCIL, True), (Stage.DECIDED, False)])
def test_after_the_decision_the_page_of_circumstances_takes_a_ground_alone(client, world, stage, offered):
    type(world.dossier).objects.filter(pk=world.dossier.pk).update(stage=stage)
    client.force_login(world.staff)
    told = client.get(reverse("circumstances", args=[world.dossier.pk])).content.decode()
    assert "Ghi căn cứ kèm văn bản" in told
    assert ("Ghi hạn chế, khuyết điểm" in told) is offered


def test_the_dossiers_history_tells_what_arrived_and_how_it_was_answered(client, world):
    approve(world, completed=3)
    arrival = Arrival.objects.get(decision__dossier=world.dossier)
    keep(client, world.leadership, arrival, "Đã xem xét")
    told = client.get(reverse("history", args=[world.dossier.pk])).content.decode()
    assert ["Lý do: Đã xem xét" in told, told.count(arrival.sentence)] == [True, 2]


def test_what_is_answered_when_nothing_waits_any_more_is_told_and_shown(client, world):
    approve(world, completed=3)
    arrival = Arrival.objects.first()
    Arrival.objects.all().delete()
    page = keep(client, world.leadership, arrival, "Đã xem xét kỹ ở cuộc họp")
    assert page.status_code == 409
    assert "Mục này không còn" in page.content.decode()
    assert "Đã xem xét kỹ ở cuộc họp" in page.content.decode()
