"""The list of catalogs, one catalog, a new one, and the moves."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cadres.models import Duty
from catalog import actions
from catalog.models import Catalog
from catalog.stages import Stage
from tests.catalog.views.conftest import signed_in
from tests.factories import CatalogFactory, CatalogItemFactory, UnitFactory, an_official, grant

LIST, NEW = reverse("catalogs"), reverse("catalog_new")


def page(catalog):
    return reverse("catalog", args=[catalog.pk])


def move(client, catalog, name, **data):
    catalog.refresh_from_db()
    url = reverse("catalog_move", args=[catalog.pk])
    return client.post(url, {"move": name, "version": catalog.version} | data)


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def text(response):
    return response.content.decode()


def test_visitors_are_asked_to_sign_in(draft):
    for url in (LIST, NEW, page(draft)):
        assert Client().get(url).status_code == 302


def test_the_list_shows_own_catalogs_with_stage_and_who_acts(staff, draft):
    other = CatalogFactory(approved=True)
    answer = text(staff.get(LIST))
    assert page(draft) in answer
    assert "chờ cơ quan tham mưu hoàn thiện" in answer
    assert page(other) not in answer


def test_the_search_of_catalogs_does_not_stand_in_the_search_of_persons(staff, draft):
    page = html.fromstring(text(staff.get(LIST, {"q": "long xuyên"})))
    assert [field.get("value") for field in page.xpath("//input[@name='q']")] == ["", "long xuyên"]


def test_an_empty_list_says_so(stranger):
    assert "Chưa có danh mục nào" in text(stranger.get(LIST))


def test_a_cadre_sees_no_draft_and_no_button(ward, draft):
    answer = text(signed_in(ward.subject).get(LIST))
    assert [page(draft) in answer, NEW in answer] == [False, False]


def test_the_list_is_filtered_by_words_year_and_stage(ward, staff):
    ward.ward.name = "Phường Long Xuyên"
    ward.ward.save()
    wanted = CatalogFactory(unit=ward.ward, year=2025, approved=True)
    others = [CatalogFactory(unit=ward.ward, year=2026), CatalogFactory(unit=ward.division, year=2025)]
    answer = text(staff.get(LIST, {"q": "long xuyen", "year": 2025, "stage": "approved"}))
    assert page(wanted) in answer
    assert [page(other) in answer for other in others] == [False, False]
    assert "Không có danh mục nào như vậy" in text(staff.get(LIST, {"q": "khong co"}))


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "%"},
        {"q": "<script>"},
        {"year": "NaN"},
        {"year": "9" * 40},
        {"stage": "x"},
        {"page": "-1"},
        {"page": "x"},
    ],
)
def test_odd_filters_never_break_the_list(staff, draft, query):
    answer = staff.get(LIST, query)
    assert answer.status_code == 200
    assert "<script>alert" not in text(answer)


def test_the_list_costs_the_same_with_1_and_30_rows(ward, staff, draft):
    one = queries(staff, LIST)
    for year in range(2030, 2059):
        CatalogFactory(unit=ward.ward, year=year, approved=True)
    assert [queries(staff, LIST), one <= 12] == [one, True]


def test_the_page_costs_the_same_with_1_and_30_rows(ward, staff, draft):
    one = queries(staff, page(draft))
    for _ in range(29):
        item = CatalogItemFactory.build(catalog=draft)
        values = {name: getattr(item, name) for name in ("name", "product", "points", "quantity")}
        actions.add_item(draft, values, by=ward.staff)
    assert [queries(staff, page(draft)), one <= 25] == [one, True]


def test_the_list_has_pages_of_fifty(ward, staff):
    for year in range(2030, 2081):
        CatalogFactory(unit=ward.ward, year=year)
    assert "Trang 1 / 2" in text(staff.get(LIST))
    assert "Trang 2 / 2" in text(staff.get(LIST, {"page": 2}))


@pytest.mark.clause("PL1.1.2", "M02.table")
def test_a_page_has_the_forms_columns_figures_and_warnings(staff, draft):
    CatalogItemFactory(catalog=draft, name="<b>Tờ trình</b>", points="120.5", stated_coefficient="1")
    answer = text(staff.get(page(draft)))
    for words in ("Nhiệm vụ theo quý", "Cấp trình (cấp phê duyệt)", "Điểm chấm công việc", "Hệ số quy đổi"):
        assert words in answer
    assert "&lt;b&gt;Tờ trình&lt;/b&gt;" in answer
    assert ">120,5<" in answer
    assert ">1,205<" in answer
    assert "Hệ số ghi trong văn bản là 1, tính theo điểm là 1,205 (120,5 ÷ 100)." in answer
    assert "Đơn vị chuẩn" in answer


def test_a_page_of_another_unit_is_not_there(stranger, draft):
    assert stranger.get(page(draft)).status_code == 404
    assert move(stranger, draft, "submit").status_code == 404
    assert stranger.get(reverse("catalog_copy", args=[draft.pk])).status_code == 404


@pytest.mark.parametrize("pk", [0, 999_999, 10**40])
def test_an_unknown_number_is_not_there(staff, pk):
    assert staff.get(reverse("catalog", args=[pk])).status_code == 404


@pytest.mark.clause("B1.2", "PL1.1.1")
def test_staff_submit_and_leadership_approves(ward, staff, leadership, draft):
    assert move(staff, draft, "submit").url == page(draft)
    assert "Phê duyệt danh mục" in text(leadership.get(page(draft)))
    assert f"chờ tập thể lãnh đạo phê duyệt: {ward.leadership}" in text(staff.get(page(draft)))
    answer = leadership.post(
        reverse("catalog_move", args=[draft.pk]), {"move": "approve", "version": 2}, follow=True
    )
    assert "Đã phê duyệt danh mục" in text(answer)
    draft.refresh_from_db()
    assert draft.stage == Stage.APPROVED


def test_only_those_who_may_have_the_buttons(ward, staff, leadership, draft):
    assert "Trình phê duyệt danh mục" in text(staff.get(page(draft)))
    assert "Thêm dòng" not in text(leadership.get(page(draft)))
    council = signed_in(ward.council)
    assert [council.get(page(draft)).status_code, move(council, draft, "submit").status_code] == [200, 403]
    assert move(leadership, draft, "submit").status_code == 403


def test_an_empty_draft_is_refused_with_sentences(ward, staff):
    catalog = CatalogFactory(unit=ward.ward)
    answer = move(staff, catalog, "submit")
    assert answer.status_code == 422
    assert "Danh mục chưa có sản phẩm/công việc nào." in text(answer)


def test_returning_without_a_reason_asks_for_it(staff, leadership, draft):
    move(staff, draft, "submit")
    answer = move(leadership, draft, "return", reason="  ")
    assert [answer.status_code, "cần ghi rõ lý do" in text(answer)] == [422, True]
    assert move(leadership, draft, "return", reason="Điểm dòng 1 cao").status_code == 302
    assert "Điểm dòng 1 cao" in text(staff.get(page(draft)))


def test_a_stale_return_keeps_the_reason_typed(staff, leadership, draft):
    move(staff, draft, "submit")
    answer = move(leadership, draft, "return", reason="Ghi lại <dòng 3>", version="1")
    assert answer.status_code == 409
    assert "Ghi lại &lt;dòng 3&gt;</textarea>" in text(answer)
    assert 'name="version" value="2"' in text(answer)


def test_approving_twice_tells_that_it_is_done(ward, staff, leadership, draft):
    move(staff, draft, "submit")
    colleague = signed_in(an_official(Duty.LEADERSHIP, ward.ward))
    assert move(leadership, draft, "approve").status_code == 302
    answer = move(colleague, draft, "approve")
    assert [answer.status_code, "việc này đã được làm rồi" in text(answer)] == [409, True]


@pytest.mark.parametrize(
    "data",
    [
        {"move": "edit"},
        {"move": "supersede"},
        {"move": ""},
        {"version": "NaN"},
        {"version": "٣"},
        {"version": ""},
    ],
)
def test_an_odd_move_is_a_sentence(staff, draft, data):
    url = reverse("catalog_move", args=[draft.pk])
    answer = staff.post(url, {"move": "submit", "version": 1} | data)
    assert answer.status_code in (409, 422)
    assert "Biểu mẫu gửi lên không đầy đủ" in text(answer)


def test_staff_of_one_unit_find_it_chosen(ward):
    client = signed_in(an_official(Duty.ORGANISATION_STAFF, ward.division))
    assert f'value="{ward.division.pk}" selected' in text(client.get(NEW))


def test_of_a_ward_and_its_divisions_the_ward_is_chosen(ward, staff):
    answer = text(staff.get(NEW))
    assert f'value="{ward.ward.pk}" selected' in answer
    assert f"{ward.division.name} ({ward.ward.name})" in answer


def test_of_units_apart_none_is_chosen(ward):
    user = an_official(Duty.ORGANISATION_STAFF, ward.division)
    grant(user, Duty.ORGANISATION_STAFF, ward.other_division)
    assert '<option value="" selected>Chọn đơn vị' in text(signed_in(user).get(NEW))


def test_a_new_catalog_is_begun_and_opened(ward, staff):
    answer = staff.post(NEW, {"unit": ward.division.pk, "year": "2026"}, follow=True)
    catalog = Catalog.objects.get()
    assert [catalog.unit, catalog.year] == [ward.division, 2026]
    assert "Danh mục chưa có dòng nào" in text(answer)


def test_a_second_draft_is_refused_with_the_sentence(ward, staff, draft):
    answer = staff.post(NEW, {"unit": ward.ward.pk, "year": "2026"})
    assert [answer.status_code, "xin hoàn thành bản này" in text(answer)] == [422, True]


@pytest.mark.parametrize(
    "data",
    [{}, {"unit": "0"}, {"unit": "x"}, {"unit": "9" * 40}, {"year": "-1"}, {"year": "NaN"}, {"year": "1e3"}],
)
def test_odd_input_for_a_new_catalog_is_a_sentence(ward, staff, data):
    given = {"unit": ward.ward.pk, "year": "2026"} | data if data else {}
    answer = staff.post(NEW, given)
    assert [answer.status_code, Catalog.objects.count()] == [422, 0]
    assert "Cần sửa trước khi lưu" in text(answer)


def test_another_units_number_is_no_choice(staff):
    foreign = UnitFactory()
    answer = staff.post(NEW, {"unit": foreign.pk, "year": "2026"})
    assert [answer.status_code, "Xin chọn một đơn vị trong danh sách." in text(answer)] == [422, True]


def test_whoever_is_nobodys_staff_begins_nothing(ward, leadership, draft):
    assert leadership.get(NEW).status_code == 403
    assert leadership.post(NEW, {"unit": ward.ward.pk, "year": "2026"}).status_code == 403
    assert leadership.get(reverse("catalog_copy", args=[draft.pk])).status_code == 403


def test_staff_of_a_division_do_not_copy_the_wards_catalog(ward):
    catalog = CatalogFactory(unit=ward.ward, approved=True)
    user = an_official(Duty.ORGANISATION_STAFF, ward.division)
    client = signed_in(user)
    assert client.get(page(catalog)).status_code == 404


@pytest.fixture
def province_staff(ward):
    for _ in range(25):
        UnitFactory(parent=ward.province)
    return signed_in(an_official(Duty.ORGANISATION_STAFF, ward.province))


def test_of_many_units_none_is_listed_in_a_select(province_staff, ward):
    answer = text(province_staff.get(NEW))
    assert '<datalist id="unit-names">' in answer
    assert f"{ward.ward.code} · {ward.ward.name}" in answer


def written(ward):
    return [
        ward.ward.code,
        f" {ward.ward.code.lower()} ",
        f"{ward.ward.code} · {ward.ward.name}",
        "phuong rach gia",
    ]


@pytest.mark.parametrize("way", range(4))
def test_a_unit_is_found_by_code_or_name(province_staff, ward, way):
    ward.ward.name = "Phường Rạch Giá"
    ward.ward.save()
    answer = province_staff.post(NEW, {"unit": written(ward)[way], "year": "2026"})
    assert [answer.status_code, Catalog.objects.get().unit] == [302, ward.ward]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("phuong", "Có nhiều đơn vị khớp"),
        ("khong co", "Không có đơn vị nào như vậy"),
        ("", "Chưa chọn đơn vị."),
        ("%", "Không có đơn vị nào như vậy"),
        ("\x00", "Có ký tự không đọc được"),
        ("x" * 5000, "Dài quá 300 ký tự"),
    ],
)
def test_a_unit_not_found_is_a_sentence_and_stays_typed(province_staff, typed, sentence):
    answer = text(province_staff.post(NEW, {"unit": typed, "year": "2026"}))
    assert sentence in answer
    if typed.isprintable() and typed:
        assert f'value="{typed}"' in answer


def test_a_copy_is_begun_from_an_approved_version(ward, staff):
    source = CatalogFactory(unit=ward.ward, approved=True)
    url = reverse("catalog_copy", args=[source.pk])
    assert str(source) in text(staff.get(url))
    answer = staff.post(url, {"year": "2026"})
    copy = Catalog.objects.get(number=2)
    assert [answer.url, copy.items.count()] == [page(copy), 1]


@pytest.mark.parametrize("year", ["", "x", "1999", "NaN"])
def test_an_odd_year_for_a_copy_is_a_sentence(ward, staff, year):
    source = CatalogFactory(unit=ward.ward, approved=True)
    answer = staff.post(reverse("catalog_copy", args=[source.pk]), {"year": year})
    assert [answer.status_code, Catalog.objects.count()] == [422, 1]
