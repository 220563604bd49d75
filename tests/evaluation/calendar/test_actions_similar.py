"""Among whom the province rates a person by default: heads apart from deputies."""

from types import SimpleNamespace

import pytest

from cadres.models import Duty
from evaluation.calendar.actions.rounds import join, open_period
from evaluation.calendar.actions.similar import MIXED, similar_group
from evaluation.circumstances.actions.following import follow
from evaluation.core.steps import Stage
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import Dossier, RatingList, SimilarGroup
from regulation.quarters import Quarter
from regulation.vocabulary import Leadership
from tests.factories import (
    AppointmentFactory,
    CadreFactory,
    PositionFactory,
    UnitFactory,
    a_ward,
    an_official,
)

HEAD, DEPUTY, MEMBER = Leadership.HEAD.value, Leadership.DEPUTY.value, Leadership.MEMBER.value
MANAGED = ("3.1.a", "3.1.c", "3.1.d", "3.1.đ", "3.1.e", "3.1.x", "")


@pytest.mark.parametrize(
    ("post", "group"),
    [
        ("Bí thư Đảng ủy", "Bí thư đảng ủy xã, phường, đặc khu"),
        ("Phó Bí thư Thường trực Đảng ủy", "Phó bí thư đảng ủy xã, phường, đặc khu"),
        ("Chủ tịch Hội đồng nhân dân", "Chủ tịch hội đồng nhân dân xã, phường, đặc khu"),
        ("Bí thư Đảng ủy, Chủ tịch HĐND", "Bí thư đảng ủy xã, phường, đặc khu"),
        ("Phó Bí thư; Chủ tịch UBND phường", "Chủ tịch ủy ban nhân dân xã, phường, đặc khu"),
    ],
)
@pytest.mark.parametrize("leadership", [HEAD, DEPUTY])
def test_in_communes_groups_are_by_post(post, leadership, group):
    assert similar_group("3.1.e", post, leadership, in_commune=True) == group


@pytest.mark.clause("6.1.1/2")
@pytest.mark.parametrize("clause", MANAGED)
def test_heads_stand_in_groups_of_their_own_and_deputies_in_others(clause):
    heads, deputies, members = (
        similar_group(clause, "Chức vụ khác", role, in_commune=False) for role in (HEAD, DEPUTY, MEMBER)
    )
    assert (heads != deputies, deputies == members) == (True, True)
    assert {heads, deputies} & set(MIXED) == set()


@pytest.mark.parametrize(
    ("clause", "leadership", "in_commune", "group"),
    [
        ("3.1.b", DEPUTY, False, "Phó Chủ tịch Ủy ban nhân dân tỉnh"),
        (
            "3.1.c",
            HEAD,
            False,
            "Cấp trưởng cơ quan tham mưu, giúp việc, đơn vị sự nghiệp, doanh nghiệp của Tỉnh ủy",
        ),
        (
            "3.1.đ",
            DEPUTY,
            False,
            "Cấp phó và chức danh khác Mặt trận Tổ quốc, tổ chức chính trị - xã hội, hội quần chúng cấp tỉnh",
        ),
        ("3.1.e", HEAD, False, "Bí thư đảng ủy trực thuộc Tỉnh ủy"),
        ("3.1.e", DEPUTY, False, "Phó bí thư đảng ủy trực thuộc Tỉnh ủy"),
        ("3.1.e", HEAD, True, "Cấp trưởng khác của xã, phường, đặc khu"),
        ("3.1.e", DEPUTY, True, "Chức danh khác của xã, phường, đặc khu"),
        ("3.1.x", HEAD, False, "Cấp trưởng Mục 3.1.x"),
        ("", DEPUTY, False, "Cấp phó và chức danh khác Mục 3.1"),
    ],
)
def test_a_group_is_called_by_clause_and_rank(clause, leadership, in_commune, group):
    assert similar_group(clause, "Chức vụ khác", leadership, in_commune=in_commune) == group


@pytest.fixture
def department():
    """A unit's director and deputy director, both of tier 3.1, in a round that is open."""
    world = SimpleNamespace(unit=a_ward().ward, period=open_period(Quarter(2026, 3)))
    position = PositionFactory(provincial=True, clause="3.1.d", name="Giám đốc")
    world.director, world.deputy = (
        AppointmentFactory(unit=world.unit, position=position, leadership=role).cadre
        for role in (HEAD, DEPUTY)
    )
    return world


@pytest.mark.clause("6.1.1/2")
@pytest.mark.django_db
def test_of_one_department_the_head_is_rated_among_heads(department):
    groups = [join(cadre, department.period).group.name for cadre in (department.director, department.deputy)]
    assert [name.split(" cơ quan")[0] for name in groups] == ["Cấp trưởng", "Cấp phó và chức danh khác"]


@pytest.mark.django_db
def test_a_default_of_before_in_which_both_stood_together_goes_on_into_no_new_round(department):
    dossier = join(department.director, department.period)
    SimilarGroup.objects.filter(pk=dossier.group_id).update(name=MIXED[2])
    following = join(department.director, open_period(Quarter(2026, 4)))
    assert following.group.name.startswith("Cấp trưởng cơ quan chuyên môn")


