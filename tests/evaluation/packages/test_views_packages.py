"""The page of a package: everything in three clicks, for whoever may see it, whatever goes wrong kept."""

import pytest
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from config import clock
from evaluation.core.stages import ListKind
from evaluation.models import Dossier, Package, Paper, Sending, StoredFile
from evaluation.packages.actions.receiving import give_back, receive
from tests.evaluation.packages.packing import (
    DAY,
    LETTER,
    MINUTES,
    a_closed_list,
    a_person,
    a_ward_that_sends,
    sent,
    stored,
    uploaded,
)
from tests.factories import a_ward, an_official, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = a_ward_that_sends()
    with clock.held(world.closed_at + 2 * DAY):
        yield world


def page(client, user, world, **query):
    client.force_login(user)
    return client.get(reverse("package", args=world.package.place), query)


def text(response):
    return " ".join(html.fromstring(response.content).text_content().split())


def post(client, user, world, name="package_send", **typed):
    client.force_login(user)
    version = stored(world).version if Package.objects.exists() else 1
    return client.post(reverse(name, args=world.package.place), {"version": version} | typed)


def lines_of_home(client):
    """What waits there of packages."""
    found = html.fromstring(client.get(reverse("home")).content).xpath("//li[contains(@class, 'task-line')]")
    told = [" ".join(one.text_content().split()) for one in found]
    return [one for one in told if any(verb in one for verb in ("Gửi hồ sơ", "Gửi lại hồ sơ", "Nhận hồ sơ"))]


# --- three clicks ---


@pytest.mark.clause("B5.2", "B5.4")
def test_from_the_home_page_a_package_is_sent_in_three_clicks(client, world):
    """The line of the home page; both papers in one control; the button."""
    client.force_login(world.staff)
    (line,) = lines_of_home(client)
    assert line.startswith("Gửi hồ sơ · Hồ sơ đề nghị xếp loại (Mẫu số 05)")
    (way,) = html.fromstring(client.get(reverse("home")).content).xpath("//li//a[.='Gửi hồ sơ']/@href")
    (form,) = [one for one in html.fromstring(client.get(way).content).forms if one.get("id") == "send"]
    typed = dict(form.form_values()) | {"papers": uploaded(LETTER, MINUTES)}
    answer = client.post(form.get("action"), typed, follow=True)
    assert f"Biên nhận số {Sending.objects.get().receipt}" in text(answer)
    assert lines_of_home(client) == []


def test_what_is_missing_is_said_before_the_button(client, world):
    a_person(world, ListKind.UNIT_PROPOSAL, world.ward, stage="submitted", cadre__full_name="Trần Văn Muộn")
    shown = text(page(client, world.staff, world))
    assert (
        "Chưa gửi được vì còn thiếu: Văn bản đề nghị của cơ quan, đơn vị, địa phương; Biên bản hội nghị"
        in shown
    )
    assert "Mới có 2/3 đồng chí." in shown
    assert "Trần Văn Muộn · " in shown
    assert "chờ cơ quan tham mưu phường" in shown


def test_files_that_came_with_a_refused_sending_are_kept(client, world):
    answer = post(client, world.staff, world, papers=uploaded(LETTER))
    assert answer.status_code == 422
    assert "Các tệp vừa chọn đã được lưu trong hồ sơ" in text(answer)
    assert Paper.objects.get().item == "letter"
    again = html.fromstring(answer.content).get_element_by_id("send")
    assert dict(again.form_values())["version"] == str(stored(world).version)


def test_a_file_that_is_none_is_named_and_the_others_are_kept(client, world):
    bad = uploaded("Danh bạ.exe")
    answer = post(client, world.staff, world, papers=[*uploaded(LETTER, MINUTES), *bad])
    assert answer.status_code == 422
    assert "tệp “Danh bạ.exe”" in text(answer).replace("Tệp", "tệp")
    assert (Paper.objects.count(), Sending.objects.count()) == (2, 0)


def test_papers_are_kept_without_being_sent(client, world):
    answer = post(client, world.staff, world, papers=uploaded(LETTER, MINUTES), keep="1")
    assert answer.status_code == 302
    assert (Paper.objects.count(), Sending.objects.count()) == (2, 0)


def test_a_reason_that_was_typed_comes_back_with_the_refusal(client, world):
    a_person(world, ListKind.UNIT_PROPOSAL, world.ward, stage="submitted")
    answer = post(client, world.staff, world, rest_reason="Đi công tác đến hết tháng")
    assert answer.status_code == 422
    assert "Đi công tác đến hết tháng" in answer.content.decode()


