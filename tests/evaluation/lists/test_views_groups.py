"""The pages of the groups of tier 3.1."""

import pytest
from django.urls import reverse

from cadres.models import Appointment, Duty
from evaluation.core.steps import Stage
from evaluation.lists.actions.lists import close_list
from evaluation.lists.actions.regrouping import regroup
from evaluation.models import Dossier, SimilarGroup
from regulation.quarters import Quarter
from tests.evaluation.lists.rated_factories import a_province_list, a_rated_dossier, good
from tests.factories import (
    AppointmentFactory,
    PeriodFactory,
    PositionFactory,
    UnitFactory,
    UserFactory,
    a_ward,
    an_official,
)

pytestmark = pytest.mark.django_db

SECRETARIES = "Bí thư cấp xã"


@pytest.fixture
def world(client):
    world = a_province_list(3)
    world.group = world.list.group
    world.to = SimilarGroup.objects.create(period=world.period, name="Nhóm mới", order=2)
    client.force_login(world.organisation)
    return world


def text(response):
    return " ".join(response.content.decode().split())


def post(client, page, group=None, /, **values):
    return client.post(reverse(page, args=[group.pk] if group else []), values)


def ticked(*dossiers, to=None, reason="Sắp xếp lại"):
    return {"dossier": [dossier.pk for dossier in dossiers], "to": to.pk if to else "", "reason": reason}


def people(response):
    return [(dossier.pk, fixed) for dossier, fixed in response.context["people"]]


def test_the_table_tells_of_each_group_how_many_people_and_how_many_decided(client, world):
    rows = {world.dossiers[0].pk: good()}
    close_list(world.list, by=world.secretariat, seen=1, rows=rows)
    lines = client.get(reverse("groups")).context["lines"]
    told = [(line.group.name, line.people, line.decided, len(line.lists), line.removable) for line in lines]
    assert told == [(SECRETARIES, 3, 1, 2, False), ("Nhóm mới", 0, 0, 0, True)]


@pytest.mark.parametrize("who", ["organisation", "secretariat"])
def test_the_lists_page_leads_there_for_the_province_alone(client, world, who):
    pages = []
    for user in (getattr(world, who), world.leadership):
        client.force_login(user)
        pages.append(reverse("groups") in text(client.get(reverse("rating_lists"))))
    assert pages == [True, False]


def test_a_group_is_made_renamed_put_up_and_removed(client, world):
    post(client, "groups", name="  Nhóm thứ ba ", ky=world.period.code)
    third = SimilarGroup.objects.get(name="Nhóm thứ ba")
    answers = [
        post(client, "group_rename", third, name="Nhóm 3", was="Nhóm thứ ba"),
        post(client, "group_place", third, step="up"),
        post(client, "group_remove", world.to),
    ]
    assert [answer.status_code for answer in answers] == [302] * 3
    assert list(world.period.groups.values_list("name", flat=True)) == [SECRETARIES, "Nhóm 3"]


def test_a_group_is_made_in_the_round_of_its_page_whatever_another_tab_shows(client, world):
    other = PeriodFactory(quarter=Quarter(2026, 3))
    page = client.get(reverse("groups"), {"ky": world.period.code})
    client.get(reverse("choose_period", args=[other.code]))
    made = post(client, "groups", name="Nhóm thứ ba", ky=page.context["shown"].code)
    assert SimilarGroup.objects.get(name="Nhóm thứ ba").period == world.period
    assert client.get(made.url).context["shown"] == world.period
    client.get(reverse("choose_period", args=[other.code]))
    placed = post(client, "group_place", world.to, step="up")
    assert client.get(placed.url).context["shown"] == world.period


@pytest.mark.parametrize("ky", ["", "2031-1", "x"])
def test_a_group_of_no_known_round_is_refused_and_the_name_kept(client, world, ky):
    made = post(client, "groups", name="Nhóm thứ ba", ky=ky)
    assert (made.status_code, "thuộc kỳ đánh giá nào" in text(made)) == (422, True)
    assert 'value="Nhóm thứ ba"' in text(made)


@pytest.mark.parametrize(
    ("name", "said"), [("", "Chưa ghi tên nhóm."), (SECRETARIES, "đã có nhóm"), ("x" * 121, "Dài quá")]
)
def test_a_name_that_cannot_be_is_told_and_kept(client, world, name, said):
    made = post(client, "groups", name=name, ky=world.period.code)
    renamed = post(client, "group_rename", world.to, name=name, was="Nhóm mới")
    assert [(one.status_code, said in text(one)) for one in (made, renamed)] == [(422, True)] * 2
    assert f'value="{name}"' in text(made) or not name
    assert SimilarGroup.objects.count() == 2


