"""Who gets which form, under which name; and the same numbers on the page, in the PDF and in the XLSX."""

import re
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from cadres.models import Duty
from evaluation.core.stages import ListKind
from regulation.numbers import vn
from reporting.sheets import form03
from tests.factories import CatalogFactory, CatalogItemFactory, UnitFactory, an_official
from tests.reporting.papers import (
    a_led_ward,
    bare,
    cells_of,
    closed_list,
    decided_dossier,
    decided_people,
    loaded,
    pdf_pages,
    stored_raw,
    workbook,
    worked_dossier,
)

pytestmark = pytest.mark.django_db
WAYS = ("", "_pdf", "_xlsx")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def staff_of(unit):
    return signed_in(an_official(Duty.ORGANISATION_STAFF, unit))


def addresses(form, **key):
    """The page, the PDF and the XLSX of a form."""
    names = (form, *(f"{'list' if form == 'list_form' else form}{way}" for way in WAYS[1:]))
    return [reverse(name, kwargs=key) for name in names]


def answers(client, urls):
    return [client.get(url).status_code for url in urls]


def figures_of(sheet):
    """Every figure that Mẫu 03 prints with two decimals."""
    score = sheet.kpi[0].score
    return [score.a, score.b, score.c, score.d, score.kpi, score.points, sheet.total]


@pytest.mark.pdf
def test_page_pdf_and_workbook_show_the_same_numbers():
    dossier = worked_dossier()
    client, urls = staff_of(dossier.unit), addresses("form03", pk=dossier.pk)
    page, printed, book = (client.get(url).content for url in urls)
    asked = [vn(figure, 2) for figure in figures_of(form03(loaded(dossier)))]
    assert asked == ["87,01", "88,96", "88,96", "88,96", "88,47", "61,93", "91,93"]
    shown, text = bare(page.decode()), " ".join(pdf_pages(printed))
    assert [figure in shown for figure in asked] == [True] * 7
    assert [figure in text for figure in asked] == [True] * 7
    cells = {row[1]: row[2] for row in cells_of(workbook(book)["KPI trục 4"]) if row[1]}
    names = ("A (%)", "B (%)", "C (%)", "D (%)", "KPI (%)", "Điểm đạt")
    assert [vn(Decimal(str(cells[name])), 2) for name in names] == asked[:6]


@pytest.mark.pdf
def test_a_catalog_shows_the_same_numbers_three_times():
    catalog = CatalogFactory(approved=True)
    CatalogItemFactory(catalog=catalog, points=Decimal(137), order=9999)
    client = staff_of(catalog.unit)
    page, printed, book = (client.get(url).content for url in addresses("form02", pk=catalog.pk))
    for text in (bare(page.decode()), " ".join(pdf_pages(printed))):
        assert re.search(r"01\s+137\s+1,37", text)
    assert cells_of(workbook(book)["Mẫu 02"])[-9:][0] is not None
    assert any(row[8:10] == (137, 1.37) for row in cells_of(workbook(book)["Mẫu 02"]))


@pytest.mark.pdf
def test_a_list_shows_the_same_rows_three_times():
    ward = a_led_ward()
    rating_list = closed_list(decided_people(3, ward), ward)
    client = staff_of(ward)
    page, printed, book = (client.get(url).content for url in addresses("list_form", pk=rating_list.pk))
    names = [f"Trần Thị Thử {number} (khi chốt)" for number in range(3)]
    assert [name in bare(page.decode()) for name in names] == [True] * 3
    assert [name in " ".join(pdf_pages(printed)) for name in names] == [True] * 3
    assert [row[1] for row in cells_of(workbook(book)["Mẫu 04"]) if isinstance(row[0], int)] == names


@pytest.mark.pdf
@pytest.mark.parametrize("form", ["form01", "form03"])
def test_the_person_and_the_units_staff_get_the_forms_others_do_not(form):
    dossier = worked_dossier()
    urls = addresses(form, pk=dossier.pk)
    assert answers(signed_in(dossier.cadre.user), urls) == [200, 200, 200]
    assert answers(staff_of(dossier.managing_unit), urls) == [200, 200, 200]
    assert answers(staff_of(UnitFactory()), urls) == [404, 404, 404]
    administrator = an_official(Duty.SYSTEM_ADMIN, UnitFactory(province=True))
    assert answers(signed_in(administrator), urls) == [404, 404, 404]
    assert answers(Client(), urls) == [302, 302, 302]


