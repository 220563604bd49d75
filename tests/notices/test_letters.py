"""The outbox: one letter a person and day, sent at least once, never held up by a dead server or a bad address."""

from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config import clock
from notices.actions import letters, read, tell
from notices.actions.letters import send_letters, write_letters
from notices.actions.wishes import want
from notices.models import Kind, Letter, Notice
from tests.evaluation.core.test_races import together
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 9, 22, 7, tzinfo=clock.HERE)


@pytest.fixture(autouse=True)
def morning():
    with clock.held(MORNING):
        yield


def somebody(**values):
    person = UserFactory(full_name="Lê Thị Cúc")
    for name, value in ({"email": f"{person.username}@vidu.vn"} | values).items():
        setattr(person, name, value)
    person.save()
    return person


def told(to, about="1", **values):
    said = {"kind": Kind.RETURNED, "sentence": f"Kế hoạch {about} được trả lại", "url": "/ho-so/1/ke-hoach/"}
    tell([Notice(to=to, about=about, **said | values)])


def at(moment):
    return clock.held(moment)


def test_everything_unread_comes_in_one_letter(settings):
    settings.SITE_URL = "https://danhgia.vidu.vn"
    someone = somebody()
    told(someone, words="Thiếu hạn"), told(someone, "2")
    assert [write_letters(), send_letters()] == [1, 1]
    (letter,) = mail.outbox
    assert letter.to == [someone.email]
    assert letter.subject == "2 thông báo · Kế hoạch 2 được trả lại"
    assert letter.body.splitlines()[:6] == [
        "Kính gửi đồng chí Lê Thị Cúc,",
        "",
        "- Kế hoạch 1 được trả lại",
        "  “Thiếu hạn”",
        "  https://danhgia.vidu.vn/ho-so/1/ke-hoach/",
        "",
    ]


def test_one_letter_a_day_and_what_was_written_is_not_written_again():
    someone = somebody()
    told(someone)
    write_letters()
    told(someone, "2")
    assert write_letters() == 0
    with at(MORNING + timedelta(days=1)):
        assert write_letters() == 1
    assert "Kế hoạch 1" not in Letter.objects.latest("day").body


def test_what_was_read_what_is_old_and_what_is_not_wanted_is_not_written():
    someone = somebody()
    told(someone, "1")
    read(Notice.objects.get())
    told(someone, "2", at=MORNING - timedelta(days=8))
    want(someone, [Kind.DEADLINE])
    told(someone, "3")
    assert write_letters() == 0
    told(someone, "4", kind=Kind.DEADLINE)
    assert write_letters() == 1


@pytest.mark.parametrize("values", [{"email": ""}, {"is_active": False}])
def test_without_an_address_or_an_account_in_use_there_is_no_letter(values):
    told(somebody(**values))
    assert write_letters() == 0


def test_writing_asks_the_database_no_more_for_many():
    def queries():
        with CaptureQueriesContext(connection) as asked:
            write_letters()
        return len(asked)

    told(somebody())
    few = queries()
    for _ in range(20):
        told(somebody())
    assert queries() == few


class Silent(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("Connection unexpectedly closed")


class Refusing(EmailBackend):
    problem = SMTPRecipientsRefused({"sai@vidu.vn": (550, b"unknown")})

    def send_messages(self, messages):
        if messages[0].to == ["sai@vidu.vn"]:
            raise self.problem
        return super().send_messages(messages)


class Full(Refusing):
    problem = SMTPDataError(552, b"550 mailbox full")


def by(monkeypatch, kind):
    monkeypatch.setattr(letters, "get_connection", kind)


def test_a_dead_server_is_asked_once_and_again_after_a_growing_pause(monkeypatch):
    told(somebody()), told(somebody())
    write_letters()
    with monkeypatch.context() as patch:
        by(patch, Silent)
        assert send_letters() == 0
        assert send_letters() == 0  # not before the pause is over
        with at(MORNING + timedelta(minutes=5)):
            assert send_letters() == 0
    assert {(letter.tries, "closed" in letter.failure) for letter in Letter.objects.all()} == {(2, True)}
    with at(MORNING + timedelta(minutes=14)):
        assert send_letters() == 0
    with at(MORNING + timedelta(minutes=15)):
        assert send_letters() == 2
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("server", [Refusing, Full])
def test_what_is_refused_of_one_person_holds_up_nobody(monkeypatch, server):
    told(somebody(email="sai@vidu.vn")), told(somebody())
    write_letters()
    by(monkeypatch, server)
    send_letters()
    unsent = Letter.objects.get(sent_at=None)
    assert (len(mail.outbox), unsent.to.email, "550" in unsent.failure) == (1, "sai@vidu.vn", True)


def test_what_is_no_address_holds_up_nobody():
    told(somebody(email="a@vidu.vn\nBcc: b@vidu.vn")), told(somebody())
    write_letters()
    send_letters()
    unsent = Letter.objects.get(sent_at=None)
    assert (len(mail.outbox), "newlines" in unsent.failure) == (1, True)


def test_a_name_of_several_lines_adds_no_header():
    told(somebody(), sentence="Phường Một\r\nBcc: b@vidu.vn")
    write_letters()
    assert send_letters() == 1
    assert mail.outbox[0].subject == "1 thông báo · Phường Một Bcc: b@vidu.vn"
    assert mail.outbox[0].recipients() == [Letter.objects.get().to.email]


def test_whose_account_was_closed_since_gets_no_letter():
    person = somebody()
    told(person)
    write_letters()
    type(person).objects.update(is_active=False)
    assert (send_letters(), mail.outbox) == (0, [])


def test_a_letter_whose_process_died_goes_out_again_under_the_same_number(monkeypatch):
    told(somebody())
    write_letters()
    letter = letters._claim()[0]  # and the process is gone
    with at(MORNING + timedelta(minutes=5)):
        send_letters()
    assert mail.outbox[0].extra_headers["Message-ID"] == letter.message_id
    assert letter.message_id.startswith(f"<20260922.{letter.pk}@")


def test_yesterdays_letter_is_still_tried_and_an_older_one_no_more():
    told(somebody())
    write_letters()
    with at(MORNING + timedelta(days=2)):
        assert send_letters() == 0
    with at(MORNING + timedelta(days=1)):
        assert send_letters() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_several_that_send_at_once_send_each_letter_once():
    for _ in range(30):
        told(somebody())
    write_letters()

    def sends():
        with at(MORNING):
            return send_letters()

    assert sum(together(*[sends] * 4)) == 30
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        Letter.objects.values_list("to__email", flat=True)
    )
