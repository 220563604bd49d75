"""A draft's page and the machine hold the same rows, in the same order."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from cadres.machine import Refusal
from config import clock
from evaluation.models import Plan
from evaluation.plans.actions import submit_plan
from tests.evaluation.core.test_races import together
from tests.factories import AxisWeightFactory, DossierFactory, PlanTaskFactory, a_ward

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
IN_TIME = datetime(2026, 9, 20, 9, tzinfo=clock.HERE)
DUE = date(2026, 12, 1)


def test_two_windows_on_one_task_and_a_handing_in_wait_for_each_other_and_one_of_them_is_done():
    ward = a_ward()
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    task = PlanTaskFactory(plan=dossier.plan, due_date=DUE)
    AxisWeightFactory(plan=dossier.plan, axis=task.axis, weight=Decimal(70))
    typed = {"title": "Khác", "quantity": "2", "axis": task.axis, "due_date": DUE.isoformat(), "version": 1}
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(ward.subject)

    def change(client):
        with clock.held(IN_TIME):
            answer = client.post(reverse("plan_task", args=[dossier.pk, task.pk]), typed)
        return answer.status_code == 302

    def hand_in():
        with clock.held(IN_TIME):
            return submit_plan(dossier.plan, by=ward.subject, seen=1)

    answers = together(lambda: change(clients[0]), lambda: change(clients[1]), hand_in)
    done = [answer for answer in answers if answer and not isinstance(answer, Refusal)]
    assert [len(done), Plan.objects.get().version, dossier.history.count()] == [1, 2, 1]