def test_a_persons_own_page_leaves_the_authority_open_before_the_decision():
    dossier = worked_dossier()
    dossier.assessments.create(
        layer="authority",
        general_points=30,
        task_points=Decimal("61.93"),
        total=Decimal("91.93"),
        uncapped_total=92,
        saved_at=dossier.arrived_at,
    )
    url = reverse("form03", kwargs={"pk": dossier.pk})
    seen = [
        bare(client.get(url).content.decode())
        for client in (signed_in(dossier.cadre.user), staff_of(dossier.unit))
    ]
    assert ["Chấm điểm: 91,93" in text for text in seen] == [False, True]


def test_a_persons_own_page_tells_of_no_decision_before_it_is_made_known():
    dossier = decided_dossier()
    url = reverse("form03", kwargs={"pk": dossier.pk})
    readers = (signed_in(dossier.cadre.user), staff_of(dossier.unit))
    seen = [bare(client.get(url).content.decode()) for client in readers]
    assert ["Mức xếp loại đã quyết định:" in text for text in seen] == [False, True]


def test_a_list_is_shown_to_its_units_only():
    ward = a_led_ward()
    rating_list = closed_list(decided_people(1, ward), ward)
    url = reverse("list_form", kwargs={"pk": rating_list.pk})
    assert staff_of(ward).get(url).status_code == 200
    assert staff_of(UnitFactory()).get(url).status_code == 404


def test_everything_of_a_unit_is_one_form():
    ward = a_led_ward()
    closed_list(decided_people(1, ward), ward)
    closed_list(decided_people(2, ward), ward, sequence=2)
    urls = addresses("unit_form", pk=ward.pk, code="2026-2", number="04")
    rows = [
        row
        for row in cells_of(workbook(staff_of(ward).get(urls[2]).content)["Mẫu 04"])
        if isinstance(row[0], int)
    ]
    assert [row[0] for row in rows] == [1, 2, 3]
    assert staff_of(UnitFactory()).get(urls[0]).status_code == 404
    assert staff_of(ward).get(urls[0].replace("mau-04", "mau-05")).status_code == 404


def test_a_unit_that_cannot_be_is_not_found():
    urls = addresses("unit_form", pk=10**19, code="2026-2", number="04")
    assert answers(staff_of(UnitFactory()), urls) == [404, 404, 404]


@pytest.mark.clause("B5.3", "8.3.1")
@pytest.mark.parametrize("duty", [Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT, Duty.AUDITOR])
def test_provincial_duties_get_the_provinces_tables(duty):
    ward = a_led_ward()
    closed_list(decided_people(2, ward), ward)
    closed_list(decided_people(1, ward), ward, ListKind.UNIT_PROPOSAL)
    client = signed_in(an_official(duty, UnitFactory(province=True)))
    for number, count in (("04", 2), ("05", 1)):
        book = workbook(client.get(addresses("province_form", code="2026-2", number=number)[2]).content)
        rows = [row for row in cells_of(book[f"Mẫu {number}"]) if isinstance(row[0], int)]
        assert len(rows) == count


@pytest.mark.clause("B5.2")
def test_what_the_province_decided_is_a_paper_of_all_groups():
    province = UnitFactory(province=True)
    closed_list(decided_people(2, a_led_ward(), deciding_unit=province), province, ListKind.PROVINCE_DECISION)
    client = signed_in(an_official(Duty.PROVINCIAL_ORGANISATION, province))
    page, pdf, book = (
        reverse(f"province_results{way}", kwargs={"code": "2026-2"}) for way in ("", "_pdf", "_xlsx")
    )
    assert "Kết quả xếp loại" in client.get(page).content.decode()
    rows = [
        row
        for row in cells_of(workbook(client.get(book).content)["Kết quả xếp loại"])
        if isinstance(row[0], int)
    ]
    assert len(rows) == 2
    assert client.get(reverse("overview") + "?ky=2026-2").content.decode().count(page) == 1
    stranger = signed_in(an_official(Duty.ORGANISATION_STAFF, province))
    assert [stranger.get(url).status_code for url in (page, pdf, book)] == [404, 404, 404]


def test_nobody_else_gets_the_provinces_tables():
    ward = a_led_ward()
    closed_list(decided_people(1, ward), ward)
    url = reverse("province_form", kwargs={"code": "2026-2", "number": "04"})
    for duty, unit in (
        (Duty.ORGANISATION_STAFF, UnitFactory(province=True)),
        (Duty.AUDITOR, ward),
        (Duty.SYSTEM_ADMIN, UnitFactory(province=True)),
    ):
        assert signed_in(an_official(duty, unit)).get(url).status_code == 404


