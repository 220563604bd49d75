"""The boards as pages: a person's cells, figures that open to names, who reads whose."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from config import clock
from evaluation.core.stages import PlanStage
from evaluation.models import Dossier, Period
from regulation.quarters import Quarter
from tests.evaluation.boards.owing import hand_in, not_bound
from tests.factories import DossierFactory, ExtensionFactory, PeriodFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = a_ward(name="Phường Long Xuyên")
    world.period = PeriodFactory()
    common = {"unit": world.division, "period": world.period}
    world.owing = DossierFactory(cadre__full_name="Nguyễn Văn Chưa", **common)
    submitted = {"plan__stage": PlanStage.SUBMITTED, "plan__arrived_at": world.period.plan_closes_at}
    world.late = DossierFactory(cadre__full_name="Lê Thị Trễ", **submitted, **common)
    world.extended = ExtensionFactory(dossier=DossierFactory(cadre__full_name="Trần Văn Gia", **common))
    world.url = reverse("unit_board", args=[world.ward.pk, world.period.code])
    return world


def seen(client, user, url, **asked):
    client.force_login(user)
    return html.fromstring(client.get(url, asked).content)


def row(page, name):
    (found,) = page.xpath("//tbody/tr[.//th//a[text()=$name]]", name=name)
    return {cell.get("data-label"): " ".join(cell.text_content().split()) for cell in found.xpath("td")}


def names(page):
    return page.xpath("//tbody//th[@scope='row']/a/text()")


@pytest.mark.clause("3.3.2")
def test_whom_quarters_do_not_bind_is_told_apart_and_counted_nowhere(client, world):
    before = [found.text_content() for found in seen(client, world.staff, world.url).xpath("//section//li")]
    free = DossierFactory(cadre__full_name="Võ Văn Ủy", unit=world.division, period=world.period)
    not_bound(free)
    page = seen(client, world.staff, world.url)
    assert [found.text_content() for found in page.xpath("//section//li")] == before
    assert row(page, "Võ Văn Ủy")["Nộp kế hoạch"] == "Không bắt buộc (Mục 3.3)"
    hand_in(free, world.period.plan_closes_at)
    assert row(seen(client, world.staff, world.url), "Võ Văn Ủy")["Nộp kế hoạch"].startswith("Nộp muộn")


@pytest.mark.clause("3.3.2")
def test_the_provinces_board_does_not_count_them_among_those_who_are_to_hand_in(client, world):
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    for dossier in (world.owing, world.extended.dossier):
        not_bound(dossier)
    page = seen(client, organisation, reverse("boards"), ky=world.period.code, step="plan")
    cells = row(page, "Phường Long Xuyên")
    assert [cells["Phải nộp"], cells["Chưa nộp"], cells["Nộp muộn"]] == ["1", "", "1"]


def test_each_person_has_a_row_with_a_cell_a_step(client, world):
    with clock.held(world.period.plan_closes_at):
        page = seen(client, world.staff, world.url)
    assert row(page, "Nguyễn Văn Chưa")["Nộp kế hoạch"].startswith("Muộn, chưa nộp")
    assert row(page, "Lê Thị Trễ")["Nộp kế hoạch"] == "Nộp muộn 00:00 ngày 26/09/2026"
    assert row(page, "Lê Thị Trễ")["Duyệt kế hoạch"] == "Chờ tổng hợp"
    assert row(page, "Trần Văn Gia")["Nộp kế hoạch"].startswith("Gia hạn hết Chủ nhật, 27/09/2026")


def test_a_name_leads_to_the_persons_file(client, world):
    page = seen(client, world.staff, world.url)
    assert page.xpath("//th/a[text()='Lê Thị Trễ']/@href") == [reverse("dossier", args=[world.late.pk])]


def test_a_figure_opens_to_exactly_the_people_it_counts(client, world):
    page = seen(client, world.staff, world.url)
    for card in page.xpath("//ul[contains(@class, 'figure-cards')]//a"):
        shown = seen(client, world.staff, card.get("href"))
        assert len(names(shown)) == int(card.find("b").text)
        assert len(shown.xpath("//ul[contains(@class, 'figure-cards')]//a[@aria-current]")) == 1


@pytest.mark.parametrize("asked", [{"step": "plan"}, {"stands": "late"}, {"step": "x", "stands": "late"}])
def test_what_no_figure_asks_shows_everybody(client, world, asked):
    assert len(names(seen(client, world.staff, world.url, **asked))) == 3


def test_a_round_of_direct_entry_has_no_column_for_plans(client, world):
    type(world.period).objects.update(direct_entry=True)
    assert "Nộp kế hoạch" not in seen(client, world.staff, world.url).text_content()


def test_a_board_says_nothing_of_ratings(client, world):
    Dossier.objects.update(self_rating="excellent", appraisal_rating="good", total=91.37)
    text = seen(client, world.staff, world.url).text_content()
    assert [word for word in ("Xuất sắc", "Tốt", "91,37", "91.37") if word in text] == []


def test_the_provinces_secretariat_finds_those_of_tier_3_1_alone(client, world):
    provincial = DossierFactory(unit=world.ward, period=world.period, provincial=True)
    reader = an_official(Duty.PROVINCIAL_SECRETARIAT, world.province)
    assert names(seen(client, reader, world.url)) == [provincial.cadre.full_name]


def test_whoever_stands_in_for_the_leadership_reads_the_board(client, world):
    deputy = grant(world.subject, Duty.LEADERSHIP, world.ward, on_behalf_of=world.leadership).user
    assert len(names(seen(client, deputy, world.url))) == 3


def test_the_province_sees_its_units_and_from_each_figure_the_names(client, world):
    other = a_ward(name="Xã Khác")
    DossierFactory(unit=other.division, period=world.period)
    reader = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    page = seen(client, reader, reverse("boards"), ky=world.period.code, step="plan")
    assert names(page) == ["Phường Long Xuyên", "Xã Khác"]
    (late,) = page.xpath("//tr[th/a[text()='Phường Long Xuyên']]/td[@data-label='Nộp muộn']/a")
    assert names(seen(client, reader, late.get("href"))) == ["Lê Thị Trễ"]
    assert page.xpath("//ul[contains(@class, 'figure-cards')]//b/text()")[0] == "4"


def test_the_province_first_sees_plans_until_self_assessments_can_be_handed_in(client, world):
    reader = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    for moment, step in (
        (world.period.plan_closes_at, "Nộp kế hoạch"),
        (world.period.plan_closes_at + timedelta(days=30), "Nộp kế hoạch"),
        (world.period.dossier_closes_at, "Nộp tự đánh giá"),
    ):
        with clock.held(moment):
            page = seen(client, reader, reverse("boards"), ky=world.period.code)
        assert page.xpath("//a[contains(@class, 'nav-link active')]/text()") == [step]


def test_what_nobody_can_hand_in_yet_says_from_when(client, world):
    """In September nobody of a round of the fourth quarter is behind with their self-assessment."""
    reader = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    province = reverse("boards") + f"?ky={world.period.code}&step=dossier"
    for moment, begun in ((world.period.plan_closes_at, False), (world.period.dossier_closes_at, True)):
        with clock.held(moment):
            shown = [
                seen(client, *one).text_content() for one in ((world.staff, world.url), (reader, province))
            ]
        assert ["từ ngày 01/12/2026, hạn" in page for page in shown] == [not begun] * 2


def test_whoever_oversees_one_unit_is_led_to_its_board(client, world):
    client.force_login(world.staff)
    assert client.get(reverse("boards"), {"ky": world.period.code}).headers["Location"] == world.url


@pytest.mark.parametrize(
    ("at", "shown"),
    [("2026-09-25 23:59", 4), ("2026-09-26 00:00", 3), ("2026-09-29 23:59", 3), ("2026-09-30 00:00", 4)],
)
def test_it_opens_on_the_round_in_which_something_is_due_next(client, world, at, shown):
    """The plans of Quý IV are due before the self-assessments of Quý III, in which we are."""
    PeriodFactory(quarter=Quarter(2026, 3))
    client.force_login(world.staff)
    with clock.held(datetime.fromisoformat(at).replace(tzinfo=clock.HERE)):
        led = client.get(reverse("boards")).headers["Location"]
    assert led == reverse("unit_board", args=[world.ward.pk, f"2026-{shown}"])


def test_a_round_that_was_chosen_stays_chosen_and_one_without_plans_has_none_due(client, world):
    third = PeriodFactory(quarter=Quarter(2026, 3))
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    client.force_login(organisation)
    with clock.held(world.period.plan_closes_at - timedelta(hours=1)):
        assert client.get(reverse("boards")).context["period"] == world.period
        Period.objects.filter(pk=world.period.pk).update(direct_entry=True)
        assert client.get(reverse("boards")).context["period"] == third
        client.get(reverse("choose_period", args=[world.period.code]))
        assert client.get(reverse("boards")).context["period"] == world.period


def test_once_everything_was_due_it_opens_on_the_present_round(client, world):
    client.force_login(an_official(Duty.PROVINCIAL_ORGANISATION, world.province))
    with clock.held(world.period.report_closes_at + timedelta(days=9)):
        assert client.get(reverse("boards")).context["period"] == world.period


def test_before_the_first_round_there_is_nothing_to_watch(client):
    world = a_ward()
    assert "Chưa có ai để theo dõi" in seen(client, world.staff, reverse("boards")).text_content()
