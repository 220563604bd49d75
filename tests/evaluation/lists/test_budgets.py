"""What lists cost: queries that do not grow with the people, each case gathered and judged once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.core import case as cases
from evaluation.models import Decision, RaisedProposal, RatingList
from tests.evaluation.lists.rated_factories import a_list, a_province_list, excellent

pytestmark = pytest.mark.django_db


def typed(world, rows=None, **beside):
    """What the page of the list sends, each row as it is to be saved."""
    rows = rows or world.rows
    fields = {f"row-{pk}-{name}": value for pk, row in rows.items() for name, value in row.items()}
    return {"row": list(rows), "version": world.list.version, "list_reason": "Nổi trội"} | fields | beside


def queries(client, page, data, world, by=None):
    client.force_login(by or world.leadership)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(reverse(page, args=[world.list.pk]), data)
    assert answer.status_code in (200, 302)
    return len(asked)


@pytest.mark.parametrize(
    ("page", "beside"), [("rating_list", {"act": "save"}), ("rating_list_check", {})], ids=["save", "check"]
)
def test_saving_and_checking_cost_the_same_for_three_people_and_for_thirty(client, settings, page, beside):
    """As a province runs it; a demonstration asks once more, which day it is."""
    settings.DEMONSTRATION = False
    costs = [queries(client, page, typed(world, **beside), world) for world in map(a_list, (3, 30))]
    assert costs[0] == costs[1]
    assert costs[1] <= 30


@pytest.mark.usefixtures("begun")
def test_closing_costs_two_queries_a_person_their_dossier_and_its_line_of_history(client):
    three, nine = (queries(client, "rating_list_close", typed(w), w) for w in map(a_list, (3, 9)))
    assert nine - three == 2 * 6
    assert nine <= 56 + 3 * 9


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("count", [3, 9])
def test_holding_heads_answerable_costs_nothing_more_a_person(client, count):
    """6.2: everybody is rated below what was proposed; nobody headed the unit, so that whoever closed its list answers."""
    world = a_province_list(count)
    closed = {"stage": "closed", "closed_at": world.period.dossier_closes_at}
    proposal = RatingList.objects.create(
        period=world.period, unit=world.ward, kind="unit_proposal", sequence=2, **closed
    )
    proposal.history.create(deed="close", label="Chốt danh sách", by=world.leadership)
    for dossier in world.dossiers:
        proposal.rows.create(dossier=dossier, rating="good", order=1)
    rows = {pk: {"rating": "completed", "reason": "Chưa đạt", "unmet": "True"} for pk in world.rows}
    data = typed(world, rows, body="Ban Thường vụ Tỉnh ủy")
    cost = queries(client, "rating_list_close", data, world, world.secretariat)
    assert cost - 2 * count <= 69
    assert RaisedProposal.objects.count() == count


def test_each_case_is_gathered_and_judged_once_when_its_list_is_closed(client, monkeypatch):
    world, calls = a_list(9), {"facts_of": 0, "assess": 0}
    rows = world.rows | {world.dossiers[0].pk: excellent(reason="Không còn cần")}
    for name in calls:
        monkeypatch.setattr(cases, name, counted(name, getattr(cases, name), calls))
    queries(client, "rating_list_close", typed(world, rows), world)
    assert (calls, Decision.objects.count()) == ({"facts_of": 9, "assess": 9}, 9)


def counted(name, asked, calls):
    def count(*arguments, **options):
        calls[name] += 1
        return asked(*arguments, **options)

    return count