def test_a_page_from_before_a_renaming_overwrites_nothing(client, world):
    response = post(client, "group_rename", world.to, name="Nhóm tôi đặt", was="Tên cũ")
    assert (response.status_code, "vừa được người khác đổi tên" in text(response)) == (422, True)
    assert "Nhóm tôi đặt" in text(response)


def test_a_signed_group_offers_no_new_name_and_says_why(client, world):
    address = reverse("group", args=[world.group.pk])
    offered = [f'action="{reverse("group_rename", args=[world.group.pk])}"' in text(client.get(address))]
    close_list(world.list, by=world.secretariat, seen=1, rows={world.dossiers[0].pk: good()})
    page = text(client.get(address))
    offered.append("Đổi tên nhóm</button>" in page)
    refused = post(client, "group_rename", world.group, name="Bí thư xã", was=SECRETARIES)
    said = "Nhóm đã có danh sách chốt: không đổi tên được nữa."
    assert (offered, said in page, refused.status_code, said in text(refused)) == (
        [True, False],
        True,
        422,
        True,
    )


def test_what_was_done_to_groups_is_read_on_the_page_of_the_rounds_rules(client, world):
    post(client, "group_rename", world.to, name="Nhóm 2", was="Nhóm mới")
    page = text(client.get(reverse("policies")))
    assert "sửa nhóm chức danh tương đồng" in page
    assert "Tên nhóm: Nhóm mới → Nhóm 2" in page


def test_a_group_in_use_is_not_removed_and_the_page_says_why(client, world):
    response = post(client, "group_remove", world.group)
    assert (response.status_code, "còn người hoặc đã có danh sách chốt" in text(response)) == (422, True)


@pytest.mark.parametrize("step", ["", "sideways", "<b>"])
def test_a_step_that_is_none_moves_nothing(client, world, step):
    assert post(client, "group_place", world.to, step=step).status_code == 302
    assert list(world.period.groups.values_list("name", flat=True)) == [SECRETARIES, "Nhóm mới"]


# --- moving people ---------------------------------------------------------------------------------------------------


def test_ticked_people_move_with_a_reason(client, world):
    first, second, third = world.dossiers
    response = post(client, "group_move", world.group, **ticked(first, third, to=world.to))
    assert response.status_code == 302
    assert "Đã chuyển 2 đồng chí sang nhóm “Nhóm mới”." in text(client.get(response.url))
    assert dict(Dossier.objects.values_list("pk", "group")) == {
        first.pk: world.to.pk,
        second.pk: world.group.pk,
        third.pk: world.to.pk,
    }
    assert first.history.get().label == "Chuyển nhóm"


def test_without_group_or_reason_nothing_moves_and_what_was_chosen_stays(client, world):
    first = world.dossiers[0]
    response = post(client, "group_move", world.group, **ticked(first, reason=""))
    page = text(response)
    assert (response.status_code, "Chưa chọn nhóm chuyển đến." in page, "Cần ghi rõ lý do." in page) == (
        422,
        True,
        True,
    )
    assert f'name="dossier" value="{first.pk}" checked' in page


@pytest.mark.parametrize("chosen", [[], ["x"], ["9" * 40], ["-1"]])
def test_nobody_chosen_is_a_sentence(client, world, chosen):
    data = ticked(to=world.to) | {"dossier": chosen}
    response = post(client, "group_move", world.group, **data)
    assert (response.status_code, "Chưa chọn ai để chuyển." in text(response)) == (422, True)


def test_a_group_of_another_round_is_no_choice(client, world):
    world.period.pk = None
    other = SimilarGroup.objects.create(
        period=type(world.period).objects.create(
            year=2027,
            number=1,
            plan_closes_at="2026-12-26T00:00Z",
            dossier_closes_at="2027-03-30T00:00Z",
            report_closes_at="2027-04-05T00:00Z",
        ),
        name="Nhóm kỳ khác",
    )
    response = post(client, "group_move", world.group, **ticked(world.dossiers[0], to=other))
    assert (response.status_code, "không còn; xin chọn lại" in text(response)) == (422, True)


