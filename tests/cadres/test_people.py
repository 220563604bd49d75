"""Persons: who sees them, what finds them, who manages them."""

from datetime import date

import pytest

from cadres.models import Cadre, Duty
from regulation.vocabulary import Tier
from tests.factories import (
    AppointmentFactory,
    CadreFactory,
    PositionFactory,
    UnitFactory,
    UserFactory,
    a_ward,
    an_official,
    grant,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def names(found):
    return [cadre.full_name for cadre in found]


def people(*full_names):
    return [CadreFactory(full_name=name) for name in full_names]


# --- found -----------------------------------------------------------------------------------------------------------


def test_every_word_must_begin_a_word_of_the_name():
    people("Nguyễn Văn An", "Nguyễn Văn Bình", "Trần An")
    assert names(Cadre.objects.matching("an nguyen")) == ["Nguyễn Văn An"]


def test_marks_may_be_typed_or_not_and_decomposed():
    people("Nguyễn Văn An", "Đặng Thị Ánh")
    assert names(Cadre.objects.matching("Nguyễn Văn An")) == ["Nguyễn Văn An"]
    assert names(Cadre.objects.matching("Nguye\u0302\u0303n")) == ["Nguyễn Văn An"]
    assert names(Cadre.objects.matching("dang anh")) == ["Đặng Thị Ánh"]


def test_names_as_typed_come_before_those_that_only_look_alike():
    people("Lê Văn Anh", "Lê Văn Ánh")
    assert names(Cadre.objects.matching("ánh")) == ["Lê Văn Ánh", "Lê Văn Anh"]
    assert names(Cadre.objects.matching("anh")) == ["Lê Văn Anh", "Lê Văn Ánh"]


def test_those_found_alike_stand_in_vietnamese_order():
    people("Trần Đức", "Trần Dũng", "Trần Ân", "Trần An", "Trần Ăn")
    assert names(Cadre.objects.matching("tran")) == [
        "Trần An",
        "Trần Ăn",
        "Trần Ân",
        "Trần Dũng",
        "Trần Đức",
    ]


def test_a_code_finds_the_person():
    CadreFactory(full_name="Lê Văn Tám", code="CB-77")
    assert names(Cadre.objects.matching("cb-77")) == ["Lê Văn Tám"]


def test_a_unit_finds_who_holds_a_post_there_after_who_is_called_so():
    unit = UnitFactory(name="Phường Long Xuyên", code="30307")
    AppointmentFactory(cadre__full_name="Phạm Văn Tư", unit=unit)
    people("Trần Kim Long")
    assert names(Cadre.objects.matching("30307")) == ["Phạm Văn Tư"]
    assert names(Cadre.objects.matching("long xuyen")) == ["Phạm Văn Tư"]
    assert names(Cadre.objects.matching("long")) == ["Trần Kim Long", "Phạm Văn Tư"]


def test_a_post_that_has_ended_finds_nobody():
    unit = UnitFactory(name="Phường Tô Châu")
    AppointmentFactory(unit=unit, valid_until=date(2021, 1, 1))
    assert names(Cadre.objects.matching("to chau")) == []


def test_no_words_find_everybody_in_order():
    people("Trần Bình", "Trần An")
    assert names(Cadre.objects.matching("  ")) == ["Trần An", "Trần Bình"]


# --- seen ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["staff", "leadership", "division_leadership", "council", "subject"])
def test_a_person_is_seen_by_those_with_a_duty_there_and_by_themself(role):
    ward = a_ward()
    assert names(Cadre.objects.visible_to(getattr(ward, role))) == [ward.cadre.full_name]


def test_a_person_is_not_seen_from_another_ward_or_division():
    here, there = a_ward(), a_ward()
    assert here.cadre not in Cadre.objects.visible_to(there.staff)
    elsewhere = an_official(Duty.DIVISION_LEADERSHIP, here.other_division)
    assert names(Cadre.objects.visible_to(elsewhere)) == []


def test_a_duty_over_the_province_sees_everybody_with_or_without_a_post():
    ward = a_ward()
    CadreFactory(full_name="Võ Chưa Bổ Nhiệm")
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    assert names(Cadre.objects.visible_to(organisation)) == ["Lê Văn Bình", "Võ Chưa Bổ Nhiệm"]


def test_a_person_with_posts_in_two_units_is_seen_once_from_each():
    here, there = a_ward(), a_ward()
    AppointmentFactory(cadre=here.cadre, unit=there.ward, is_main=False)
    assert list(Cadre.objects.visible_to(there.staff)) == [here.cadre, there.cadre]
    grant(there.staff, Duty.AUDITOR, here.ward)
    assert list(Cadre.objects.visible_to(there.staff)) == [here.cadre, there.cadre]


def test_what_has_ended_shows_nobody():
    ward = a_ward()
    former = UserFactory()
    grant(former, Duty.ORGANISATION_STAFF, ward.ward, valid_until=date(2021, 1, 1))
    assert names(Cadre.objects.visible_to(former)) == []
    ward.post.valid_until = date(2021, 1, 1)
    ward.post.save()
    assert names(Cadre.objects.visible_to(ward.staff)) == []


# --- managed ---------------------------------------------------------------------------------------------------------


@pytest.mark.clause("3.1.*", "3.2.*")
def test_the_highest_post_decides_the_tier_even_when_it_is_not_the_main_one():
    cadre = CadreFactory()
    unit = UnitFactory(name="Phường Bình Đức")
    AppointmentFactory(cadre=cadre, unit=unit, position=PositionFactory(optional=True))
    AppointmentFactory(cadre=cadre, unit=unit, position=PositionFactory(provincial=True), is_main=False)
    AppointmentFactory(cadre=cadre, unit=unit, is_main=False)
    assert cadre.management_tier(TODAY) == (
        Tier.PROVINCIAL,
        "3.1.e",
        "Chức vụ cao nhất đang giữ là Bí thư Đảng ủy phường, Phường Bình Đức: thuộc Mục 3.1.e.",
    )


def test_only_posts_held_that_day_count_the_last_day_included():
    post = AppointmentFactory(position=PositionFactory(provincial=True), valid_until=date(2026, 6, 30))
    AppointmentFactory(cadre=post.cadre, is_main=False)
    assert post.cadre.management_tier(date(2026, 6, 30)).tier == Tier.PROVINCIAL
    assert post.cadre.management_tier(date(2026, 7, 1)).tier == Tier.DELEGATED


def test_a_person_marked_central_is_central_whatever_post_they_hold():
    post = AppointmentFactory(cadre__is_central=True, cadre__full_name="Lê Thị Cao")
    assert post.cadre.management_tier(TODAY) == (
        Tier.CENTRAL,
        "",
        "Lê Thị Cao thuộc diện Bộ Chính trị, Ban Bí thư quản lý.",
    )


@pytest.mark.clause("3.3.1")
def test_a_person_without_a_post_belongs_to_the_other_cases():
    management = CadreFactory(full_name="Lê Văn Không").management_tier(TODAY)
    assert management.tier == Tier.OTHER
    assert management.reason == "Lê Văn Không hiện không giữ chức vụ nào trong danh sách bổ nhiệm."


def test_posts_put_the_main_one_first_and_read_what_was_fetched(django_assert_num_queries):
    post = AppointmentFactory(is_main=False)
    main = AppointmentFactory(cadre=post.cadre)
    with django_assert_num_queries(2):
        (cadre,) = Cadre.objects.with_posts()
        assert cadre.posts() == [main, post]
        assert cadre.management_tier().tier == Tier.DELEGATED
        assert [str(held.unit) for held in cadre.posts()] == [main.unit.name, post.unit.name]


@pytest.mark.clause("2.2")
def test_a_main_post_that_nobody_ended_ends_with_the_next_and_a_post_beside_it_goes_on():
    earlier = AppointmentFactory(position=PositionFactory(provincial=True))
    beside = AppointmentFactory(cadre=earlier.cadre, is_main=False)
    new = AppointmentFactory(cadre=earlier.cadre, valid_from=date(2026, 6, 1))
    assert earlier.cadre.posts(date(2026, 5, 31)) == [earlier, beside]
    assert earlier.cadre.posts(date(2026, 6, 1)) == [new, beside]
    assert earlier.cadre.management_tier(date(2026, 6, 1)).tier == Tier.DELEGATED
