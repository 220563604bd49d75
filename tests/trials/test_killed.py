"""A process killed around a commit: what was decided and what is told of it are there together, or neither is."""

from datetime import timedelta
from http.client import RemoteDisconnected
from time import sleep

import pytest

from config import clock
from notices.actions.letters import write_letters
from notices.models import Kind, Letter, Notice
from tests.factories import PeriodFactory, UserFactory, a_ward
from tests.trials.mail import MailServer
from tests.trials.plans import a_plan, hand_in, is_kept
from tests.trials.processes import IS_LONG, until

pytestmark = [pytest.mark.postgres, pytest.mark.redis_server, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(installation):
    world = a_ward()
    world.dossier = a_plan(world, PeriodFactory())
    world.port = installation.server()
    return world


def dies(world, when):
    """The process that takes the plan is killed then, and its server starts another one."""
    with pytest.raises(RemoteDisconnected):
        hand_in(world.dossier, world.port, **{"X-Trial-Dies": when})


def told(world):
    return Notice.objects.filter(to=world.staff).count()


def test_killed_right_before_the_commit_neither_stands_and_handing_in_again_brings_both(
    world, record_property
):
    dies(world, "before commit")
    assert [is_kept(world.dossier), told(world)] == [False, 0]
    answer = hand_in(world.dossier, world.port)
    record_property("handed in again", f"{answer.seconds:.1f} s")
    assert [answer.status, is_kept(world.dossier), told(world)] == [302, True, 1]


def test_killed_right_after_the_commit_both_stand_and_handing_in_again_adds_nothing(world):
    dies(world, "after commit")
    assert [is_kept(world.dossier), told(world)] == [True, 1]
    hand_in(world.dossier, world.port)
    assert [is_kept(world.dossier), told(world)] == [True, 1]


@pytest.fixture
def mail():
    server = MailServer()
    yield server
    server.speaks.set()
    server.shutdown(), server.server_close()


def a_letter():
    person = UserFactory(email="cuc@vidu.vn")
    Notice.objects.create(to=person, kind=Kind.RETURNED, about="1", sentence="Kế hoạch được trả lại", url="/")
    write_letters()
    return Letter.objects.get()


def lapse(letter):
    """Until the claim of whoever was killed has lapsed: the long form waits for it, the short one lets it be over."""
    if IS_LONG:
        sleep((letter.next_try_at - clock.now()).total_seconds())
    else:
        Letter.objects.update(next_try_at=clock.now() - timedelta(microseconds=1))


def test_a_letter_whose_sender_was_killed_goes_out_again_under_its_message_id(
    installation, mail, record_property
):
    letter = a_letter()
    sender = installation.manage("keep_calendar", EMAIL_URL=mail.url)
    assert mail.taken.wait(timeout=60)
    sender.kill(), sender.wait()
    letter.refresh_from_db()
    assert (letter.sent_at, letter.tries, letter.next_try_at > clock.now()) == (None, 1, True)
    mail.speaks.set()
    assert installation.manage("keep_calendar", EMAIL_URL=mail.url).wait(timeout=60) == 0
    assert len(mail.ids) == 1  # while it is claimed nobody else sends it
    lapse(letter)
    installation.redis(), installation.worker(EMAIL_URL=mail.url), installation.beat()
    sent = until(Letter.objects.exclude(sent_at=None).exists)
    record_property("sent after its claim had lapsed, both processes being started first", f"{sent:.1f} s")
    assert mail.ids == [letter.message_id] * 2
