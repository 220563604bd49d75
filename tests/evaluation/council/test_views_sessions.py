"""Who sits is saved, a session is closed after its confirmation, and once over it reads as it was recorded."""

import pytest
from django.urls import reverse

from evaluation.core.steps import Stage
from evaluation.council.actions import cancel, close, convene
from evaluation.models import CouncilOpinion, CouncilSession, Dossier
from tests.evaluation.council.council_factories import a_session, all_noted, named, noted, seated
from tests.evaluation.lists.rated_factories import a_rated_dossier

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def url(name, world):
    return reverse(name, args=[world.session.pk])


def sitting(world, **values):
    """What the browser sends of who sits: everybody present, nothing changed."""
    session = CouncilSession.objects.get(pk=world.session.pk)
    members = list(session.members.all())
    said = {
        "version": str(session.version),
        "held_on": f"{session.held_on:%d/%m/%Y}",
        "place": "",
        "minutes_number": "",
        "chair": str(named(world, "Trần Chủ Trì")),
        "secretary": str(named(world, "Lê Thư Ký")),
        "by_hand": "Trần Chủ Trì, Bí thư\nLê Thư Ký, Ủy viên\nVõ Ủy Viên",
    }
    said |= {f"present-{member.pk}": "on" for member in members}
    return {name: value for name, value in (said | values).items() if value is not None}


def post(client, world, name, data, user=None):
    client.force_login(user or world.staff)
    return client.post(url(name, world), data)


def closing(client, world, user=None):
    client.force_login(user or world.staff)
    page = client.get(url("council_close", world))
    lines = [f"{line.dossier_id}-{line.version}" for line in page.context["rated"]]
    return {"version": page.context["version"], "line": lines}


def test_attendance_roles_day_place_and_number_are_saved(client):
    world = a_session(1)
    away = f"present-{named(world, 'Võ Ủy Viên')}"
    swapped = {"chair": str(named(world, "Lê Thư Ký")), "secretary": str(named(world, "Trần Chủ Trì"))}
    data = sitting(world, place="Hội trường A", minutes_number="12-BB/HĐ", **{away: None}, **swapped)
    assert post(client, world, "council_seat", data).status_code == 302
    session = CouncilSession.objects.get()
    assert (session.place, session.minutes_number, session.sitting) == ("Hội trường A", "12-BB/HĐ", 3)
    assert session.members.get(role="chair").name == "Lê Thư Ký"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"held_on": "31/02/2026"}, "Phải là một ngày có thật"),
        ({"held_on": ""}, "Chưa ghi ngày họp."),
        ({"held_on": "25/12/2199"}, "Ngày họp không thể ở tương lai."),
        ({"held_on": "25/12/1999"}, "Ngày họp không thể trước ngày đầu quý ("),
        ({"chair": "999999"}, "Chủ trì phải chọn trong các thành viên."),
        ({"chair": "x"}, "Chủ trì phải chọn trong các thành viên."),
        ({"by_hand": ", Chủ tịch"}, "Mỗi dòng phải bắt đầu bằng họ và tên."),
        ({"by_hand": "x" * 200}, "họ và tên dài nhất 120"),
        ({"place": "x" * 201}, "Dài quá 200 ký tự"),
    ],
)
def test_a_bad_attendance_is_a_sentence_and_keeps_what_was_typed(client, values, said):
    world = a_session(1)
    response = post(client, world, "council_seat", sitting(world, **{"minutes_number": "77-BB"} | values))
    assert (response.status_code, said in text(response), 'value="77-BB"' in text(response)) == (
        422,
        True,
        True,
    )
    assert CouncilSession.objects.get().minutes_number == ""


def test_one_person_cannot_preside_and_write(client):
    world = a_session(1)
    same = str(named(world, "Lê Thư Ký"))
    response = post(client, world, "council_seat", sitting(world, chair=same))
    assert "Chủ trì và thư ký phải là hai người." in text(response)


