"""A notice is told once, read once, and nobody else's."""

import pytest

from notices.actions import read, read_all, tell, to_each
from notices.models import Kind, Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def a_notice(to, about="plan 1", **values):
    return Notice(
        to=to, kind=Kind.WAITS, about=about, sentence="Có kế hoạch đang chờ", url="/ho-so/", **values
    )


def test_of_the_same_thing_one_unread_notice_stands():
    someone, other = UserFactory(), UserFactory()
    tell([a_notice(someone), a_notice(someone), a_notice(other)])
    tell([a_notice(someone)])
    assert [Notice.objects.filter(to=person).count() for person in (someone, other)] == [1, 1]


def test_once_read_the_next_of_its_kind_is_told_again():
    someone = UserFactory()
    tell([a_notice(someone)])
    read(Notice.objects.get())
    tell([a_notice(someone)])
    assert Notice.objects.filter(to=someone).count() == 2
    assert Notice.objects.unread().count() == 1


def test_when_it_was_read_first_stays():
    tell([a_notice(UserFactory())])
    read(Notice.objects.get())
    first = Notice.objects.get().read_at
    read(Notice.objects.get())
    assert Notice.objects.get().read_at == first


def test_all_are_read_up_to_the_newest_on_the_page_and_nobody_elses():
    someone, other = UserFactory(), UserFactory()
    tell([a_notice(someone, "1"), a_notice(other, "1")])
    newest = Notice.objects.latest("pk").pk
    tell([a_notice(someone, "2")])
    assert read_all(someone, newest) == 1
    assert list(Notice.objects.unread().order_by("pk").values_list("to", "about")) == [
        (other.pk, "1"),
        (someone.pk, "2"),
    ]


def test_the_same_is_told_to_each_and_names_longer_than_its_line_are_cut_at_its_end():
    people = [UserFactory().pk, UserFactory().pk]
    tell(to_each(people, "x" * 500, "/ho-so/", kind=Kind.WAITS, about="plan 1", words="Thiếu"))
    told = list(Notice.objects.order_by("to").values_list("to", "sentence", "words"))
    assert told == [(person, "x" * 399 + "…", "Thiếu") for person in people]


def test_an_account_out_of_use_is_told_nothing():
    someone, gone = UserFactory(), UserFactory(is_active=False)
    assert tell([a_notice(someone), a_notice(gone), a_notice(someone, "plan 2")]) == 2
    assert set(Notice.objects.values_list("to", flat=True)) == {someone.pk}
