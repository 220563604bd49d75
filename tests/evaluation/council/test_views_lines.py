"""A line is saved as it is typed: by htmx, and without script by its button; both versions where two save it."""

import pytest
from django.urls import reverse

from evaluation.core.steps import Stage
from evaluation.council.actions import close
from evaluation.models import CouncilLine, Dossier
from tests.evaluation.council.council_factories import a_session, line_on, noted
from tests.evaluation.lists.rated_factories import a_rated_dossier
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def url_of(world, dossier):
    return reverse("council_line", args=[world.session.pk, dossier.pk])


def typed(dossier, version="0", **values):
    line = {"rating": "good", "note": "", "ballots": ""} | values
    return {"version": version} | {f"row-{dossier.pk}-{name}": value for name, value in line.items()}


def post(client, world, user=None, dossier=None, htmx=True, **values):
    dossier = dossier or world.dossiers[0]
    client.force_login(user or world.staff)
    headers = HTMX if htmx else {}
    return client.post(url_of(world, dossier), typed(dossier, **values), headers=headers)


def text(response):
    return " ".join(response.content.decode().split())


def version_in(response):
    return response.content.decode().split('name="version" value="')[1].split('"')[0]


def test_what_is_typed_is_saved_and_told_with_its_time_and_the_cap(client, monkeypatch):
    world = a_session(1)
    response = post(client, world, note="Kết quả rõ", ballots="0-4-0-0")
    line = line_on(world.dossiers[0])
    assert (line.rating, line.note, line.ballots) == ("good", "Kết quả rõ", (0, 4, 0, 0))
    page = text(response)
    assert ("Đã lưu " in page, 'id="council-counts" hx-swap-oob="true"' in page, "<b>1/1</b>" in page) == (
        True,
        True,
        True,
    )


def test_without_script_the_button_saves_and_leads_back_to_the_row(client):
    world = a_session(1)
    response = post(client, world, htmx=False)
    room = reverse("council", args=[world.ward.pk, world.period.code])
    assert (response.status_code, response.url) == (302, f"{room}#row-{world.dossiers[0].pk}")
    assert line_on(world.dossiers[0]).rating == "good"


def test_the_answer_carries_the_version_from_which_the_line_goes_on(client):
    world = a_session(1)
    version = version_in(post(client, world))
    again = post(client, world, version=version, rating="completed")
    assert ("Đã lưu" in text(again), line_on(world.dossiers[0]).rating) == (True, "completed")


def test_two_secretaries_lose_nothing_whoever_is_second_sees_both_and_chooses(client):
    world = a_session(1)
    dossier = world.dossiers[0]
    room = reverse("council", args=[world.ward.pk, world.period.code])
    client.force_login(world.council)
    opened = version_in(client.get(room))
    noted(world, dossier, rating="excellent", note="Của người thứ nhất")
    told = post(client, world, world.council, version=opened, note="Của người thứ hai")
    assert (told.status_code, "Xem cả hai bản, chọn" in text(told)) == (200, True)
    assert version_in(told) == opened
    both = post(client, world, world.council, htmx=False, version=opened, note="Của người thứ hai")
    assert (both.status_code, [one.stored.told for one in both.context["differing"]]) == (
        409,
        ["1 Xuất sắc", "Của người thứ nhất"],
    )
    chosen = {"note": "Của người thứ hai", "rating": "excellent"}
    post(client, world, world.council, htmx=False, version=both.context["version"], **chosen)
    line = line_on(dossier)
    assert (line.rating, line.note, line.history.count()) == ("excellent", "Của người thứ hai", 2)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ballots": "4"}, "ghi 4 số"),
        ({"ballots": "-"}, ""),
        ({"ballots": "1-2-3-x"}, "ghi 4 số"),
        ({"ballots": "1-2-3-4-5"}, "ghi 4 số"),
        ({"ballots": "999-0-0-0"}, "ghi 4 số"),
        ({"ballots": "9" * 40}, "ghi 4 số"),
        ({"ballots": "٤-0-0-0"}, "ghi 4 số"),
        ({"ballots": "5-0-0-0"}, "5 phiếu, nhiều hơn 4 thành viên dự họp"),
        ({"rating": "best"}, "Mức xếp loại phải chọn trong bốn mức."),
        ({"note": "x" * 2001}, "Dài quá 2000 ký tự"),
        ({"note": "a\x00b"}, "Có ký tự không đọc được"),
        ({"version": "x"}, "Biểu mẫu gửi lên không đầy đủ"),
    ],
)
def test_a_bad_line_is_a_sentence_beside_it_and_keeps_nothing(client, values, said):
    world = a_session(1)
    response = post(client, world, **values)
    refused = bool(said)
    assert (response.status_code, said in text(response), "Chưa lưu" in text(response)) == (
        200,
        True,
        refused,
    )
    assert CouncilLine.objects.exclude(rating="").exists() is not refused


def test_without_script_a_bad_line_comes_back_in_the_room_with_everything_typed(client):
    world = a_session(2)
    response = post(client, world, htmx=False, ballots="4", note="Ý kiến đã gõ")
    field = f"#id_row-{world.dossiers[0].pk}-ballots"
    assert (response.status_code, "Ý kiến đã gõ" in text(response), f'href="{field}"' in text(response)) == (
        422,
        True,
        True,
    )


def test_nobody_touches_their_own_row_by_its_id(client):
    world = a_session(1)
    own = a_rated_dossier(world.division, stage=Stage.APPRAISED, cadre__user=world.council)
    assert post(client, world, world.council, own).status_code == 403
    assert CouncilLine.objects.count() == 0


def test_whoever_reads_alone_saves_nothing_and_strangers_find_nothing(client):
    world, other = a_session(1), a_session(1)
    codes = [post(client, world, user).status_code for user in (world.leadership, UserFactory(), other.staff)]
    assert (codes, CouncilLine.objects.count()) == ([403, 404, 404], 0)
    foreign = client.post(reverse("council_line", args=[other.session.pk, world.dossiers[0].pk]), {})
    assert foreign.status_code == 404


def test_a_line_saved_after_the_session_was_closed_says_so(client):
    world = a_session(2)
    noted(world, world.dossiers[0])
    close(world.session, by=world.staff)
    response = post(client, world, dossier=world.dossiers[1])
    assert (
        "Phiên họp đã kết thúc" in text(response),
        Dossier.objects.filter(council_lines=None).count(),
    ) == (True, 1)


def test_get_is_not_answered(client):
    world = a_session(1)
    client.force_login(world.staff)
    assert client.get(url_of(world, world.dossiers[0])).status_code == 405