@pytest.mark.django_db
def test_in_its_own_round_nobody_leaves_a_group_because_its_name_is_an_old_one(department):
    dossier = join(department.director, department.period)
    SimilarGroup.objects.filter(pk=dossier.group_id).update(name=MIXED[2])
    AppointmentFactory(cadre=department.director, unit=department.unit, is_main=False, leadership="none")
    assert follow(dossier, by=an_official(Duty.ORGANISATION_STAFF, department.unit)).group.name == MIXED[2]


@pytest.mark.clause("6.1.1/2")
@pytest.mark.django_db
def test_another_group_while_the_person_waits_for_the_province_takes_along_what_was_drafted(department):
    """A post named otherwise, under another clause of 3.1: unit and role stay, and so does the step."""
    dossier = join(department.director, department.period)
    Dossier.objects.update(stage=Stage.PROVINCE_APPRAISED)
    dossier.refresh_from_db()
    before = ensure_list_for(dossier)
    before.rows.create(dossier=dossier, rating="good")
    post = department.director.appointments.get()
    post.position = PositionFactory(provincial=True, name="Giám đốc Trung tâm", clause="3.1.c")
    post.save()
    dossier = follow(dossier, by=an_official(Duty.ORGANISATION_STAFF, department.unit))
    assert (dossier.stage, dossier.history.last().deed) == (Stage.PROVINCE_APPRAISED, "resettle")
    waits = ensure_list_for(dossier)
    assert (waits.group, waits.sequence) == (dossier.group, 1)
    assert dossier.group != before.group
    assert [(row.dossier, row.rating) for row in waits.rows.all()] == [(dossier, "good")]
    assert before.rows.count() == 0


@pytest.mark.django_db
def test_a_list_is_open_for_whoever_came_to_another_group_undrafted(department):
    dossier = join(department.director, department.period)
    Dossier.objects.update(stage=Stage.PROVINCE_APPRAISED)
    post = department.director.appointments.get()
    post.position = PositionFactory(provincial=True, name="Giám đốc Trung tâm", clause="3.1.c")
    post.save()
    dossier = follow(dossier, by=an_official(Duty.ORGANISATION_STAFF, department.unit))
    assert list(RatingList.objects.values_list("group", flat=True)) == [dossier.group_id]


def held(cadre, unit, name, role, *, main=True):
    position = PositionFactory(provincial=True, clause="3.1.e", name=name)
    return AppointmentFactory(cadre=cadre, unit=unit, position=position, leadership=role, is_main=main)


@pytest.mark.clause("6.1.1/2")
@pytest.mark.django_db
def test_whoever_heads_by_a_second_post_is_rated_among_heads():
    """In a commune the deputy secretary chairs the People's Committee."""
    ward, cadre = a_ward().ward, CadreFactory(account=True)
    held(cadre, ward, "Phó Bí thư Đảng ủy", DEPUTY)
    held(cadre, UnitFactory(parent=ward), "Chủ tịch Ủy ban nhân dân", HEAD, main=False)
    dossier = join(cadre, open_period(Quarter(2026, 4)))
    assert dossier.group.name == "Chủ tịch ủy ban nhân dân xã, phường, đặc khu"


@pytest.mark.clause("6.1.1/2")
@pytest.mark.django_db
def test_a_head_by_a_second_post_of_a_department_stands_among_heads_too(department):
    AppointmentFactory(
        cadre=department.deputy,
        unit=UnitFactory(),
        position=PositionFactory(provincial=True, clause="3.1.d", name="Giám đốc Trung tâm"),
        leadership=HEAD,
        is_main=False,
    )
    assert join(department.deputy, department.period).group.name.startswith("Cấp trưởng cơ quan chuyên môn")


@pytest.mark.clause("6.1.1/2")
@pytest.mark.django_db
def test_whose_posts_lead_to_another_group_stands_there_in_the_same_round_and_the_next():
    world = a_ward()
    post = held(CadreFactory(account=True), world.ward, "Phó Bí thư, Chủ tịch UBND", DEPUTY)
    dossier = join(post.cadre, open_period(Quarter(2026, 3)))
    assert dossier.group.name.startswith("Chủ tịch ủy ban nhân dân")
    post.position = PositionFactory(provincial=True, clause="3.1.e", name="Phó Bí thư Thường trực")
    post.save()
    next_round = join(post.cadre, open_period(Quarter(2026, 4)))
    again = follow(dossier, by=an_official(Duty.ORGANISATION_STAFF, world.ward))
    assert {next_round.group.name, again.group.name} == {"Phó bí thư đảng ủy xã, phường, đặc khu"}


@pytest.mark.django_db
def test_a_second_post_begun_later_that_heads_brings_the_person_among_heads():
    world = a_ward()
    post = held(CadreFactory(account=True), world.ward, "Phó Bí thư Đảng ủy", DEPUTY)
    dossier = join(post.cadre, open_period(Quarter(2026, 3)))
    held(post.cadre, UnitFactory(parent=world.ward), "Chủ tịch Hội đồng nhân dân", HEAD, main=False)
    again = follow(dossier, by=an_official(Duty.ORGANISATION_STAFF, world.ward))
    assert again.group.name == "Chủ tịch hội đồng nhân dân xã, phường, đặc khu"
