"""A long draft page by page: turned without losing a word, counted as one list, closed in one act from any page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from evaluation.core.stages import ListStage
from evaluation.core.steps import Stage
from evaluation.deeds import actions as deeds
from evaluation.lists.actions.lists import save_rows
from evaluation.models import Decision, RatingList, RatingRow
from tests import choosing
from tests.evaluation.lists.rated_factories import a_list, a_province_list, a_rated_dossier, good, on_leave

pytestmark = pytest.mark.django_db

BODY = {"body": "Ban Thường vụ Tỉnh ủy"}


def text(response):
    return " ".join(response.content.decode().split())


def url(world, page=1, name="rating_list"):
    return reverse(name, args=[world.list.pk]) + (f"?page={page}" if page > 1 else "")


def sent_from(client, world, page=1, **typed):
    """What a browser sends from this page of the list: everything as it stands there but what is typed."""
    return choosing.untouched(client.get(url(world, page)), "list_reason") | typed


def a_drafted_list(count, made=a_list, by="leadership", **values):
    """A list on which everybody's row is drafted as it may be closed."""
    world = made(count, **values)
    save_rows(world.list, world.rows, by=getattr(world, by), seen=1)
    return world


@pytest.fixture
def long(client):
    world = a_drafted_list(45)
    client.force_login(world.leadership)
    return world


def measured(client, ask):
    with CaptureQueriesContext(connection) as asked:
        response = ask()
    return response, len(asked), len(response.content)


def test_a_hundred_and_two_heads_of_one_group_are_decided_by_small_pages_and_one_closing(client):
    world = a_drafted_list(102, a_province_list, "secretariat", late=True, leadership="head")
    client.force_login(world.secretariat)
    where, sent = url(world, 2), sent_from(client, world, 2, same_answer="Đã khắc phục", **BODY)
    answers = {f"row-{pk}-answer": "Đã khắc phục" for pk in sent["row"]}
    rows = {pk: {"answer": "Đã khắc phục"} for pk in world.rows}
    pages = [
        measured(client, lambda: client.get(where)),
        measured(client, lambda: client.post(url(world, 2, "rating_list_check"), sent)),
        measured(client, lambda: client.post(where, sent | {"act": "close"})),  # refused: nobody has answered
    ]
    save_rows(world.list, rows, by=world.secretariat, seen=2)
    sent |= answers | {"version": "3"}
    pages.append(measured(client, lambda: client.post(where, sent | {"act": "close"})))
    assert [(page.status_code, queries <= 25, size <= 150_000) for page, queries, size in pages] == [
        (200, True, True),
        (200, True, True),
        (422, True, True),
        (200, True, True),
    ]
    confirmed = choosing.untouched(pages[-1][0], f"row-{sent['row'][0]}-rating")
    assert client.post(url(world, 2, "rating_list_close"), confirmed).status_code == 302
    assert Decision.objects.filter(rating="good").count() == 102
    closed, queries, size = measured(client, lambda: client.get(url(world)))
    assert (queries <= 25, size <= 150_000, "Trang 1 / 3" in text(closed)) == (True, True, True)


def test_a_draft_of_three_hundred_costs_no_more_queries_and_stays_small(client):
    world = a_province_list(300)
    client.force_login(world.secretariat)
    _, queries, size = measured(client, lambda: client.get(url(world)))
    assert (queries <= 25, size <= 150_000) == (True, True)


def test_a_page_holds_twenty_rows_and_says_how_many_stand_on_the_others(client, long):
    pages = [client.get(url(long, page)) for page in (1, 3)]
    assert [len(page.context["lines"]) for page in pages] == [20, 5]
    assert [leaf.people for leaf in pages[0].context["leaves"]] == [20, 20, 5]
    assert "45 đồng chí trên 3 trang" in text(pages[0])


@pytest.mark.parametrize("page", ["0", "x", "-1", "²", "9" * 30])
def test_a_page_that_is_no_number_is_the_first(client, long, page):
    assert client.get(url(long), {"page": page}).context["form"].number == 1


def test_beyond_the_last_page_is_the_last(client, long):
    assert client.get(url(long), {"page": "99"}).context["form"].number == 3


