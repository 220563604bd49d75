"""Two at once: one draft, one closing, one record."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cadres.machine import Refusal
from evaluation.models import Replacement, YearList, YearRating
from evaluation.years.actions import replacements
from evaluation.years.actions.closing import close_list
from evaluation.years.actions.lists import draw_up
from tests.evaluation.years.rated_years import YEAR, a_person, a_year, decision_at, good, rows
from tests.evaluation.years.test_replacements import DONE
from tests.factories import a_ward

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*deeds):
    """What each came to: what it returned, or why it was refused."""
    ready = Barrier(len(deeds))

    def run(deed):
        try:
            ready.wait(timeout=20)
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, deed) for deed in deeds]]


def refused(found):
    return sorted(type(one).__name__ for one in found if isinstance(one, Refusal))


def test_two_who_draw_up_the_same_list_find_one():
    world = a_ward()
    a_person(world.ward, "gggg")
    found = at_once(*[lambda: draw_up(decision_at(world), by=world.staff)] * 3)
    assert {one.pk for one in found} == {YearList.objects.get().pk}


def test_two_who_close_the_same_list_decide_everybody_once():
    world = a_year("gggg", "gggg")
    given = rows(world, good(), good())
    found = at_once(*[lambda: close_list(world.list, given, by=world.leadership, seen=2)] * 2)
    assert (refused(found), YearRating.objects.count()) == (["OutOfTurn"], 2)


def test_two_who_record_the_same_replacement_record_it_once():
    world = a_ward()
    person = a_person(world.ward, "ggFF")

    def record():
        row = Replacement(cadre=person, year=YEAR, unit=world.ward, **DONE)
        return replacements.record(row, by=world.staff)

    found = at_once(record, record)
    assert (refused(found), Replacement.objects.count()) == (["Recorded"], 1)
