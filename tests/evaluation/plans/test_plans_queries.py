"""What a POST of a draft's task asks the database, session and account included, whatever the length of the plan."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config import clock
from evaluation.models import Plan
from tests.factories import (
    AxisWeightFactory,
    CatalogFactory,
    CatalogItemFactory,
    DossierFactory,
    PlanTaskFactory,
    a_ward,
)

pytestmark = pytest.mark.django_db
IN_TIME = datetime(2026, 9, 20, 9, tzinfo=clock.HERE)
DUE = "2026-12-01"


@pytest.fixture
def ward(client, settings):
    """A draft with two tasks on Trục 1 and one on Trục 2, of an installation that is no demonstration."""
    settings.DEMONSTRATION = False
    with clock.held(IN_TIME):
        ward = a_ward()
        ward.dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
        ward.plan, ward.catalog = ward.dossier.plan, CatalogFactory(unit=ward.ward, approved=True)
        ward.items = CatalogItemFactory.create_batch(10, catalog=ward.catalog)
        ward.tasks = [
            PlanTaskFactory(plan=ward.plan, item=ward.items[0], axis=axis, due_date=date(2026, 12, 1))
            for axis in (1, 1, 2)
        ]
        for axis, weight in ((1, "46.67"), (2, "23.33")):
            AxisWeightFactory(plan=ward.plan, axis=axis, weight=Decimal(weight))
        client.force_login(ward.subject)
        yield ward


def asked(client, ward, name, *of, **typed):
    """How many queries the POST costs."""
    version = Plan.objects.get(pk=ward.plan.pk).version
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(reverse(name, args=[ward.dossier.pk, *of]), {"version": version} | typed)
    assert answer.status_code == 302
    return len(queries)


def change(client, ward, **typed):
    task = ward.tasks[0]
    kept = {"title": task.title, "quantity": "1", "axis": "1", "due_date": DUE}
    return asked(client, ward, "plan_task", task.pk, **kept | typed)


def add(client, ward, count, axis):
    items = [item.pk for item in ward.items[:count]]
    return asked(client, ward, "plan_add", item=items, axis=axis, due_date=DUE)


def test_a_task_is_left_as_it_is_in_eight_queries_and_changed_in_nine(client, ward):
    assert [change(client, ward), change(client, ward, title="Khác")] == [8, 9]


def test_weights_are_written_only_when_an_axis_gets_its_first_task_or_loses_its_last(client, ward):
    assert [change(client, ward, axis="2"), change(client, ward, axis="3")] == [9, 11]


def test_ten_products_cost_no_more_than_one(client, ward):
    assert [add(client, ward, count, axis=1) for count in (1, 10)] == [12, 12]
    assert [add(client, ward, count, axis) for count, axis in ((1, 3), (10, 4))] == [14, 14]


def test_a_task_is_removed_in_sixteen_queries_and_the_last_of_its_axis_in_eighteen(client, ward):
    """Of each kind of row that could hang on a task one query sees to it that none is left."""
    several, last = ward.tasks[0], ward.tasks[2]
    assert asked(client, ward, "plan_task_remove", several.pk) == 16
    assert asked(client, ward, "plan_task_remove", last.pk) == 18


def test_a_long_plan_costs_no_more_than_a_short_one(client, ward):
    short = change(client, ward, title="Một")
    PlanTaskFactory.create_batch(30, plan=ward.plan, axis=1)
    assert change(client, ward, title="Hai") == short