def test_a_short_list_has_no_pages(client):
    world = a_list(20)
    client.force_login(world.leadership)
    page = client.get(url(world))
    assert (page.context["leaves"], "Các trang của danh sách" in text(page)) == ([], False)


def test_turning_keeps_what_was_typed_on_the_page_and_the_words_of_the_closing(client, long):
    sent = sent_from(client, long, act="turn-2", list_reason="Nổi trội")
    first = sent["row"][0]
    response = client.post(url(long), sent | {f"row-{first}-summary": "Bản của tôi"})
    assert response.url == url(long, 2)
    assert RatingRow.objects.get(dossier=first).summary == "Bản của tôi"
    page = client.get(response.url)
    assert page.context["form"].closing["list_reason"].value() == "Nổi trội"
    assert "Đã lưu nháp trang 1: 20 dòng." in text(page)


def test_turning_an_untouched_page_writes_nothing(client, long):
    response = client.post(url(long), sent_from(client, long, act="turn-3"))
    assert (response.url, RatingList.objects.get().version) == (url(long, 3), 2)


def test_the_order_by_points_stays_when_a_page_is_turned(client, long):
    response = client.post(url(long) + "?sort=points", sent_from(client, long, act="turn-2"))
    assert response.url == url(long) + "?page=2&sort=points"


def test_what_cannot_be_kept_turns_no_page_and_stays_typed(client, long):
    sent = sent_from(client, long, act="turn-2")
    bad = {f"row-{sent['row'][0]}-rating": "best", f"row-{sent['row'][1]}-summary": "Bản của tôi"}
    response = client.post(url(long), sent | bad)
    assert (response.status_code, "Bản của tôi" in text(response)) == (422, True)


def test_turning_over_what_somebody_else_saved_on_this_page_shows_both(client, long):
    sent = sent_from(client, long, 2, act="turn-1")
    pk = int(sent["row"][0])
    save_rows(long.list, {pk: good(summary="Bản của người khác")}, by=long.leadership, seen=2)
    response = client.post(url(long, 2), sent | {f"row-{pk}-summary": "Bản của tôi"})
    assert list(choosing.offered(response).values()) == [("Bản của người khác", "Bản của tôi")]
    chosen = choosing.chosen(response, *choosing.offered(response))
    assert client.post(url(long, 2), chosen).url == url(long)
    assert RatingRow.objects.get(dossier=pk).summary == "Bản của tôi"


def test_what_somebody_else_saved_on_another_page_is_told_and_the_next_turning_keeps_this_one(client, long):
    sent = sent_from(client, long, 2, act="turn-1")
    pk, other = int(sent["row"][0]), long.dossiers[0].pk
    assert str(other) not in sent["row"]
    save_rows(long.list, {other: good(summary="Bản của người khác")}, by=long.leadership, seen=2)
    refused = client.post(url(long, 2), sent | {f"row-{pk}-summary": "Bản của tôi"})
    assert (refused.status_code, refused.context["form"].here) == (409, {int(one) for one in sent["row"]})
    again = choosing.untouched(refused, f"row-{pk}-summary") | {"act": "turn-1"}
    assert client.post(url(long, 2), again).url == url(long)
    kept = dict(RatingRow.objects.filter(pk__gt=0).values_list("dossier", "summary"))
    assert (kept[pk], kept[other]) == ("Bản của tôi", "Bản của người khác")


def test_closing_from_any_page_closes_everybody_with_what_was_drafted_on_the_others(client, long):
    first = sent_from(client, long, act="turn-3")
    client.post(url(long), first | {f"row-{first['row'][0]}-summary": "Ghi ở trang một"})
    asked = client.post(url(long, 3), sent_from(client, long, 3, act="close"))
    assert asked.context["sentence"] == "45 đồng chí sẽ được quyết định xếp loại: 45 Tốt"
    confirmed = choosing.untouched(asked, f"row-{asked.context['form'].rows[0].row.dossier_id}-rating")
    assert client.post(url(long, 3, "rating_list_close"), confirmed).status_code == 302
    assert Decision.objects.count() == 45
    assert Decision.objects.get(dossier=first["row"][0]).ground == "Ghi ở trang một"
    assert RatingList.objects.get().stage == ListStage.CLOSED


