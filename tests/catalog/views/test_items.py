"""The form of a row and its buttons."""

import unicodedata
from decimal import Decimal

import pytest
from django.urls import reverse

from catalog import actions
from catalog.models import CatalogItem
from catalog.stages import Stage
from tests.choosing import chosen, left, offered, untouched
from tests.factories import CatalogFactory, CatalogItemFactory

TYPED = {
    "name": "Tờ trình về công tác cán bộ",
    "product": "Tờ trình",
    "quantity": "1",
    "points": "120,5",
    "submitted_to": "Cấp có thẩm quyền phê duyệt",
    "difficulty": "Thường xuyên",
    "schedule": "Theo yêu cầu",
    "note": "",
    "stated_coefficient": "1,2",
    "version": "1",
}


def text(response):
    return response.content.decode()


def new(catalog):
    return reverse("catalog_item_new", args=[catalog.pk])


def at(name, item):
    return reverse(name, args=[item.catalog_id, item.pk])


BUTTONS = ("catalog_item_remove", "catalog_item_move", "catalog_standard")


def test_a_row_is_added_with_a_decimal_comma(staff, draft):
    answer = staff.post(new(draft), TYPED)
    item = draft.items.last()
    assert answer.url == f"{reverse('catalog', args=[draft.pk])}#dong-{item.pk}"
    assert [item.points, item.stated_coefficient] == [Decimal("120.5"), Decimal("1.2")]


def test_one_row_after_another_stays_on_the_form(staff, draft):
    answer = staff.post(new(draft), TYPED | {"then": "another"}, follow=True)
    assert answer.redirect_chain == [(new(draft), 302)]
    assert "Đã lưu dòng “Tờ trình về công tác cán bộ”." in text(answer)
    assert 'name="version" value="2-' in text(answer)


def test_the_form_shows_figures_with_a_comma(staff, draft):
    item = CatalogItemFactory(catalog=draft, points="120.5", stated_coefficient="1.2")
    answer = text(staff.get(at("catalog_item", item)))
    assert ['value="120,5"' in answer, 'value="1,2"' in answer] == [True, True]


def test_a_row_needs_no_stated_coefficient(staff, draft):
    staff.post(new(draft), TYPED | {"stated_coefficient": "", "is_ad_hoc": "on"})
    assert [draft.items.last().stated_coefficient, draft.items.last().is_ad_hoc] == [None, True]


def test_a_row_is_changed(staff, item):
    assert staff.post(at("catalog_item", item), TYPED).status_code == 302
    item.refresh_from_db()
    assert [item.name, item.points] == ["Tờ trình về công tác cán bộ", Decimal("120.5")]


def test_decomposed_text_is_measured_and_stored_composed(staff, draft):
    product = "ế" * 120
    staff.post(new(draft), TYPED | {"product": unicodedata.normalize("NFD", product)})
    assert draft.items.last().product == product


BAD = [
    ({"name": ""}, "Chưa ghi nhiệm vụ theo quý."),
    ({"name": "   "}, "Chưa ghi nhiệm vụ theo quý."),
    ({"name": "x" * 1001}, "Dài quá 1000 ký tự"),
    ({"name": "a\x00b"}, "Có ký tự không đọc được; xin gõ lại."),
    ({"product": ""}, "Chưa ghi tên sản phẩm."),
    ({"product": "x" * 121}, "Dài quá 120 ký tự"),
    ({"note": "x" * 201}, "Dài quá 200 ký tự"),
    ({"difficulty": "x" * 2001}, "Dài quá 2000 ký tự"),
    ({"points": ""}, "Chưa ghi điểm chấm công việc."),
    ({"points": "0"}, "Không được nhỏ hơn 0,01."),
    ({"points": "-1"}, "Không được nhỏ hơn 0,01."),
    ({"points": "100000"}, "Không được lớn hơn 99999."),
    ({"points": "9" * 70}, "Không được lớn hơn 99999."),
    ({"points": "9" * 5000}, "Phải là một số, phần thập phân sau dấu phẩy."),
    ({"points": "NaN"}, "Phải là một số, phần thập phân sau dấu phẩy."),
    ({"points": "Infinity"}, "Phải là một số, phần thập phân sau dấu phẩy."),
    ({"points": "1e3"}, "Phải là một số, phần thập phân sau dấu phẩy."),
    ({"points": "1.000,5"}, "Phải là một số, phần thập phân sau dấu phẩy."),
    ({"points": "1 000"}, "Phải là một số, phần thập phân sau dấu phẩy."),
    ({"points": "1.000"}, "Có nhiều nhất 2 chữ số thập phân."),
    ({"points": "<script>1</script>"}, "Phải là một số, phần thập phân sau dấu phẩy."),
    ({"quantity": ""}, "Chưa ghi số lượng."),
    ({"quantity": "0,001"}, "Có nhiều nhất 2 chữ số thập phân."),
    ({"quantity": "1000000"}, "Không được lớn hơn 999999."),
    ({"stated_coefficient": "-0,5"}, "Không được nhỏ hơn 0."),
    ({"stated_coefficient": "1,23456"}, "Có nhiều nhất 4 chữ số thập phân."),
]


