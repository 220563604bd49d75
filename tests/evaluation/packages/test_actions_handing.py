"""A package is handed over in one act: with everything that it owes, before its window closes, with a receipt and a manifest."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.machine import NoRight, OutOfTurn, ReasonOwed, Refused, Stale
from cadres.models import Duty
from config import clock
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ExtensionStage, ListKind
from evaluation.lists.actions.decisions import digest
from evaluation.models import Dossier, Package, Policy, Sending, SentForm
from evaluation.packages.actions.handing import Said, send
from evaluation.packages.actions.papers import bring, take_out
from evaluation.packages.actions.receiving import give_back, receive, take_back
from notices.models import Notice
from tests.evaluation.packages.packing import (
    DAY,
    LETTER,
    MINUTES,
    a_closed_list,
    a_paper,
    a_person,
    a_ward_that_sends,
    packed,
    put_on,
    sent,
    stored,
)
from tests.factories import ExtensionFactory, an_official

pytestmark = [pytest.mark.django_db, pytest.mark.clause("B5.2", "B5.4")]
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def world():
    world = a_ward_that_sends()
    with clock.held(world.closed_at + 2 * DAY):
        yield world


def hand_over(world, **said):
    package = stored(world)
    return send(package, by=world.staff, opened=package.version, said=Said(**said))


def codes(refused):
    return [finding.code for finding in refused.value.findings]


@pytest.mark.clause("B5.4.1", "B5.4.2", "B5.4.3", "B5.4.4")
def test_a_sending_tells_every_part_with_its_digest(world):
    packed(world)
    sending = hand_over(world)
    parts = sending.manifest["parts"]
    assert [part["item"] for part in parts] == ["letter", "minutes", "table", "forms", "forms"]
    assert [part["name"] for part in parts[:3]] == [LETTER, MINUTES, "2 đồng chí"]
    assert [part["digest"] for part in parts[:2]] == list(
        stored(world).papers.order_by("pk").values_list("file__digest", flat=True)
    )
    assert {len(part["digest"]) for part in parts} == {64}
    assert sending.digest == digest(sending.manifest)


def test_every_mau_03_is_kept_as_it_says_and_its_digest_stands_in_the_manifest(world):
    packed(world)
    sending = hand_over(world)
    forms = {part["row"]: part["digest"] for part in sending.manifest["parts"] if part["item"] == "forms"}
    kept = {form.row_id: form for form in SentForm.objects.all()}
    assert {row: form.digest for row, form in kept.items()} == forms
    assert {form.digest for form in kept.values()} == {digest(form.content) for form in kept.values()}
    names = {form.row.dossier.cadre.full_name for form in kept.values()}
    assert {form.content["subject"] for form in kept.values()} == names


def test_a_sending_moves_the_package_and_tells_whoever_receives_it(world):
    packed(world)
    hand_over(world)
    package = stored(world)
    assert (package.stage, package.history.last().deed) == ("sent", "send")
    (notice,) = Notice.objects.filter(to=world.organisation)
    assert notice.sentence.startswith("Nhận hồ sơ: Hồ sơ đề nghị xếp loại (Mẫu số 05)")


def test_the_same_page_sent_twice_gives_the_same_receipt(world):
    package = packed(world)
    first = send(package, by=world.staff, opened=package.version)
    again = send(package, by=world.staff, opened=package.version)
    assert (again, Sending.objects.count(), stored(world).version) == (first, 1, package.version + 1)


def test_another_page_does_not_send_what_is_sent_already(world):
    packed(world)
    hand_over(world)
    with pytest.raises(Refused) as refused:
        hand_over(world, reason="Gửi lại")
    assert codes(refused) == ["package-same"]
    assert Sending.objects.count() == 1


@pytest.mark.parametrize("undone", ["give_back", "take_back"])
def test_the_page_of_a_sending_that_came_back_tells_no_receipt_for_it(world, undone):
    """Back in the browser and the button again: nothing is with the receiver, and nobody is told that it is."""
    package = packed(world)
    send(package, by=world.staff, opened=package.version)
    if undone == "give_back":
        seen = stored(world).version
        give_back(stored(world), faults={"letter": "Thiếu số"}, by=world.organisation, seen=seen)
    else:
        take_back(stored(world), reason="Nhầm tệp", by=world.staff, seen=stored(world).version)
    with pytest.raises(Stale):
        send(package, by=world.staff, opened=package.version)


def test_an_older_page_sends_nothing(world):
    package = packed(world)
    bring(package, [a_paper("Phụ lục.pdf")], by=world.leadership, opened=package.version)
    with pytest.raises(Stale):
        send(package, by=world.staff, opened=package.version)


def test_what_is_missing_is_named_each_by_itself_and_nothing_is_sent(world):
    with pytest.raises(Refused) as refused:
        send(world.package, by=world.staff, opened=1)
    assert codes(refused) == ["package-letter", "package-minutes"]
    assert [finding.anchor for finding in refused.value.findings] == ["item-letter", "item-minutes"]
    assert (Sending.objects.count(), SentForm.objects.count()) == (0, 0)


def test_an_open_list_holds_the_package_and_names_who_closes_it(world):
    world.list.stage = "draft"
    world.list.save()
    Dossier.objects.update(stage="council")
    packed(world)
    with pytest.raises(Refused) as refused:
        hand_over(world, rest_reason="Chưa xong")
    assert codes(refused) == ["package-table"]
    assert "Còn chờ: tập thể lãnh đạo." in refused.value.findings[0].sentence


def test_whoever_is_late_holds_nobody_back_but_the_sender_says_why(world):
    """ADR 4: the others go; who is missing follows on a supplement."""
    late = a_person(world, ListKind.UNIT_PROPOSAL, world.ward, stage="submitted")
    packed(world)
    with pytest.raises(Refused) as refused:
        hand_over(world)
    assert codes(refused) == ["package-rest"]
    sending = hand_over(world, rest_reason="Đồng chí đi công tác, nộp sau")
    names = [part["name"] for part in sending.manifest["parts"] if part["item"] == "forms"]
    assert (len(names), late.cadre.full_name in names) == (2, False)
    assert sending.rest_reason == "Đồng chí đi công tác, nộp sau"


# --- the window ---


def at(world, instant):
    return clock.held(instant)


def test_in_the_last_instant_of_the_window_it_is_sent_in_time(world):
    packed(world)
    with at(world, world.period.dossier_closes_at - INSTANT):
        sending = hand_over(world)
    assert (sending.is_late, sending.closes_at) == (False, world.period.dossier_closes_at)


def test_at_the_instant_itself_it_is_refused_with_that_instant_and_who_can_extend(world):
    packed(world)
    with at(world, world.period.dossier_closes_at), pytest.raises(Refused) as refused:
        hand_over(world)
    assert codes(refused) == ["package-late"]
    said = refused.value.findings[0].sentence
    assert "00:00 ngày 30/12/2026" in said
    assert "Ban Tổ chức Tỉnh ủy có thể gia hạn" in said


def test_where_the_province_takes_late_packages_it_takes_them_with_a_reason(world):
    Policy.objects.create(period=world.period, package_lateness="mark_late")
    packed(world)
    with at(world, world.period.dossier_closes_at):
        with pytest.raises(Refused) as refused:
            hand_over(world)
        assert codes(refused) == ["package-late-reason"]
        sending = hand_over(world, late_reason="Mất điện toàn phường")
    assert (sending.is_late, sending.late_reason) == (True, "Mất điện toàn phường")


def test_an_extension_of_all_people_of_the_unit_moves_its_packages_window(world):
    packed(world)
    ExtensionFactory(
        dossier=None,
        unit=world.ward,
        period=world.period,
        window="dossier",
        stage=ExtensionStage.GRANTED,
        until=world.period.dossier_closes_at + 2 * DAY,
    )
    with at(world, world.period.dossier_closes_at + 2 * DAY), pytest.raises(Refused):
        hand_over(world)
    with at(world, world.period.dossier_closes_at + 2 * DAY - INSTANT):
        assert hand_over(world).is_late is False


def test_a_units_own_earlier_day_for_its_people_does_not_move_its_package(world):
    own = world.period.dossier_closes_at - 3 * DAY
    Policy.objects.create(period=world.period, unit=world.ward, self_closes_at=own, division_closes_at=own)
    packed(world)
    with at(world, own + DAY):
        assert hand_over(world).is_late is False


def test_a_division_hands_over_by_the_day_that_its_unit_set(world):
    own = world.period.dossier_closes_at - 3 * DAY
    Policy.objects.create(period=world.period, unit=world.ward, division_closes_at=own)
    a_closed_list(world, ListKind.DIVISION_PROPOSAL, world.division)
    package = Package(period=world.period, unit=world.division, kind=ListKind.DIVISION_PROPOSAL)
    with at(world, own), pytest.raises(Refused) as refused:
        send(package, by=world.division_leadership, opened=1)
    assert codes(refused) == ["package-late"]
    with at(world, own - INSTANT):
        assert send(package, by=world.division_leadership, opened=1).is_late is False


# --- afterwards ---


def test_received_it_is_answered_for_and_the_sender_hears_of_it(world):
    sent(world)
    receive(stored(world), by=world.organisation, seen=stored(world).version)
    last = stored(world).sendings.first()
    assert (stored(world).stage, last.outcome, last.answered_by) == (
        "received",
        "received",
        world.organisation,
    )
    assert Notice.objects.filter(to=world.staff, kind="answered").count() == 1


def test_returned_it_says_what_is_to_be_mended_part_by_part(world):
    sent(world)
    faults = {"letter": "Thiếu số và ngày", "minutes": "", "whole": ""}
    give_back(stored(world), faults=faults, by=world.organisation, seen=stored(world).version)
    last = stored(world).sendings.first()
    assert (stored(world).stage, last.faults) == ("returned", {"letter": "Thiếu số và ngày"})
    (notice,) = Notice.objects.filter(to=world.staff)
    assert (notice.kind, notice.words) == (
        "returned",
        "Văn bản đề nghị của cơ quan, đơn vị, địa phương: Thiếu số và ngày",
    )


def test_nothing_is_returned_without_a_reason(world):
    sent(world)
    with pytest.raises(ReasonOwed):
        give_back(stored(world), faults={"letter": " "}, by=world.organisation, seen=stored(world).version)


def test_mended_after_the_window_the_first_arrival_counts(world):
    first = sent(world)
    give_back(stored(world), faults={"letter": "Sửa"}, by=world.organisation, seen=stored(world).version)
    with at(world, world.period.dossier_closes_at + DAY):
        bring(stored(world), [a_paper(LETTER, "2")], by=world.staff, opened=stored(world).version)
        again = hand_over(world)
    assert (again.number, again.first_arrived_at, again.is_late) == (2, first.arrived_at, False)


def test_what_the_unit_took_back_itself_arrives_anew(world):
    sent(world)
    take_back(stored(world), reason="Nhầm tệp", by=world.staff, seen=stored(world).version)
    assert [stored(world).stage, stored(world).sendings.first().outcome] == ["preparing", "taken_back"]
    with at(world, world.period.dossier_closes_at), pytest.raises(Refused) as refused:
        hand_over(world)
    assert codes(refused) == ["package-late"]


def test_what_was_received_is_not_taken_back(world):
    sent(world)
    receive(stored(world), by=world.organisation, seen=stored(world).version)
    with pytest.raises(OutOfTurn):
        take_back(stored(world), reason="Nhầm", by=world.staff, seen=stored(world).version)


def test_nor_by_way_of_another_sending_unless_all_was_returned(world):
    """Received, completed and then taken back, it would have been the unit's again, and late the next time."""
    sent(world)
    receive(stored(world), by=world.organisation, seen=stored(world).version)
    bring(stored(world), [a_paper("Phụ lục.pdf")], by=world.staff, opened=stored(world).version)
    hand_over(world, reason="Bổ sung phụ lục")
    with pytest.raises(Refused) as refused:
        take_back(stored(world), reason="Nhầm", by=world.staff, seen=stored(world).version)
    assert (codes(refused), stored(world).stage) == (["package-received"], "sent")
    give_back(stored(world), faults={"letter": "Thiếu"}, by=world.organisation, seen=stored(world).version)
    hand_over(world)
    take_back(stored(world), reason="Nhầm", by=world.staff, seen=stored(world).version)
    assert stored(world).stage == "preparing"