def test_whoever_comes_after_the_page_was_opened_is_shown_on_it_before_anything_is_closed(client, long):
    sent = sent_from(client, long, 2, act="close")
    late = a_rated_dossier(long.division, cadre__full_name="Trần Thị Mới")
    response = client.post(url(long, 2), sent)
    assert (response.status_code, "Vừa có thêm hồ sơ sẵn sàng: Trần Thị Mới" in text(response)) == (422, True)
    assert late.pk in response.context["form"].here


@pytest.mark.parametrize("name", ["rating_list", "rating_list_close"])
def test_whoever_left_another_page_meanwhile_is_named_before_the_list_is_closed(client, long, name):
    sent = sent_from(client, long, 2, act="close")
    deeds.set_aside(on_leave(long.dossiers[0]), by=long.staff, ground="Nghỉ ốm")
    response = client.post(url(long, 2, name), sent)
    assert (response.status_code, Decision.objects.count()) == (422, 0)
    assert f"{long.dossiers[0].cadre.full_name}: không còn ở bước chờ" in text(response)


def test_nobody_on_another_page_is_closed_otherwise_than_was_confirmed(client):
    """Who was never drafted starts with the newest opinion; the confirmation fixes which that was."""
    world = a_list(21)
    drafted = {pk: row for pk, row in world.rows.items() if pk != world.dossiers[0].pk}
    save_rows(world.list, drafted | {world.dossiers[0].pk: good(rating="")}, by=world.leadership, seen=1)
    client.force_login(world.leadership)
    (last,) = sent_from(client, world, 2)["row"]
    known = " ".join(f"{pk}=good" for pk in world.rows)
    sent = sent_from(client, world, 2, known=known) | {f"row-{last}-rating": "good"}
    assert client.post(url(world, 2, "rating_list_close"), sent).status_code == 302
    assert Decision.objects.get(dossier=world.dossiers[0]).rating == "good"


@pytest.mark.parametrize("known", ["x=good", "1=<b>", "=", "²=good", "9" * 40 + "=good", "\x00"])
def test_a_page_that_names_nobody_known_is_answered_without_a_crash(client, long, known):
    response = client.post(url(long), sent_from(client, long, act="close", known=known))
    assert (response.status_code, Decision.objects.count()) == (422, 0)


def test_the_panel_leads_to_what_other_pages_owe_and_the_refusal_counts_it(client, long):
    other = sent_from(client, long, 3)["row"]
    save_rows(long.list, {int(pk): good(rating="") for pk in other}, by=long.leadership, seen=2)
    page = client.get(url(long))
    assert [leaf.owed for leaf in page.context["leaves"]] == [0, 0, 5]
    assert "còn 5 điều cần sửa" in text(page)
    refused = client.post(url(long), sent_from(client, long, act="close"))
    assert (refused.status_code, refused.context["findings"]) == (422, [])
    assert "Còn 5 điều cần sửa ở các trang khác của danh sách." in text(refused)


def test_the_live_check_of_one_page_counts_the_excellent_of_all(client, long):
    pk = int(sent_from(client, long, 3)["row"][0])
    row = {"rating": "excellent", "summary": "Hoàn thành vượt mức mọi nhiệm vụ"}
    save_rows(long.list, {pk: row}, by=long.leadership, seen=2)
    sent = sent_from(client, long)
    sent |= {f"row-{sent['row'][0]}-rating": "excellent"}
    checked = client.post(url(long, name="rating_list_check"), sent)
    assert (checked.context["board"].counted.blocking.used, len(checked.context["lines"])) == (2, 20)


def test_who_only_looks_turns_by_links(client, long):
    client.force_login(long.staff)
    page = html.fromstring(client.get(url(long)).content)
    assert page.xpath("//nav[@class='leaves']/a/@href") == ["?page=2", "?page=3"]


def test_of_many_who_have_still_to_come_twenty_are_named_and_the_others_counted(client):
    world = a_list(1)
    for _ in range(23):
        a_rated_dossier(world.division, stage=Stage.APPRAISED)
    client.force_login(world.leadership)
    page = text(client.get(url(world)))
    assert ("Chưa sẵn sàng: 23 đồng chí" in page, "và 3 đồng chí khác." in page) == (True, True)
