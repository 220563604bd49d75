"""6.3: who was decided before their collective's result, and stands above what it allows."""

import pytest
from django.urls import reverse

from evaluation.collectives import actions as deeds
from evaluation.collectives.tells.decided import decided_above
from evaluation.core.steps import Stage
from evaluation.models import CollectiveResult
from tests.evaluation.collectives.collective_factories import a_result, seated

pytestmark = pytest.mark.django_db


def told(world, result):
    return decided_above(CollectiveResult.objects.get(pk=result.pk), world.leadership)


@pytest.mark.clause("6.3/1", "6.3/2")
@pytest.mark.parametrize(
    ("role", "rating", "named"),
    [
        ("head", "completed", True),
        ("head", "not_completed", False),
        ("deputy", "excellent", True),
        ("deputy", "good", False),
        ("member", "excellent", True),
    ],
)
def test_an_approval_names_whoever_was_decided_above_what_it_allows(world, role, rating, named):
    names = {"cadre__full_name": "Lê Thị Trên"}
    seated(world, role, stage=Stage.DECIDED, decided_rating=rating, **names)
    result = a_result(world, completed=3)
    assert told(world, result) == ""
    deeds.approve(result, by=world.leadership)
    sentence = (
        "Đã quyết định trước khi có kết quả: Lê Thị Trên, cao hơn mức Mục 6.3, QĐ 366 cho phép; "
        "cấp quyết định xem xét mở lại."
    )
    assert told(world, result) == sentence * named


def test_whoever_is_not_decided_is_limited_and_not_named(world):
    seated(world, "head")
    result = deeds.approve(a_result(world, completed=3), by=world.leadership)
    assert told(world, result) == ""


@pytest.mark.parametrize(("reader", "shown"), [("leadership", True), ("staff", False)])
def test_the_page_says_it_to_whoever_approved(client, world, reader, shown):
    seated(world, "head", stage=Stage.DECIDED, decided_rating="good", cadre__full_name="Lê Thị Trên")
    deeds.approve(a_result(world, completed=3), by=world.leadership)
    client.force_login(getattr(world, reader))
    page = client.get(reverse("collective", args=[world.division.pk, world.period.code]))
    assert ("Đã quyết định trước khi có kết quả: Lê Thị Trên" in page.content.decode()) is shown
