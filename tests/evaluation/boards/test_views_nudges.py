"""The button as a page: whom it will tell, before it does; who was told already, and by whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from config import clock
from evaluation.boards.actions.nudging import nudge
from evaluation.boards.tells.nudging import history_of
from evaluation.models import Nudge, Policy
from tests.evaluation.boards.owing import PLAN, a_ward_that_owes, hand_in
from tests.factories import DossierFactory, UserFactory, an_official, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = a_ward_that_owes()
    world.board = reverse("unit_board", args=[world.ward.pk, world.period.code])
    world.url = reverse("nudge", args=[world.ward.pk, world.period.code, "plan"])
    with clock.held(world.period.plan_closes_at):
        yield world


def page(client, user, url):
    client.force_login(user)
    return html.fromstring(client.get(url, follow=True).content)


def sent(client, user, url):
    client.force_login(user)
    found = html.fromstring(client.post(url, follow=True).content)
    return " ".join(found.xpath("string(//*[contains(@class, 'alert')])").split())


def names(found, part):
    return {item.text.strip() for item in found.xpath("//section[@aria-labelledby=$part]//li", part=part)}


def test_the_board_leads_to_the_page_that_names_whom_it_will_tell(client, world):
    hand_in(world.owing[0], world.period.plan_closes_at)
    found = page(client, world.staff, world.board)
    assert world.url in found.xpath("//main//a/@href")
    assert names(page(client, world.staff, world.url), "people") == {world.owing[1].cadre.full_name}


def test_looking_tells_nobody(client, world):
    page(client, world.staff, world.url)
    assert not Nudge.objects.exists()


def test_sent_twice_it_says_the_same_and_is_done_once(client, world):
    first, second = (sent(client, world.staff, world.url) for _ in range(2))
    assert first == second
    assert f"đồng chí {world.staff} nhắc 2 đồng chí lúc 00:00 ngày 26/09/2026" in first
    assert Nudge.objects.count() == 2


def test_whoever_comes_second_reads_who_was_told_already_and_by_whom(client, world):
    sent(client, world.staff, world.url)
    assert f"đồng chí {world.staff} nhắc 2 đồng chí" in sent(client, world.leadership, world.url)
    found = page(client, world.leadership, world.url)
    assert names(found, "told-today") == {row.cadre.full_name for row in world.owing}
    assert f"đồng chí {world.staff} nhắc lúc" in found.text_content()
    assert found.xpath("//main//form") == []


def test_with_nobody_left_there_is_no_button_and_a_form_sent_late_tells_nobody(client, world):
    for row in world.owing:
        hand_in(row, world.period.plan_closes_at)
    assert world.url not in page(client, world.staff, world.board).xpath("//main//a/@href")
    assert "Không có ai phải nhắc." in sent(client, world.staff, world.url)


@pytest.mark.parametrize(
    ("hours", "said"), [(-24, "cần gia hạn"), (-1, "cần gia hạn"), (0, "không còn gia hạn được")]
)
def test_of_whom_the_window_is_closed_to_it_says_whether_it_can_still_be_moved_on(client, world, hours, said):
    """As long as the round's next window is open."""
    Policy.objects.create(period=world.period, plan_lateness="refuse")
    with clock.held(world.period.dossier_closes_at + timedelta(hours=hours)):
        found = page(client, world.staff, world.url)
    heading = found.xpath("string(//*[@id='shut-out'])").strip()
    assert heading == f"Đã hết hạn, kỳ này không nhận nộp muộn: {said}"
    assert names(found, "shut-out") == {row.cadre.full_name for row in world.owing}


def test_whoever_only_reads_the_board_is_offered_no_button(client, world):
    auditor = an_official(Duty.AUDITOR, world.province)
    assert world.url not in page(client, auditor, world.board).xpath("//main//a/@href")


def test_there_is_no_button_for_what_the_round_does_not_ask(client, world):
    client.force_login(world.staff)
    assert client.get(reverse("nudge", args=[world.ward.pk, world.period.code, "report"])).status_code == 404
    type(world.period).objects.update(direct_entry=True)
    assert client.get(world.url).status_code == 404


def test_the_board_tells_all_its_readers_who_reminded_how_many(client, world):
    sent(client, world.staff, world.url)
    auditor = an_official(Duty.AUDITOR, world.province)
    (line,) = page(client, auditor, world.board).xpath("//section[@aria-labelledby='presses']//li/text()")
    assert line == f"00:00 ngày 26/09/2026 · đồng chí {world.staff} nhắc 2 đồng chí nộp kế hoạch"


def test_the_file_of_whoever_was_reminded_tells_by_whom_and_on_whose_behalf(client, world):
    deputy = grant(UserFactory(), Duty.LEADERSHIP, world.ward, on_behalf_of=world.leadership).user
    sent(client, deputy, world.url)
    reminded, other = world.owing[0], DossierFactory(unit=world.division, period=world.period)
    line = f"Đồng chí {deputy} (thay mặt đồng chí {world.leadership}) nhắc nộp kế hoạch"
    for reader in (world.staff, reminded.cadre.user):
        told = page(client, reader, reverse("history", args=[reminded.pk])).xpath(
            "string(//ol[@class='timeline'])"
        )
        assert line in " ".join(told.split())
    assert "nhắc" not in page(client, world.staff, reverse("history", args=[other.pk])).xpath(
        "string(//ol[@class='timeline'])"
    )


def test_what_the_file_tells_of_reminders_costs_one_query(world, django_assert_num_queries):
    nudge(world.ward, world.period, PLAN, by=world.staff)
    with django_assert_num_queries(1):
        assert len(history_of(world.owing[0])) == 1
