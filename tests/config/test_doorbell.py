"""Redis is a doorbell that no page rings: stopped, hung or flushed, it delays nobody who hands something in."""

import pytest
from celery.app.task import Task
from django.urls import reverse
from redis.connection import AbstractConnection

from notices.models import Notice
from tests.factories import AxisWeightFactory, DossierFactory, PeriodFactory, PlanTaskFactory, a_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(monkeypatch):
    """Whoever asks Redis, or publishes a task, fails the test."""

    def asked(*arguments, **options):
        raise AssertionError("a page asked Redis")

    monkeypatch.setattr(AbstractConnection, "connect", asked)
    monkeypatch.setattr(Task, "apply_async", asked)


def test_a_plan_is_handed_in_and_the_staff_told_without_it(client, silent):
    ward = a_ward()
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division, period=PeriodFactory())
    AxisWeightFactory(plan=dossier.plan), PlanTaskFactory(plan=dossier.plan)
    client.force_login(ward.subject)
    sent = {"version": dossier.plan.version, "late_reason": "Đi công tác"}
    answer = client.post(reverse("plan_submit", args=[dossier.pk]), sent)
    assert (answer.status_code, Notice.objects.filter(to=ward.staff).count()) == (302, 1)