def test_of_two_who_save_who_sits_the_second_sees_both(client):
    world = a_session(1)
    client.force_login(world.staff)
    room = reverse("council", args=[world.ward.pk, world.period.code])
    opened = client.get(room).context["seats_version"]
    seated(world, place="Phòng 1")
    response = post(client, world, "council_seat", sitting(world, version=opened, place="Phòng 2"))
    assert response.status_code == 409
    assert [(one.stored.told, one.typed.told) for one in response.context["differing"]] == [
        ("Phòng 1", "Phòng 2")
    ]


def test_before_closing_it_is_said_who_is_recorded_and_who_stays(client):
    world = a_session(3)
    noted(world, world.dossiers[0])
    noted(world, world.dossiers[1], rating="excellent")
    client.force_login(world.staff)
    page = text(client.get(url("council_close", world)))
    assert "<b>2 đồng chí</b> được ghi ý kiến" in page
    assert "<dt>Xuất sắc: 1</dt><dd>Nguyễn Văn 01</dd>" in page
    assert "<b>1 đồng chí</b> chưa có ý kiến, chờ phiên sau: Nguyễn Văn 02." in page
    assert set(Dossier.objects.values_list("stage", flat=True)) == {Stage.APPRAISED}


def test_before_closing_it_is_said_what_stands_in_the_way(client):
    world = a_session(1)
    all_noted(world)
    seated(world, away=["Võ Ủy Viên", str(world.council)])
    client.force_login(world.staff)
    page = text(client.get(url("council_close", world)))
    assert "Dự họp 2/4 thành viên: phải có ít nhất 3 (từ hai phần ba số thành viên)." in page


def test_closing_records_and_leads_to_the_session_with_its_minutes(client):
    world = a_session(2)
    all_noted(world)
    response = client.post(url("council_close", world), closing(client, world))
    assert (response.status_code, response.url) == (302, url("council_session", world))
    page = text(client.get(response.url))
    assert reverse("minutes", args=[world.session.pk]) in page
    assert ("Nguyễn Văn 01" in page, CouncilOpinion.objects.count()) == (True, 2)


def test_a_line_noted_after_the_confirmation_was_opened_is_met_before_anything_happens(client):
    world = a_session(1)
    all_noted(world)
    sent = closing(client, world)
    noted(world, world.dossiers[0], rating="completed")
    response = client.post(url("council_close", world), sent)
    assert (response.status_code, "Vừa có thay đổi" in text(response)) == (422, True)
    assert CouncilOpinion.objects.count() == 0


def test_without_a_quorum_closing_is_refused_in_a_sentence(client):
    world = a_session(1)
    all_noted(world)
    seated(world, away=["Võ Ủy Viên", str(world.council)])
    response = client.post(url("council_close", world), closing(client, world))
    assert (response.status_code, "phải có ít nhất 3" in text(response)) == (422, True)