def test_papers_in_no_order_go_to_the_part_that_their_names_tell(client, world):
    post(
        client,
        world.staff,
        world,
        papers=uploaded("BB_hoi-nghi.pdf", "Phu luc.pdf", "BB bien ban 2.pdf"),
        keep="1",
    )
    assert dict(Paper.objects.values_list("file__name", "item")) == {
        "BB_hoi-nghi.pdf": "minutes",
        "Phu luc.pdf": "letter",
        "BB bien ban 2.pdf": "other",
    }


def test_a_paper_put_to_another_part_changes_places_with_the_one_there(client, world):
    post(client, world.staff, world, papers=uploaded("mot.pdf", "hai.pdf"), keep="1")
    first, second = Paper.objects.order_by("pk")
    assert (first.item, second.item) == ("letter", "minutes")
    answer = client.post(
        reverse("package_paper_move", args=[first.pk]), {f"paper-{first.pk}-item": "minutes"}, follow=True
    )
    assert answer.status_code == 200
    assert list(Paper.objects.order_by("pk").values_list("item", flat=True)) == ["minutes", "letter"]


def test_a_paper_put_where_it_stands_is_no_line_of_history(client, world):
    post(client, world.staff, world, papers=uploaded("mot.pdf"), keep="1")
    paper = Paper.objects.get()
    before = paper.package.history.count()
    way = reverse("package_paper_move", args=[paper.pk])
    assert client.post(way, {f"paper-{paper.pk}-item": paper.item}).status_code == 302
    assert paper.package.history.count() == before


def test_after_the_window_the_page_says_so_and_leads_to_the_extension(client, world):
    with clock.held(world.period.dossier_closes_at):
        shown = page(client, world.staff, world)
    assert "Đã hết hạn lúc 00:00 ngày 30/12/2026. Kỳ này không nhận hồ sơ gửi muộn." in text(shown)
    assert reverse("extension_unit", args=["2026-4"]) in shown.content.decode()


# --- returned, mended, received ---


def test_returned_mended_and_received(client, world):
    sent(world)
    answer = post(
        client, world.organisation, world, "package_give_back", **{"fault-letter": "Thiếu số văn bản"}
    )
    assert answer.status_code == 302
    assert "Lý do trả lại: Thiếu số văn bản" in text(page(client, world.staff, world))
    (line,) = lines_of_home(client)
    assert line.startswith("Được trả lại Gửi hồ sơ")
    assert "Thiếu số văn bản" in line
    assert post(client, world.staff, world, papers=uploaded("Công văn sửa.pdf")).status_code == 302
    client.force_login(world.organisation)
    (line,) = lines_of_home(client)
    assert line.startswith("Nhận hồ sơ · Hồ sơ đề nghị xếp loại · ")
    assert post(client, world.organisation, world, "package_receive").status_code == 302
    assert stored(world).stage == "received"
    assert [one.number for one in stored(world).sendings.all()] == [2, 1]


def test_it_is_returned_for_parts_that_are_due_alone(client, world):
    """A reason beside a part that stands on no checklist, nobody would find there."""
    sent(world)
    form = page(client, world.organisation, world).context["forms"]["give_back"]
    assert list(form.fields) == ["letter", "minutes", "forms", "table", "whole"]
    answer = post(
        client, world.organisation, world, "package_give_back", **{"fault-beneath": "Thiếu hồ sơ phòng"}
    )
    assert (answer.status_code, stored(world).stage) == (422, "sent")


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_refusal_is_announced_with_its_words_whatever_forms_the_page_shows(client, world, is_sent):
    if is_sent:
        sent(world)
    answer = post(client, world.staff, world, "package_take_back", **{"take_back-reason": " "})
    assert (answer.status_code, "Chưa thực hiện được Cần ghi rõ lý do." in text(answer)) == (422, True)


def test_a_part_that_there_is_none_of_is_refused_with_words(client, world):
    sent(world)
    client.force_login(world.staff)
    way = reverse("package_paper_move", args=[Paper.objects.first().pk])
    assert "Chưa thực hiện được Chưa chọn phần của hồ sơ." in text(client.post(way, {}))


def test_what_was_typed_against_an_older_page_comes_back(client, world):
    sent(world)
    client.force_login(world.organisation)
    typed = {"version": "1", "fault-letter": "Thiếu số văn bản"}
    answer = client.post(reverse("package_give_back", args=world.package.place), typed)
    assert answer.status_code == 409
    assert "Thiếu số văn bản" in answer.content.decode()


def test_what_changed_since_it_was_sent_is_told_and_a_reason_asked(client, world):
    sent(world)
    assert "khác hồ sơ hiện có" not in text(page(client, world.staff, world))
    a_closed_list(world, ListKind.UNIT_PROPOSAL, world.ward, sequence=2)
    shown = page(client, world.staff, world)
    assert "Hồ sơ đã gửi khác hồ sơ hiện có" in text(shown)
    assert "id_reason" in shown.content.decode()
    assert "Gửi lại hồ sơ" in text(shown)


