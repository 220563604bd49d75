"""A catalog as a reader sees it."""

from decimal import Decimal

import pytest

from cadres.models import Duty
from catalog import actions, summaries
from catalog.stages import Stage
from regulation.vocabulary import Severity
from tests.factories import CatalogFactory, CatalogItemFactory, UnitFactory, a_ward, an_official

pytestmark = pytest.mark.django_db


def findings(catalog):
    return [(line.number, finding.sentence) for line in summaries.rows(catalog) for finding in line.findings]


@pytest.mark.clause("PL1.2.3/1", "PL1.2.3/2", "PL1.2.4/1", "PL2.VD.1/1", "PL2.VD.1/2")
def test_the_guidelines_rows_have_their_coefficients():
    catalog = CatalogFactory(standard=True)
    for points in (50, 80, 100, 120, 150, 200):
        CatalogItemFactory(catalog=catalog, points=Decimal(points))
    expected = ["1", "0.5", "0.8", "1", "1.2", "1.5", "2"]
    assert [str(line.coefficient) for line in summaries.rows(catalog)] == expected


def test_row_8_of_the_guideline_is_warned_of_with_both_figures():
    catalog = CatalogFactory(standard=True)
    CatalogItemFactory(catalog=catalog, points=Decimal(120), stated_coefficient=Decimal(1))
    CatalogItemFactory(catalog=catalog, points=Decimal(50), stated_coefficient=Decimal("0.5"))
    warned = summaries.warnings(summaries.rows(catalog))
    assert [(finding.severity, finding.sentence) for finding in warned] == [
        (Severity.WARN, "Hệ số ghi trong văn bản là 1, tính theo điểm là 1,2 (120 ÷ 100).")
    ]


@pytest.mark.clause("PL1.2.2/2")
def test_a_standard_item_that_arises_ad_hoc_is_warned_of():
    catalog = CatalogFactory(standard=True, standard__is_ad_hoc=True)
    CatalogItemFactory(catalog=catalog, is_ad_hoc=True)
    [(number, sentence)] = findings(catalog)
    assert [number, sentence[:58]] == [1, "Đơn vị sản phẩm/công việc chuẩn phải được thực hiện thường"]


@pytest.mark.clause("PL1.1.2")
def test_the_same_row_twice_is_warned_of_and_with_other_points_is_not():
    catalog = CatalogFactory(standard=True)
    for points in (120, 150, 120):
        CatalogItemFactory(catalog=catalog, name="Tờ trình", points=Decimal(points))
    assert findings(catalog) == [(4, "Trùng nhiệm vụ, sản phẩm và điểm với dòng 2.")]


def test_without_a_standard_item_rows_have_no_coefficient_and_no_warning():
    catalog = CatalogFactory()
    CatalogItemFactory(catalog=catalog, stated_coefficient=Decimal(3))
    assert [line.coefficient for line in summaries.rows(catalog)] == [None]
    assert findings(catalog) == []


def test_rows_cost_one_query(django_assert_num_queries):
    catalog = CatalogFactory(standard=True)
    CatalogItemFactory.create_batch(5, catalog=catalog)
    with django_assert_num_queries(1):
        assert len(summaries.rows(catalog)) == 6


def test_who_is_awaited_is_named():
    ward = a_ward()
    catalog = CatalogFactory(unit=ward.ward, stage=Stage.SUBMITTED)
    assert summaries.awaited(catalog) == f"chờ tập thể lãnh đạo phê duyệt: {ward.leadership}"


def test_of_many_three_are_named():
    unit = UnitFactory()
    for name in "ABCDE":
        an_official(Duty.ORGANISATION_STAFF, unit, full_name=name)
    assert summaries.awaited(CatalogFactory(unit=unit)) == (
        "chờ cơ quan tham mưu hoàn thiện: A, B, C và 2 người khác"
    )


def test_where_nobody_may_approve_the_page_says_so():
    catalog = CatalogFactory(stage=Stage.SUBMITTED)
    assert summaries.awaited(catalog) == (
        "chờ tập thể lãnh đạo phê duyệt, nhưng chưa có ai được phân công việc này"
    )


def test_nobody_is_awaited_once_it_is_approved():
    assert summaries.awaited(CatalogFactory(approved=True)) == ""


def test_history_reads_as_sentences_the_latest_first():
    ward = a_ward()
    catalog = actions.draft_catalog(ward.ward, 2026, by=ward.staff)
    values = {"name": "Tờ trình", "product": "Tờ trình", "points": Decimal(100), "note": ""}
    item = actions.add_item(catalog, values, by=ward.staff)
    actions.save_item(
        item, values | {"points": Decimal(120), "note": "Mới", "is_ad_hoc": True}, by=ward.staff
    )
    actions.choose_standard(item, by=ward.staff)
    catalog = actions.submit(item.catalog, by=ward.staff)
    actions.return_catalog(catalog, by=ward.leadership, reason="Điểm cao")
    told = summaries.history(catalog)
    assert [(line.who, line.sentence, line.reason, line.changes) for line in told] == [
        (str(ward.leadership), "trả lại danh mục.", "Điểm cao", []),
        (str(ward.staff), "trình phê duyệt danh mục.", "", []),
        (
            str(ward.staff),
            "sửa danh mục.",
            "",
            ["Chọn “Tờ trình” làm đơn vị sản phẩm/công việc chuẩn."],
        ),
        (
            str(ward.staff),
            "sửa danh mục.",
            "",
            [
                "Sửa dòng “Tờ trình”:",
                "Ghi chú: (trống) → “Mới”",
                "Điểm chấm công việc: “100” → “120”",
                "Phát sinh đột xuất: không → có",
            ],
        ),
        (str(ward.staff), "sửa danh mục.", "", ["Thêm dòng “Tờ trình”."]),
        (str(ward.staff), "lập danh mục.", "", []),
    ]


def test_a_deed_on_behalf_names_both():
    unit = UnitFactory()
    principal = an_official(Duty.ORGANISATION_STAFF, unit)
    deputy = an_official(Duty.ORGANISATION_STAFF, unit)
    deputy.mandates.update(on_behalf_of=principal)
    [line] = summaries.history(actions.draft_catalog(unit, 2026, by=deputy))
    assert [line.who, line.on_behalf_of] == [str(deputy), str(principal)]
