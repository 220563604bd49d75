"""The pages: one's own duties with who stands in, naming, ending, and what staff see of their units."""

import pytest
from django.urls import reverse

from cadres.models import Duty
from evaluation.models import StandIn
from tests.evaluation.deputies.naming import an_absence, days, named
from tests.factories import UserFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = an_absence()
    client.force_login(world.leadership)
    return world


def text(response):
    return " ".join(response.content.decode().split())


def page(client, name="deputies"):
    return text(client.get(reverse(name)))


def typed(world, **changes):
    said = {name: f"{day:%d/%m/%Y}" for name, day in days().items()}
    return {"deputy": world.deputy.pk, "reason": "Đi học"} | said | changes


def send(client, world, **changes):
    return client.post(reverse("deputy_name", args=[world.held.pk]), typed(world, **changes))


def test_the_persons_menu_leads_there_for_whoever_holds_a_duty(client, world):
    link = f'href="{reverse("deputies")}"'
    assert link in page(client, "home")
    client.force_login(world.subject)
    assert link not in page(client, "home")


def test_the_page_shows_each_duty_with_who_stands_in_now_and_later(client, world):
    assert "Chưa cử ai làm thay" in page(client)
    now, later = named(world), named(world, world.subject, **days(20, 25))
    shown = page(client)
    assert f"Đang làm thay </span> Đồng chí <b>{world.deputy}</b>, {now.mandate.days}" in shown
    assert f"Sắp làm thay </span> Đồng chí <b>{world.subject}</b>, {later.mandate.days}" in shown
    assert f"cử đồng chí {world.deputy} làm thay" in shown


def test_a_duty_that_is_not_handed_on_says_why_and_has_no_form(client, world):
    held = grant(world.leadership, Duty.COUNCIL_MEMBER, world.ward)
    url = reverse("deputy_name", args=[held.pk])
    assert "với tư cách của chính mình" in page(client)
    assert f'href="{url}"' not in page(client)
    assert "không cử người làm thay" in text(client.get(url))
    assert client.post(url, typed(world)).status_code == 422


def test_whom_an_administrator_recorded_is_shown_and_not_ended_here(client, world):
    grant(world.staff, Duty.LEADERSHIP, world.ward, on_behalf_of=world.leadership)
    grant(world.staff, Duty.DIVISION_LEADERSHIP, world.division, on_behalf_of=world.leadership)
    assert page(client).count("do quản trị ghi") == 2


def test_the_deputy_reads_for_whom_they_stand_in_and_the_top_bar_says_so(client, world):
    row = named(world)
    client.force_login(world.deputy)
    shown = page(client)
    assert f"Đồng chí <b>{world.leadership}</b>, {row.mandate.days}" in shown
    assert f"<small>thay mặt {world.leadership}</small>" in shown
    assert "không có vai trò nào của riêng mình" in shown


def test_naming_leads_back_to_the_page_with_what_was_done(client, world):
    answer = send(client, world)
    assert answer.url == reverse("deputies")
    assert f"Đã cử đồng chí {world.deputy} làm thay, {StandIn.objects.get().mandate.days}." in page(client)


def test_the_form_offers_those_who_may_be_named_with_account_and_post(client, world):
    form = client.get(reverse("deputy_name", args=[world.held.pk])).context["form"]
    names = dict(form.fields["deputy"].choices)
    assert {int(str(key)) for key in names if key} == {
        user.pk for user in (world.deputy, world.subject, world.staff, world.second_staff)
    }
    (label,) = [name for key, name in names.items() if str(key) == str(world.deputy.pk)]
    assert label == f"{world.deputy.in_choice} · Phó Trưởng phòng, {world.ward}"


def test_where_nobody_can_be_named_the_page_says_whom_to_ask(client, world):
    official = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    client.force_login(official)
    url = reverse("deputy_name", args=[official.mandates.get().pk])
    assert "xin nhờ người quản trị ghi phân công" in text(client.get(url))


def test_who_holds_the_duty_too_is_named_as_needing_no_naming(client, world):
    other = an_official(Duty.LEADERSHIP, world.ward)
    assert f"không cần cử: đồng chí {other}." in text(
        client.get(reverse("deputy_name", args=[world.held.pk]))
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"deputy": ""}, "Người làm thay</a>: Chưa chọn người làm thay."),
        ({"deputy": "999999"}, "Người làm thay</a>: Chưa chọn người làm thay. Dòng gửi lên không có"),
        ({"valid_from": ""}, "Từ ngày</a>: Chưa ghi ngày bắt đầu làm thay."),
        ({"valid_from": "01/01/2020"}, "Từ ngày</a>: Phải từ ngày"),
        ({"valid_until": ""}, "Đến hết ngày</a>: Chưa ghi ngày cuối cùng làm thay."),
        ({"valid_until": "31/02/2027"}, "Đến hết ngày</a>: Phải là một ngày có thật"),
        ({"valid_until": "01/01/2020"}, "Đến hết ngày</a>: Ngày kết thúc phải từ ngày bắt đầu"),
        ({"valid_until": "01/01/2099"}, "Đến hết ngày</a>: Mỗi lần cử nhiều nhất 92 ngày"),
        ({"reason": "x" * 501}, "Lý do, văn bản (nếu có)</a>: Dài quá 500 ký tự"),
    ],
)
def test_bad_input_is_told_by_field_and_reason_and_nothing_typed_is_lost(client, world, changes, sentence):
    answer = send(client, world, **changes)
    shown = text(answer)
    assert (answer.status_code, sentence in shown) == (422, True)
    kept = {"reason": "Đi học"} | {name: value for name, value in changes.items() if name != "deputy"}
    assert all(value in shown for value in kept.values())
    assert StandIn.objects.count() == 0