def test_whoever_has_an_older_page_open_receives_nothing(world):
    sent(world)
    seen = stored(world).version
    bring(stored(world), [a_paper("Phụ lục.pdf")], by=world.staff, opened=seen)
    with pytest.raises(Stale):
        receive(stored(world), by=world.organisation, seen=seen)


def test_sent_anew_with_a_reason_the_earlier_sending_stays(world):
    first = sent(world)
    bring(stored(world), [a_paper(LETTER, "2")], by=world.staff, opened=stored(world).version)
    with pytest.raises(ReasonOwed):
        hand_over(world)
    second = hand_over(world, reason="Bổ sung số văn bản")
    first.refresh_from_db()
    assert (first.outcome, second.number, second.reason) == ("replaced", 2, "Bổ sung số văn bản")
    assert second.first_arrived_at == first.arrived_at


def test_a_supplement_closed_since_is_sent_anew_and_kept_forms_are_not_kept_twice(world):
    sent(world)
    later = a_closed_list(world, ListKind.UNIT_PROPOSAL, world.ward, sequence=2)
    again = hand_over(world, reason="Danh sách bổ sung")
    tables = [part["list"] for part in again.manifest["parts"] if part["item"] == "table"]
    assert tables == [world.list.pk, later.pk]
    assert SentForm.objects.count() == 3


