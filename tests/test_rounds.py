"""A tab stays in the round for which it was opened: whatever a page asks or leads to within itself names that round."""

import pytest
from django.urls import reverse
from lxml import html

from regulation.quarters import Quarter
from tests.factories import DossierFactory, PeriodFactory
from tests.world import a_world

pytestmark = pytest.mark.django_db

PAGES = {
    "dossiers": "staff",
    "plans_review": "staff",
    "appraisals": "staff",
    "rating_lists": "staff",
    "councils": "staff",
    "collectives": "staff",
    "overview": "staff",
    "boards": "organisation",
}


@pytest.fixture
def world():
    world = a_world()
    for _ in range(51):  # more than a page
        DossierFactory(unit=world.division, period=world.period)
    world.other = PeriodFactory(quarter=Quarter(2025, 1))
    return world


@pytest.mark.parametrize("name", PAGES)
def test_forms_and_links_within_a_page_keep_its_round(client, world, name):
    """Also while another tab has chosen another round for the session."""
    client.force_login(world.roles[PAGES[name]])
    page = client.get(reverse(name), {"ky": world.period.code})
    main = html.fromstring(page.content).xpath("//main")[0]
    asked = [dict(form.form_values()) for form in main.forms if form.method == "GET"]
    within = main.xpath(".//a[starts-with(@href, '?')]/@href")
    assert [form["ky"] for form in asked] == [world.period.code] * len(asked)
    assert [link for link in within if f"ky={world.period.code}" not in link] == []
    for sent in asked:
        client.get(reverse(name), {"ky": world.other.code})
        assert client.get(reverse(name), sent).context["period"] == world.period


def test_a_figure_of_the_overview_leads_to_the_names_of_its_round(client, world):
    client.force_login(world.roles["staff"])
    main = html.fromstring(client.get(reverse("overview"), {"ky": world.period.code}).content).xpath(
        "//main"
    )[0]
    figures = main.xpath(".//a[starts-with(@href, $list)]/@href", list=f"{reverse('dossiers')}?")
    assert len(figures) > 10
    assert [link for link in figures if f"ky={world.period.code}" not in link] == []


def test_there_are_forms_and_links_to_be_kept(client, world):
    client.force_login(world.roles["staff"])
    main = html.fromstring(client.get(reverse("dossiers"), {"ky": world.period.code}).content).xpath(
        "//main"
    )[0]
    assert [form.method for form in main.forms] == ["GET"]
    assert len(main.xpath(".//a[starts-with(@href, '?')]")) == 1
