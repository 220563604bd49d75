"""A person's posts, entered together on one page: each row counts as it will be, in whatever order they are written."""

from datetime import date

import pytest

from cadres.models import Appointment, Cadre, Duty
from tests.cadres.test_admin import errors, inline, url
from tests.factories import AppointmentFactory, CadreFactory, PositionFactory, UnitFactory, an_official

pytestmark = pytest.mark.django_db

HELD = {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 3, 31)}
LATER = {"valid_from": date(2026, 4, 1), "valid_until": date(2026, 6, 30)}
DELETED = {"DELETE": "on"}


@pytest.fixture
def keeper(client):
    user = an_official(Duty.SYSTEM_ADMIN, UnitFactory(parent=None))
    client.force_login(user)
    return user


@pytest.fixture
def person():
    return CadreFactory(code="CB9", full_name="Ngô Văn Chín")


def typed(post, **changed):
    """What the page shows of a post, and what is changed of it."""
    columns = ("position", "unit", "leadership", "cause", "valid_from", "valid_until")
    shown = {name: post.serializable_value(name) or "" for name in columns}
    shown |= {"is_main": "on"} if post.is_main else {}
    return shown | ({"id": post.pk, "cadre": post.cadre_id} if post.pk else {}) | changed


def anew(post, **changed):
    """The same post once more, in an empty row."""
    return {name: value for name, value in typed(post, **changed).items() if name not in ("id", "cadre")}


def save(client, person, *rows):
    posts = {f"{place}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}
    counts = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": sum("id" in row for row in rows)}
    said = {"code": "CB9", "full_name": "Ngô Văn Chín", **inline(**counts, **posts)}
    page = url(Cadre, "change", person.pk) if person else url(Cadre, "add")
    return client.post(page, said)


def kept():
    return [f"{row.valid_from:%d/%m}-{row.valid_until or ''}" for row in Appointment.objects.order_by("pk")]


def a_post(person, **values):
    return AppointmentFactory(cadre=person, is_main=False, **values)


def another(post, **values):
    """The same person's same post on other days."""
    return a_post(post.cadre, unit=post.unit, position=post.position, **values)


def test_rows_that_overlap_are_refused_and_the_other_is_named(client, keeper, person):
    post = Appointment(position=PositionFactory(), unit=UnitFactory(), is_main=False, **HELD)
    (sentence,) = errors(save(client, person, anew(post), anew(post, valid_from="31/03/2026")))
    assert sentence.startswith("Trùng thời gian với một dòng khác cùng nhập: Ngô Văn Chín · ")
    assert sentence.endswith("từ ngày 01/01/2026, đến ngày 31/03/2026.")
    assert kept() == []


def test_one_after_the_other_is_kept(client, keeper):
    post = Appointment(position=PositionFactory(), unit=UnitFactory(), is_main=True, **HELD)
    assert save(client, None, anew(post), anew(post, **LATER)).status_code == 302
    assert Cadre.objects.get(code="CB9").appointments.count() == 2


def test_a_post_is_ended_and_the_same_begun_anew_in_one_save(client, keeper, person):
    post = a_post(person, valid_from=HELD["valid_from"])
    answer = save(client, person, typed(post, valid_until="31/03/2026"), anew(post, valid_from="01/04/2026"))
    assert answer.status_code == 302
    assert kept() == ["01/01-2026-03-31", "01/04-"]


def test_two_posts_swap_their_days(client, keeper, person):
    post = a_post(person, **HELD)
    answer = save(client, person, typed(post, **LATER), typed(another(post, **LATER), **HELD))
    assert answer.status_code == 302
    assert kept() == ["01/04-2026-06-30", "01/01-2026-03-31"]


def test_a_post_is_deleted_and_entered_anew(client, keeper, person):
    post = a_post(person, **HELD)
    assert save(client, person, typed(post, **DELETED), anew(post)).status_code == 302
    assert kept() == ["01/01-2026-03-31"]
    assert not Appointment.objects.filter(pk=post.pk).exists()


def test_a_post_takes_the_days_of_a_later_row_that_is_deleted(client, keeper, person):
    post = a_post(person, **HELD)
    other = another(post, **LATER)
    assert save(client, person, typed(post, **LATER), typed(other, **DELETED)).status_code == 302
    assert kept() == ["01/04-2026-06-30"]


def test_what_stays_as_it_is_still_counts(client, keeper, person):
    post = a_post(person, **HELD)
    other = another(post, **LATER)
    (sentence,) = errors(save(client, person, typed(post, valid_until="01/04/2026"), typed(other)))
    assert f"Trùng thời gian với dòng đã có: {other}, từ ngày 01/04/2026" in sentence
    assert kept() == ["01/01-2026-03-31", "01/04-2026-06-30"]


def test_what_is_changed_counts_as_it_will_be(client, keeper, person):
    post = a_post(person, **HELD)
    changed = typed(post, valid_until="02/04/2026")
    (sentence,) = errors(save(client, person, changed, anew(post, **LATER)))
    assert sentence.endswith("từ ngày 01/01/2026, đến ngày 02/04/2026.")
    assert kept() == ["01/01-2026-03-31"]


MAIN_AGAIN = "Cùng ngày đã có chức vụ chính khác: {post}. Mỗi ngày chỉ bắt đầu một chức vụ chính."


def test_the_main_post_is_handed_over_in_one_save(client, keeper, person):
    post = AppointmentFactory(cadre=person, **HELD)
    other = AppointmentFactory(cadre=person, is_main=False, **HELD)
    no_more = {name: value for name, value in typed(post).items() if name != "is_main"}
    assert save(client, person, no_more, typed(other, is_main="on")).status_code == 302
    assert list(person.appointments.filter(is_main=True)) == [other]


def test_two_main_posts_do_not_begin_on_one_day(client, keeper, person):
    post = AppointmentFactory(cadre=person, **HELD)
    other = Appointment(position=PositionFactory(name="Trưởng phòng"), unit=UnitFactory(), **HELD)
    said = MAIN_AGAIN.format(post=post)
    assert errors(save(client, person, typed(post), anew(other))) == [said]
    assert errors(save(client, person, typed(post, leadership="head"), anew(other))) == [said]
    assert person.appointments.count() == 1


def test_nor_do_two_that_are_both_new(client, keeper):
    posts = [Appointment(position=PositionFactory(), unit=UnitFactory(), **HELD) for _ in range(2)]
    (sentence,) = errors(save(client, None, *(anew(post) for post in posts)))
    assert sentence.startswith("Cùng ngày đã có chức vụ chính khác: Ngô Văn Chín · ")
    assert not Cadre.objects.exists()


@pytest.mark.postgres
def test_the_database_that_looks_at_each_row_takes_them_in_any_order(client, keeper, person):
    """A circle of three: no order of writing alone would do."""
    first, later = a_post(person, **HELD), LATER | {"valid_until": date(2026, 4, 30)}
    second = another(first, **later)
    third = another(first, valid_from=date(2026, 5, 1))
    days = [later, {"valid_from": date(2026, 5, 1), "valid_until": ""}, HELD]
    rows = [typed(row, **said) for row, said in zip((first, second, third), days, strict=True)]
    assert save(client, person, *rows).status_code == 302
    assert kept() == ["01/04-2026-04-30", "01/05-", "01/01-2026-03-31"]
