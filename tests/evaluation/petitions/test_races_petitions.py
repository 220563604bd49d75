"""Petitions put, answered, withdrawn and overtaken at the same time, on PostgreSQL."""

import pytest

from evaluation.archive.tells.verifying import faults
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.deeds import actions as deeds
from evaluation.models import Dossier, DossierEntry, Petition
from evaluation.petitions import actions
from tests.evaluation.core.test_races import refused, together
from tests.evaluation.petitions.objecting import LAST, OVER, TEXT, a_published_result, objects, on, stored

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

MEANWHILE = "2026-12-30 10:00"


@pytest.fixture
def world():
    return a_published_result()


def at(moment, act):
    def deed():
        with on(moment):
            return act()

    return deed


def archived(world):
    rows = Dossier.objects.filter(pk=world.dossier.pk)
    return deeds.make_each(DOSSIERS.archive, rows, by=world.staff)


def test_of_one_decision_one_is_put_however_often_it_is_sent(world):
    put = at(MEANWHILE, lambda: actions.put(stored(world), text=TEXT, by=world.subject))
    answers = together(*[put] * 4)
    assert (len(refused(answers)), Petition.objects.count()) == (3, 1)
    assert DossierEntry.objects.filter(deed="put").count() == 1


def test_it_ends_in_one_way_whoever_is_first(world):
    row = objects(world)

    def fresh():
        return Petition.objects.get(pk=row.pk)

    answers = together(
        at(MEANWHILE, lambda: actions.uphold(fresh(), reason="Giữ", by=world.leadership)),
        at(MEANWHILE, lambda: actions.take_up(fresh(), reason="Mở", by=world.leadership)),
        at(MEANWHILE, lambda: actions.withdraw(fresh(), by=world.subject)),
        at(MEANWHILE, lambda: DOSSIERS.reopen.make(stored(world), by=world.leadership, reason="Mở lại")),
    )
    row, dossier = fresh(), stored(world)
    assert (row.waits, len(refused(answers)) >= 2) == (False, True)
    assert row.stage != "reopened" or dossier.stage == Stage.COUNCIL
    ends = DossierEntry.objects.filter(deed__in=("uphold", "take_up", "withdraw"))
    assert ends.count() == 1


def test_what_came_in_time_is_never_lost_and_nothing_is_archived_over_it(world):
    """Whoever archives first has archived; what arrived before the term was over is taken in and answered all the same."""
    answers = together(
        at(LAST, lambda: actions.put(stored(world), text=TEXT, by=world.subject)),
        at(OVER, lambda: archived(world)),
        at(OVER, lambda: archived(world)),
    )
    lines = list(stored(world).history.order_by("pk").values_list("deed", flat=True))
    assert (refused(answers), Petition.objects.waiting().count()) == ([], 1)
    assert lines[-2:] == ["archive", "put"] if "archive" in lines else lines[-1] == "put"
    assert list(faults()) == []
    with on(OVER):
        actions.uphold(Petition.objects.get(), reason="Giữ nguyên", by=world.leadership)
        archived(world)
    assert (stored(world).stage, list(faults())) == (Stage.ARCHIVED, [])


def test_what_is_taken_in_after_the_archive_leaves_its_seal_whole(world):
    with on(OVER):
        archived(world)
    objects(world, LAST)
    assert (stored(world).stage, list(faults())) == (Stage.ARCHIVED, [])
