"""Posts of one name are told apart by where they are found, and none is held where there is no such post."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Appointment, Duty, Position
from cadres.models.places import PROVINCIAL_BODIES, Place, named, place_of, places_in
from cadres.models.units import UnitKind
from tests.factories import (
    AppointmentFactory,
    CadreFactory,
    PositionFactory,
    UnitFactory,
    UserFactory,
    a_ward,
    an_official,
)

pytestmark = pytest.mark.django_db

HEAD = "Trưởng phòng"
CENTRAL = (
    "Chức vụ “Bí thư Tỉnh ủy” là của cơ quan, tổ chức cấp tỉnh, "
    "không có ở {unit} (phòng, ban thuộc xã, phường, đặc khu)."
)


@pytest.fixture
def ward():
    return a_ward()


@pytest.fixture
def keeper(client, ward):
    user = an_official(Duty.SYSTEM_ADMIN, ward.province)
    client.force_login(user)
    return user


@pytest.fixture
def secretary():
    return a_post("Bí thư Tỉnh ủy", tier="central", clause="", kind="party")


def a_post(name=HEAD, tier="delegated", clause="3.2.e", **values):
    return PositionFactory(name=name, tier=tier, clause=clause, places=places_in(tier, clause), **values)


def a_unit(kind, *above):
    parent = UnitFactory(province=True)
    for higher in above:
        parent = UnitFactory(kind=higher, parent=parent)
    return UnitFactory(kind=kind, parent=parent)


# --- where a unit and a post stand -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "place"),
    [
        ((UnitKind.DEPARTMENT,), Place.DEPARTMENT),
        ((UnitKind.DIVISION, UnitKind.DEPARTMENT), Place.IN_DEPARTMENT),
        ((UnitKind.WARD,), Place.LOCAL),
        ((UnitKind.PART, UnitKind.SPECIAL_ZONE), Place.LOCAL),
        ((UnitKind.DIVISION, UnitKind.PART, UnitKind.COMMUNE), Place.IN_LOCAL),
        ((UnitKind.DIVISION, UnitKind.DIVISION, UnitKind.FRONT), Place.IN_FRONT),
        ((UnitKind.DIVISION,), Place.IN_PROVINCE),
    ],
)
def test_a_division_stands_within_its_body_and_a_communes_three_kinds_are_one(kinds, place):
    first, *above = kinds
    assert place_of(a_unit(first, *reversed(above))) == place


@pytest.mark.parametrize("kind", UnitKind)
def test_every_kind_of_unit_has_a_place_with_and_without_a_body_above(kind):
    assert place_of(a_unit(kind)) in Place
    assert place_of(a_unit(UnitKind.DIVISION, kind)) in Place


def test_a_division_without_any_body_is_the_provinces():
    assert place_of(UnitFactory(kind=UnitKind.DIVISION, parent=None)) == Place.IN_PROVINCE


def test_the_letter_says_where_a_post_is_and_what_it_leaves_open_stays_open():
    assert places_in("delegated", "3.2.d") == ["in_office"]
    assert places_in("central", "") == [place.value for place in PROVINCIAL_BODIES]
    assert [places_in("delegated", "3.2.a"), places_in("other", "3.3")] == [[], []]
    assert (
        named(["in_department", "in_local"])
        == "phòng thuộc sở, ban, ngành; phòng, ban thuộc xã, phường, đặc khu"
    )
    assert named([*places_in("central", ""), "local"]) == "cơ quan, tổ chức cấp tỉnh; xã, phường, đặc khu"


# --- told apart ------------------------------------------------------------------------------------------------------


def offered(client, field, words, model="appointment"):
    asked = {"app_label": "cadres", "model_name": model, "field_name": field, "term": words}
    answer = client.get(reverse("admin:autocomplete"), asked)
    return [row["text"] for row in answer.json()["results"]]


def test_posts_of_one_name_are_told_apart_where_one_picks_among_them(client, keeper):
    for clause in ("3.2.b", "3.2.d", "3.2.e"):
        a_post(clause=clause)
    told = sorted(said for said in offered(client, "position", "truong phong") if said.startswith(HEAD))
    assert told == sorted(
        Position.objects.get(name=HEAD, clause=f"3.2.{letter}").in_choice for letter in "bde"
    )
    assert told[0] == (
        "Trưởng phòng · phòng thuộc Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh · Mục 3.2.d"
    )
    assert [said.rpartition(" · ")[2] for said in told] == ["Mục 3.2.d", "Mục 3.2.e", "Mục 3.2.b"]


def test_so_are_units_people_and_accounts_of_one_name(client, keeper):
    commune = UnitFactory(name="Xã An Phú")
    UnitFactory(name="Phòng Kinh tế", kind=UnitKind.DIVISION, parent=commune)
    CadreFactory(full_name="Ngô Văn Chín", code="CB-9")
    UserFactory(full_name="Ngô Văn Chín", username="chin.ap")
    assert offered(client, "unit", "phong kinh te") == ["Phòng Kinh tế · Xã An Phú"]
    assert offered(client, "cadre", "ngo chin") == ["Ngô Văn Chín · CB-9"]
    assert offered(client, "user", "ngo chin", "mandate") == ["Ngô Văn Chín · chin.ap"]


def test_what_is_chosen_already_is_told_in_the_same_words(client, keeper, ward):
    post = AppointmentFactory(position=a_post(), unit=ward.division)
    shown = client.get(reverse("admin:cadres_appointment_change", args=[post.pk])).text
    for row in (post.position, post.unit, post.cadre):
        assert row.in_choice in shown
    assert "phòng, ban thuộc xã, phường, đặc khu" in shown


def test_a_choice_of_many_divisions_asks_no_oftener_than_of_one(client, keeper):
    def asked():
        with CaptureQueriesContext(connection) as caught:
            offered(client, "unit", "phong so")
        return len(caught)

    UnitFactory(name="Phòng Số 1", division=True, parent=UnitFactory())
    one = asked()
    for number in range(2, 12):
        UnitFactory(name=f"Phòng Số {number}", division=True, parent=UnitFactory())
    assert asked() == one


def test_the_list_of_posts_tells_where_each_is_found_and_the_keeper_says_so(client, keeper):
    post = PositionFactory()
    page = reverse("admin:cadres_position_change", args=[post.pk])
    assert "Đơn vị nào cũng được" in client.get(reverse("admin:cadres_position_changelist")).text
    typed = {"name": post.name, "kind": post.kind, "tier": post.tier, "clause": post.clause}
    assert client.post(page, typed | {"places": ["in_department", "x"]}).status_code == 200
    assert client.post(page, typed | {"places": ["in_department"]}).status_code == 302
    post.refresh_from_db()
    assert post.places == ["in_department"]
    assert "phòng thuộc sở, ban, ngành" in client.get(reverse("admin:cadres_position_changelist")).text


# --- refused ---------------------------------------------------------------------------------------------------------


def errors(answer):
    return [str(sentence) for found in answer.context["errors"] for sentence in found]


def test_a_post_of_the_centre_is_not_held_in_a_wards_division(client, keeper, ward, secretary):
    typed = {"cadre": CadreFactory().pk, "position": secretary.pk, "unit": ward.division.pk}
    typed |= {"leadership": "none", "cause": "appointment", "valid_from": "01/10/2026"}
    before = Appointment.objects.count()
    refused = client.post(reverse("admin:cadres_appointment_add"), typed)
    assert errors(refused) == [CENTRAL.format(unit=ward.division)]
    assert Appointment.objects.count() == before
    assert (
        client.post(reverse("admin:cadres_appointment_add"), typed | {"unit": ward.province.pk}).status_code
        == 302
    )


def test_nor_where_a_person_is_entered_with_a_post_or_a_post_is_moved(client, keeper, ward, secretary):
    row = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "0-position": secretary.pk, "0-unit": ward.division.pk}
    row |= {"0-leadership": "head", "0-valid_from": "01/07/2026", "0-cause": "promotion"}
    typed = {"code": "CB9", "full_name": "Ngô Văn Chín"} | {
        f"appointments-{name}": said for name, said in row.items()
    }
    refused = client.post(reverse("admin:cadres_cadre_add"), typed)
    assert errors(refused) == [CENTRAL.format(unit=ward.division)]
    ward.post.position = secretary
    with pytest.raises(ValidationError, match="Bí thư Tỉnh ủy"):
        ward.post.full_clean()


def test_a_post_that_says_nothing_is_held_anywhere(ward):
    post = Appointment(
        cadre=CadreFactory(), position=PositionFactory(), unit=ward.province, valid_from="2026-10-01"
    )
    post.full_clean()


def test_one_that_stands_elsewhere_already_can_be_ended_and_is_found_but_not_changed(ward, secretary, capsys):
    good = AppointmentFactory(position=a_post(), unit=ward.division)
    wrong = AppointmentFactory(position=secretary, unit=ward.division)
    wrong.valid_until = good.valid_from
    wrong.full_clean()
    before = list(Appointment.objects.values())
    call_command("check_posts")
    said = f"{wrong.cadre.in_choice}, bổ nhiệm số {wrong.pk}: {CENTRAL.format(unit=ward.division)}"
    assert capsys.readouterr().out.splitlines() == [said, "1 bổ nhiệm không hợp loại đơn vị."]
    assert list(Appointment.objects.values()) == before


def test_a_post_or_a_unit_that_comes_to_mean_something_else_tells_whom_it_leaves_behind(client, keeper, ward):
    position = a_post()
    AppointmentFactory(position=position, unit=ward.division, cadre__full_name="Ngô Văn Chín")
    told = f"Không còn hợp loại đơn vị: Ngô Văn Chín · {HEAD} · {ward.division}."
    typed = {name: getattr(position, name) for name in ("name", "kind", "tier", "clause")}
    page = reverse("admin:cadres_position_change", args=[position.pk])
    assert told not in client.post(page, typed | {"places": ["in_local"]}, follow=True).text
    assert told in client.post(page, typed | {"places": ["in_front"]}, follow=True).text
    Position.objects.filter(pk=position.pk).update(places=["in_local"])
    typed = {name: getattr(ward.ward, name) for name in ("code", "name", "order")} | {
        "parent": ward.province.pk
    }
    page = reverse("admin:cadres_unit_change", args=[ward.ward.pk])
    assert told in client.post(page, typed | {"kind": "department"}, follow=True).text
    assert told not in client.post(page, typed | {"kind": "commune"}, follow=True).text


def test_loading_units_tells_when_a_post_no_longer_fits(ward, capsys):
    department = UnitFactory(code="SO-TC", kind=UnitKind.DEPARTMENT)
    AppointmentFactory(position=a_post("Giám đốc", "provincial", "3.1.d"), unit=department)
    call_command("load_units")
    assert "không hợp" not in capsys.readouterr().out
    Position.objects.filter(name="Giám đốc").update(places=["local"])
    call_command("load_units")
    assert "1 bổ nhiệm không hợp loại đơn vị: xem bằng lệnh check_posts." in capsys.readouterr().out


# --- what stood before -----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_posts_that_stood_before_are_filled_by_letter_or_by_where_they_are_held(ward, migrate):
    by_letter = PositionFactory(name="Giám đốc", clause="3.1.d", tier="provincial")
    by_use = PositionFactory(name="Phó Chủ tịch Ủy ban nhân dân", clause="", tier="delegated")
    unknown = PositionFactory(name="Trưởng ban", clause="", tier="provincial")
    open_ = PositionFactory(name="Ủy viên", clause="", tier="other")
    for position in (by_letter, by_use, open_):
        AppointmentFactory(position=position, unit=ward.ward)
    for name in ("0006_attempts", "0007_position_places"):
        migrate("cadres", name)
    filled = dict(Position.objects.values_list("pk", "places"))
    assert [filled[post.pk] for post in (by_letter, by_use, unknown, open_)] == [
        ["department"],
        ["local"],
        [],
        [],
    ]
