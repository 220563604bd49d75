"""Tổng quan: figures that the database counts and that open to the very names counted."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Duty
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier
from reporting.summaries.overview import Names, counted_alike, overview_of, unit_line, units_of_overview
from tests.factories import DossierFactory, PeriodFactory, UserFactory, a_ward, an_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return a_ward(name="Phường Long Xuyên", code="LX")


def counts(figures):
    return {figure.label: figure.count for figure in figures if figure.count}


def page_of(client, user, asked=""):
    client.force_login(user)
    response = client.get(f"/tong-quan/{asked}")
    assert response.status_code == 200
    return response.content.decode()


def figures():
    everybody, reader = Dossier.objects.all(), UserFactory()
    return overview_of(counted_alike(everybody, reader), everybody, Names({}), reader)


def units_of_all():
    everybody, reader = Dossier.objects.all(), UserFactory()
    return units_of_overview(counted_alike(everybody, reader), everybody, reader)


@pytest.mark.clause("1.2.3", "8.3.1")
def test_stages_plans_and_ratings_are_counted():
    DossierFactory(plan__stage=PlanStage.SUBMITTED)
    DossierFactory(stage=Stage.SUBMITTED, plan__stage=PlanStage.APPROVED, self_rating="good")
    DossierFactory(
        stage=Stage.DECIDED, plan__stage=PlanStage.APPROVED, self_rating="excellent", decided_rating="good"
    )
    found = figures()
    assert counts(found.stages) == {"Đang lập kế hoạch": 1, "Đã nộp": 1, "Đã quyết định": 1}
    assert counts(found.plans) == {"Đã nộp": 1, "Đã phê duyệt": 2}
    assert counts(found.decided) == {"Tốt": 1}
    assert counts(dict(found.levels)["Cá nhân"]) == {"Xuất sắc": 1, "Tốt": 1}
    assert counts(found.cards) == {
        "Hồ sơ": 3,
        "Chưa nộp tự đánh giá": 1,
        "Đang xem xét": 1,
        "Đã quyết định": 1,
    }


def test_direct_entry_and_people_set_aside_have_no_plan_to_count():
    DossierFactory(period=PeriodFactory(direct_entry=True), stage=Stage.SELF_ASSESSMENT)
    assert counts(figures().plans) == {}


def test_the_province_is_told_unit_by_unit_and_a_unit_division_by_division(ward):
    DossierFactory(unit=ward.division)
    DossierFactory(unit=ward.ward)
    units, key = units_of_all()
    assert [[row["code"] for row in units], key] == [["LX", ward.division.code], "at"]
    other = DossierFactory()
    units, key = units_of_all()
    assert [[(row["code"], row["counts"]["total"]) for row in units], key] == [
        [("LX", 2), (other.unit.code, 1)],
        "managing",
    ]


def test_units_are_counted_once_and_a_second_time_only_to_be_told_by_divisions(ward):
    DossierFactory(unit=ward.division)
    for many in (2, 1):
        with CaptureQueriesContext(connection) as asked:
            units_of_all()
        assert sum("COUNT(" in query["sql"] for query in asked) == many
        DossierFactory()


def test_a_unit_stands_with_its_counts(ward):
    DossierFactory(unit=ward.ward, stage=Stage.DECIDED, decided_rating="good")
    DossierFactory(unit=ward.ward, stage=Stage.PROPOSED)
    units, key = units_of_all()
    shown = unit_line(units[0], key, Names({}))
    assert counts(shown.cells) == {"Đang xem xét": 1, "Đã quyết định": 1, "Tốt": 1}


def test_only_what_one_may_see_is_counted(client, ward):
    DossierFactory(unit=ward.division)
    DossierFactory()
    assert "<b>1</b>Hồ sơ" in page_of(client, ward.staff)
    province = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    assert "<b>2</b>Hồ sơ" in page_of(client, province)


def test_the_secretariat_is_told_of_its_own_tier_alone(client, ward):
    DossierFactory(unit=ward.division)
    DossierFactory(unit=ward.ward, provincial=True)
    secretariat = an_official(Duty.PROVINCIAL_SECRETARIAT, ward.province)
    assert "<b>1</b>Hồ sơ" in page_of(client, secretariat)


def test_every_figure_opens_to_as_many_names_as_it_counts(client, ward):
    """Follow every link with a number on it: the list behind it holds that many."""
    period = PeriodFactory()
    late = {"plan__arrived_at": period.plan_closes_at, "arrived_at": period.dossier_closes_at}
    a_ward(name="Xã Khác", code="XK")
    for unit in (ward.ward, ward.division, ward.ward.parent):
        DossierFactory(unit=unit, plan__stage=PlanStage.COLLATED)
        DossierFactory(unit=unit, stage=Stage.COUNCIL, self_rating="good", council_rating="excellent", **late)
        DossierFactory(unit=unit, stage=Stage.ARCHIVED, self_rating="good", decided_rating="completed")
        DossierFactory(unit=unit, stage=Stage.EXEMPT)
    province = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    page = page_of(client, province, "?tier=delegated")
    links = re.findall(r'<a href="([^"]+)"><b>(\d+)</b>', page)
    links += re.findall(r'<a href="([^"]+)">(\d+)</a>', page)
    links += re.findall(r'<a href="([^"]+)">[^<]*</a><b>(\d+)</b>', page)
    shown = {url: _listed(client, unescape(url)) for url, _ in links}
    assert shown == {url: int(count) for url, count in links}
    assert len(shown) > 25


def _listed(client, url):
    return int(re.search(r"· (\d+) hồ sơ", client.get(url).content.decode())[1])


def test_a_unit_that_is_none_leaves_nothing_to_count(client, ward):
    DossierFactory(unit=ward.division)
    assert "Không có hồ sơ nào để đếm" in page_of(client, ward.staff, "?unit=khong-co")


@pytest.mark.parametrize("asked", ["?tier=lạ", "?page=abc", "?unit=%00", "?stage=submitted"])
def test_nonsense_in_the_address_is_no_error(client, ward, asked):
    DossierFactory(unit=ward.division)
    assert "<h1>Tổng quan" in page_of(client, ward.staff, asked)


def test_without_any_round_the_page_says_so(client, ward):
    assert "Không có hồ sơ nào để đếm" in page_of(client, ward.staff)


def test_whoever_answers_for_nobody_else_is_refused(client, ward):
    client.force_login(UserFactory())
    assert client.get("/tong-quan/").status_code == 403
    client.force_login(an_official(Duty.SYSTEM_ADMIN, ward.province))
    assert client.get("/tong-quan/").status_code == 403


def test_figures_cost_no_more_queries_at_any_size(client, ward):
    """One fewer for several units, which are told as they are; the divisions of a single one are asked for besides."""
    province = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    DossierFactory(unit=ward.division)
    client.force_login(province)
    client.get("/tong-quan/")
    assert [_queries(client), _queries(client, more=30)] == [13, 12]


def _queries(client, more=0):
    for number in range(more):
        DossierFactory(stage=Stage.DECIDED if number % 2 else Stage.PLANNING)
    with CaptureQueriesContext(connection) as counted:
        client.get("/tong-quan/")
    return len(counted)
