"""Whoever waits for a dossier that meanwhile follows its person to another unit is told so, and loses nothing (7.a–c)."""

from threading import Event

import pytest
from django.test import Client
from django.urls import reverse

from cadres.machine import Stale
from evaluation.circumstances.actions import following as posts
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.models import Dossier
from evaluation.plans.actions import submit_plan
from tests.evaluation.circumstances.test_actions_following import moved  # noqa: F401 - a fixture
from tests.evaluation.core.test_races import together
from tests.evaluation.marks.marking import at
from tests.factories import PlanTaskFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lived(monkeypatch, moved):  # noqa: F811 - the fixture, asked for
    """Resettle the dossier, and do the deed while it is being resettled; what came of the deed."""

    def live(deed):
        written, renew = Event(), posts.renew_cases

        def renew_and_tell(dossier):
            dossier.save()
            written.set()
            Event().wait(1)  # time enough for the deed to come to the lock
            return renew(dossier)

        monkeypatch.setattr(posts, "renew_cases", renew_and_tell)

        def resettle():
            with at(12, 10):
                posts.follow(moved.dossier, by=moved.staff, seen=1)

        def other():
            written.wait(10)
            with at(12, 10):
                return deed()

        _, answer = together(resettle, other)
        assert Dossier.objects.get(pk=moved.dossier.pk).unit == moved.elsewhere
        return answer

    return live


def posted(world, page, *place, **typed):
    """The answer to what the cadre sends from a page that is one version old."""
    client = Client()
    client.force_login(world.cadre.user)
    return client.post(reverse(page, args=[world.dossier.pk, *place]), {"version": 1} | typed)


def test_a_move_that_waits_finds_the_row_at_its_new_unit_and_is_stale(lived, moved):  # noqa: F811
    answer = lived(lambda: DOSSIERS.defer.make(moved.dossier, by=None, seen=1, reason="Đi học"))
    assert isinstance(answer, Stale)


def test_a_plan_that_waits_for_its_dossier_is_handed_in_or_refused_and_never_missing(lived, moved):  # noqa: F811
    answer = lived(lambda: submit_plan(moved.dossier.plan, by=moved.cadre.user, seen=9))
    assert isinstance(answer, Stale)


def test_a_form_of_marks_that_waits_comes_back_with_what_was_typed(lived, moved):  # noqa: F811
    Dossier.objects.filter(pk=moved.dossier.pk).update(stage=Stage.SELF_ASSESSMENT)
    typed = {"save": "", "reason": "Đã hoàn thành đề án"}
    answer = lived(lambda: posted(moved, "assessment", **typed))
    assert answer.status_code == 409
    assert "Đã hoàn thành đề án" in answer.content.decode()


def test_a_task_that_waits_is_changed_in_the_plan_of_the_new_unit(lived, moved):  # noqa: F811
    task = PlanTaskFactory(plan=moved.dossier.plan)
    typed = {"title": "Tên khác", "quantity": "2", "axis": task.axis, "due_date": "2026-12-20"}
    answer = lived(lambda: posted(moved, "plan_task", task.pk, **typed))
    assert answer.status_code in (302, 422), answer.status_code