def test_closed_twice_the_second_reads_that_it_is_done(client):
    world = a_session(1)
    all_noted(world)
    sent = closing(client, world)
    answers = [client.post(url("council_close", world), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert ("việc này đã được làm rồi" in text(answers[1]), CouncilOpinion.objects.count()) == (True, 1)


def test_the_closers_own_row_is_told_without_its_opinion(client):
    world = a_session(1)
    own = a_rated_dossier(
        world.division, stage=Stage.APPRAISED, cadre__user=world.council, cadre__full_name="Chính Tôi"
    )
    noted(world, own, rating="not_completed")
    all_noted(world)
    client.force_login(world.council)
    page = text(client.get(url("council_close", world)))
    assert ("Chính Tôi" in page, "Hồ sơ của chính đồng chí" in page, "Không hoàn thành" in page) == (
        False,
        True,
        False,
    )
    assert client.post(url("council_close", world), closing(client, world, world.council)).status_code == 302
    assert Dossier.objects.get(pk=own.pk).stage == Stage.APPRAISED


def test_a_session_that_is_held_is_in_its_room_and_one_that_is_over_on_its_page(client):
    world = a_session(1)
    all_noted(world)
    client.force_login(world.leadership)
    room = reverse("council", args=[world.ward.pk, world.period.code])
    assert client.get(url("council_session", world)).url == room
    close(world.session, by=world.staff)
    assert client.get(url("council_session", world)).status_code == 200
    client.force_login(world.staff)
    assert client.get(url("council_close", world)).url == url("council_session", world)


def test_the_minutes_head_is_set_right_with_a_reason(client):
    world = a_session(1)
    all_noted(world)
    session = close(world.session, by=world.staff)
    data = {
        "version": session.version,
        "held_on": f"{session.held_on:%d/%m/%Y}",
        "place": "Hội trường",
        "minutes_number": "9-BB",
    }
    refused = post(client, world, "council_correct", data | {"reason": " "})
    assert (
        refused.status_code,
        "Cần ghi rõ lý do sửa." in text(refused),
        'value="9-BB"' in text(refused),
    ) == (
        422,
        True,
        True,
    )
    assert post(client, world, "council_correct", data | {"reason": "Ghi sót"}).status_code == 302
    assert post(client, world, "council_correct", data | {"reason": "x"}, world.leadership).status_code == 403
    assert CouncilSession.objects.get().minutes_number == "9-BB"


def test_a_session_convened_by_mistake_is_cancelled_and_its_page_says_so(client):
    world = a_session(1)
    noted(world, world.dossiers[0], note="Vì kết quả")
    version = {"version": CouncilSession.objects.get().version}
    refused = post(client, world, "council_cancel", version | {"cancel-reason": " "})
    assert (refused.status_code, "Cần ghi rõ lý do." in text(refused)) == (422, True)
    reason = version | {"cancel-reason": "Mở nhầm quý"}
    older = post(client, world, "council_cancel", reason | {"version": "0"})
    assert (older.status_code, "Mở nhầm quý" in text(older)) == (409, True)
    assert post(client, world, "council_cancel", reason, world.leadership).status_code == 403
    assert post(client, world, "council_cancel", reason).status_code == 302
    page = client.get(url("council_session", world))
    told = text(page)
    words = ("Phiên này đã hủy", "Mở nhầm quý", "Lý do: (trống) → Vì kết quả")
    assert [word for word in words if word not in told] == []
    assert (reverse("minutes", args=[world.session.pk]) in told, page.context["corrects"]) == (False, False)
    again = post(client, world, "council_cancel", reason)
    assert (again.status_code, "việc này đã được làm rồi" in text(again)) == (409, True)


def test_what_was_typed_for_a_session_that_ended_meanwhile_is_not_put_into_the_next_one(client):
    world = a_session(1)
    data = sitting(world, place="Hội trường B")
    line = {"version": "0", f"row-{world.dossiers[0].pk}-note": "Cần làm rõ"}
    cancel(world.session, by=world.staff, reason="Mở nhầm")
    convene(world.ward, world.period, by=world.staff)
    seats = post(client, world, "council_seat", data)
    noting = reverse("council_line", args=[world.session.pk, world.dossiers[0].pk])
    for answer, typed in ((seats, "Hội trường B"), (client.post(noting, line), "Cần làm rõ")):
        told = text(answer)
        assert (answer.status_code, "Phiên này đã hủy" in told, typed in told) == (409, True, True)
        assert (reverse("council_seat", args=[CouncilSession.objects.latest("pk").pk]) in told) is False


def test_who_sits_saved_on_an_older_page_leads_to_no_persons_row(client):
    """The number of a session is not that of a dossier."""
    world = a_session(1)
    data = sitting(world)
    seated(world, place="Hội trường B")
    refused = post(client, world, "council_seat", data)
    assert (refused.status_code, f'href="#row-{world.session.pk}"' in text(refused)) == (409, False)
