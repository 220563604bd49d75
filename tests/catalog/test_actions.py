"""Deeds on a catalog: what they write, what they refuse, what history tells."""

import threading
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from cadres.machine import OutOfTurn, ReasonOwed, Refused, Stale
from cadres.models import Duty
from catalog import actions
from catalog.models import Catalog
from catalog.stages import Stage
from config import clock
from tests.factories import CatalogFactory, CatalogItemFactory, a_ward, an_official

pytestmark = pytest.mark.django_db

VALUES = {"name": "Báo cáo quý", "product": "Báo cáo", "points": Decimal(120), "quantity": Decimal(1)}


@pytest.fixture
def ward():
    return a_ward()


@pytest.fixture
def draft(ward):
    return CatalogFactory(unit=ward.ward, standard=True)


def names(catalog):
    return list(catalog.items.values_list("name", flat=True))


def submitted(ward, draft):
    return actions.submit(draft, by=ward.staff, seen=draft.version)


def test_a_first_version_is_a_draft_with_its_history(ward):
    catalog = actions.draft_catalog(ward.ward, 2026, by=ward.staff)
    assert [catalog.stage, catalog.number, catalog.version] == [Stage.DRAFT, 1, 1]
    assert list(catalog.history.values_list("deed", "by")) == [("draft", ward.staff.pk)]


def test_staff_of_another_unit_begin_nothing_here(ward):
    with pytest.raises(PermissionDenied):
        actions.draft_catalog(ward.ward, 2026, by=a_ward().staff)
    assert Catalog.objects.count() == 0


def test_leadership_approves_and_does_not_draw_up(ward):
    with pytest.raises(PermissionDenied):
        actions.draft_catalog(ward.ward, 2026, by=ward.leadership)


def test_a_unit_works_on_one_version_of_a_year_at_a_time(ward, draft):
    with pytest.raises(actions.Unfinished, match="xin hoàn thành bản này"):
        actions.draft_catalog(ward.ward, 2026, by=ward.staff)
    assert actions.draft_catalog(ward.ward, 2027, by=ward.staff).number == 1


def test_a_copy_is_the_next_version_with_all_rows(ward):
    source = CatalogFactory(unit=ward.ward, approved=True, standard__points=Decimal(90))
    CatalogItemFactory(catalog=source, **VALUES, note="Công việc chuẩn", stated_coefficient=Decimal("1.2"))
    copy = actions.copy_catalog(source, by=ward.staff)
    assert [copy.number, copy.stage] == [2, Stage.DRAFT]
    assert [source.items.count(), names(copy)] == [2, names(source)]
    assert copy.items.get(is_standard=True).points == 90
    assert copy.items.last().search_text == "bao cao quy bao cao"
    assert copy.history.get().label == f"Lập từ danh mục năm {source.year}, lần {source.number}"


def test_a_copy_may_be_for_the_next_year(ward):
    source = CatalogFactory(unit=ward.ward, approved=True)
    copy = actions.copy_catalog(source, by=ward.staff, year=2027)
    assert [copy.year, copy.number] == [2027, 1]


@pytest.mark.clause("PL1.2.1")
def test_a_row_is_added_at_the_end_and_told(ward, draft):
    item = actions.add_item(draft, VALUES, by=ward.staff, seen=1)
    assert names(draft) == ["Báo cáo tháng", "Báo cáo quý"]
    assert draft.history.get().changes == {"added": "Báo cáo quý"}
    draft.refresh_from_db()
    assert [item.catalog.version, draft.version] == [2, 2]


def test_history_tells_what_changed_in_a_row_with_a_comma(ward, draft):
    item = actions.add_item(draft, VALUES, by=ward.staff)
    actions.save_item(item, VALUES | {"points": Decimal("120.5")}, by=ward.staff, seen=2)
    item.refresh_from_db()
    assert item.points == Decimal("120.5")
    told = {"item": "Báo cáo quý", "changed": {"points": ["120", "120,5"]}}
    assert draft.history.last().changes == told


def test_a_row_is_removed_and_stays_in_the_history(ward, draft):
    item = actions.add_item(draft, VALUES, by=ward.staff)
    catalog = actions.remove_item(item, by=ward.staff, seen=2)
    assert [names(catalog), catalog.version] == [["Báo cáo tháng"], 3]
    assert catalog.history.last().changes == {"removed": "Báo cáo quý", "points": "120"}


def test_a_row_removed_by_another_is_not_written_again(ward, draft):
    item = actions.add_item(draft, VALUES, by=ward.staff)
    actions.remove_item(item, by=ward.staff)
    with pytest.raises(actions.ItemGone):
        actions.save_item(item, VALUES, by=ward.staff)
    draft.refresh_from_db()
    assert draft.version == 3


def test_rows_change_places_and_stay_at_the_edges(ward, draft):
    second = actions.add_item(draft, VALUES, by=ward.staff)
    actions.move_item(second, -1, by=ward.staff)
    assert names(draft) == ["Báo cáo quý", "Báo cáo tháng"]
    actions.move_item(second, -1, by=ward.staff)
    actions.move_item(second, 1, by=ward.staff)
    actions.move_item(second, 1, by=ward.staff)
    assert names(draft) == ["Báo cáo tháng", "Báo cáo quý"]