def test_sendings_stay_listed_each_with_its_manifest(client, world):
    sending = sent(world)
    assert "Lịch sử gửi" in text(page(client, world.staff, world))
    shown = text(client.get(reverse("sending", args=[sending.pk])))
    assert sending.digest in shown
    assert LETTER in shown
    names = [row.name for row in world.list.rows.all()]
    assert [name for name in names if name not in shown] == []


# --- who sees it ---


def test_another_unit_finds_nothing(client, world):
    sending = sent(world)
    other = a_ward()
    assert page(client, other.staff, world).status_code == 404
    assert client.get(reverse("sending", args=[sending.pk])).status_code == 404
    paper = Paper.objects.first()
    assert client.get(reverse("package_paper", args=[paper.pk])).status_code == 404
    assert client.post(reverse("package_paper_remove", args=[paper.pk])).status_code == 404


def test_whoever_is_judged_in_it_opens_no_paper_of_others_until_it_is_published(client, world):
    """ADR 5: the minutes say how they were spoken of."""
    sent(world)
    dossier = world.list.rows.first().dossier
    head = dossier.cadre.user
    grant(head, Duty.LEADERSHIP, world.ward)
    minutes = Paper.objects.get(item="minutes")
    way = reverse("package_paper", args=[minutes.pk])
    shown = page(client, head, world)
    assert shown.status_code == 200
    assert f'href="{way}"' not in shown.content.decode()
    assert client.get(way).status_code == 404
    dossier.stage = "published"
    dossier.save()
    given = client.get(way)
    assert (given.status_code, b"".join(given.streaming_content)[:5]) == (200, b"%PDF-")


def test_the_minutes_in_the_other_tiers_package_are_as_closed_to_whoever_they_speak_of(client, world):
    """One session hears tiers 3.1 and 3.2: whoever the unit decides itself is in the minutes of what it proposes, under any part."""
    sent(world)
    own = a_person(world, ListKind.UNIT_DECISION, world.ward, cadre__user=world.staff)
    client.force_login(world.staff)
    paper = Paper.objects.get(item="minutes")
    Paper.objects.exclude(pk=paper.pk).delete()
    StoredFile.objects.filter(paper=paper).update(by=world.leadership)
    way = reverse("package_paper", args=[paper.pk])
    for item in ("minutes", "letter", "other"):
        Paper.objects.update(item=item)
        assert client.get(way).status_code == 404
    Dossier.objects.filter(pk=own.pk).update(stage="published")
    assert client.get(way).getvalue()[:5] == b"%PDF-"


def test_no_rating_stands_on_the_page_nor_on_the_manifest(client, world):
    sending = sent(world)
    shown = text(page(client, world.staff, world)) + text(client.get(reverse("sending", args=[sending.pk])))
    assert [word for word in ("Hoàn thành tốt", "Tốt", "Xuất sắc") if word in shown] == []