def test_overlapping_days_are_told_beside_the_field_with_the_other_one(client, world):
    named(world)
    answer = send(client, world, deputy=world.subject.pk)
    assert answer.status_code == 422
    assert f"Từ ngày</a>: Đồng chí {world.deputy} đã được cử làm thay vai trò này từ ngày" in text(answer)


def test_sent_twice_is_answered_alike_and_named_once(client, world):
    assert [send(client, world).status_code, send(client, world).status_code] == [302, 302]
    assert StandIn.objects.count() == 1


def test_the_duties_of_others_and_those_held_on_behalf_are_not_there(client, world):
    behalf = grant(world.leadership, Duty.LEADERSHIP, a_ward().ward, on_behalf_of=UserFactory())
    for held in (behalf, a_ward().leadership.mandates.get()):
        url = reverse("deputy_name", args=[held.pk])
        assert [client.get(url).status_code, client.post(url, typed(world)).status_code] == [404, 404]


def test_what_has_not_begun_takes_no_right_away_when_it_is_ended(client, world):
    now, later = named(world), named(world, world.subject, **days(20, 25))
    asked = {row: text(client.get(reverse("deputy_end", args=[row.pk]))) for row in (now, later)}
    assert ["Quyền làm thay hết ngay" in asked[row] for row in (now, later)] == [True, False]
    assert f"đồng chí {world.subject} sẽ không làm thay nữa" in asked[later]


def test_ending_is_done_once_and_the_second_tab_is_answered_calmly(client, world):
    url = reverse("deputy_end", args=[named(world).pk])
    assert "Quyền làm thay hết ngay" in text(client.get(url))
    answers = [client.post(url, {"reason": "Về sớm"}, follow=True) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [
        f"Đồng chí {world.deputy} không còn làm thay." in text(answers[0]),
        "từ trước" in text(answers[1]),
    ] == [
        True,
        True,
    ]
    assert client.get(url).url == reverse("deputies")


def test_another_reason_from_a_second_tab_is_shown_to_whoever_typed_it(client, world):
    url = reverse("deputy_end", args=[named(world).pk])
    client.post(url, {"reason": "Về sớm"})
    late = client.post(url, {"reason": "Đổi lịch công tác"})
    assert (late.status_code, [words for _, words in late.context["left"]]) == (409, ["Đổi lịch công tác"])
    assert "đã được chấm dứt từ trước" in text(late)


def test_a_reason_too_long_comes_back_as_typed(client, world):
    row = named(world)
    answer = client.post(reverse("deputy_end", args=[row.pk]), {"reason": "x" * 501})
    assert (answer.status_code, "x" * 501 in text(answer)) == (422, True)
    row.refresh_from_db()
    assert row.stage == "named"


def test_what_another_named_is_not_there_to_be_ended(client, world):
    row = named(world)
    client.force_login(world.deputy)
    assert client.post(reverse("deputy_end", args=[row.pk])).status_code == 404


def test_staff_see_who_stands_in_for_whom_in_their_units_and_the_province_everywhere(client, world):
    named(world)
    elsewhere = a_ward()
    grant(elsewhere.council, Duty.LEADERSHIP, elsewhere.ward, on_behalf_of=elsewhere.leadership)
    province = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    seen = {}
    for user in (world.staff, elsewhere.staff, province):
        client.force_login(user)
        rows = client.get(reverse("deputies_of_units")).context["page_obj"]
        seen[user] = {(row.user, row.on_behalf_of) for row in rows}
    here, there = (world.deputy, world.leadership), (elsewhere.council, elsewhere.leadership)
    assert seen == {world.staff: {here}, elsewhere.staff: {there}, province: {here, there}}


def test_their_history_stays_after_it_was_ended_with_the_reasons(client, world):
    named(world, reason="Đi học")
    client.post(reverse("deputy_end", args=[StandIn.objects.get().pk]), {"reason": "Về sớm"})
    client.force_login(world.staff)
    shown = page(client, "deputies_history")
    assert "Không có ai đang hoặc sắp làm thay" in page(client, "deputies_of_units")
    assert all(words in shown for words in ("Đi học", "Về sớm", f"đồng chí {world.deputy} làm thay"))
    client.force_login(a_ward().staff)
    assert "Về sớm" not in page(client, "deputies_history")


def test_the_overview_leads_those_who_oversee_there(client, world):
    link = f'href="{reverse("deputies_of_units")}"'
    assert link not in page(client, "overview")
    client.force_login(world.staff)
    assert [link in page(client, "overview"), link in page(client)] == [True, True]