@pytest.mark.clause("PL1.2.2/1")
def test_the_standard_item_is_one_and_another_takes_its_place(ward, draft):
    item = actions.add_item(draft, VALUES, by=ward.staff)
    actions.choose_standard(item, by=ward.staff)
    assert [row.name for row in draft.items.filter(is_standard=True)] == ["Báo cáo quý"]
    assert [row.coefficient() for row in draft.items.all()] == [Decimal("0.8333"), 1]


def test_an_earlier_version_of_the_page_overwrites_nothing(ward, draft):
    item = actions.add_item(draft, VALUES, by=ward.staff, seen=1)
    with pytest.raises(Stale):
        actions.save_item(item, VALUES | {"name": "Khác"}, by=ward.staff, seen=1)
    assert names(draft) == ["Báo cáo tháng", "Báo cáo quý"]


def test_a_submitted_catalog_is_edited_no_more(ward, draft):
    catalog = submitted(ward, draft)
    with pytest.raises(OutOfTurn):
        actions.add_item(catalog, VALUES, by=ward.staff)


def test_an_empty_draft_is_not_submitted(ward):
    catalog = CatalogFactory(unit=ward.ward)
    with pytest.raises(Refused) as refused:
        actions.submit(catalog, by=ward.staff)
    assert [finding.code for finding in refused.value.findings] == ["catalog-empty", "no-standard-item"]
    catalog.refresh_from_db()
    assert catalog.stage == Stage.DRAFT


def test_giving_it_back_owes_a_reason_and_keeps_it(ward, draft):
    catalog = submitted(ward, draft)
    with pytest.raises(ReasonOwed):
        actions.return_catalog(catalog, reason=" ", by=ward.leadership)
    catalog = actions.return_catalog(catalog, reason="Dòng 1 chưa rõ", by=ward.leadership)
    assert [catalog.stage, catalog.history.last().reason] == [Stage.DRAFT, "Dòng 1 chưa rõ"]


@pytest.mark.clause("B1.2", "PL1.1.1", "M02.note")
def test_approving_supersedes_the_version_in_force_and_stamps_the_instant(ward):
    former = CatalogFactory(unit=ward.ward, approved=True)
    other_year = CatalogFactory(unit=ward.ward, year=2025, approved=True)
    catalog = submitted(ward, actions.copy_catalog(former, by=ward.staff))
    moment = clock.now()
    with clock.held(moment):
        catalog = actions.approve(catalog, by=ward.leadership, seen=catalog.version)
    former.refresh_from_db()
    other_year.refresh_from_db()
    assert [catalog.stage, catalog.approved_at] == [Stage.APPROVED, moment]
    assert [former.stage, other_year.stage] == [Stage.SUPERSEDED, Stage.APPROVED]
    assert former.history.last().label == "Thay thế danh mục"


def test_a_refused_approval_leaves_the_version_in_force(ward):
    former = CatalogFactory(unit=ward.ward, approved=True)
    catalog = CatalogFactory(unit=ward.ward, number=2, stage=Stage.SUBMITTED)
    with pytest.raises(Refused):
        actions.approve(catalog, by=ward.leadership)
    former.refresh_from_db()
    assert former.stage == Stage.APPROVED


def test_staff_do_not_approve_what_they_drew_up(ward, draft):
    with pytest.raises(PermissionDenied):
        actions.approve(submitted(ward, draft), by=ward.staff)


def test_approving_twice_says_that_it_is_done(ward, draft):
    catalog = actions.approve(submitted(ward, draft), by=ward.leadership)
    with pytest.raises(OutOfTurn) as refused:
        actions.approve(catalog, by=ward.leadership)
    assert [refused.value.done, catalog.history.filter(deed="approve").count()] == [True, 1]


def at_once(*deeds):
    """Run the deeds in threads that start together; what each returned or raised."""
    start, answers = threading.Barrier(len(deeds)), []

    def run(deed):
        try:
            start.wait()
            answers.append(deed().stage)
        except Exception as answer:
            answers.append(type(answer))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_have_one_effect():
    ward = a_ward()
    former = CatalogFactory(unit=ward.ward, approved=True)
    catalog = submitted(ward, actions.copy_catalog(former, by=ward.staff))
    colleague = an_official(Duty.LEADERSHIP, ward.ward)
    answers = at_once(
        lambda: actions.approve(catalog, by=ward.leadership), lambda: actions.approve(catalog, by=colleague)
    )
    assert sorted(map(str, answers)) == sorted([str(OutOfTurn), "approved"])
    assert catalog.history.filter(deed="approve").count() == 1
    assert former.history.filter(deed="supersede").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_drafts_begun_at_once_are_one():
    ward = a_ward()
    colleague = an_official(Duty.ORGANISATION_STAFF, ward.ward)
    answers = at_once(
        lambda: actions.draft_catalog(ward.ward, 2026, by=ward.staff),
        lambda: actions.draft_catalog(ward.ward, 2026, by=colleague),
    )
    assert sorted(map(str, answers)) == sorted([str(actions.Unfinished), "draft"])
    assert Catalog.objects.count() == 1
