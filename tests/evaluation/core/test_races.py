"""Several people at once, on PostgreSQL: one effect, the others told, and the control runs that show what the locks prevent."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from cadres import machine
from cadres.machine import OutOfTurn, Refusal
from cadres.models import Duty
from evaluation.archive.actions import sealing
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListStage
from evaluation.core.steps import Stage
from evaluation.council.actions import record_opinions
from evaluation.deeds import actions as deeds
from evaluation.lists import listing
from evaluation.lists.actions import lists, places
from evaluation.lists.actions.lists import Gone, close_list, save_rows
from evaluation.lists.actions.regrouping import regroup
from evaluation.marks.actions.marks import return_dossier
from evaluation.models import Decision, Dossier, RatingList, SimilarGroup
from tests.evaluation.lists.rated_factories import (
    a_list,
    a_province_list,
    a_rated_dossier,
    a_session,
    excellent,
    good,
)
from tests.factories import an_official

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
        lambda: DOSSIERS.reopen.make(dossier, by=world.leadership, reason="Có kiến nghị", seen=1),
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
    """Without the list's seal as well, which a list has once, and which would refuse the second closing whole."""
    world = a_list(6)
    monkeypatch.setattr(sealing, "seal", lambda *sealed: [])
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


# --- one lock order: dossiers before lists ---------------------------------------------------------------------------


def a_return_beside_a_closing(monkeypatch):
    """Someone waits on the unit's supplement while another comes back to it from the province.

    The closer's page is from before and still has both; each deed pauses where it holds its first lock.
    """
    world = a_list(0)
    here = a_rated_dossier(world.ward, provincial=True)
    there = a_rated_dossier(world.ward, provincial=True, stage=Stage.PROPOSED, proposed_rating="good")
    proposal = RatingList.objects.get(kind="unit_proposal")
    by = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    meeting, ensure, typed = Barrier(2), places.ensure_list_for, lists._rows

    def meet():
        with suppress(BrokenBarrierError):
            meeting.wait(2)

    def arrive(dossier):
        meet()
        return ensure(dossier)

    def read(*args):
        meet()
        return typed(*args)

    monkeypatch.setattr(places, "ensure_list_for", arrive)
    monkeypatch.setattr(lists, "_rows", read)
    rows = {here.pk: good(), there.pk: good()}
    return [
        lambda: deeds.return_to_unit(there, by=by, reason="Thiếu biên bản"),
        lambda: close_list(proposal, by=world.leadership, seen=1, rows=rows),
    ]


def test_a_return_from_the_province_and_a_closing_never_wait_for_each_other(monkeypatch):
    """Whoever left the page's rows meanwhile stops the closing by name; the return is done."""
    answers = together(*a_return_beside_a_closing(monkeypatch))
    assert [type(answer) for answer in refused(answers)] == [Gone]
    assert list(Dossier.objects.values_list("stage", flat=True)) == [Stage.COUNCIL] * 2


def test_taken_the_other_way_round_they_do(monkeypatch):
    """The control run: the list first, then whatever dossiers the page named."""
    monkeypatch.setattr(lists, "_hold", lambda rating_list, only: list(only))
    monkeypatch.setattr(lists, "_rows", named_and_locked)
    with pytest.raises(OperationalError, match="deadlock"):
        together(*a_return_beside_a_closing(monkeypatch))


def named_and_locked(rating_list, by, held, typed):
    list(Dossier.objects.filter(pk__in=held).order_by("pk").select_for_update().values_list("pk"))
    return listing.rows_for(rating_list, listing.mine(rating_list, by).with_facts())


def test_drafts_and_closings_of_one_list_at_once_never_wait_for_each_other():
    world = a_list(6)
    keep = [lambda: save_rows(world.list, world.rows, by=world.leadership, seen=None)] * 8
    close = [lambda: close_list(world.list, by=world.leadership, seen=None, rows=world.rows)] * 8
    answers = together(*(act for pair in zip(keep, close, strict=True) for act in pair))
    closed = [
        answer for answer in answers if isinstance(answer, RatingList) and answer.stage == ListStage.CLOSED
    ]
    assert (len(closed), {type(answer) for answer in refused(answers)}) == (1, {OutOfTurn})
    assert Decision.objects.count() == 6


CLIENTS = 32
CLOSED = (1, 1, 0)  # in each round; of 4, 8 and 12 people 1, 2 and 2 may be rated Xuất sắc


def test_thirty_two_clients_over_several_rounds_never_pass_the_cap():
    """Each round all close at once, each with a Xuất sắc of their own choice; who is left waits on a supplement."""
    world = a_list(4 * len(CLOSED))
    for turn, closed in enumerate(CLOSED):
        here = RatingList.objects.get(unit=world.ward, stage=ListStage.DRAFT)
        four = world.dossiers[4 * turn : 4 * turn + 4]
        answers = together(*(knock(world, here, four, number) for number in range(CLIENTS)))
        assert (answers.count(302), set(answers) <= {302, 409, 422}) == (closed, True)
    counted = listing.tally(here, []).blocking
    assert (counted.over, counted.base_count, counted.used, excellent_ones()) == (False, 8, 2, 2)


def knock(world, rating_list, dossiers, number):
    """One client who closes with one of the four, or in every fifth case with two, rated Xuất sắc."""
    chosen = {dossiers[number % 4], *([dossiers[(number + 1) % 4]] if number % 5 == 0 else [])}
    rows = {dossier.pk: excellent() if dossier in chosen else good() for dossier in dossiers}
    fields = {f"row-{pk}-{name}": value for pk, row in rows.items() for name, value in row.items()}
    data = {"row": list(rows), "version": rating_list.version, "list_reason": "Nổi trội"} | fields
    client = Client()
    client.force_login(world.leadership)
    url = reverse("rating_list_close", args=[rating_list.pk])
    return lambda: client.post(url, data).status_code


def test_regrouping_and_closing_never_wait_for_each_other_and_nobody_is_decided_twice():
    """Whoever is moved first waits on the other group's list, whoever is decided first stays."""
    world = a_province_list(4)
    groups = [world.list.group, SimilarGroup.objects.create(period=world.period, name="Khác")]
    people = [dossier.pk for dossier in world.dossiers]

    def move():
        return regroup(groups[0], people[:2], to=groups[1], by=world.organisation, reason="Sắp xếp lại")

    def close():
        return close_list(world.list, by=world.secretariat, seen=None, rows=world.rows)

    answers = together(*[move, close] * 6)
    left = {group: set(found) for group, found in whereabouts().items()}
    moved = "Khác" in left
    assert left == (
        {"Bí thư cấp xã": {"province_appraised"}, "Khác": {"province_appraised"}}
        if moved
        else {"Bí thư cấp xã": {"decided"}}
    )
    assert (len(refused(answers)), Decision.objects.count()) == (11, 0 if moved else 4)


def whereabouts():
    found = {}
    for group, stage in Dossier.objects.values_list("group__name", "stage"):
        found.setdefault(group, []).append(stage)
    return found
