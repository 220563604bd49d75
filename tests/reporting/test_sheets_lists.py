"""Mẫu 04, 05, 06: frozen once closed, live while drafted, together for a unit and for the province."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Duty, User
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Policy, RatingList
from reporting.contents import results
from reporting.renderers.xlsx import xlsx
from reporting.sheets import list_form, province_form, unit_form
from reporting.sheets.lists import RESULT
from tests.evaluation.lists.rated_factories import a_list, a_province_list, good
from tests.factories import PeriodFactory, SimilarGroupFactory, UnitFactory, an_official, grant
from tests.reporting.papers import (
    CLOSED,
    SPRING,
    a_led_ward,
    cells_of,
    closed_list,
    decided_people,
    page_text,
    workbook,
)

pytestmark = pytest.mark.django_db


@pytest.mark.clause("B4.2", "M04-06.7")
def test_a_closed_list_prints_its_frozen_columns():
    ward = a_led_ward()
    people = decided_people(2, ward)
    closed = closed_list(people, ward)
    people[0].cadre.full_name = "Tên mới"
    people[0].cadre.save()
    row = list_form(closed).rows[0]
    assert (row.number, row.name, row.post) == (
        1,
        "Trần Thị Thử 0 (khi chốt)",
        "Phó Trưởng phòng, Phường Bình Đức",
    )
    assert (row.self_rating, row.rating) == ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ")
    assert row.summary == "Căn cứ 1"


def test_a_draft_prints_what_it_would_freeze_and_says_so():
    world = a_list(2)
    world.list.rows.create(dossier=world.dossiers[1], **good(summary="Vì …"))
    sheet = list_form(world.list)
    assert [(row.name, row.rating, row.summary) for row in sheet.rows] == [
        (world.dossiers[0].cadre.full_name, "Hoàn thành tốt nhiệm vụ", ""),
        (world.dossiers[1].cadre.full_name, "Hoàn thành tốt nhiệm vụ", "Vì …"),
    ]
    assert sheet.remarks == ("Bản nháp – chưa chốt.",)
    assert sheet.signature.dated.endswith("ngày ..... tháng ..... năm .....")


def test_nobody_reads_the_row_about_themself_in_a_draft():
    world = a_list(2)
    reader = grant(world.dossiers[0].cadre.user, Duty.LEADERSHIP, world.ward).user
    assert [row.name for row in list_form(world.list, reader=reader).rows] == [
        world.dossiers[1].cadre.full_name
    ]


def test_a_closed_list_printed_by_one_who_stands_on_it_says_what_it_leaves_out():
    ward = a_led_ward()
    people = decided_people(2, ward)
    closed = closed_list(people, ward, ListKind.UNIT_PROPOSAL)
    type(people[0]).objects.filter(pk=people[0].pk).update(stage=Stage.PROPOSED)
    sheet = list_form(closed, reader=people[0].cadre.user)
    assert len(sheet.rows) == 1
    assert sheet.remarks == (
        "Bản này không gồm dòng về chính người in; bản đầy đủ do người khác có thẩm quyền in.",
    )


@pytest.mark.clause("B5.4.4", "B6.2.3", "M04.title", "M05.title", "M06.title")
@pytest.mark.parametrize(
    ("kind", "number", "title"),
    [
        (ListKind.UNIT_DECISION, "04", "BÁO CÁO"),
        (ListKind.UNIT_PROPOSAL, "05", "TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ VÀ ĐỀ XUẤT XẾP LOẠI QUÝ II, NĂM 2026"),
        (ListKind.DIVISION_PROPOSAL, "06", "TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ VÀ ĐỀ XUẤT XẾP LOẠI QUÝ II, NĂM 2026"),
        (ListKind.PROVINCE_DECISION, "", "KẾT QUẢ XẾP LOẠI QUÝ II, NĂM 2026"),
    ],
)
def test_each_kind_of_list_has_its_form(kind, number, title):
    ward = a_led_ward()
    sheet = list_form(closed_list(decided_people(1, ward), ward, kind))
    assert (sheet.number, sheet.title[0]) == (number, title)


@pytest.mark.clause("M04.head", "M05.head", "M06.head")
def test_lists_have_the_left_head_alone():
    ward = a_led_ward()
    assert list_form(closed_list(decided_people(1, ward), ward)).head.dated == ""


@pytest.mark.clause("M06.sign")
def test_a_division_signs_as_such():
    ward = a_led_ward()
    sheet = list_form(closed_list(decided_people(1, ward), ward, ListKind.DIVISION_PROPOSAL))
    assert sheet.signature.lines == ("LÃNH ĐẠO PHÒNG, BAN VÀ TƯƠNG ĐƯƠNG",)
    assert sheet.signature.dated == "Bình Đức, ngày 29 tháng 6 năm 2026"


def test_the_province_says_which_body_decided_and_for_which_group():
    province = UnitFactory(province=True)
    people = decided_people(1, a_led_ward())
    sheet = list_form(
        closed_list(
            people,
            province,
            ListKind.PROVINCE_DECISION,
            body="Thường trực Tỉnh ủy",
            group=SimilarGroupFactory(period=people[0].period),
        )
    )
    assert sheet.signature.lines == ("T/M THƯỜNG TRỰC TỈNH ỦY",)
    assert sheet.remarks == ("Nhóm: Bí thư cấp xã.",)
    assert sheet.note == (
        "Mức xếp loại do Thường trực Tỉnh ủy quyết định; mức đề nghị là mức đơn vị đã chốt tại Mẫu số 05."
    )


def a_result() -> SimpleNamespace:
    """Proposed Xuất sắc by the ward on Mẫu 05, decided Tốt by the province two days later."""
    ward, province = a_led_ward(), UnitFactory(province=True)
    people = decided_people(1, ward, deciding_unit=province)
    proposal = closed_list(people, ward, ListKind.UNIT_PROPOSAL)
    proposal.rows.update(rating="excellent")
    decided = {"body": "Ban Thường vụ Tỉnh ủy", "closed_at": CLOSED + timedelta(days=2)}
    result = closed_list(people, province, ListKind.PROVINCE_DECISION, **decided)
    return SimpleNamespace(ward=ward, province=province, people=people, proposal=proposal, result=result)


def test_the_provinces_decision_prints_as_a_result_with_the_proposal_beside_it():
    sheet = list_form(a_result().result)
    assert sheet.label == "Kết quả xếp loại · Tỉnh An Giang · Quý II/2026"
    assert sheet.file_name == "Kết quả xếp loại Tỉnh An Giang Q2-2026"
    assert sheet.columns[3:6] == (
        "Cá nhân tự đề xuất mức xếp loại",
        "Đơn vị đề nghị mức xếp loại",
        "Mức xếp loại được quyết định",
    )
    (row,) = sheet.rows
    assert row.cells[3:6] == (
        "Hoàn thành xuất sắc nhiệm vụ",
        "Hoàn thành xuất sắc nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
    )


def test_page_and_workbook_of_a_result_say_nothing_of_a_form_or_of_sending_it():
    sheet = list_form(a_result().result)
    book = workbook(xlsx(sheet))
    cells = " ".join(str(cell) for row in cells_of(book["Kết quả xếp loại"]) for cell in row if cell)
    for text in (page_text(sheet, "list"), cells):
        assert "KẾT QUẢ XẾP LOẠI QUÝ II, NĂM 2026" in text
        assert "ĐỀ XUẤT XẾP LOẠI" not in text
        assert "trước ngày 30" not in text
        assert "Hoàn thành xuất sắc nhiệm vụ" in text


def test_a_result_keeps_the_proposal_on_which_it_was_decided():
    world = a_result()
    later = {"sequence": 2, "closed_at": CLOSED + timedelta(days=9)}
    again = closed_list(world.people, world.ward, ListKind.UNIT_PROPOSAL, **later)
    again.rows.update(rating="completed")
    (row,) = list_form(world.result).rows
    assert row.proposed == "Hoàn thành xuất sắc nhiệm vụ"


def test_a_drafted_result_has_the_proposal_that_stands_now():
    world = a_province_list()
    (row,) = list_form(world.list).rows
    assert row.proposed == "Hoàn thành tốt nhiệm vụ"


def test_a_result_that_is_not_decided_yet_says_so_in_its_title_and_claims_no_decision():
    sheet = list_form(a_province_list().list)
    assert sheet.title[0].startswith("DỰ THẢO KẾT QUẢ XẾP LOẠI QUÝ")
    assert (sheet.note, sheet.remarks[-1]) == ("", "Bản nháp – chưa chốt.")
    cells = " ".join(
        str(cell) for row in cells_of(workbook(xlsx(sheet)).worksheets[0]) for cell in row if cell
    )
    for text in (page_text(sheet, "list"), cells):
        assert ["Ghi chú:" in text, "quyết định; mức đề nghị" in text] == [False, False]


def test_where_the_province_has_decided_nobody_no_result_is_printed_as_one():
    world = a_province_list()
    sheet = province_form(world.province, world.list.period, RESULT, [])
    assert sheet.title[0].startswith("DỰ THẢO KẾT QUẢ XẾP LOẠI QUÝ")
    assert (sheet.rows, sheet.note, sheet.remarks[-1]) == ((), "", "Bản nháp – chưa chốt.")


@pytest.mark.clause("M05.note")
def test_form_05_stays_the_proposal_and_is_sent_before_the_30th():
    sheet = list_form(a_result().proposal)
    assert (sheet.label, sheet.rows[0].proposed) == ("Mẫu số 05 · Phường Bình Đức · Quý II/2026", None)
    assert sheet.note == "Biểu này gửi về Ban Tổ chức Tỉnh ủy trước ngày 30 tháng cuối của mỗi quý."


def test_all_results_of_the_province_are_one_paper_signed_by_its_standing_committee():
    world = a_result()
    group = SimilarGroupFactory(period=world.result.period, name="Chủ tịch cấp xã")
    other = decided_people(1, UnitFactory(name="Phường Khác"), deciding_unit=world.province, group=group)
    closed_list(other, world.province, ListKind.PROVINCE_DECISION, group=group, body="Thường trực Tỉnh ủy")
    lists = RatingList.objects.filter(kind=ListKind.PROVINCE_DECISION).select_related("unit", "period")
    sheet = province_form(world.province, world.result.period, RESULT, lists)
    assert len(sheet.rows) == 2
    assert sheet.signature.lines == ("T/M BAN THƯỜNG VỤ TỈNH ỦY",)
    assert sheet.note.startswith("Mức xếp loại do Ban Thường vụ Tỉnh ủy, Thường trực Tỉnh ủy quyết định;")


def test_of_several_results_those_that_were_late_are_told_by_their_group():
    world = a_result()
    group = SimilarGroupFactory(period=world.result.period, name="Chủ tịch cấp xã")
    other = decided_people(1, UnitFactory(name="Phường Khác"), deciding_unit=world.province, group=group)
    late = {"closed_at": world.result.period.report_closes_at, "body": "Thường trực Tỉnh ủy"}
    closed_list(other, world.province, ListKind.PROVINCE_DECISION, group=group, **late)
    sheet = province_form(world.province, world.result.period, RESULT, RatingList.objects.all())
    told = "chốt lúc 00:00 ngày 05/07/2026, hết hạn lúc 00:00 ngày 05/07/2026."
    assert sheet.remarks == (f"Chốt sau hạn: nhóm Chủ tịch cấp xã, {told}",)


def test_late_results_of_many_groups_cost_as_many_queries_as_of_one():
    world = a_result()
    official = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    late = {"closed_at": world.result.period.report_closes_at, "body": "Thường trực Tỉnh ủy"}

    def cost(groups):
        for number in range(groups):
            group = SimilarGroupFactory(period=world.result.period, name=f"Nhóm {groups}.{number}")
            people = decided_people(1, UnitFactory(), deciding_unit=world.province, group=group)
            closed_list(people, world.province, ListKind.PROVINCE_DECISION, group=group, **late)
        with CaptureQueriesContext(connection) as counted:
            results(User.objects.get(pk=official.pk), world.result.period.code)
        return len(counted)

    assert cost(1) == cost(3)


LATE = "Chốt sau hạn: chốt lúc 09:00 ngày 01/07/2026, hết hạn lúc 00:00 ngày 30/06/2026."


@pytest.mark.clause("M04.note", "M05.note")
@pytest.mark.parametrize("kind", [ListKind.UNIT_DECISION, ListKind.UNIT_PROPOSAL, ListKind.DIVISION_PROPOSAL])
def test_a_list_closed_after_its_window_says_so_on_page_and_in_the_workbook(kind):
    ward = a_led_ward()
    after = CLOSED.replace(month=7, day=1, hour=9)
    late = closed_list(decided_people(1, ward), ward, kind, closed_at=after)
    in_time = closed_list(decided_people(1, ward), ward, kind, sequence=2)
    sheet = list_form(late)
    assert sheet.remarks == (LATE,)
    assert LATE in page_text(sheet, "list")
    assert (LATE,) in [row[:1] for row in cells_of(workbook(xlsx(sheet)).worksheets[0])]
    assert list_form(in_time).remarks == ("Danh sách bổ sung lần 1.",)


def test_the_province_is_in_time_before_the_5th_and_late_from_then_on():
    world = a_result()
    assert list_form(world.result).remarks == ()
    world.result.closed_at = world.result.period.report_closes_at
    assert list_form(world.result).remarks == (
        "Chốt sau hạn: chốt lúc 00:00 ngày 05/07/2026, hết hạn lúc 00:00 ngày 05/07/2026.",
    )


@pytest.mark.clause("M06.note")
def test_a_divisions_list_is_held_to_the_window_of_its_unit():
    ward = a_led_ward()
    division = UnitFactory(division=True, parent=ward)
    closed = closed_list(decided_people(1, division), division, ListKind.DIVISION_PROPOSAL)
    assert list_form(closed).remarks == ()
    Policy.objects.create(period=closed.period, unit=ward, division_closes_at=CLOSED - timedelta(hours=1))
    assert list_form(RatingList.objects.get(pk=closed.pk)).remarks == (
        "Chốt sau hạn: chốt lúc 15:00 ngày 29/06/2026, hết hạn lúc 14:00 ngày 29/06/2026.",
    )


def test_a_table_over_many_lists_names_those_that_were_late():
    first, second = UnitFactory(name="Phường Một"), UnitFactory(name="Phường Hai")
    closed_list(decided_people(1, first), first)
    after = {"sequence": 2, "closed_at": CLOSED.replace(month=7, day=1, hour=9)}
    closed_list(decided_people(1, second), second, **after)
    lists = list(RatingList.objects.select_related("unit", "period"))
    period, province = PeriodFactory(quarter=SPRING), UnitFactory(province=True)
    told = "bổ sung lần 1, chốt lúc 09:00 ngày 01/07/2026, hết hạn lúc 00:00 ngày 30/06/2026."
    assert province_form(province, period, "04", lists).remarks == (f"Chốt sau hạn: Phường Hai, {told}",)
    assert unit_form(second, period, "04", lists[1:]).remarks == (f"Chốt sau hạn: {told}",)


@pytest.mark.clause("B5.3")
def test_the_province_lists_units_in_its_order_and_only_what_is_closed():
    second, first = UnitFactory(order=900), UnitFactory(order=800)
    for unit in (second, first):
        closed_list(decided_people(1, unit), unit)
    closed_list(decided_people(1, first), first, sequence=2, stage="draft", closed_at=None)
    period, province = PeriodFactory(quarter=SPRING), UnitFactory(province=True)
    sheet = province_form(province, period, "04", RatingList.objects.select_related("unit"))
    assert [row.post for row in sheet.rows] == [
        f"Phó Trưởng phòng, {first.name}",
        f"Phó Trưởng phòng, {second.name}",
    ]
    assert sheet.signature.lines == ("T/M BAN THƯỜNG VỤ TỈNH ỦY",)
    assert sheet.head.body == "TỈNH ỦY AN GIANG"


def test_the_provinces_table_names_heads_before_deputies_with_supplements_beside_their_list():
    first, second = UnitFactory(name="Phường Một"), UnitFactory(name="Phường Hai")
    proposed = {"stage": Stage.PROPOSED, "tier": "provincial"}
    for unit in (first, second):
        people = decided_people(3, unit)
        for dossier, role in zip(people, ("deputy", "member", "head"), strict=True):
            type(dossier).objects.filter(pk=dossier.pk).update(leadership=role, **proposed)
        closed_list(people[:2], unit, ListKind.UNIT_PROPOSAL)
        later = {"sequence": 2, "closed_at": CLOSED + timedelta(days=1)}
        closed_list(people[2:], unit, ListKind.UNIT_PROPOSAL, **later)
    lists = RatingList.objects.select_related("unit").order_by("unit__order", "sequence")
    period, province = PeriodFactory(quarter=SPRING), UnitFactory(province=True)
    sheet = province_form(province, period, "05", lists)
    roles = dict(Dossier.objects.values_list("rows__name", "leadership"))
    assert [(roles[row.name], row.post.split(", ")[-1]) for row in sheet.rows] == [
        (role, unit.name) for unit in (first, second) for role in ("head", "deputy", "member")
    ]


def test_a_person_rated_again_counts_once_and_a_reopened_one_waits():
    ward = a_led_ward()
    again, reopened = decided_people(2, ward)
    closed_list([again, reopened], ward)
    later = closed_list([again], ward, sequence=2, closed_at=CLOSED + timedelta(days=2))
    later.rows.update(rating="completed")
    reopened.stage = Stage.COUNCIL
    reopened.save()
    lists = list(RatingList.objects.select_related("unit", "period"))
    sheet = unit_form(ward, lists[0].period, "04", lists)
    assert [row.rating for row in sheet.rows] == ["Hoàn thành nhiệm vụ"]
    assert sheet.signature.dated == "Bình Đức, ngày 01 tháng 7 năm 2026"


def test_a_list_of_any_length_costs_the_same_queries(django_assert_num_queries):
    ward = a_led_ward()
    short = closed_list(decided_people(1, ward), ward)
    long = closed_list(decided_people(30, ward), ward, sequence=2)
    for rating_list in (short, long):
        fresh = RatingList.objects.select_related("unit", "period").get(pk=rating_list.pk)
        with django_assert_num_queries(5):
            list_form(fresh)