@pytest.mark.parametrize(("data", "sentence"), BAD)
def test_bad_input_is_a_sentence_and_nothing_typed_is_lost(staff, draft, data, sentence):
    answer = staff.post(new(draft), TYPED | data)
    assert [answer.status_code, draft.items.count()] == [422, 1]
    assert sentence in text(answer)
    assert 'value="Theo yêu cầu"' in text(answer)
    assert "<script>1" not in text(answer)
    if "points" not in data:
        assert 'value="120,5"' in text(answer)


def test_a_wrong_figure_stays_as_it_was_typed(staff, item):
    assert 'value="1.000,5"' in text(staff.post(at("catalog_item", item), TYPED | {"points": "1.000,5"}))


def test_markup_is_text(staff, draft):
    staff.post(new(draft), TYPED | {"name": "<img src=x onerror=alert(1)>"})
    assert "<img src=x" not in text(staff.get(reverse("catalog", args=[draft.pk])))


def test_fields_that_are_not_the_forms_are_left_alone(staff, draft):
    other = CatalogFactory(approved=True)
    staff.post(new(draft), TYPED | {"is_standard": "on", "catalog": other.pk, "order": "0"})
    assert [draft.items.count(), draft.items.last().is_standard, other.items.count()] == [2, False, 1]


def test_a_stale_form_shows_both_and_saves_what_is_chosen(ward, staff, item):
    theirs = {"name": "Bản của người khác", "points": Decimal(90), "is_ad_hoc": True}
    actions.save_item(item, theirs, by=ward.staff)
    answer = staff.post(at("catalog_item", item), TYPED)
    both = offered(answer)
    theirs_alone = {"Điểm chấm công việc", "Phát sinh đột xuất hoặc chỉ có ở một số thời điểm"}
    assert theirs_alone < both.keys()
    assert both["Nhiệm vụ theo quý"] == ("Bản của người khác", TYPED["name"])
    item.refresh_from_db()
    assert item.name == "Bản của người khác"
    assert (
        staff.post(at("catalog_item", item), chosen(answer, *(both.keys() - theirs_alone))).status_code == 302
    )
    item.refresh_from_db()
    assert (item.name, item.points, item.is_ad_hoc) == (TYPED["name"], 90, True)


def test_what_only_the_other_one_changed_of_a_row_stays_stored(ward, staff, item):
    mine = untouched(staff.get(at("catalog_item", item)), "points")
    theirs = {"name": "Bản của người khác", "points": Decimal("90.5"), "is_ad_hoc": True}
    actions.save_item(item, theirs, by=ward.staff)
    answer = staff.post(at("catalog_item", item), mine | {"name": "Bản của tôi"})
    assert offered(answer) == {"Nhiệm vụ theo quý": ("Bản của người khác", "Bản của tôi")}
    assert {stored for stored, _opened in left(answer).values()} == {"90,5", "Có"}
    staff.post(at("catalog_item", item), chosen(answer, "Nhiệm vụ theo quý"))
    item.refresh_from_db()
    assert (item.name, item.points, item.is_ad_hoc) == ("Bản của tôi", Decimal("90.5"), True)


def test_a_stale_new_row_keeps_what_was_typed(ward, staff, draft, item):
    actions.save_item(item, {"name": "Khác"}, by=ward.staff)
    answer = staff.post(new(draft), TYPED)
    assert [answer.status_code, draft.items.count()] == [409, 1]
    assert "Nội dung đã thay đổi sau khi đồng chí mở trang" in text(answer)
    assert "Tờ trình về công tác cán bộ</textarea>" in text(answer)


