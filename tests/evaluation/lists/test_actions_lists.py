"""Closing a list: all rows or none, under its lock, with every gate and the cap."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.machine import OutOfTurn, Refused, Stale
from cadres.models import Duty
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListKind, ListStage
from evaluation.core.steps import Stage
from evaluation.deeds import actions as deeds
from evaluation.lists.actions.lists import (
    DocumentOwed,
    Gone,
    close_list,
    save_rows,
    set_rate,
)
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import Decision, Dossier, RatingList, RatingRow
from tests.evaluation.lists.rated_factories import (
    a_list,
    a_province_list,
    a_rated_dossier,
    excellent,
    good,
    on_leave,
    organisation,
)
from tests.factories import an_official, grant

pytestmark = pytest.mark.django_db


def close(world, rows=None, **values):
    who = values.pop("by", world.leadership)
    seen = RatingList.objects.get(pk=world.list.pk).version
    return close_list(world.list, by=who, seen=seen, rows=world.rows if rows is None else rows, **values)


def stages():
    return list(Dossier.objects.order_by("pk").values_list("stage", "decided_rating"))


def told(refusal):
    return [finding.sentence for finding in refusal.value.findings]


@pytest.mark.clause("B4.1/1", "B5.3", "B6.2", "M04-06.5")
def test_closing_decides_everybody_and_freezes_what_is_printed():
    world = a_list(2)
    closed = close(world)
    assert closed.stage == ListStage.CLOSED
    assert stages() == [(Stage.DECIDED, "good")] * 2
    rows = list(closed.rows.values_list("order", "name", "unit_name", "self_rating", "rating", "total"))
    assert rows == [
        (place, dossier.cadre.full_name, world.division.name, "good", "good", Decimal("100.00"))
        for place, dossier in enumerate(world.dossiers, start=1)
    ]


def test_a_decision_keeps_its_snapshot_with_the_digest():
    world = a_list(1)
    close(world)
    decision = Decision.objects.get()
    assert (decision.number, decision.rating, decision.total) == (1, "good", Decimal(100))
    assert decision.body == f"Tập thể lãnh đạo {world.ward.in_sentence}"
    assert decision.snapshot["reason"] == "Theo ý kiến của tập thể"
    assert len(decision.digest) == 64


def test_a_name_that_changes_afterwards_stays_as_it_was_signed():
    world = a_list(1)
    closed = close(world)
    cadre = world.dossiers[0].cadre
    cadre.full_name = "Tên Khác"
    cadre.save()
    assert [closed.rows.get().name, Decision.objects.get().snapshot["person"]["name"]] == [
        "Nguyễn Văn A 0"
    ] * 2


def test_one_unlawful_row_leaves_everybody_where_they_were():
    world = a_list(2)
    first, second = world.dossiers
    with pytest.raises(Refused) as refusal:
        close(world, {first.pk: good(), second.pk: good(reason="")})
    assert told(refusal) == [f"{second.cadre.full_name}: “Tốt” thấp hơn mức gợi ý “Xuất sắc”, cần ghi lý do."]
    assert stages() == [(Stage.COUNCIL, "")] * 2
    assert RatingList.objects.get(pk=world.list.pk).stage == ListStage.DRAFT


@pytest.mark.clause("B4.1/2")
def test_above_the_highest_permitted_is_refused_and_names_the_person():
    world = a_list(1, done=0)
    with pytest.raises(Refused) as refusal:
        close(world, {world.dossiers[0].pk: good()})
    assert told(refusal) == ["Nguyễn Văn A 0: “Tốt” cao hơn mức cao nhất được phép “Không hoàn thành”."]


@pytest.mark.clause("M04-06.6")
def test_excellent_without_its_ground_is_refused_by_name():
    world = a_list(5)
    rows = world.rows | {world.dossiers[0].pk: excellent(summary="  ")}
    with pytest.raises(Refused) as refusal:
        close(world, rows)
    assert told(refusal) == [
        "Nguyễn Văn A 0: mức “Hoàn thành xuất sắc nhiệm vụ” chưa có tóm tắt căn cứ, cơ sở lý do."
    ]


def test_a_row_without_a_rating_is_refused_by_name():
    world = a_list(1)
    with pytest.raises(Refused) as refusal:
        close(world, {world.dossiers[0].pk: good(rating="")})
    assert told(refusal) == ["Nguyễn Văn A 0: chưa chọn mức xếp loại."]


@pytest.mark.clause("6.1.1/1")
def test_the_cap_is_not_passed():
    world = a_list(5)
    rows = world.rows | {dossier.pk: excellent() for dossier in world.dossiers[:2]}
    with pytest.raises(Refused) as refusal:
        close(world, rows, reason="Thành tích nổi trội")
    assert told(refusal) == [
        "Danh sách có 2 người xếp loại Xuất sắc, được nhiều nhất 1 (20 % của 5: số người xếp loại Tốt và Xuất sắc)."
    ]


def test_over_the_narrower_base_the_list_must_say_why():
    world = a_list(3)
    rows = world.rows | {world.dossiers[0].pk: excellent()}
    with pytest.raises(Refused) as refusal:
        close(world, rows)
    assert [finding.code for finding in refusal.value.findings] == ["cap-reason"]
    assert close(world, rows, reason="Thành tích nổi trội").history.last().reason == "Thành tích nổi trội"


@pytest.mark.clause("6.1.1/2")
def test_the_own_head_is_out_of_both_sides_of_the_ratio():
    world = a_list(2)
    head = a_rated_dossier(world.ward, leadership="head")
    with pytest.raises(Refused) as refusal:
        close(world, world.rows | {world.dossiers[0].pk: excellent(), head.pk: good()}, reason="x")
    assert [finding.code for finding in refusal.value.findings] == ["cap"]
    closed = close(world, world.rows | {head.pk: excellent()})
    assert closed.rows.filter(rating="excellent").count() == 1


def test_a_supplement_shares_the_cap_with_what_was_closed_before():
    world = a_list(5)
    close(world, world.rows | {world.dossiers[0].pk: excellent()}, reason="x")
    late = a_rated_dossier(world.division)
    supplement = RatingList.objects.get(sequence=2)
    with pytest.raises(Refused) as refusal:
        close_list(supplement, by=world.leadership, seen=1, rows={late.pk: excellent()}, reason="x")
    assert "2 người xếp loại Xuất sắc, được nhiều nhất 1 (20 % của 6" in told(refusal)[0]


def test_who_was_reopened_and_rated_again_counts_once():
    world = a_list(5)
    close(world, world.rows | {world.dossiers[0].pk: excellent()}, reason="x")
    first = DOSSIERS.reopen.make(
        Dossier.objects.get(pk=world.dossiers[0].pk), by=world.leadership, reason="Có đơn"
    )
    again = RatingList.objects.get(sequence=2)
    close_list(again, by=world.leadership, seen=1, rows={first.pk: excellent()}, reason="x")
    decisions = first.decisions.order_by("number")
    assert [(row.number, row.superseded_at is None) for row in decisions] == [(1, False), (2, True)]
    late = a_rated_dossier(world.division)
    third = RatingList.objects.get(sequence=3)
    closed = close_list(third, by=world.leadership, seen=1, rows={late.pk: good()}, reason="x")
    assert closed.stage == ListStage.CLOSED


def reopened(world, *dossiers):
    """These, taken up again: on the supplement."""
    for dossier in dossiers:
        DOSSIERS.reopen.make(
            Dossier.objects.get(pk=dossier.pk), by=world.leadership, reason="Có kết luận kiểm tra"
        )
    return RatingList.objects.get(stage=ListStage.DRAFT)


FAILED = {"rating": "not_completed", "reason": "Bị kỷ luật", "summary": "Bị kỷ luật khiển trách"}


@pytest.mark.clause("6.1.1/1")
def test_lowering_others_is_never_held_up_by_the_one_whose_xuat_sac_stands():
    world = a_list(4)
    close(world, world.rows | {world.dossiers[0].pk: excellent()}, reason="Nổi trội")
    supplement, lowered = reopened(world, *world.dossiers[1:]), dict.fromkeys(world.rows, FAILED)
    del lowered[world.dossiers[0].pk]
    with pytest.raises(Refused) as refusal:
        close_list(supplement, by=world.leadership, seen=1, rows=lowered)
    assert [finding.code for finding in refusal.value.findings] == ["cap-reason"]
    name = world.dossiers[0].cadre.full_name
    assert f"1 người đã được xếp loại Xuất sắc từ trước ({name}) vượt tỷ lệ" in told(refusal)[0]
    close_list(supplement, by=world.leadership, seen=1, rows=lowered, reason="Kỷ luật ba đồng chí")
    assert sorted(stages()) == [(Stage.DECIDED, "excellent")] + [(Stage.DECIDED, "not_completed")] * 3


@pytest.mark.clause("6.1.1/1")
def test_who_keeps_the_xuat_sac_they_had_is_given_no_new_one():
    world = a_list(8)
    first, second, third, *others = world.dossiers
    rows = world.rows | {first.pk: excellent(), second.pk: excellent()}
    close(world, rows, reason="Nổi trội")
    supplement = reopened(world, second, third, *others)
    lowered = {dossier.pk: FAILED for dossier in others}
    new = {second.pk: good(), third.pk: excellent()}
    with pytest.raises(Refused) as refusal:
        close_list(supplement, by=world.leadership, seen=1, rows=lowered | new, reason="x")
    assert [finding.code for finding in refusal.value.findings] == ["cap"]
    kept = {second.pk: excellent(), third.pk: good()}
    closed = close_list(supplement, by=world.leadership, seen=1, rows=lowered | kept, reason="x")
    assert closed.stage == ListStage.CLOSED


def proposing(provincial):
    """Three people on a list that proposes, two of them for Xuất sắc: one more than the cap allows."""
    world = a_list(0)
    if provincial:
        people = [a_rated_dossier(world.ward, provincial=True, leadership="deputy") for _ in range(3)]
    else:
        people = [a_rated_dossier(world.division, stage=Stage.SUBMITTED) for _ in range(3)]
    world.list = RatingList.objects.get()
    world.by = world.leadership if provincial else an_official(Duty.DIVISION_LEADERSHIP, world.division)
    world.rows = {one.pk: excellent() for one in people[:2]} | {people[2].pk: good()}
    return world


@pytest.mark.clause("6.1.1/1")
@pytest.mark.parametrize("provincial", [True, False], ids=["05", "06"])
def test_a_proposal_above_the_cap_is_asked_why_and_closed(provincial):
    world = proposing(provincial)
    with pytest.raises(Refused) as refusal:
        close(world, by=world.by)
    assert [finding.code for finding in refusal.value.findings] == ["cap-reason"]
    assert close(world, by=world.by, reason="Hai đồng chí đều nổi trội").stage == ListStage.CLOSED


@pytest.mark.parametrize("provincial", [True, False], ids=["05", "06"])
def test_where_the_province_says_so_the_cap_stops_proposals_too(provincial):
    world = proposing(provincial)
    world.period.policies.create(proposal_cap="block")
    with pytest.raises(Refused) as refusal:
        close(world, by=world.by, reason="Hai đồng chí đều nổi trội")
    assert [finding.code for finding in refusal.value.findings] == ["cap"]


def test_nobody_closes_their_own_row_it_waits_on_a_supplement():
    world = a_list(2)
    own = a_rated_dossier(world.division, cadre__user=world.leadership)
    save_rows(world.list, {own.pk: good()}, by=an_official(Duty.LEADERSHIP, world.ward), seen=1)
    close(world)
    supplement = RatingList.objects.get(sequence=2)
    assert [row.dossier_id for row in supplement.rows.all()] == [own.pk]
    assert Dossier.objects.get(pk=own.pk).stage == Stage.COUNCIL


def test_naming_ones_own_row_is_refused():
    world = a_list(1)
    own = a_rated_dossier(world.division, cadre__user=world.leadership)
    with pytest.raises(Gone):
        close(world, world.rows | {own.pk: good()})
    assert stages() == [(Stage.COUNCIL, "")] * 2


def test_whoever_stands_in_for_the_subject_does_not_rate_them():
    world = a_list(1)
    deputy = an_official(Duty.ORGANISATION_STAFF, world.division)
    grant(deputy, Duty.LEADERSHIP, world.ward, on_behalf_of=world.dossiers[0].cadre.user)
    with pytest.raises(Gone):
        close(world, by=deputy)


def test_drafts_of_people_who_are_no_longer_ready_are_dropped():
    world = a_list(2)
    save_rows(world.list, world.rows, by=world.leadership, seen=1)
    gone, stays = world.dossiers
    deeds.set_aside(on_leave(gone), by=world.staff, ground="Nghỉ ốm từ 02 tháng trở lên")
    closed = close(world, {stays.pk: good()})
    assert [row.dossier_id for row in closed.rows.all()] == [stays.pk]
    assert RatingRow.objects.count() == 1


def test_somebody_who_left_meanwhile_stops_the_closing_by_name():
    world = a_list(2)
    deeds.set_aside(on_leave(world.dossiers[0]), by=world.staff, ground="Nghỉ ốm từ 02 tháng trở lên")
    with pytest.raises(Gone, match="không còn ở bước chờ"):
        close(world)
    assert RatingList.objects.get(pk=world.list.pk).stage == ListStage.DRAFT


def test_somebody_who_arrived_meanwhile_waits_on_a_supplement():
    world = a_list(1)
    late = a_rated_dossier(world.division)
    close(world)
    assert [(row.sequence, row.stage) for row in RatingList.objects.order_by("sequence")] == [
        (1, ListStage.CLOSED),
        (2, ListStage.DRAFT),
    ]
    assert Dossier.objects.get(pk=late.pk).stage == Stage.COUNCIL


def test_closing_twice_is_told_that_it_is_done():
    world = a_list(1)
    close(world)
    with pytest.raises(OutOfTurn) as refusal:
        close(world)
    assert (refusal.value.done, Decision.objects.count()) == (True, 1)


def test_a_stale_page_closes_nothing():
    world = a_list(1)
    save_rows(world.list, world.rows, by=world.leadership, seen=1)
    with pytest.raises(Stale):
        close_list(world.list, by=world.leadership, seen=1, rows=world.rows)


def test_an_empty_list_is_not_closed():
    world = a_list(1)
    with pytest.raises(Refused) as refusal:
        close(world, {})
    assert told(refusal) == ["Danh sách chưa có hồ sơ nào sẵn sàng để chốt."]


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("duty", [Duty.ORGANISATION_STAFF, Duty.COUNCIL_MEMBER, Duty.DIVISION_LEADERSHIP])
def test_only_leadership_closes_the_units_list(duty):
    world = a_list(1)
    with pytest.raises(PermissionDenied):
        close(world, by=an_official(duty, world.ward))


def test_drafts_of_people_from_elsewhere_are_not_kept():
    world, elsewhere = a_list(1), a_rated_dossier(a_list(0).division)
    save_rows(world.list, world.rows | {elsewhere.pk: good()}, by=world.leadership, seen=1)
    assert list(RatingRow.objects.values_list("dossier", flat=True)) == [world.dossiers[0].pk]


def test_saving_drafts_twice_keeps_the_newest_and_what_was_not_sent():
    world = a_list(1)
    pk = world.dossiers[0].pk
    save_rows(world.list, {pk: good(summary="Căn cứ một")}, by=world.leadership, seen=1)
    save_rows(world.list, {pk: {"rating": "completed"}}, by=world.leadership, seen=2)
    row = RatingRow.objects.get()
    assert (row.rating, row.summary) == ("completed", "Căn cứ một")


def test_a_reason_left_from_a_lower_level_is_neither_saved_nor_frozen():
    world = a_list(1)
    raised = {world.dossiers[0].pk: excellent(reason="Đã ghi khi còn ở mức Tốt")}
    save_rows(world.list, {world.dossiers[0].pk: good(unmet=True)}, by=world.leadership, seen=1)
    drafted = RatingRow.objects.values_list("reason", "unmet").get()
    save_rows(world.list, raised, by=world.leadership, seen=2)
    saved = RatingRow.objects.get().reason
    assert (drafted, saved) == (("Theo ý kiến của tập thể", None), "")


def test_a_head_raised_at_the_closing_keeps_no_reason_for_a_lower_level():
    world = a_list(0)
    head = a_rated_dossier(world.ward, leadership="head")
    world.list = RatingList.objects.get()
    closed = close(world, {head.pk: excellent(reason="Đã ghi khi còn ở mức Tốt")})
    assert list(closed.rows.values_list("rating", "reason")) == [("excellent", "")]


@pytest.mark.clause("6.1.1/1")
def test_twenty_five_percent_needs_its_document():
    world = a_list(1)
    with pytest.raises(DocumentOwed):
        set_rate(world.list, Decimal(25), " ", by=organisation(world), seen=1)
    changed = set_rate(
        world.list, Decimal(25), "Công văn số 5-CV/TU ngày 01/12/2026", by=organisation(world), seen=1
    )
    assert (changed.rate, changed.history.last().reason) == (25, "Công văn số 5-CV/TU ngày 01/12/2026")


def test_a_supplement_keeps_the_rate_that_was_allowed():
    world = a_list(1)
    set_rate(world.list, Decimal(25), "Công văn số 5", by=organisation(world), seen=1)
    close(world)
    late = a_rated_dossier(world.division)
    assert ensure_list_for(late).rate == Decimal(25)


@pytest.mark.clause("2.2", "M06.note")
def test_a_division_proposes_and_the_column_of_its_proposal_is_filled():
    world = a_list(0)
    dossier = a_rated_dossier(world.division, stage=Stage.SUBMITTED)
    listed = RatingList.objects.get(kind=ListKind.DIVISION_PROPOSAL)
    close_list(listed, by=world.division_leadership, seen=1, rows={dossier.pk: good()})
    fresh = Dossier.objects.get(pk=dossier.pk)
    assert (fresh.stage, fresh.division_rating, fresh.decisions.count()) == (
        Stage.DIVISION_PROPOSED,
        "good",
        0,
    )


@pytest.mark.clause("6.2/1")
def test_the_province_says_which_body_decides_and_who_proposed_too_high():
    world = a_province_list()
    row = {world.dossiers[0].pk: {"rating": "completed", "reason": "Chưa đạt", "unmet": True}}
    close(world, row, by=world.secretariat, body="Thường trực Tỉnh ủy")
    decision = Decision.objects.get()
    assert (decision.body, decision.row.unmet, decision.snapshot["unmet"]) == (
        "Thường trực Tỉnh ủy",
        True,
        True,
    )


def test_unmet_conditions_are_noted_only_where_the_province_goes_below_the_proposal():
    world = a_province_list()
    close(world, {world.dossiers[0].pk: good(unmet=True)}, by=world.secretariat)
    assert Decision.objects.get().row.unmet is None


@pytest.mark.clause("B5.2")
def test_back_from_the_province_a_person_waits_on_the_units_supplement():
    world = a_list(0)
    person = a_rated_dossier(world.ward, provincial=True)
    listed = RatingList.objects.get(kind=ListKind.UNIT_PROPOSAL)
    close_list(listed, by=world.leadership, seen=1, rows={person.pk: good()})
    organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    deeds.return_to_unit(Dossier.objects.get(pk=person.pk), by=organisation, reason="Thiếu biên bản")
    again = RatingList.objects.get(kind=ListKind.UNIT_PROPOSAL, sequence=2)
    assert (again.stage, Dossier.objects.get(pk=person.pk).proposed_rating) == (ListStage.DRAFT, "")


@pytest.mark.usefixtures("begun")
def test_reading_for_a_closing_does_not_grow_with_the_rows():
    assert reads(2) == reads(12)


def reads(count):
    world = a_list(count)
    with CaptureQueriesContext(connection) as queries:
        close(world)
    return sum(1 for query in queries if query["sql"].startswith("SELECT") and "decision" not in query["sql"])
