"""Tệp xuất as pages: asked for by a button, followed, taken back, fetched while one may, and told in the log."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from cadres.models import Cadre, Duty, Mandate
from evaluation.core.steps import Stage
from evaluation.models import Dossier
from reporting.actions.claiming import claim_next
from reporting.jobs.working import work
from reporting.models import Export
from tests.factories import UnitFactory, UserFactory, an_official, grant
from tests.reporting.exporting import a_ward_with_papers, asked, in_archive, made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpressed")]
PAGE = "/tep-xuat/"


@pytest.fixture
def world():
    return a_ward_with_papers("Lê Thị Ánh", "Đỗ Văn Dũng")


@pytest.fixture
def staff(client, world):
    client.force_login(world.staff)
    return client


def page(client, **asked_for):
    return html.fromstring(client.get(PAGE, asked_for).content)


def sent(form):
    return dict(form.form_values())


def ask_form(found, kind):
    (form,) = (form for form in found.xpath("//main")[0].forms if sent(form).get("kind") == kind)
    return form


def text(found):
    return " ".join(found.text_content().split())


def fetched(client, export):
    """Read to its end, which closes it."""
    answer = client.get(reverse("export_file", args=[export.pk]))
    answer.getvalue()
    return answer


def test_one_button_asks_and_the_page_follows_it_to_the_file(staff, world):
    form = ask_form(page(staff), "unit_forms")
    assert form.fields["unit"] == str(world.ward.pk)  # the one unit stands there already
    answer = staff.post(PAGE, sent(form), follow=True)
    assert "Đã nhận yêu cầu. Tệp được tạo dần, khi xong sẽ có thông báo." in answer.content.decode()
    (row,) = page(staff).xpath("//tbody/tr")
    assert ("Đang chờ" in text(row), row.xpath(".//a")) == (True, [])
    work()
    (row,) = page(staff).xpath("//tbody/tr")
    assert "Đã xong" in text(row)
    answer = staff.get(row.xpath(".//a/@href")[0])
    files = [name.rpartition(". ")[2] for name in in_archive(answer.getvalue())]
    assert files == ["Lê Thị Ánh.pdf", "Đỗ Văn Dũng.pdf"]


def test_it_is_an_attachment_that_no_cache_keeps(staff, world):
    answer = fetched(staff, made(asked(world)))
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "M%E1%BA%ABu%2003%20Ph%C6%B0%E1%BB%9Dng%20B%C3%ACnh" in answer.headers["Content-Disposition"]


def test_nobody_else_has_it_and_nobody_before_it_is_whole(staff, world):
    export = asked(world)
    assert fetched(staff, export).status_code == 404
    made(export)
    other = Client()
    other.force_login(world.leadership)
    assert (fetched(staff, export).status_code, fetched(other, export).status_code) == (200, 404)


def test_whose_right_was_withdrawn_meanwhile_gets_it_no_more_and_reads_why(staff, world):
    export = made(asked(world))
    Mandate.objects.filter(user=world.staff).delete()
    grant(world.staff, Duty.ORGANISATION_STAFF, UnitFactory())
    assert fetched(staff, export).status_code == 404
    (row,) = page(staff).xpath("//tbody/tr")
    assert ("không còn quyền đối với phạm vi này" in text(row), row.xpath(".//a")) == (True, [])


def test_nor_does_whoever_may_no_longer_see_one_of_those_in_it(staff, world):
    export = made(asked(world))
    elsewhere = UnitFactory()
    gone = {"unit": elsewhere, "managing_unit": elsewhere, "deciding_unit": elsewhere}
    Dossier.objects.filter(pk=world.dossiers[0].pk).update(**gone)
    assert fetched(staff, export).status_code == 404


def test_nor_does_whoever_stands_in_by_now_for_somebody_whose_judgement_is_in_it(staff, world):
    """ADR 5: for whom they stand in they know no more of it than that person does."""
    export, principal = made(asked(world)), UserFactory()
    Dossier.objects.filter(pk=world.dossiers[0].pk).update(stage=Stage.APPRAISED)
    Cadre.objects.filter(pk=world.dossiers[0].cadre_id).update(user=principal)
    assert fetched(staff, export).status_code == 200
    grant(world.staff, Duty.DIVISION_LEADERSHIP, world.division, on_behalf_of=principal)
    assert fetched(staff, export).status_code == 404
    again = made(asked(world))
    assert fetched(staff, again).status_code == 200


def test_of_a_file_that_the_disk_has_lost_the_log_tells_and_the_page_leads_to_another(
    files, staff, world, caplog
):
    export = made(asked(world))
    (files / export.file).unlink()
    answer = fetched(staff, export)
    told = answer.content.decode()
    assert (answer.status_code, "xin xuất lại" in told, f'href="{PAGE}"' in told) == (410, True, True)
    assert [record.msg["pk"] for record in caplog.records if "file missing" in str(record.msg)] == [export.pk]


def test_it_is_told_in_the_log_when_it_is_asked_for_made_and_fetched(
    staff, world, caplog, django_capture_on_commit_callbacks
):
    caplog.set_level("INFO", "house.deeds")
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(PAGE, sent(ask_form(page(staff), "unit_forms")))
        work()
    export = Export.objects.get()
    fetched(staff, export)
    told = [record.msg for record in caplog.records if record.msg.get("event") == "export"]
    assert [one["act"] for one in told] == ["asked", "done", "fetched"]
    wanted = {"export": export.pk, "owner": world.staff.pk, "unit": world.ward.pk, "kind": "unit_forms"}
    assert [{name: one[name] for name in wanted} for one in told] == [wanted] * 3


def test_only_what_is_unfinished_is_looked_at_again(staff, world):
    export = asked(world)
    assert page(staff).xpath("//*[@hx-trigger]/@hx-trigger") == ["every 2s"]
    part = staff.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert (part.count('id="exports"'), "<html" in part) == (1, False)
    made(export)
    part = staff.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert (part.count('id="exports"'), "hx-trigger" in part) == (1, False)


def test_progress_stands_there_as_a_bar_and_in_figures(staff, world):
    export = asked(world)
    Export.objects.filter(pk=export.pk).update(state="running", done=1200, total=10000)
    (bar,) = page(staff).xpath("//progress")
    assert (bar.get("value"), bar.get("max"), text(bar.getnext())) == ("1200", "10000", "1.200 / 10.000")


def test_it_is_taken_back_by_a_button(staff, world):
    asked(world)
    (form,) = page(staff).xpath("//tbody//form")
    staff.post(form.action, {})
    (row,) = page(staff).xpath("//tbody/tr")
    assert ("Đã hủy" in text(row), row.xpath(".//form")) == (True, [])
    assert work() == 0


def test_what_was_finished_a_moment_before_stays(staff, world):
    export = made(asked(world))
    answer = staff.post(reverse("export_cancel", args=[export.pk]), follow=True)
    assert "Tệp đã tạo xong từ trước, không còn hủy được." in answer.content.decode()
    assert fetched(staff, export).status_code == 200


def test_what_had_failed_is_not_said_to_be_cancelled(staff, world):
    export = asked(world)
    claim_next().give_up("Không đọc được biểu mẫu.")
    answer = staff.post(reverse("export_cancel", args=[export.pk]), follow=True).content.decode()
    assert ("Tệp đã dừng từ trước vì không tạo được" in answer, "Đã hủy" in answer) == (True, False)


def test_the_province_chooses_a_unit_and_has_the_tables_besides(client, world):
    client.force_login(an_official(Duty.PROVINCIAL_ORGANISATION, world.province))
    found = page(client)
    offered = [option.text for option in ask_form(found, "unit_forms").xpath(".//option")]
    assert offered[:3] == ["Chọn trong danh sách", "Tỉnh An Giang", "Phường Bình Đức"]
    assert world.division.name not in offered
    client.post(PAGE, sent(ask_form(found, "province_tables")))
    export = Export.objects.get()
    assert (export.kind, export.unit) == ("province_tables", world.province)


def test_without_a_unit_the_page_says_so_beside_the_field(client, world):
    client.force_login(an_official(Duty.PROVINCIAL_ORGANISATION, world.province))
    answer = client.post(PAGE, sent(ask_form(page(client), "unit_forms")))
    assert (answer.status_code, "Chưa chọn đơn vị." in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("kind", ["unit_forms", "province_tables"])
def test_of_a_unit_that_is_not_theirs_nobody_has_anything(staff, world, kind):
    asked_for = {"kind": kind, "unit": UnitFactory().pk, "ky": world.period.code}
    assert staff.post(PAGE, asked_for).status_code == 422
    assert not Export.objects.exists()


def test_a_fourth_that_would_wait_is_refused_with_a_sentence(client, world):
    province = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    client.force_login(province)
    for _ in range(3):
        asked(world, by=province, unit=UnitFactory())
    answer = client.post(PAGE, {"kind": "unit_forms", "unit": world.ward.pk, "ky": world.period.code})
    assert answer.status_code == 422
    assert "Đồng chí đang có 3 tệp chờ tạo." in answer.content.decode()


@pytest.mark.parametrize("name", ["overview", "unit_board"])
def test_the_way_there_is_where_the_figures_are(staff, world, name):
    place = [world.ward.pk, world.period.code] if name == "unit_board" else []
    answer = staff.get(reverse(name, args=place)).content.decode()
    assert re.search(rf'(href|action)="{PAGE}', answer)