def test_of_a_row_removed_meanwhile_what_was_typed_is_shown_to_whoever_may_edit(
    ward, staff, leadership, draft
):
    item = CatalogItemFactory(catalog=draft)
    pk = item.pk
    actions.remove_item(item, by=ward.staff)
    address = reverse("catalog_item", args=[draft.pk, pk])
    answer = staff.post(address, TYPED)
    assert [answer.status_code, "<dd>120,5</dd>" in text(answer)] == [409, True]
    assert f'href="{reverse("catalog", args=[draft.pk])}">Đi tiếp</a>' in text(answer)
    assert [staff.get(address).status_code, leadership.post(address, TYPED).status_code] == [404, 403]


@pytest.mark.parametrize("version", ["", "x", "-1", "NaN", "9" * 30])
def test_a_form_without_its_version_is_a_sentence(staff, draft, version):
    answer = staff.post(new(draft), TYPED | {"version": version})
    assert [answer.status_code, draft.items.count()] == [422, 1]
    assert "Biểu mẫu gửi lên không đầy đủ" in text(answer)


def test_a_submitted_catalog_opens_no_form_and_keeps_what_was_typed(ward, staff, draft, item):
    actions.submit(draft, by=ward.staff)
    assert [staff.get(new(draft)).status_code, staff.get(at("catalog_item", item)).status_code] == [409, 409]
    answer = staff.post(new(draft), TYPED | {"version": "2"})
    assert [answer.status_code, "Hiện ở bước “Đã trình”" in text(answer)] == [409, True]
    assert "Tờ trình về công tác cán bộ</textarea>" in text(answer)


def test_whoever_sees_but_may_not_is_forbidden(leadership, draft, item):
    urls = [new(draft), at("catalog_item", item)]
    assert [leadership.get(url).status_code for url in urls] == [403, 403]
    assert [leadership.post(url, TYPED).status_code for url in urls] == [403, 403]
    buttons = [at(name, item) for name in BUTTONS]
    answers = [leadership.post(url, {"version": 1, "direction": "up"}).status_code for url in buttons]
    assert answers == [403, 403, 403]


def test_whoever_does_not_see_finds_nothing(stranger, draft, item):
    assert [stranger.get(url).status_code for url in (new(draft), at("catalog_item", item))] == [404, 404]
    buttons = [at(name, item) for name in BUTTONS]
    assert [stranger.post(url, {"version": 1}).status_code for url in buttons] == [404, 404, 404]


def test_a_row_of_another_catalog_is_not_there(ward, staff, draft):
    foreign = CatalogItemFactory(catalog=CatalogFactory(unit=ward.division))
    urls = [reverse(name, args=[draft.pk, foreign.pk]) for name in (*BUTTONS, "catalog_item")]
    assert [staff.post(url, TYPED).status_code for url in urls] == [404] * 4


def test_buttons_take_no_get(staff, item):
    assert [staff.get(at(name, item)).status_code for name in BUTTONS] == [405, 405, 405]


def test_a_row_is_removed(staff, item):
    answer = staff.post(at("catalog_item_remove", item), {"version": 1}, follow=True)
    assert "Đã xóa dòng “Báo cáo tháng”." in text(answer)
    assert CatalogItem.objects.count() == 0


def test_a_row_moves_up(staff, draft):
    last = CatalogItemFactory(catalog=draft)
    staff.post(at("catalog_item_move", last), {"version": 1, "direction": "up"})
    assert draft.items.first() == last


def test_another_row_becomes_the_standard(staff, draft):
    other = CatalogItemFactory(catalog=draft)
    staff.post(at("catalog_standard", other), {"version": 1})
    assert draft.items.get(is_standard=True) == other


@pytest.mark.parametrize("data", [{}, {"version": "1"}, {"version": "1", "direction": "sideways"}])
def test_an_odd_step_is_a_sentence(staff, item, data):
    answer = staff.post(at("catalog_item_move", item), data)
    assert [answer.status_code, "Biểu mẫu gửi lên không đầy đủ" in text(answer)] == [409, True]


@pytest.mark.parametrize("name", BUTTONS)
def test_a_stale_button_does_nothing_and_says_so(ward, staff, item, name):
    actions.save_item(item, {"name": "Khác"}, by=ward.staff)
    answer = staff.post(at(name, item), {"version": "1", "direction": "up"})
    assert [answer.status_code, "Nội dung đã thay đổi" in text(answer)] == [409, True]
    assert CatalogItem.objects.count() == 1


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.SUPERSEDED])
def test_rows_of_a_catalog_in_force_are_never_changed(ward, staff, stage):
    catalog = CatalogFactory(unit=ward.ward, stage=stage, standard=True)
    item = catalog.items.get()
    answers = [staff.post(at(name, item), {"version": 1, "direction": "up"}).status_code for name in BUTTONS]
    assert answers == [409, 409, 409]