def test_whoever_the_province_gave_back_is_in_no_later_sending(world):
    sent(world)
    row = world.list.rows.first()
    DOSSIERS.return_to_unit.make(row.dossier, by=world.organisation, reason="Xem lại")
    again = hand_over(world, reason="Bớt một đồng chí", rest_reason="Đang xem lại một đồng chí")
    rows = [part["row"] for part in again.manifest["parts"] if part["item"] == "forms"]
    assert (len(rows), row.pk in rows) == (1, False)


def test_what_was_decided_is_sent_as_the_decision_keeps_it(world):
    """Of whoever is decided the form is kept already: nothing is drawn a second time."""
    decided = a_closed_list(world, ListKind.UNIT_DECISION, world.ward, people=0)
    row = put_on(decided, a_person(world, ListKind.UNIT_DECISION, world.division))
    decision = row.dossier.decisions.create(
        row=row, rating="good", total=80, decided_at=world.closed_at, snapshot={"form": "f" * 64}, digest=""
    )
    type(decision).form.related.related_model.objects.create(decision=decision, content={})
    package = Package(period=world.period, unit=world.ward, kind=ListKind.UNIT_DECISION)
    bring(package, [a_paper("Báo cáo.pdf")], by=world.staff, opened=1)
    package = Package.objects.get(kind=ListKind.UNIT_DECISION)
    sending = send(package, by=world.staff, opened=package.version, said=Said())
    forms = [part["digest"] for part in sending.manifest["parts"] if part["item"] == "forms"]
    assert (forms, SentForm.objects.count()) == (["f" * 64], 0)


