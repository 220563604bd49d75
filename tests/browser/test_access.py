"""Every main page: axe finds nothing, nothing scrolls sideways on a phone, nothing is asked of another machine."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from cadres.models import Unit
from tests.browser.visitors import Visitor
from tests.world import a_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# role, page, what the address needs
PAGES = [
    ("subject", "home", []),
    ("subject", "dossiers", []),
    ("subject", "dossier", ["dossier"]),
    ("subject", "plan", ["dossier"]),
    ("subject", "assessment", ["dossier"]),
    ("subject", "grounds", ["dossier"]),
    ("subject", "history", ["dossier"]),
    ("subject", "prints", ["dossier"]),
    ("subject", "receipt", ["receipt"]),
    ("subject", "notices", []),
    ("subject", "wishes", []),
    ("subject", "calendar", []),
    ("subject", "calendar_link", []),
    ("admin", "health", []),
    ("organisation", "boards", []),
    ("staff", "home", []),
    ("staff", "plans_review", []),
    ("staff", "appraisals", []),
    ("staff", "appraisal", ["dossier"]),
    ("staff", "councils", []),
    ("staff", "catalogs", []),
    ("staff", "catalog", ["catalog"]),
    ("staff", "overview", []),
    ("staff", "people", []),
    ("auditor", "attempts", []),
    ("leadership", "rating_lists", []),
    ("leadership", "rating_list", ["list"]),
    ("leadership", "dossier_deeds", ["dossier"]),
]
WIDTHS = (1280, 390)


@pytest.fixture
def visit(page, live_server):
    """Open a page as a role of the world, signed in without the form."""
    world, visitor = a_world(), Visitor(page, live_server)

    def opened(role, name, wanted, width):
        visitor.sign_in(world.roles[role])
        page.set_viewport_size({"width": width, "height": 900})
        answer = visitor.open(name, *(getattr(world, row).pk for row in wanted))
        assert answer.status == 200, f"{role} {name}"
        return page

    return opened


def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit):
    problems = []
    for role, name, wanted in PAGES:
        for width in WIDTHS:
            page = visit(role, name, wanted, width)
            found = Axe().run(page).response["violations"]
            problems += [
                f"{role} {name} {width}: {rule['id']} {rule['nodes'][0]['html'][:120]}" for rule in found
            ]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                problems.append(f"{role} {name} {width}: scrolls sideways")
    assert problems == []


def test_a_long_unit_in_a_filter_does_not_widen_the_phone(visit):
    Unit.objects.update(name=f"Phòng {'Kinh tế, Hạ tầng và Đô thị ' * 4}".strip())
    page = visit("staff", "plans_review", [], 390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_sign_in_page_too(page, live_server):
    page.goto(f"{live_server.url}/dang-nhap/")
    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