def test_a_paper_is_an_attachment_under_its_own_name(client, world):
    sent(world)
    client.force_login(world.organisation)
    answer = client.get(reverse("package_paper", args=[Paper.objects.get(item="minutes").pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"


def test_a_division_leader_reads_and_sends_its_own_package_and_no_others(client, world):
    a_closed_list(world, ListKind.DIVISION_PROPOSAL, world.division)
    client.force_login(world.division_leadership)
    mine = reverse("package", args=[world.division.pk, "2026-4", "phong-ban"])
    assert client.get(mine).status_code == 200
    assert client.get(reverse("package", args=world.package.place)).status_code == 404
    other = reverse("package", args=[world.other_division.pk, "2026-4", "phong-ban"])
    assert client.get(other).status_code == 404
    assert (
        client.post(
            reverse("package_send", args=[world.division.pk, "2026-4", "phong-ban"]), {"version": 1}
        ).status_code
        == 302
    )


def test_a_divisions_package_is_received_by_its_units_staff(client, world):
    a_closed_list(world, ListKind.DIVISION_PROPOSAL, world.division)
    place = [world.division.pk, "2026-4", "phong-ban"]
    client.force_login(world.division_leadership)
    client.post(reverse("package_send", args=place), {"version": 1})
    client.force_login(world.staff)
    assert "Nhận hồ sơ · Hồ sơ đề xuất của phòng, ban" in text(client.get(reverse("home")))
    version = Package.objects.get().version
    assert client.post(reverse("package_receive", args=place), {"version": version}).status_code == 302
    client.force_login(world.organisation)
    assert client.post(reverse("package_receive", args=place), {"version": version}).status_code == 403


@pytest.mark.parametrize("place", [("2026-4", "khac"), ("2031-1", "de-nghi"), ("x", "de-nghi")])
def test_there_is_no_page_of_another_kind_or_round(client, world, place):
    client.force_login(world.staff)
    assert client.get(reverse("package", args=[world.ward.pk, *place])).status_code == 404


# --- the board ---


def cells(row):
    return [" ".join(one.text_content().split()) for one in row.findall("td")]


def test_the_board_tells_of_each_unit_what_is_there_and_who_owes_the_rest(client, world):
    other = a_ward_that_sends(people=3, name="Xã Đã Gửi")
    sent(other)
    client.force_login(world.organisation)
    shown = html.fromstring(client.get(reverse("packages"), {"ky": "2026-4"}).content)
    told = {row.findtext(".//a"): cells(row) for row in shown.xpath("//tbody/tr")}
    assert told[world.ward.name] == [
        "Chưa có",
        "Chưa có",
        "Đủ",
        "Đã chốt",
        "cơ quan tham mưu",
        told[world.ward.name][-1],
    ]
    assert told["Xã Đã Gửi"][:5] == ["Đủ", "Đủ", "Đủ", "Đã chốt", "Ban Tổ chức Tỉnh ủy"]
    assert told["Xã Đã Gửi"][5].startswith("Đã gửi, chờ nhận")


def test_a_figure_of_the_board_leads_to_its_units(client, world):
    other = a_ward_that_sends(name="Xã Đã Gửi")
    sent(other)
    client.force_login(world.organisation)
    shown = html.fromstring(client.get(reverse("packages"), {"ky": "2026-4", "stage": "sent"}).content)
    assert [one.text_content() for one in shown.xpath("//tbody//th/a")] == ["Xã Đã Gửi"]


def test_a_units_board_shows_its_own_packages_alone(client, world):
    a_ward_that_sends(name="Xã Khác")
    a_closed_list(world, ListKind.DIVISION_PROPOSAL, world.division)
    client.force_login(world.staff)
    for slug, unit in (("de-nghi", world.ward.name), ("phong-ban", world.division.in_choice)):
        shown = html.fromstring(client.get(reverse("packages"), {"ky": "2026-4", "loai": slug}).content)
        assert [one.text_content() for one in shown.xpath("//tbody//th/a")] == [unit]


def test_the_board_is_for_those_who_send_or_receive(client, world):
    client.force_login(world.subject)
    assert client.get(reverse("packages")).status_code == 403


def test_sixty_units_stand_on_a_page_of_less_than_150_kb(client, world, long_keys):
    for number in range(60):
        a_ward_that_sends(people=1, name=f"Phường có tên gọi rất dài thứ {number}")
    client.force_login(world.organisation)
    answer = client.get(reverse("packages"), {"ky": "2026-4"})
    assert len(answer.context["lines"]) == 60
    assert len(answer.content) < 150_000


def test_a_package_of_sixty_missing_people_weighs_less_than_150_kb(client, world, long_keys):
    for number in range(60):
        a_person(
            world,
            ListKind.UNIT_PROPOSAL,
            world.ward,
            stage="submitted",
            cadre__full_name=f"Nguyễn Thị Tên Dài {number}",
        )
    answer = page(client, world.staff, world)
    assert len(answer.context["checklist"].missing) == 60
    assert len(answer.content) < 150_000


# --- what waits on the home page ---


def test_many_packages_of_a_round_are_one_line_that_leads_to_them(client, world):
    sent(world)
    sent(a_ward_that_sends())
    client.force_login(world.organisation)
    shown = client.get(reverse("home"))
    assert "2 hồ sơ · Hồ sơ đề nghị xếp loại · Quý IV/2026" in text(shown)
    assert f"{reverse('packages')}?ky=2026-4&amp;loai=de-nghi&amp;stage=sent" in shown.content.decode()


def test_a_supplement_closed_since_waits_to_be_sent(client, world):
    sent(world)
    receive(stored(world), by=world.organisation, seen=stored(world).version)
    client.force_login(world.staff)
    assert lines_of_home(client) == []
    late = a_closed_list(world, ListKind.UNIT_PROPOSAL, world.ward, sequence=2)
    late.closed_at = clock.now() + DAY
    late.save()
    assert "Gửi lại hồ sơ" in text(client.get(reverse("home")))


def test_once_the_round_is_reported_nothing_waits_to_be_sent(client, world):
    client.force_login(world.staff)
    with clock.held(world.period.report_closes_at):
        assert lines_of_home(client) == []


def test_a_returned_package_stands_with_its_reason_before_all_others(client, world):
    sent(world)
    give_back(stored(world), faults={"whole": "Đóng dấu"}, by=world.organisation, seen=stored(world).version)
    client.force_login(an_official(Duty.LEADERSHIP, world.ward))
    assert "Lý do trả lại: “Chung: Đóng dấu”" in text(client.get(reverse("home")))
