"""A council's room: who may be there, what each sees of it, and that it costs no more for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from evaluation.core.models import Period
from evaluation.core.steps import Stage
from evaluation.council.actions import close, record_opinions
from evaluation.models import CouncilSession, Dossier, DossierCircumstance
from tests.evaluation.council.council_factories import a_council, a_session, all_noted, noted, seated
from tests.evaluation.lists.rated_factories import a_rated_dossier
from tests.factories import DossierFactory, UserFactory, an_official, grant

pytestmark = pytest.mark.django_db
LIGHT = 150_000  # bytes


def room(world):
    return reverse("council", args=[world.ward.pk, world.period.code])


def get(client, user, url):
    client.force_login(user)
    return client.get(url)


def text(response):
    return " ".join(response.content.decode().split())


def an_own_row(world, **values):
    return a_rated_dossier(
        world.division,
        stage=Stage.APPRAISED,
        cadre__user=world.council,
        cadre__full_name="Chính Tôi",
        **values,
    )


def test_councils_tell_how_many_wait(client):
    world = a_council(2)
    row = get(client, world.council, reverse("councils")).context["page_obj"][0]
    assert (row["managing_unit_id"], row["waiting"], row["heard"]) == (world.ward.pk, 2, 0)


def test_where_nothing_is_held_one_button_begins_the_session(client):
    world = a_council(2)
    page = get(client, world.council, room(world))
    url = reverse("council_convene", args=[world.ward.pk, world.period.code])
    assert ("2 đồng chí đã thẩm định xong" in text(page), f'action="{url}"' in text(page)) == (True, True)
    assert client.post(url).status_code == client.post(url).status_code == 302
    assert CouncilSession.objects.count() == 1
    assert "Nguyễn Văn 01" in text(client.get(room(world)))


@pytest.mark.parametrize(
    ("role", "read", "write"),
    [("council", 200, 302), ("staff", 200, 302), ("leadership", 200, 403), ("subject", 404, 404)],
)
def test_who_may_read_and_who_convene(client, role, read, write):
    world = a_council(1)
    assert get(client, getattr(world, role), room(world)).status_code == read
    url = reverse("council_convene", args=[world.ward.pk, world.period.code])
    assert client.post(url).status_code == write


@pytest.mark.parametrize("code", ["2031-1", "x", "2026-9", "2026-", "-4", "99999999-4", "２０２６-4"])
def test_a_round_that_is_none_is_not_there(client, code):
    world = a_council(1)
    url = reverse("council", args=[world.ward.pk, code])
    assert get(client, world.council, url).status_code == 404


def test_whoever_reads_alone_has_no_field_and_no_button(client):
    world = a_session(1)
    noted(world, world.dossiers[0], note="Đã thống nhất")
    page = text(get(client, world.leadership, room(world)))
    assert ("Đã thống nhất" in page, "<select" in page, "Kết thúc phiên họp" in page) == (True, False, False)


def test_the_quorum_is_said_with_its_figure(client):
    world = a_session(1)
    page = text(get(client, world.staff, room(world)))
    assert "dự 4/4, cần ít nhất 3" in page
    seated(world, away=["Võ Ủy Viên", str(world.council)])
    page = text(get(client, world.staff, room(world)))
    assert ("dự 2/4, cần ít nhất 3" in page, "từ hai phần ba số thành viên (3/4)" in page) == (True, True)


def test_a_unit_without_members_by_duty_is_told_to_add_them(client):
    world = a_council(1)
    world.council.mandates.all().delete()
    client.force_login(world.staff)
    client.post(reverse("council_convene", args=[world.ward.pk, world.period.code]))
    assert "chưa có ai được phân công làm thành viên hội đồng" in text(client.get(room(world)))


def test_what_lowers_a_level_is_one_chip_that_opens(client):
    """A person is one low row, however much lowers the highest level permitted."""
    world = a_session(1)
    (dossier,) = world.dossiers
    for kind in ("shortcoming", "discipline"):
        told = {"kind": kind, "text": "Đã ghi", "on": dossier.period.quarter.first_day}
        DossierCircumstance.objects.create(cadre=dossier.cadre, dossier=dossier, **told)
    page = get(client, world.staff, room(world))
    (row, *_) = page.context["lines"][0]
    (chip,) = html.fromstring(page.content).xpath("//table//details[@class='chip-more']")
    told = [f"{one.clause.title}: {one.sentence}" for one in row.limits]
    assert ([p.text_content() for p in chip.xpath("p")], len(told)) == (told, 2)
    assert chip.xpath("string(summary)").strip() == "≤ KHT · 2 căn cứ"


def test_the_cap_is_reckoned_with_the_opinions_as_they_stand(client):
    world = a_session(5)
    for dossier, rating in zip(world.dossiers, ("excellent", "good", "good", "good", "good"), strict=True):
        noted(world, dossier, rating=rating)
    [one] = get(client, world.staff, room(world)).context["ceilings"]
    assert (one.label, one.counted.blocking.used, one.counted.blocking.allowed) == ("Mẫu số 04", 1, 1)
    assert "Xuất sắc 1/1</b> · còn 0" in text(client.get(room(world)))
    noted(world, world.dossiers[1], rating="excellent")
    assert "vượt tỷ lệ" in text(client.get(room(world)))


def test_whoever_waits_on_the_list_already_counts_in_the_cap(client):
    world = a_session(4)
    heard = a_rated_dossier(world.division, stage=Stage.COUNCIL)
    noted(world, world.dossiers[0], rating="excellent")
    [one] = get(client, world.staff, room(world)).context["ceilings"]
    assert one.counted.counts["good"] == 1
    assert heard.council_opinion.rating == "good"


def test_the_four_quarters_before_stand_in_the_row_the_nearest_last(client):
    world = a_session(1)
    dossier = world.dossiers[0]
    for number, rating, stage in (
        (3, "excellent", "published"),
        (2, "completed", "decided"),
        (1, "good", "council"),
    ):
        period = Period.draft(type(world.period.quarter)(2026, number))
        period.save()
        DossierFactory(
            cadre=dossier.cadre, unit=world.division, period=period, stage=stage, decided_rating=rating
        )
    page = text(get(client, world.staff, room(world)))
    assert "– · – · HT · XS" in page
    assert "Bốn quý trước: từ Quý IV/2025 đến Quý III/2026." in page


def test_a_member_neither_sees_their_row_nor_counts_that_betray_it(client):
    world = a_session(3)
    own = an_own_row(world)
    noted(world, own, rating="not_completed", note="Điều chưa được biết")
    for dossier in world.dossiers:
        noted(world, dossier)
    response = get(client, world.council, room(world))
    page = text(response)
    assert ("Chính Tôi" in page, "Điều chưa được biết" in page) == (False, False)
    assert "Hồ sơ của chính đồng chí" in page
    assert (response.context["rated"], response.context["everybody"]) == (3, 3)
    [one] = response.context["ceilings"]
    assert one.counted.counts["not_completed"] == 0
    assert get(client, world.staff, room(world)).context["everybody"] == 4


def test_nor_does_whoever_stands_in_for_them(client):
    world = a_session(1)
    an_own_row(world)
    deputy = UserFactory()
    grant(deputy, Duty.COUNCIL_MEMBER, world.ward, on_behalf_of=world.council)
    page = text(get(client, deputy, room(world)))
    assert ("Chính Tôi" in page, "Nguyễn Văn 00" in page) == (False, True)


def test_of_whom_the_reader_was_heard_before_no_cap_is_told(client):
    world = a_session(3)
    own = an_own_row(world)
    all_noted(world)
    noted(world, own, rating="excellent")
    close(world.session, by=world.staff)
    world.dossiers = [a_rated_dossier(world.division, stage=Stage.APPRAISED)]
    Dossier.objects.filter(pk=own.pk).update(stage=Stage.DECIDED, decided_rating="excellent")
    page = get(client, world.council, reverse("council_session", args=[world.session.pk]))
    assert ("Chính Tôi" in text(page), "không gồm dòng về chính đồng chí" in text(page)) == (False, True)
    assert [count for _, count in page.context["ratings"]] == [3]


def test_past_sessions_are_there_and_lead_to_their_pages(client):
    world = a_session(1)
    all_noted(world)
    close(world.session, by=world.staff)
    url = reverse("council_session", args=[world.session.pk])
    assert f'href="{url}"' in text(get(client, world.leadership, room(world)))


def test_the_history_tells_who_noted_what_but_not_of_the_reader(client):
    world = a_session(1)
    own = an_own_row(world)
    noted(world, own, rating="completed")
    noted(world, world.dossiers[0], note="Vì kết quả")
    url = reverse("council_history", args=[world.session.pk])
    mine, others = text(get(client, world.council, url)), text(get(client, world.staff, url))
    assert ("Lý do: (trống) → Vì kết quả" in mine, "Chính Tôi" in mine) == (True, False)
    assert ("Chính Tôi" in others, "mở phiên họp" in others) == (True, True)


def test_the_room_asks_the_database_no_more_for_many(client):
    counts = [queries(client, world.council, room(world)) for world in (a_session(1), a_session(30))]
    assert counts[0] == counts[1]
    assert counts[0] <= 32


def test_the_councils_ask_the_database_no_more_for_many(client):
    world = a_council(1)
    member = an_official(Duty.COUNCIL_MEMBER, world.province)
    few = queries(client, member, reverse("councils"))
    for _ in range(30):
        a_council(1)
    assert few == queries(client, member, reverse("councils"))
    assert few <= 12


def test_sixty_people_are_a_light_page(client):
    world = a_session(60)
    for dossier in world.dossiers:
        noted(world, dossier, note="Hoàn thành tốt các nhiệm vụ được giao", ballots=(0, 4, 0, 0))
    page = get(client, world.staff, room(world))
    assert page.content.count(b"<select") >= 60
    assert len(page.content) <= LIGHT


def test_opinions_recorded_without_a_session_of_lines_are_no_line_of_it(client):
    world = a_session(1)
    record_opinions(world.session, {world.dossiers[0]: {"rating": "good"}}, by=world.staff)
    assert get(client, world.staff, room(world)).context["everybody"] == 0


def queries(client, user, url):
    client.force_login(user)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)