# --- who ---


@pytest.mark.parametrize("role", ["council", "division_leadership", "organisation", "subject"])
def test_a_units_package_is_sent_by_its_staff_and_leadership_alone(world, role):
    package = packed(world)
    with pytest.raises(NoRight):
        send(package, by=getattr(world, role), opened=package.version)


def test_whoever_prepares_it_sends_it_though_their_own_file_is_in_it(world):
    """It decides nothing about anybody."""
    mine = world.list.rows.first().dossier.cadre.user
    mine = an_official(Duty.LEADERSHIP, world.ward) if mine is None else mine
    from tests.factories import grant

    grant(mine, Duty.LEADERSHIP, world.ward)
    package = packed(world)
    assert send(package, by=mine, opened=package.version).by == mine


def test_papers_taken_out_stay_in_the_history_and_are_not_sent(world):
    package = packed(world)
    letter = package.papers.get(item="letter")
    take_out(letter, by=world.staff)
    letter.refresh_from_db()
    assert (letter.withdrawn_by, stored(world).papers.current().count()) == (world.staff, 1)
    with pytest.raises(Refused) as refused:
        hand_over(world)
    assert codes(refused) == ["package-letter"]


@pytest.mark.usefixtures("begun")
def test_thirty_forms_are_drawn_with_as_many_queries_as_two(world):
    def queries(of):
        packed(of)
        package = stored(of)
        with CaptureQueriesContext(connection) as counted:
            send(package, by=of.staff, opened=package.version)
        return len(counted)

    many = a_ward_that_sends(people=12)
    assert queries(many) == queries(world)
