"""Two at once: one sending, whole, whoever presses the button and whatever becomes of a list meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cadres.machine import Refusal
from config import clock
from evaluation.core.road import DOSSIERS
from evaluation.models import Package, Paper, Sending
from evaluation.packages.actions.handing import send
from evaluation.packages.actions.papers import bring
from evaluation.packages.actions.receiving import give_back, receive
from tests.evaluation.packages.packing import (
    DAY,
    LETTER,
    MINUTES,
    a_paper,
    a_ward_that_sends,
    packed,
    sent,
    stored,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return a_ward_that_sends()


def at_once(world, *deeds):
    """What each came to: what it returned, or why it was refused."""
    ready = Barrier(len(deeds))

    def run(deed):
        try:
            with clock.held(world.closed_at + 2 * DAY):
                ready.wait(timeout=20)
                return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, deed) for deed in deeds]]


def test_two_clicks_on_the_same_page_are_one_sending_with_one_receipt(world):
    package = packed(world)
    found = at_once(world, *[lambda: send(package, by=world.staff, opened=package.version)] * 4)
    assert [one.pk for one in found] == [Sending.objects.get().pk] * 4
    assert stored(world).version == package.version + 1


def test_two_clicks_with_the_same_files_keep_and_send_them_once(world):
    def press():
        papers = [a_paper(LETTER), a_paper(MINUTES)]
        goes_on = bring(world.package, papers, by=world.staff, opened=1)
        return send(world.package, by=world.staff, opened=1, seen=goes_on)

    found = at_once(world, press, press)
    assert Sending.objects.count() == 1
    assert Paper.objects.count() == 2
    assert [one for one in found if isinstance(one, Sending)] != []
    assert Package.objects.count() == 1


def test_two_people_who_send_at_once_send_once(world):
    package = packed(world)
    found = at_once(
        world,
        lambda: send(package, by=world.staff, opened=package.version),
        lambda: send(package, by=world.leadership, opened=package.version),
    )
    assert (Sending.objects.count(), sum(isinstance(one, Sending) for one in found)) == (1, 1)


@pytest.mark.parametrize("again", range(4))
def test_whoever_is_given_back_while_it_is_sent_is_in_it_whole_or_not_at_all(world, again):
    """Either the dossier went before, and is not in the manifest; or it waited, and stands there as it was."""
    package = packed(world)
    row = world.list.rows.first()
    at_once(
        world,
        lambda: send(package, by=world.staff, opened=package.version),
        lambda: DOSSIERS.return_to_unit.make(row.dossier, by=world.organisation, reason="Xem lại"),
    )
    sending = Sending.objects.first()
    row.dossier.refresh_from_db()
    assert row.dossier.stage == "council"
    if sending is None:  # refused: one Mẫu 03 was missing by then, and nobody had said why it goes without
        assert stored(world).stage == "preparing"
        return
    parts = [part["row"] for part in sending.manifest["parts"] if part["item"] == "forms"]
    assert len(parts) == 2


def test_received_and_returned_at_once_it_is_one_of_them(world):
    sent(world)
    package = stored(world)
    found = at_once(
        world,
        lambda: receive(package, by=world.organisation, seen=package.version),
        lambda: give_back(package, faults={"letter": "Sửa"}, by=world.organisation, seen=package.version),
    )
    refused = [one for one in found if isinstance(one, Refusal)]
    assert len(refused) == 1
    assert (
        stored(world).sendings.first().outcome
        == {"received": "received", "returned": "returned"}[stored(world).stage]
    )
