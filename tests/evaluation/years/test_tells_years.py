"""Which lists of a year come first, and which wait on the home page of whoever closes them."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Duty
from config import clock
from evaluation.home.tells.duties import tasks_for
from evaluation.models import Dossier, YearList
from evaluation.years.actions.lists import draw_up
from evaluation.years.actions.ratings import publish
from evaluation.years.tells import lists_of, to_close
from tests.evaluation.years.rated_years import (
    YEAR,
    a_person,
    a_province_year,
    a_year,
    close,
    decision_at,
    good,
)
from tests.factories import a_ward, grant

pytestmark = pytest.mark.django_db


def told(user):
    lines = [line for line in tasks_for(user).todo if line.verb == "Chốt danh sách năm"]
    return [(line.whom, line.url, line.until) for line in lines]


def another(world):
    """A list of the same unit of tier 3.1."""
    a_person(world.ward, "gggg", provincial=True)
    return draw_up(decision_at(world, kind="unit_proposal"), by=world.staff)


@pytest.mark.clause("5.2/1")
def test_a_units_list_waits_for_its_leadership_until_it_is_closed():
    world = a_year("gggg")
    line = ("Đơn vị quyết định xếp loại năm (Mục 3.2, 3.3) · Phường Long Xuyên · năm 2025",)
    assert told(world.leadership) == [(*line, reverse("year_list", args=[world.list.pk]), None)]
    assert (told(world.staff), told(a_ward().leadership)) == ([], [])
    close(world, good())
    assert told(world.leadership) == []


def test_the_provinces_list_waits_for_its_secretariat():
    world = a_province_year()
    assert [whom for whom, *_ in told(world.secretariat)] == [str(world.list)]
    assert (told(world.leadership), told(world.organisation)) == ([], [])


def test_what_has_a_term_stands_before_a_years_list():
    world = a_year("gggg", "ggg?")
    with clock.held(datetime(YEAR, 12, 20, 9, tzinfo=clock.HERE)):
        assert [line.verb for line in tasks_for(world.leadership).todo] == [
            "Quyết định xếp loại",
            "Chốt danh sách năm",
        ]


def test_of_several_lists_of_a_year_the_page_of_all_is_opened():
    world = a_year("gggg")
    another(world)
    assert told(world.leadership) == [("2 danh sách · năm 2025", reverse("year_lists", args=[YEAR]), None)]


def test_a_list_on_which_one_would_rate_nobody_but_oneself_does_not_wait():
    world = a_year("gggg", "gggg")
    for person in world.people:
        assert to_close(world.leadership) == [world.list]
        Dossier.objects.filter(pk=person.last.pk).update(stage="ended")
    assert to_close(world.leadership) == []
    Dossier.objects.filter(pk=world.people[0].last.pk).update(stage="published")
    assert to_close(grant(world.people[0].user, Duty.LEADERSHIP, world.ward).user) == []


def test_nothing_waits_before_the_last_quarter_has_come():
    world = a_year("gggg")
    for month, lists in ((9, []), (10, [world.list])):
        with clock.held(datetime(YEAR, month, 30, 9, tzinfo=clock.HERE)):
            assert to_close(world.leadership) == lists


def test_however_many_lists_are_open_they_are_asked_for_in_two_queries():
    world = a_year("gggg")
    another(world)
    for number in range(3):
        other = a_ward(name=f"Xã {number}", code=f"X{number}")
        a_person(other.division, "gggg")
        draw_up(decision_at(other), by=other.staff)
        grant(world.leadership, Duty.LEADERSHIP, other.ward)
    assert [len(to_close(reader)) for reader in (world.leadership, world.staff)] == [5, 0]
    for reader, queries in ((world.leadership, 2), (world.staff, 0)):
        with CaptureQueriesContext(connection) as counted:
            to_close(reader)
        assert len(counted) == queries


def test_drafts_come_before_lists_that_were_made_known_and_closed():
    world = a_year("gggg")
    close(world, good())
    publish(world.list, by=world.staff, seen=world.list.version)
    draft = another(world)
    assert list(lists_of(YEAR, world.leadership)) == [draft, YearList.objects.get(pk=world.list.pk)]
