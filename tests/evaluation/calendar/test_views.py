"""The page on which Ban Tổ chức opens a round, and the lines that lead there."""

import pytest
from django.urls import reverse

from cadres.models import Duty
from evaluation.calendar.actions.rounds import open_round
from evaluation.calendar.tells.rounds import newcomers, opening_of, round_ahead, round_to_open, rounds_due
from evaluation.models import Dossier, Period
from regulation.quarters import Quarter
from tests.evaluation.marks.marking import at
from tests.factories import AppointmentFactory, CadreFactory, PositionFactory, a_ward, an_official

pytestmark = pytest.mark.django_db
NOW, NEXT = Quarter(2026, 4), Quarter(2027, 1)


@pytest.fixture
def world():
    with at(11, 20):
        world = a_ward()
        world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
        world.nobody, world.central = CadreFactory(), AppointmentFactory(cadre__is_central=True).cadre
        yield world


def text(response):
    return " ".join(response.content.decode().split())


def lines(client, user):
    client.force_login(user)
    return [(line.verb, line.whom, line.url) for line in client.get(reverse("home")).context["work"].todo]


def test_the_page_says_who_gets_a_dossier_who_does_not_and_why_and_writes_nothing(client, world):
    client.force_login(world.organisation)
    page = client.get(reverse("open_round", args=["2027-1"]))
    assert ([person.cadre for person in page.context["page_obj"]], page.context["opening"].present) == (
        [world.cadre],
        0,
    )
    assert f"{world.nobody} hiện không giữ chức vụ nào" in text(page)
    assert f"{world.central} thuộc diện Bộ Chính trị" in text(page)
    assert "hết thứ Sáu, 25/12/2026" in text(page)
    assert (Period.objects.count(), Dossier.objects.count()) == (0, 0)


def test_the_round_is_opened_in_the_name_of_whoever_did_it(client, world):
    client.force_login(world.organisation)
    done = client.post(reverse("open_round", args=["2027-1"]), follow=True)
    assert "Đã mở 1 hồ sơ Quý I/2027." in text(done)
    assert done.redirect_chain == [(f"{reverse('overview')}?ky=2027-1", 302)]
    assert [line.by for line in Dossier.objects.get().history.all()] == [world.organisation]


def test_sent_twice_it_says_that_nobody_is_left(client, world):
    client.force_login(world.organisation)
    for sentence in ("Đã mở 1 hồ sơ", "Không còn ai phải mở hồ sơ."):
        assert sentence in text(client.post(reverse("open_round", args=["2027-1"]), follow=True))
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize("code", ["2027-2", "2026-3", "2026-5", "x"])
def test_a_quarter_further_away_is_not_opened_here(client, world, code):
    client.force_login(world.organisation)
    assert client.post(reverse("open_round", args=[code])).status_code == 404


def test_a_past_round_that_stands_still_takes_newcomers(client, world):
    open_round(Quarter(2026, 3))
    newcomer = AppointmentFactory(unit=world.division).cadre
    client.force_login(world.organisation)
    client.post(reverse("open_round", args=["2026-3"]))
    assert Dossier.objects.filter(cadre=newcomer).count() == 1


def test_only_the_provinces_organisation_is_told_and_led_there(client, world):
    url = reverse("open_round", args=["2026-4"])
    assert lines(client, world.organisation) == [("Mở kỳ đánh giá", "Quý IV/2026", url)]
    assert lines(client, world.staff) == []


def test_the_next_round_is_due_from_the_first_day_of_a_quarters_last_month(world):
    open_round(NOW)
    with at(11, 30):
        assert (rounds_due(), str(round_ahead())) == ([], "Quý I/2027")
    with at(12, 1):
        assert [str(due) for due in rounds_due()] == ["Quý I/2027"]
        open_round(NEXT)
        assert (rounds_due(), round_ahead()) == ([], None)


def test_whoever_was_appointed_since_is_counted_until_the_window_closes(client, world):
    open_round(NOW)
    assert lines(client, world.organisation) == []
    AppointmentFactory(unit=world.division)
    url = reverse("open_round", args=["2026-4"])
    assert lines(client, world.organisation) == [("Bổ sung hồ sơ", "1 đồng chí chưa có · Quý IV/2026", url)]
    with at(12, 30):
        assert ("Bổ sung hồ sơ", "1 đồng chí chưa có · Quý IV/2026", url) not in lines(
            client, world.organisation
        )


def test_the_database_counts_the_same_newcomers_as_the_law(world):
    """Of every kind of person: with a post, none, one that ended or begins later, a central one beside another."""
    central = PositionFactory(name="Ủy viên Trung ương", tier="central", clause="")
    beside = AppointmentFactory(unit=world.division).cadre
    AppointmentFactory(cadre=beside, unit=world.ward, position=central, is_main=False)
    AppointmentFactory(unit=world.division, valid_until="2026-10-01")
    AppointmentFactory(unit=world.division, valid_from="2026-12-01")
    AppointmentFactory(unit=world.division, valid_until="2026-11-20")
    period = open_round(NOW).period
    Dossier.objects.first().delete()
    for month, day in ((11, 20), (11, 21), (12, 1), (12, 29)):
        with at(month, day):
            owed = {person.cadre for person in opening_of(round_to_open(NOW)).owed}
            assert set(newcomers(period)) == owed
    assert owed
