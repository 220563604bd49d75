"""Mẫu 03 as the cadre's page."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cadres.models import Duty
from evaluation.actions import marks
from evaluation.models import CriterionMark, Dossier, Receipt, TaskMark
from evaluation.stages import Stage
from tests.evaluation.marking import a_case, at, fresh, handed_in, self_marks, typed
from tests.factories import UserFactory, an_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_case()


@pytest.fixture
def mine(client, case):
    client.force_login(case.subject)
    return client


def page(case):
    return reverse("assessment", args=[case.dossier.pk])


def post(client, case, *, button="save", **changes):
    with at(12, 26):
        return client.post(page(case), typed(case, **changes) | {button: "1"})


def test_the_form_opens_with_everything_ensured_and_nothing_done(mine, case):
    answer = mine.get(page(case))
    form = answer.context["form"]
    assert answer.status_code == 200
    assert [form[f"criterion-{c.code}"].value() for c in case.dossier.period.edition.criteria] == [True] * 17
    assert [form[f"task-{task.pk}-done"].value() for task in case.tasks] == [None, None]
