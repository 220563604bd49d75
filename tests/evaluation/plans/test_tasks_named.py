"""Two tasks of one title in a plan are told apart wherever they are named."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluation.core.facts import facts_of
from evaluation.core.models import DossierEntry
from evaluation.models import Dossier, PlanTask
from evaluation.plans import actions
from evaluation.plans.forms.fields import named_task
from regulation.checks import tasks as checks
from tests.factories import AxisWeightFactory, DossierFactory, PlanTaskFactory, TaskMarkFactory

pytestmark = pytest.mark.django_db

TITLE = "Lập báo cáo"
FIRST, SECOND = "Lập báo cáo (số 1, Trục 1, hạn 01/12/2026)", "Lập báo cáo (số 3, Trục 2, hạn 12/12/2026)"


@pytest.fixture
def twins():
    dossier = DossierFactory(approved_plan=True)
    first = PlanTaskFactory(plan=dossier.plan, title=TITLE, due_date=date(2026, 12, 1))
    PlanTaskFactory(plan=dossier.plan, title="Việc khác")
    second = PlanTaskFactory(plan=dossier.plan, title=TITLE, axis=2, due_date=date(2026, 12, 12))
    for axis in (1, 2):
        AxisWeightFactory(plan=dossier.plan, axis=axis)
    return first, second


def test_a_title_that_occurs_once_stays_bare(twins):
    assert PlanTask.objects.get(title="Việc khác").named == "Việc khác"


def test_twins_are_named_with_number_axis_and_last_day(twins):
    assert [task.named for task in twins] == [FIRST, SECOND]


def test_a_withdrawn_twin_has_no_number(twins):
    first, second = twins
    first.withdrawn_by = first.plan.amendments.create(
        kind="withdraw",
        task=first,
        ground="Văn bản số 1",
        proposed_at=first.plan.dossier.period.plan_closes_at,
    )
    first.save()
    assert PlanTask.objects.get(pk=first.pk).named == "Lập báo cáo (đã rút, Trục 1, hạn 01/12/2026)"
    assert PlanTask.objects.get(pk=second.pk).named == "Lập báo cáo (số 2, Trục 2, hạn 12/12/2026)"


def test_a_select_tells_twins_apart(twins):
    first, second = twins
    assert named_task(second) == "Lập báo cáo (số 3, Trục 2, số lượng 1, hạn 12/12/2026)"
    assert named_task(first) != named_task(second)


def test_a_finding_tells_twins_apart(twins):
    for task in twins:
        TaskMarkFactory(task=task, done=Decimal(0))
    facts = facts_of(Dossier.objects.with_facts().get())
    said = " ".join(finding.sentence for finding in checks.incomplete(facts))
    assert [FIRST in said, SECOND in said] == [True, True]


def test_history_tells_which_twin_was_delivered(twins):
    first, second = twins
    values = {"delivered_on": date(2026, 11, 1), "quantity": Decimal(1)}
    actions.record_delivery(second, values, by=None)
    assert DossierEntry.objects.get().changes == {"delivered": [SECOND]}


def test_history_tells_which_twin_was_removed():
    dossier = DossierFactory()
    rows = [PlanTaskFactory(plan=dossier.plan, title=TITLE, due_date=date(2026, 12, day)) for day in (1, 12)]
    actions.remove_task(rows[1], by=None, seen=None)
    assert DossierEntry.objects.get().changes["removed"] == ["Lập báo cáo (số 2, Trục 1, hạn 12/12/2026)"]


def test_the_page_of_a_twin_names_it_whole(client, twins):
    first, _ = twins
    client.force_login(first.plan.dossier.cadre.user)
    page = client.get(reverse("plan_delivery", args=[first.plan.dossier.pk, first.pk])).content.decode()
    assert FIRST in page
