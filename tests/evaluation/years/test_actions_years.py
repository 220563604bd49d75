"""A year's list: drawn up, closed in one act, decided, made known, taken up again."""

import json
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import OutOfTurn, ReasonOwed, Refused, Stale
from evaluation.lists.actions.lists import Gone
from evaluation.models import Dossier, Period, Policy, YearList, YearRating, YearRow
from evaluation.years import listing
from evaluation.years.actions import lists as deeds
from evaluation.years.actions.closing import close_list
from evaluation.years.actions.ratings import Decided, NotStanding, OwnRow, publish, reopen
from evaluation.years.moves import YEARS
from notices.models import Notice
from tests.evaluation.years.rated_years import (
    YEAR,
    a_person,
    a_province_year,
    a_year,
    close,
    decision_at,
    excellent,
    good,
    rows,
)
from tests.factories import SimilarGroupFactory, a_ward, grant

pytestmark = pytest.mark.django_db


def told(refusal):
    return [finding.sentence for finding in refusal.value.findings]


def ratings():
    return dict(YearRating.objects.filter(superseded_at=None).values_list("cadre__full_name", "rating"))


@pytest.mark.clause("5.2/1")
def test_closing_decides_everybody_at_once_with_a_proof():
    world = a_year("gggg", "xxxx", "gggg")
    close(world, good(), excellent(reason=""), good())
    assert ratings() == {"Nguyễn Văn A": "good", "Nguyễn Văn B": "excellent", "Nguyễn Văn C": "good"}
    for one in YearRating.objects.all():
        text = json.dumps(one.snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert one.digest == sha256(text.encode()).hexdigest()


def test_the_printed_columns_are_frozen():
    world = a_year("xgxg")
    close(world, good())
    row = YearRow.objects.get()
    assert (row.order, row.name, row.unit_name, row.quarters, row.proposed_excellent, row.permitted) == (
        1,
        "Nguyễn Văn A",
        world.division.name,
        ["Xuất sắc", "Tốt", "Xuất sắc", "Tốt"],
        2,
        "excellent",
    )
    assert row.dossier.unit.name == world.division.name


@pytest.mark.clause("5.1")
def test_whoever_failed_a_quarter_is_never_excellent_and_nothing_is_written():
    world = a_year("gggg", "xxxF", "gggg")
    with pytest.raises(Refused) as refusal:
        close(world, good(), excellent(), good())
    assert told(refusal) == ["Nguyễn Văn B: “Xuất sắc” cao hơn mức cao nhất được phép “Tốt”."]
    assert (YearRating.objects.count(), YearList.objects.get().stage) == (0, "draft")


@pytest.mark.clause("5.1")
def test_the_move_itself_refuses_a_rating_above_the_highest_permitted():
    world = a_year("gggg")
    row = {"order": 1, "rating": "excellent", "permitted": "good", "name": "Nguyễn Văn A"}
    world.list.rows.create(dossier=world.people[0].last, **row)
    with pytest.raises(Refused) as refusal:
        YEARS.close.make(world.list, by=world.leadership)
    assert told(refusal) == ["Nguyễn Văn A: mức xếp loại cao hơn mức cao nhất được phép."]


def test_the_move_itself_closes_no_list_without_anybody():
    world = a_year("gggg")
    with pytest.raises(Refused) as refusal:
        YEARS.close.make(world.list, by=world.leadership)
    assert told(refusal) == ["Danh sách chưa có ai để chốt."]


@pytest.mark.clause("5.2/1")
def test_whoever_has_a_quarter_to_come_waits_and_the_others_are_closed():
    world = a_year("gggg", "ggg?")
    draft = listing.draft_of(world.list, world.leadership)
    assert [line.row.dossier.cadre.full_name for line in draft.waiting] == ["Nguyễn Văn B"]
    with pytest.raises(Gone):
        close(world, good(), good())
    ready = rows(world, good(), good())
    del ready[world.people[1].last.pk]
    close_list(world.list, ready, by=world.leadership, seen=1 + 1)
    assert ratings() == {"Nguyễn Văn A": "good"}


@pytest.mark.clause("7.d")
def test_who_was_set_aside_all_the_year_holds_up_nobody_and_is_told():
    world = a_year("gggg", "----")
    (line,) = listing.draft_of(world.list, world.leadership).waiting
    assert line.facts.blocks[0].code == "year-unrated"
    close_list(world.list, {world.people[0].last.pk: good()}, by=world.leadership, seen=2)
    assert ratings() == {"Nguyễn Văn A": "good"}


def test_what_was_drafted_of_somebody_left_out_goes_on_on_a_supplement_with_its_rate():
    world = a_year("gggg", "gggg")
    deeds.save_rows(world.list, rows(world, good(), good(ground="Đã ghi")), by=world.staff, seen=2)
    only = {world.people[0].last.pk: good()}
    close_list(world.list, only, by=world.leadership, seen=3)
    supplement = YearList.objects.get(stage="draft")
    assert (supplement.sequence, supplement.rows.get().ground) == (2, "Đã ghi")
    assert deeds.draw_up(decision_at(world), by=world.staff) == supplement


@pytest.mark.clause("5.2/1")
def test_where_the_fourth_quarter_is_not_rated_its_result_is_written_and_kept():
    world = a_year("ggg")
    a_person(a_ward().ward, "   g")  # the round of Quý IV is running
    Policy.objects.create(period=Period.objects.get(year=YEAR, number=4), rates_fourth_quarter=False)
    with pytest.raises(Refused) as refusal:
        close(world, good())
    assert told(refusal) == [
        "Nguyễn Văn A: quý IV không xếp loại riêng, chưa ghi kết quả thực hiện nhiệm vụ Quý IV."
    ]
    close(world, good(fourth="Hoàn thành 12/12 nhiệm vụ"))
    assert YearRating.objects.get().snapshot["fourth"] == "Hoàn thành 12/12 nhiệm vụ"


@pytest.mark.clause("6.1.1/1")
def test_no_list_is_closed_above_its_cap_and_its_head_is_left_out():
    world = a_year("xxxx", "xxxx", "gggg", "gggg")
    given = (excellent(reason=""), excellent(reason=""), good(), good())
    with pytest.raises(Refused) as refusal:
        close(world, *given)
    assert [one.code for one in refusal.value.findings] == ["cap"]
    Dossier.objects.filter(pk=world.people[1].last.pk).update(leadership="head", unit=world.ward)
    close(world, *given)
    assert dict(YearRow.objects.values_list("name", "headed"))["Nguyễn Văn B"] is True


@pytest.mark.clause("5.2/2")
def test_whoever_has_more_quarters_proposed_and_is_passed_over_is_answered_for():
    world = a_year("xxxx", "xgxx", "gggg", "gggg")
    given = (good(reason="Có"), excellent(), good(), good())
    with pytest.raises(Refused) as refusal:
        close(world, *given, reason="")
    assert [one.code for one in refusal.value.findings] == ["year-cap-reason"]
    close(world, *given)
    assert ratings()["Nguyễn Văn B"] == "excellent"


@pytest.mark.clause("5.2/2")
def test_where_excellent_is_short_each_has_a_place_by_quarters_proposed():
    world = a_year("xgxg", "xxxx", "gggg", "FFFF")
    draft = listing.draft_of(world.list, world.leadership)
    board = listing.board_of(draft, draft.rows, world.leadership)
    assert [line.place for line in board.lines] == [2, 1, 3, 0]


def test_a_supplement_counts_who_was_closed_before():
    world = a_year("xxxx", "gggg")
    close_list(world.list, {world.people[0].last.pk: good(reason="Có")}, by=world.leadership, seen=2)
    supplement = deeds.draw_up(decision_at(world), by=world.staff)
    draft = listing.draft_of(supplement, world.leadership)
    board = listing.board_of(draft, draft.rows, world.leadership)
    assert (board.cap.before, board.cap.counted.blocking.base_count) == (1, 1)


# --- who -------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("2.1")
def test_nobody_rates_their_own_year_nor_through_a_stand_in():
    world = a_year("gggg", "gggg")
    own, other = world.people
    for user in (own.user, world.staff):
        grant(user, "leadership", world.ward, on_behalf_of=None if user == own.user else own.user)
        draft = listing.draft_of(world.list, user)
        assert ([row.dossier.cadre for row in draft.rows], draft.own) == ([other], 1)
        with pytest.raises(Gone):
            close_list(world.list, rows(world, good(), good()), by=user, seen=2)


def test_staff_draws_up_and_keeps_but_does_not_close():
    world = a_year("gggg")
    deeds.save_rows(world.list, rows(world, good()), by=world.staff, seen=2)
    assert YearRow.objects.get().rating == "good"
    with pytest.raises(PermissionDenied):
        close(world, good(), by=world.staff, seen=3)


def test_nobody_without_the_duty_draws_up_a_list():
    world = a_year("gggg")
    for user in (world.council, world.division_leadership, world.subject):
        with pytest.raises(PermissionDenied):
            deeds.draw_up(decision_at(world), by=user)


def test_no_list_is_drawn_up_of_nobody():
    world = a_ward()
    with pytest.raises(deeds.Nobody):
        deeds.draw_up(decision_at(world), by=world.staff)


def test_who_has_ended_stands_on_no_list():
    world = a_year("gggg", "ggg0")
    assert [one.cadre for one in listing.members(decision_at(world))] == world.people[:1]


def test_what_somebody_else_saved_in_between_is_not_overwritten():
    world = a_year("gggg")
    deeds.save_rows(world.list, rows(world, good()), by=world.staff, seen=2)
    with pytest.raises(Stale):
        close(world, good(), seen=2)


def test_a_higher_share_needs_its_document_and_is_the_provinces_to_allow():
    world = a_year("gggg")
    province = a_province_year()
    with pytest.raises(deeds.DocumentOwed):
        deeds.set_rate(world.list, 25, "", by=province.organisation, seen=2)
    with pytest.raises(PermissionDenied):
        deeds.set_rate(world.list, 25, "Văn bản số 1 ngày 02/01/2026", by=world.leadership, seen=2)
    kept = deeds.set_rate(world.list, 25, "Văn bản số 1 ngày 02/01/2026", by=province.organisation, seen=2)
    assert (kept.rate, kept.history.last().changes["rate"]) == (25, ["20", "25"])


# --- tier 3.1 --------------------------------------------------------------------------------------------------------


def test_of_tier_3_1_the_unit_proposes_and_the_province_decides():
    world = a_province_year()
    assert (YearRating.objects.count(), Notice.objects.get().to) == (0, world.organisation)
    draft = listing.draft_of(world.list, world.secretariat)
    assert [(row.rating, row.proposed) for row in draft.rows] == [("good", "good")]
    close(
        world,
        {"rating": "completed", "reason": "Còn hạn chế"},
        by=world.secretariat,
        body="Thường trực Tỉnh ủy",
    )
    one = YearRating.objects.get()
    assert (one.rating, one.row.proposed, one.body) == ("completed", "good", "Thường trực Tỉnh ủy")


def test_the_province_sends_a_proposal_back_and_the_unit_proposes_anew():
    world = a_province_year()
    row = world.proposal.rows.get()
    reopen(world.proposal, row, by=world.organisation, seen=3, reason="Chưa rõ căn cứ")
    assert list(listing.draft_of(world.list, world.secretariat).rows) == []
    again = deeds.draw_up(decision_at(world, kind="unit_proposal"), by=world.staff)
    assert (again.sequence, len(listing.draft_of(again, world.leadership).rows)) == (2, 1)


def test_a_proposal_goes_back_no_more_once_the_province_decided_until_it_takes_that_up_again():
    world = a_province_year()
    close(world, good(), by=world.secretariat)
    row = world.proposal.rows.get()
    with pytest.raises(Decided):
        reopen(world.proposal, row, by=world.organisation, seen=3, reason="Muộn")
    reopen(world.list, world.list.rows.get(), by=world.secretariat, seen=3, reason="Xem lại")
    again = reopen(world.proposal, row, by=world.organisation, seen=3, reason="Đề nghị lại")
    assert again.rows.get().reopened_at is not None


def test_a_unit_takes_back_no_proposal_by_itself():
    world = a_province_year()
    with pytest.raises(PermissionDenied):
        reopen(world.proposal, world.proposal.rows.get(), by=world.leadership, seen=3, reason="Có")


# --- 3.3 -------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("3.3.2")
@pytest.mark.parametrize("span", ["year", "first_half", "second_half"])
def test_who_is_bound_to_no_quarter_is_rated_by_year_or_half_on_a_written_ground(span):
    world = a_ward()
    world.people = [a_person(world.ward, "eeee", name="Trần Thị Ủy", tier="other")]
    if span == "first_half":
        world.people[0].last = Dossier.objects.get(cadre=world.people[0], period__number=2)
    world.list = deeds.draw_up(decision_at(world, span=span), by=world.staff)
    with pytest.raises(Refused) as refusal:
        close(world, good())
    assert told(refusal) == [
        "Trần Thị Ủy: không đánh giá hằng quý, chưa ghi căn cứ xếp loại của thời gian này."
    ]
    close(world, good(ground="Dự đủ các kỳ họp"))
    assert YearRating.objects.get().span == span


@pytest.mark.clause("3.3.2")
def test_a_half_is_rated_of_nobody_else():
    world = a_year("gggg")
    assert list(listing.members(decision_at(world, span="first_half"))) == []


# --- made known, and taken up again ----------------------------------------------------------------------------------


@pytest.mark.clause("B6.1")
def test_made_known_each_person_hears_of_their_own_rating():
    world = a_year("gggg", "xxxx", "gggg")
    close(world, good(), excellent(reason=""), good())
    assert Notice.objects.count() == 0
    publish(world.list, by=world.staff, seen=3)
    assert dict(Notice.objects.values_list("to__full_name", "sentence")) == {
        "Nguyễn Văn A": "Kết quả xếp loại năm 2025: Hoàn thành tốt nhiệm vụ",
        "Nguyễn Văn B": "Kết quả xếp loại năm 2025: Hoàn thành xuất sắc nhiệm vụ",
        "Nguyễn Văn C": "Kết quả xếp loại năm 2025: Hoàn thành tốt nhiệm vụ",
    }


def test_a_year_is_made_known_after_its_quarters():
    """Bước 6: it tells them."""
    world = a_year("gggg", "gggg")
    close(world, good(), good())
    Dossier.objects.filter(pk=world.people[1].last.pk).update(stage="decided")
    with pytest.raises(Refused) as refusal:
        publish(world.list, by=world.staff, seen=3)
    assert told(refusal) == ["Chưa công bố kết quả quý của Nguyễn Văn B: công bố kết quả quý trước (Bước 6)."]
    Dossier.objects.update(stage="published")
    publish(world.list, by=world.staff, seen=3)


@pytest.mark.clause("3.3.2")
def test_a_half_is_made_known_whatever_of_the_quarters_after_it_is_not():
    world = a_ward()
    world.people = [a_person(world.ward, "eeg ", tier="other")]
    person = world.people[0]
    Dossier.objects.filter(pk=person.last.pk).update(stage="decided")
    person.last = Dossier.objects.get(cadre=person, period__number=2)
    world.list = deeds.draw_up(decision_at(world, span="first_half"), by=world.staff)
    close(world, good(ground="Dự đủ các kỳ họp"))
    assert publish(world.list, by=world.staff, seen=3).stage == "published"


def test_whoever_is_rated_waits_in_no_other_group_and_at_no_other_unit():
    """The last dossier may be regrouped, or follow its person, after the year was decided."""
    world = a_province_year("ggg-")
    close(world, good(), by=world.secretariat)
    last = Dossier.objects.get(pk=world.people[0].last.pk)
    last.group = SimilarGroupFactory(period=last.period, name="Nhóm khác")
    last.save()
    there = {"unit_id": world.province.pk, "kind": "province_decision", "group": "Nhóm khác"}
    assert list(listing.members(decision_at(world, **there))) == []


def test_nobody_makes_their_own_year_known():
    world = a_year("gggg")
    close(world, good())
    grant(world.people[0].user, "organisation_staff", world.ward)
    with pytest.raises(OwnRow):
        publish(world.list, by=world.people[0].user, seen=3)


def test_a_draft_is_not_made_known():
    world = a_year("gggg")
    with pytest.raises(OutOfTurn):
        publish(world.list, by=world.staff, seen=2)


def test_taken_up_again_the_rating_stands_until_a_supplement_decides_anew():
    world = a_year("gggg")
    close(world, good())
    reopen(
        world.list, world.list.rows.get(), by=world.leadership, seen=3, reason="Quý IV được quyết định lại"
    )
    assert ratings() == {"Nguyễn Văn A": "good"}
    world.list = deeds.draw_up(decision_at(world), by=world.staff)
    close(world, {"rating": "completed", "reason": "Theo kết quả mới"})
    found = [(one.rating, one.superseded_at is None) for one in YearRating.objects.order_by("number")]
    assert found == [("good", False), ("completed", True)]


def test_taking_up_again_needs_a_reason_a_standing_row_and_somebody_else():
    world = a_year("gggg")
    close(world, good())
    row = world.list.rows.get()
    with pytest.raises(ReasonOwed):
        reopen(world.list, row, by=world.leadership, seen=3, reason="")
    grant(world.people[0].user, "leadership", world.ward)
    with pytest.raises(OwnRow):
        reopen(world.list, row, by=world.people[0].user, seen=3, reason="Có")
    reopen(world.list, row, by=world.leadership, seen=3, reason="Có")
    with pytest.raises(NotStanding):
        reopen(world.list, row, by=world.leadership, seen=4, reason="Có")
