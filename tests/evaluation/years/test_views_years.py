"""The pages of a year's lists: drawn up, drafted, checked, confirmed, closed, made known."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Attempt, Duty
from evaluation.models import Dossier, YearList, YearRating, YearRow
from evaluation.years.actions.lists import save_rows
from evaluation.years.actions.ratings import publish, reopen
from regulation.quarters import Quarter
from tests.evaluation.years.rated_years import (
    YEAR,
    a_person,
    a_province_year,
    a_year,
    close,
    decision_at,
    excellent,
    good,
    rows,
)
from tests.factories import DossierFactory, PeriodFactory, a_ward, grant

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def typed(world, *given, **values):
    """What the browser sends for the whole list."""
    told = rows(world, *given)
    fields = {f"row-{pk}-{name}": value for pk, row in told.items() for name, value in row.items()}
    version = YearList.objects.get(pk=world.list.pk).version
    return {"row": list(told), "version": version} | fields | values


def post(client, world, name="year_list", user=None, **values):
    client.force_login(user or world.leadership)
    return client.post(reverse(name, args=[world.list.pk]), values)


def read(client, world, user=None):
    client.force_login(user or world.leadership)
    return text(client.get(reverse("year_list", args=[world.list.pk])))


def test_staff_draws_up_what_is_offered(client):
    world = a_ward()
    a_person(world.ward, "gggg", name="Nguyễn Văn An")
    client.force_login(world.staff)
    url, key = reverse("year_list_draw_up", args=[YEAR]), "|".join(map(str, decision_at(world)))
    assert "Đơn vị quyết định xếp loại năm (Mục 3.2, 3.3)" in text(client.get(url))
    response = client.post(url, {"place": key}, follow=True)
    assert "Nguyễn Văn An" in text(response)
    assert text(client.get(url)).count(key) == 0


@pytest.mark.parametrize("place", ["", "year|1|unit_decision", "2025|year|99|unit_decision|"])
def test_what_is_not_offered_is_not_drawn_up(client, place):
    world = a_ward()
    a_person(world.ward, "gggg")
    client.force_login(world.staff)
    response = client.post(reverse("year_list_draw_up", args=[YEAR]), {"place": place})
    assert (response.status_code, YearList.objects.count()) == (422, 0)
    assert 'role="alert"' in text(response)


def test_the_province_is_offered_a_group_once_its_people_are_proposed(client):
    world = a_province_year()
    world.list.history.all().delete()
    world.list.delete()
    client.force_login(world.secretariat)
    assert "nhóm Bí thư cấp xã: 1 đồng chí" in text(client.get(reverse("year_list_draw_up", args=[YEAR])))


@pytest.mark.clause("5.1", "5.2/1", "5.2/2")
def test_a_draft_tells_quarters_suggestion_bar_and_place(client):
    page = read(client, a_year("xxxF", "xxxx", "ggg?"))
    for words in (
        "Quý IV",
        "Mục 5 · tối đa Tốt",
        "4 quý",
        "Thứ tự ưu tiên Xuất sắc: 1",
        "Chưa sẵn sàng: 1 đồng chí",
        "Quý IV/2025 chưa có quyết định xếp loại.",
    ):
        assert words in page


def test_a_draft_is_kept(client):
    world = a_year("gggg")
    post(client, world, user=world.staff, act="save", **typed(world, good(ground="Theo các quý")))
    assert YearRow.objects.values_list("rating", "ground").get() == ("good", "Theo các quý")


def test_a_check_says_what_is_owed_and_keeps_nothing(client):
    world = a_year("gggg")
    response = post(client, world, act="check", **typed(world, {"rating": "completed"}))
    assert "cần ghi lý do" in text(response)
    assert (response.status_code, YearRow.objects.count()) == (200, 0)


def test_closing_is_confirmed_first(client):
    world = a_year("gggg")
    asked = post(client, world, act="close", **typed(world, good()))
    assert "1 đồng chí sẽ được quyết định xếp loại năm 2025: 1 Tốt." in text(asked)
    assert YearRating.objects.count() == 0
    done = post(client, world, "year_list_close", **typed(world, good()))
    assert (done.status_code, YearRating.objects.get().rating) == (302, "good")
    assert "Đã chốt danh sách năm: 1 đồng chí được quyết định xếp loại năm 2025: 1 Tốt." in read(
        client, world
    )


@pytest.mark.clause("5.1")
@pytest.mark.parametrize("name", ["year_list", "year_list_close"])
def test_a_rating_above_the_bar_is_refused_with_everything_typed(client, name):
    world = a_year("xxxF")
    response = post(client, world, name, act="close", **typed(world, excellent(ground="Nổi bật nhất")))
    page = text(response)
    assert (response.status_code, YearRating.objects.count()) == (422, 0)
    assert "Nguyễn Văn A: “Xuất sắc” cao hơn mức cao nhất được phép “Tốt”." in page
    assert "Nổi bật nhất" in page


def test_a_rating_that_is_none_is_told_beside_its_person(client):
    world = a_year("gggg")
    response = post(client, world, act="save", **typed(world, {"rating": "tuyệt vời"}))
    assert (response.status_code, YearRow.objects.count()) == (422, 0)
    assert "Mức xếp loại năm: Nguyễn Văn A: Mức xếp loại phải chọn trong bốn mức." in text(response)


def test_whoever_saved_in_between_is_met_field_by_field(client):
    world = a_year("gggg")
    old = typed(world, good(ground="Của tôi"))
    save_rows(world.list, rows(world, good(ground="Của người khác")), by=world.staff, seen=2)
    response = post(client, world, act="save", **old)
    assert response.status_code == 409
    assert ("Của tôi" in text(response), "Của người khác" in text(response)) == (True, True)


def test_somebody_who_became_ready_meanwhile_is_seen_before_closing(client):
    world = a_year("gggg", "ggg?")
    old = typed(SimpleNamespace(people=world.people[:1], list=world.list), good())
    Dossier.objects.filter(pk=world.people[1].last.pk).update(stage="decided", decided_rating="good")
    response = post(client, world, act="close", **old)
    assert (response.status_code, "Vừa có thêm người sẵn sàng: Nguyễn Văn B." in text(response)) == (
        422,
        True,
    )


def test_who_is_not_there_any_more_is_named_and_what_was_typed_is_shown(client):
    world = a_year("gggg", "gggg")
    old = typed(world, good(ground="Đã gõ xong"), good())
    Dossier.objects.filter(pk=world.people[0].last.pk).update(stage="ended")
    response = post(client, world, act="save", **old)
    assert response.status_code == 422
    assert "Nguyễn Văn A: không còn ở bước chờ của danh sách năm này." in text(response)
    assert "Đã gõ xong" in text(response)


def test_what_is_sent_after_the_closing_is_shown_beside_the_closed_list(client):
    world = a_year("gggg")
    old = typed(world, good(ground="Gõ muộn"), list_reason="Lý do gõ muộn")
    close(world, good())
    for name in ("year_list", "year_list_close"):
        response = post(client, world, name, act="save", **old)
        told = [words in text(response) for words in ("Gõ muộn", "Lý do gõ muộn")]
        assert (response.status_code, told) == (409, [True, True])


def test_a_rate_that_is_sent_after_the_closing_is_shown_beside_the_closed_list(client):
    world = a_province_year()
    close(world, good(), by=world.secretariat)
    sent = {"rate": 25, "number": "12-CV/TW", "day": "05/12/2025", "version": 2}
    response = post(client, world, "year_list_rate", world.secretariat, **sent)
    told = [words in text(response) for words in ("12-CV/TW", "05/12/2025")]
    assert (response.status_code, told) == (409, [True, True])


def test_a_closed_list_is_made_known_by_a_button(client):
    world = a_year("gggg")
    close(world, good())
    page = read(client, world, world.staff)
    assert ("Công bố kết quả" in page, "ở danh sách khác" in page) == (True, False)
    response = post(client, world, "year_list_publish", world.staff, version=3)
    assert (response.status_code, YearList.objects.get().stage) == (302, "published")
    assert "Công bố kết quả</button>" not in read(client, world, world.staff)


def test_one_person_is_taken_up_again_with_a_reason(client):
    world = a_year("gggg")
    close(world, good())
    sent = {"person": world.list.rows.get().pk, "version": 3}
    refused = post(client, world, "year_list_reopen", reason="", **sent)
    assert (refused.status_code, "Cần ghi rõ lý do." in text(refused)) == (422, True)
    post(client, world, "year_list_reopen", reason="Quý IV quyết định lại", **sent)
    assert "Đang xem xét lại từ" in read(client, world)


# --- who sees --------------------------------------------------------------------------------------------------------


def test_whoever_is_judged_reads_their_year_once_it_is_made_known(client):
    world = a_year("gggg", "gggg")
    close(world, good(), good())
    own, other = (reverse("year_rating", args=[one.pk]) for one in YearRating.objects.order_by("pk"))
    client.force_login(world.people[0].user)
    assert [client.get(url).status_code for url in (own, other)] == [404, 404]
    publish(world.list, by=world.staff, seen=3)
    assert [client.get(url).status_code for url in (own, other)] == [200, 404]
    assert "Hoàn thành tốt nhiệm vụ" in text(client.get(own))


def test_of_a_closed_list_nobody_reads_their_own_row_nor_the_figures_before_it_is_made_known(client):
    world = a_year("gggg", "gggg")
    close(world, good(), good())
    own = world.people[0].user
    grant(own, "organisation_staff", world.ward)
    page = read(client, world, own)
    assert ("Nguyễn Văn B" in page, "Nguyễn Văn A" in page.partition("Công bố")[2]) == (True, False)
    assert "các số chỉ hiện sau khi công bố" in page
    publish(world.list, by=world.staff, seen=3)
    assert "Nguyễn Văn A" in read(client, world, own).partition("Tỷ lệ")[0]


def test_a_list_of_another_unit_is_not_there(client):
    world, other = a_year("gggg"), a_ward()
    client.force_login(other.leadership)
    assert client.get(reverse("year_list", args=[world.list.pk])).status_code == 404
    assert "Nguyễn Văn A" not in text(client.get(reverse("year_lists", args=[YEAR])))


def test_who_only_looks_finds_no_form(client):
    world = a_year("gggg")
    save_rows(world.list, rows(world, good(ground="Theo các quý")), by=world.staff, seen=2)
    page = read(client, world, world.council)
    assert ("Theo các quý" in page, "<textarea" in page) == (True, False)


def test_a_year_without_rounds_is_not_there(client):
    client.force_login(a_ward().staff)
    assert client.get(reverse("year_lists", args=[1999])).status_code == 404


# --- size ------------------------------------------------------------------------------------------------------------


def asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as counted:
        response = client.get(url)
    return len(counted), len(response.content)


def test_pages_ask_as_often_for_sixty_people_as_for_one_and_stay_small(client):
    world = a_year("gggg")
    client.force_login(world.leadership)
    draft, lists = reverse("year_list", args=[world.list.pk]), reverse("year_lists", args=[YEAR])
    alone = [asked(client, url)[0] for url in (draft, lists)]
    for number in range(59):
        a_person(world.division, "xgxF", name=f"Nguyễn Văn Bình Thử Nghiệm {number}")
    many = [asked(client, url) for url in (draft, lists)]
    assert [queries for queries, _ in many] == alone
    assert [queries <= most for (queries, _), most in zip(many, (25, 12), strict=True)] == [True, True], many
    assert many[0][1] <= 150_000, many


def test_whoever_stands_on_a_closed_list_reads_no_reason_before_it_is_made_known(client):
    """ADR 5: also where they see lists by a duty of their own."""
    world = a_year("gggg", "gggg")
    close(world, good(), good(), reason="Lý do khi chốt")
    person = world.people[0].user
    grant(person, Duty.ORGANISATION_STAFF, world.ward)
    reopen(
        world.list, world.list.rows.get(name="Nguyễn Văn A"), by=world.leadership, seen=3, reason="Nghi vấn"
    )
    client.force_login(person)
    url = reverse("year_list", args=[world.list.pk])
    page = text(client.get(url))
    assert ("Nghi vấn" in page, "Lịch sử danh sách" in page) == (False, False)
    client.force_login(world.staff)
    assert "Nghi vấn" in text(client.get(url))


def test_a_unit_where_somebody_worked_in_another_year_reads_nothing_of_this_one(client):
    world = a_year("gggg")
    close(world, good(ground="Căn cứ nội bộ"))
    other = a_ward(name="Xã cũ", code="XC")
    DossierFactory(
        cadre=world.people[0],
        unit=other.ward,
        period=PeriodFactory(quarter=Quarter(2024, 2)),
        stage="published",
    )
    url = reverse("year_rating", args=[YearRating.objects.get().pk])
    client.force_login(other.staff)
    assert client.get(url).status_code == 404
    client.force_login(world.staff)
    assert client.get(url).status_code == 200


def test_what_the_closer_typed_of_the_whole_list_is_kept_with_the_draft_until_it_is_closed(client):
    world = a_province_year()
    said = {"list_reason": "Tập thể đã thảo luận", "body": "Thường trực Tỉnh ủy"}
    post(
        client, world, user=world.secretariat, act="save", **typed(world, good(ground="Theo các quý")), **said
    )
    assert ("Tập thể đã thảo luận" in read(client, world, world.secretariat)) is True
    post(client, world, user=world.organisation, act="save", **typed(world, good(ground="Theo bốn quý")))
    stored = YearList.objects.get(pk=world.list.pk)
    assert (stored.list_reason, stored.body) == tuple(said.values())
    post(client, world, "year_list_close", world.secretariat, **typed(world, good()), **said)
    closed = YearList.objects.get(pk=world.list.pk)
    assert (closed.body, closed.list_reason) == ("Thường trực Tỉnh ủy", "")
    assert closed.history.get(deed="close").reason == "Tập thể đã thảo luận"


def test_rows_sent_of_another_unit_are_kept_for_auditors(client):
    world = a_year("gggg")
    other = a_person(a_ward(name="Xã khác", code="XK").division, "gggg")
    sent = typed(SimpleNamespace(people=[other], list=world.list), good())
    assert post(client, world, act="save", **sent).status_code == 422
    assert Attempt.objects.filter(user=world.leadership).exists()


def test_a_frozen_row_names_its_quarters(client):
    world = a_year("gggF")
    close(world, good())
    assert "Quý I: Tốt · Quý II: Tốt · Quý III: Tốt · Quý IV: Không hoàn thành" in read(client, world)