def test_who_cannot_be_moved_is_shown_without_a_box_and_with_the_reason(client, world):
    first, second, third = world.dossiers
    close_list(world.list, by=world.secretariat, seen=1, rows={first.pk: good()})
    Dossier.objects.filter(pk=second.pk).update(cadre=mine(world))
    response = client.get(reverse("group", args=[world.group.pk]))
    assert dict(people(response)) == {
        first.pk: "đã có quyết định",
        second.pk: "hồ sơ của chính đồng chí",
        third.pk: "",
    }
    assert text(response).count('type="checkbox"') == 1


def mine(world):
    return AppointmentFactory(cadre__user=world.organisation).cadre


def test_a_reopened_person_stays_and_the_page_says_why(client, world):
    first = world.dossiers[0]
    close_list(world.list, by=world.secretariat, seen=1, rows={first.pk: good()})
    Dossier.objects.filter(pk=first.pk).update(stage=Stage.PROVINCE_APPRAISED)
    found = dict(people(client.get(reverse("group", args=[world.group.pk]))))
    refused = post(client, "group_move", world.group, **ticked(first, to=world.to))
    assert (found[first.pk], refused.status_code) == ("đã ở danh sách chốt", 422)
    assert "không chuyển nhóm được" in text(refused)


def test_a_forged_box_of_ones_own_dossier_is_refused(client, world):
    Dossier.objects.filter(pk=world.dossiers[0].pk).update(cadre=mine(world))
    assert (
        post(client, "group_move", world.group, **ticked(world.dossiers[0], to=world.to)).status_code == 403
    )


def test_people_are_found_by_unit_and_by_post(client, world):
    elsewhere = a_rated_dossier(UnitFactory(name="Xã Vĩnh Hanh"), provincial=True)
    position = PositionFactory(provincial=True, name="Phó Bí thư Thường trực")
    AppointmentFactory(cadre=world.dossiers[1].cadre, position=position)
    asked = ({"q": "vĩnh hanh"}, {"post": "pho bi thu"}, {"q": "\x00", "post": "x" * 200}, {"q": "không có"})
    found = [
        [pk for pk, _ in people(client.get(reverse("group", args=[world.group.pk]), query))]
        for query in asked
    ]
    everybody = Dossier.objects.in_order().values_list("pk", flat=True)
    assert found == [[elsewhere.pk], [world.dossiers[1].pk], list(everybody), []]
    assert Appointment.objects.count() == 2


def test_a_group_that_is_not_there_is_not_found(client, world):
    assert client.get(reverse("group", args=[10**6])).status_code == 404


@pytest.mark.parametrize("name", ["group_rename", "group_move", "group_place", "group_remove"])
def test_of_a_group_removed_meanwhile_what_was_typed_is_shown(client, world, name):
    answer = client.post(reverse(name, args=[10**6]), {"name": "Nhóm <A>", "reason": "Nhóm <A>"})
    shown = "<dd>Nhóm &lt;A&gt;</dd>" in text(answer)
    assert (answer.status_code, shown) == (409, name in ("group_rename", "group_move"))
    assert f'href="{reverse("groups")}">Đi tiếp</a>' in text(answer)


def test_without_a_round_the_page_says_so(client):
    client.force_login(UserFactory())
    assert client.get(reverse("groups")).status_code == 403
    client.force_login(an_official(Duty.PROVINCIAL_ORGANISATION, a_ward().province))
    assert "Chưa có nhóm nào" in text(client.get(reverse("groups")))


@pytest.mark.parametrize("gone", ["group", "to"])
def test_a_group_removed_meanwhile_is_told_and_what_was_typed_stays(client, world, monkeypatch, gone):
    def late(*found, **said):
        if gone == "group":  # emptied before
            everybody = [dossier.pk for dossier in world.dossiers]
            regroup(world.group, everybody, to=world.to, by=world.secretariat, reason="Gộp nhóm")
            world.list.delete()
        getattr(world, gone).delete()
        return regroup(*found, **said)

    monkeypatch.setattr("evaluation.lists.views.groups.regroup", late)
    first = world.dossiers[0]
    response = post(client, "group_move", world.group, **ticked(first, to=world.to, reason="Quy mô"))
    told = {"group": f"Có hồ sơ không còn ở nhóm “{SECRETARIES}”.", "to": "Nhóm “Nhóm mới” vừa được xóa."}
    page = text(response)
    assert (response.status_code, told[gone] in page, response.context["form"]["reason"].value()) == (
        422,
        True,
        "Quy mô",
    )
    assert f'name="dossier" value="{first.pk}" checked' in page
