"""The bell and its page."""

import pytest
from django.urls import reverse

from notices.actions import tell
from notices.models import Kind, Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(client):
    person = UserFactory()
    client.force_login(person)
    return person


def a_notice(to, number=1, **values):
    said = {"sentence": f"Việc {number}", "url": "/ho-so/", "about": str(number), "kind": Kind.WAITS}
    tell([Notice(to=to, **said | values)])
    return Notice.objects.latest("pk")


def bell(client):
    return client.get("/").context["notices"]["count"]


def test_the_bell_counts_what_is_unread_on_every_page(client, someone):
    a_notice(someone), a_notice(someone, 2), a_notice(UserFactory(), 3)
    page = client.get("/ho-so/").content.decode()
    assert [bell(client), '<span class="count">2</span>' in page] == [2, True]


def test_opening_one_marks_it_and_leads_to_its_page(client, someone):
    notice = a_notice(someone, url="/danh-muc/")
    opened = client.post(reverse("notice_open", args=[notice.pk]))
    assert [opened.status_code, opened.url, bell(client)] == [302, "/danh-muc/", 0]


def test_looking_at_the_list_marks_nothing(client, someone):
    a_notice(someone, words="Thiếu số văn bản")
    page = client.get(reverse("notices")).content.decode()
    assert ["Việc 1" in page, "Thiếu số văn bản" in page, bell(client)] == [True, True, 1]


def test_nobody_reads_anothers(client, someone):
    notice = a_notice(UserFactory())
    assert client.post(reverse("notice_open", args=[notice.pk])).status_code == 404
    assert "Việc 1" not in client.get(reverse("notices")).content.decode()
    client.post(reverse("notices_read"), {"newest": notice.pk})
    assert Notice.objects.unread().count() == 1


def test_what_came_while_the_page_was_open_stays_unread(client, someone):
    seen = a_notice(someone)
    a_notice(someone, 2)
    client.post(reverse("notices_read"), {"newest": seen.pk})
    assert bell(client) == 1


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 400, "١"])
def test_a_number_that_is_none_marks_nothing(client, someone, newest):
    a_notice(someone)
    assert client.post(reverse("notices_read"), {"newest": newest}).status_code == 302
    assert bell(client) == 1


def test_the_newest_stand_first_thirty_to_a_page(client, someone):
    for number in range(31):
        a_notice(someone, number)
    pages = [client.get(reverse("notices"), {"page": page}).context["page_obj"] for page in (1, 2)]
    assert [[len(page), page[0].sentence] for page in pages] == [[30, "Việc 30"], [1, "Việc 0"]]


def test_whoever_wants_less_by_mail_says_so(client, someone):
    page = client.get(reverse("wishes")).content.decode()
    assert page.count(" checked") == len(Kind.values)
    assert "chưa có địa chỉ thư" in page
    client.post(reverse("wishes"), {"kinds": [Kind.RESULT, Kind.DEADLINE]})
    chosen = client.get(reverse("wishes")).context["form"].initial["kinds"]
    assert chosen == [Kind.RESULT, Kind.DEADLINE]


def test_a_kind_that_is_none_is_a_sentence_and_changes_nothing(client, someone):
    answer = client.post(reverse("wishes"), {"kinds": ["x"]})
    assert answer.status_code == 422
    assert "Loại thông báo phải chọn trong danh sách." in answer.content.decode()
    assert client.get(reverse("wishes")).content.decode().count(" checked") == len(Kind.values)