@pytest.mark.parametrize(
    ("code", "number"),
    [("2026-9", "04"), ("2031-1", "04"), ("abc", "05"), ("2026-2", "06"), ("2026-2", "99")],
)
def test_a_period_or_form_that_does_not_exist_is_not_found(code, number):
    ward = a_led_ward()
    closed_list(decided_people(1, ward), ward)
    client = signed_in(an_official(Duty.PROVINCIAL_ORGANISATION, ward.parent))
    assert answers(client, addresses("province_form", code=code, number=number)) == [404, 404, 404]


def test_files_are_attachments_with_two_names_and_kept_by_no_cache():
    dossier = worked_dossier()
    response = signed_in(dossier.cadre.user).get(reverse("form03_xlsx", kwargs={"pk": dossier.pk}))
    name, full = re.fullmatch(
        r"attachment; filename=\"([\x20-\x7e]+)\"; filename\*=UTF-8''(\S+)", response["Content-Disposition"]
    ).groups()
    assert name == "Mau-03-Nguyen-Van-An-Q2-2026.xlsx"
    assert unquote(full) == "Mẫu 03 Nguyễn Văn An Q2-2026.xlsx"
    assert response["Cache-Control"] == "no-store"


def test_a_name_cannot_break_out_of_the_header():
    dossier = worked_dossier(cadre__full_name='Lê "Ba"; filename=x/../y Đặng')
    response = signed_in(dossier.cadre.user).get(reverse("form03_xlsx", kwargs={"pk": dossier.pk}))
    header = response["Content-Disposition"]
    assert header.startswith('attachment; filename="Mau-03-Le-Ba-filename-x-y-Dang-Q2-2026.xlsx"; ')
    assert re.search(r"[\"/\\]", unquote(header.split("''")[1])) is None


@pytest.mark.pdf
def test_what_was_stored_before_texts_were_cleaned_is_shown_and_sent_all_the_same():
    dossier = worked_dossier()
    stored_raw(dossier.cadre, full_name="Lê\x0bVăn\ufffe Ba\x01\uffff")
    client = signed_in(dossier.cadre.user)
    answers = [client.get(reverse(f"form03{way}", kwargs={"pk": dossier.pk})) for way in WAYS]
    assert [answer.status_code for answer in answers] == [200] * len(WAYS)
    names = [unquote(answer["Content-Disposition"].split("''")[1]) for answer in answers[1:]]
    assert {name.split(".")[0] for name in names} == {"Mẫu 03 Lê Văn Ba Q2-2026"}


@pytest.mark.parametrize("way", WAYS)
def test_forms_are_only_fetched(way):
    dossier = worked_dossier()
    client = signed_in(dossier.cadre.user)
    assert client.post(reverse(f"form03{way}", kwargs={"pk": dossier.pk})).status_code == 405


def test_a_page_carries_its_downloads_and_no_inline_style():
    dossier = decided_dossier()
    text = staff_of(dossier.managing_unit).get(reverse("form03", kwargs={"pk": dossier.pk})).content.decode()
    for name in ("form03_pdf", "form03_xlsx"):
        assert f'href="{reverse(name, kwargs={"pk": dossier.pk})}"' in text
    assert re.findall(r"\sstyle=|<style|onclick=", text) == []


def test_form_03_costs_at_most_25_queries(django_assert_max_num_queries):
    dossier = worked_dossier(stage="appraised")
    client = staff_of(dossier.managing_unit)
    page = reverse("form03", kwargs={"pk": dossier.pk})
    for most in (26, 25):  # on the first time of a day it is kept who read it
        with django_assert_max_num_queries(most):
            client.get(page)


def test_whatever_leaves_as_a_file_is_told_in_the_log_by_its_number_and_no_name(caplog):
    caplog.set_level("INFO", "house.deeds")
    dossier = worked_dossier()
    staff = staff_of(dossier.unit)
    assert staff.get(reverse("form01_xlsx", args=[dossier.pk])).status_code == 200
    assert staff.get(reverse("form01", args=[dossier.pk])).status_code == 200
    (line,) = (record.msg for record in caplog.records if record.msg.get("event") == "export")
    told = {name: line[name] for name in ("act", "form", "ending", "pk")}
    assert told == {"act": "fetched", "form": "form01", "ending": "xlsx", "pk": dossier.pk}
    assert dossier.cadre.full_name not in str(line)
