"""Several people at once, on PostgreSQL: one effect, the others told, and the control runs that show what the locks prevent."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cadres import machine
from cadres.machine import OutOfTurn, Refusal
from evaluation import listing
from evaluation.actions import dossiers as deeds
from evaluation.actions.council import record_opinions
from evaluation.actions.lists import close_list
from evaluation.actions.marks import return_dossier
from evaluation.models import Decision, Dossier, RatingList
from evaluation.stages import ListStage, Stage
from tests.evaluation.rated_factories import a_list, a_rated_dossier, a_session, excellent, good

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*acts):
    """Start all acts at one instant, each on its own connection; answers and refusals in the order of the acts."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refused(answers):
    return [answer for answer in answers if isinstance(answer, Refusal)]


def test_two_sessions_closing_the_same_list_have_one_effect_and_the_other_is_told():
    world = a_list(3)

    def close():
        return close_list(world.list, by=world.leadership, seen=1, rows=world.rows)

    answers = together(close, close)
    assert [(type(answer), answer.done) for answer in refused(answers)] == [(OutOfTurn, True)]
    assert [Decision.objects.count(), RatingList.objects.get().version] == [3, 2]


def test_two_acting_on_one_dossier_at_once_have_one_effect():
    world = a_list(0)
    dossier = a_rated_dossier(world.division, stage=Stage.DECIDED, decided_rating="good")
    answers = together(
        lambda: deeds.publish(dossier, by=world.staff),
        lambda: deeds.reopen(dossier, by=world.leadership, reason="Có kiến nghị", seen=1),
    )
    entries = list(dossier.history.values_list("deed", flat=True))
    assert (len(refused(answers)), len(entries)) in [(1, 1), (0, 2)]
    assert len(set(entries)) == len(entries)


def test_a_return_and_a_closing_never_both_take_the_same_person():
    world = a_list(2)
    first = world.dossiers[0]
    answers = together(
        lambda: close_list(world.list, by=world.leadership, seen=1, rows=world.rows),
        lambda: return_dossier(first, by=world.staff, reason="Thiếu minh chứng", rows={}, seen=1),
    )
    assert len(refused(answers)) == 1
    assert Dossier.objects.get(pk=first.pk).stage in (Stage.DECIDED, Stage.SELF_ASSESSMENT)
    assert Decision.objects.count() in (0, 2)


def in_step(monkeypatch, patience):
    """Both closers have judged their rows before either writes, if nothing keeps them apart.

    `patience`: for how many seconds the first waits for the second, who with the lock on does not come.
    """
    meeting, judged = Barrier(2), listing.blocking

    def judge_and_wait(*arguments, **options):
        found = judged(*arguments, **options)
        with suppress(BrokenBarrierError):
            meeting.wait(patience)
        return found

    monkeypatch.setattr(listing, "blocking", judge_and_wait)


def two_excellent(world):
    """Two closers, each with one Xuất sắc of five people: together they would pass the cap of 1."""
    halves = (world.dossiers[:3], world.dossiers[3:6])
    return [
        lambda half=half: close_list(
            world.list,
            by=world.leadership,
            seen=1,
            rows={dossier.pk: excellent() if dossier is half[0] else good() for dossier in half},
            reason="Nổi trội",
        )
        for half in halves
    ]


def excellent_ones():
    return Decision.objects.filter(rating="excellent").count()


def test_the_cap_is_never_passed_together(monkeypatch):
    world = a_list(6)
    in_step(monkeypatch, patience=2)
    answers = together(*two_excellent(world))
    assert (len(refused(answers)), excellent_ones()) == (1, 1)


def test_without_the_lock_the_cap_is_passed(monkeypatch):
    world = a_list(6)
    in_step(monkeypatch, patience=30)
    monkeypatch.setattr(machine, "lock", lambda row: type(row)._base_manager.get(pk=row.pk))
    answers = together(*two_excellent(world))
    assert (refused(answers), excellent_ones()) == ([], 2)


def test_twenty_identical_posts_have_one_effect():
    world = a_list(2)
    fields = {f"row-{pk}-{name}": value for pk, row in world.rows.items() for name, value in row.items()}
    data = {"row": list(world.rows), "version": 1} | fields
    clients = [Client() for _ in range(20)]
    for client in clients:
        client.force_login(world.leadership)
    url = reverse("rating_list_close", args=[world.list.pk])
    answers = together(*(lambda client=client: client.post(url, data).status_code for client in clients))
    assert sorted(answers) == [302, *[409] * 19]
    assert [Decision.objects.count(), world.list.history.count()] == [2, 1]


def test_whoever_arrives_while_a_list_is_closed_waits_on_an_open_one():
    world = a_list(2)
    late = a_rated_dossier(world.division, stage=Stage.APPRAISED)
    session = a_session(late)
    answers = together(
        lambda: close_list(world.list, by=world.leadership, seen=1, rows=world.rows),
        lambda: record_opinions(session, {late: {"rating": "good"}}, by=world.council),
    )
    drafts = RatingList.objects.filter(unit=world.ward, stage=ListStage.DRAFT)
    assert (refused(answers), [late in listing.ready(draft) for draft in drafts]) == ([], [True])


def test_two_who_arrive_at_once_wait_on_the_same_list():
    world = a_list(0)
    waiting = [a_rated_dossier(world.division, stage=Stage.APPRAISED) for _ in range(2)]
    session = a_session(waiting[0])
    RatingList.objects.all().delete()
    answers = together(
        *(
            lambda dossier=dossier: record_opinions(session, {dossier: {"rating": "good"}}, by=world.council)
            for dossier in waiting
        )
    )
    assert (refused(answers), RatingList.objects.count()) == ([], 1)
