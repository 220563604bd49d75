"""Warnings must be seen and answered: which bind where, what starts as the answer, when it is dropped."""

import pytest

from cadres.machine import Refused
from evaluation.core import case as case_module
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.deeds import actions as deeds
from evaluation.lists import listing
from evaluation.lists.actions.lists import close_list, save_rows
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import CouncilOpinion, Decision, Dossier, Excuse, Policy, RatingList, RatingRow
from reporting.sheets.lists import list_form
from tests.evaluation.lists.rated_factories import a_list, a_province_list, a_rated_dossier, a_session, good

pytestmark = pytest.mark.django_db

WHY = "Vượt mức mọi nhiệm vụ trọng tâm"
ANSWER = "Chậm do chờ ý kiến của cấp trên, đã báo cáo"


def lines(rating_list):
    rows = listing.rows_for(rating_list, listing.ready(rating_list).with_facts().in_order())
    return [listing.judge(row) for row in rows]


def close(rating_list, by, rows):
    seen = RatingList.objects.get(pk=rating_list.pk).version
    return close_list(rating_list, by=by, seen=seen, rows=rows)


def told(refusal):
    return [(finding.code, finding.sentence) for finding in refusal.value.findings]


@pytest.mark.parametrize("kind", [ListKind.DIVISION_PROPOSAL, ListKind.UNIT_PROPOSAL, ListKind.UNIT_DECISION])
def test_every_list_of_a_unit_asks_for_an_answer_to_warnings(kind):
    world = a_list(0)
    values = {"stage": Stage.SUBMITTED} if kind == ListKind.DIVISION_PROPOSAL else {}
    values |= {"provincial": True} if kind == ListKind.UNIT_PROPOSAL else {}
    dossier = a_rated_dossier(world.division, late=True, **values)
    by = world.division_leadership if kind == ListKind.DIVISION_PROPOSAL else world.leadership
    with pytest.raises(Refused) as refusal:
        close(RatingList.objects.get(kind=kind), by, {dossier.pk: good()})
    name = dossier.cadre.full_name
    assert told(refusal) == [
        ("row-answer", f"{name}: chưa giải trình cảnh báo: Nhiệm vụ chậm tiến độ."),
    ]


def test_the_provinces_list_asks_too_and_the_finding_leads_to_the_row():
    world = a_province_list(late=True)
    with pytest.raises(Refused) as refusal:
        close(world.list, world.secretariat, world.rows)
    found = refusal.value.findings
    assert [(one.code, one.anchor, one.clause.code) for one in found] == [
        ("row-answer", f"row-{world.dossiers[0].pk}", "PL2.ii")
    ]


@pytest.mark.clause("B3.1", "6.3/2")
def test_a_deputy_whose_collective_has_no_result_is_rated_only_with_an_answer():
    world = a_list(1)
    (dossier,) = world.dossiers
    dossier.seats.create(unit=world.division, leadership="deputy")
    with pytest.raises(Refused) as refusal:
        close(world.list, world.leadership, {dossier.pk: good()})
    name = dossier.cadre.full_name
    assert told(refusal) == [
        ("row-answer", f"{name}: chưa giải trình cảnh báo: Chưa có kết quả của tập thể, lĩnh vực phụ trách.")
    ]
    assert close(world.list, world.leadership, {dossier.pk: good(answer=ANSWER)}).closed_at


@pytest.mark.clause("6.1.3", "M04-06.6")
def test_a_proposal_on_condition_keeps_its_condition_for_column_6():
    world = a_list(0)
    dossier = a_rated_dossier(world.division, provincial=True, done=0)
    task = dossier.plan.tasks.get()
    Excuse.objects.create(task=task, stage="supported", ground="Bão số 5", put_forward_at="2026-12-20T00:00Z")
    proposal = RatingList.objects.get(kind=ListKind.UNIT_PROPOSAL)
    (line,) = lines(proposal)
    said = "Có điều kiện: lý do khách quan được đơn vị thống nhất, chờ tỉnh xác nhận trước khi quyết định"
    assert [finding.sentence.startswith(said) for finding in line.hints] == [True]
    assert list_form(proposal).rows[0].summary.startswith(said)
    close(proposal, world.leadership, {dossier.pk: {"rating": "not_completed", "summary": "Đạt 30 điểm"}})
    row = RatingRow.objects.get()
    assert row.printed_ground == f"Đạt 30 điểm\n{said} (mới thực hiện 0/1 “Báo cáo tháng”)."
    assert list_form(RatingList.objects.get(pk=proposal.pk)).rows[0].summary == row.printed_ground


def test_where_the_province_forbids_it_no_answer_replaces_the_collectives_result():
    world = a_list(1)
    (dossier,) = world.dossiers
    dossier.seats.create(unit=world.division, leadership="member")
    Policy.objects.create(period=world.list.period, unit_unknown="block")
    with pytest.raises(Refused) as refusal:
        close(world.list, world.leadership, {dossier.pk: good(answer=ANSWER)})
    assert [code for code, _ in told(refusal)] == ["unit-unknown"]


def test_an_answer_of_blanks_is_none():
    world = a_list(1, late=True)
    with pytest.raises(Refused):
        close(world.list, world.leadership, {world.dossiers[0].pk: good(answer=" \n ")})


def test_an_answered_row_closes_and_the_answer_is_frozen_with_the_decision():
    world = a_list(1, late=True)
    closed = close(world.list, world.leadership, {world.dossiers[0].pk: good(answer=ANSWER)})
    entry = world.dossiers[0].history.get(deed="decide")
    assert [closed.rows.get().answer, Decision.objects.get().snapshot["answer"], entry.changes["answer"]] == [
        ANSWER
    ] * 3


def test_whoever_is_rated_so_that_nothing_warns_needs_no_answer_and_keeps_none():
    world = a_list(1, late=True)
    row = {"rating": "completed", "reason": "Chưa đạt", "answer": ANSWER}
    closed = close(world.list, world.leadership, {world.dossiers[0].pk: row})
    assert closed.rows.get().answer == ""


def test_a_draft_drops_its_answer_when_no_warning_is_left():
    world = a_list(1, late=True)
    pk = world.dossiers[0].pk
    save_rows(world.list, {pk: good(answer=ANSWER)}, by=world.leadership, seen=1)
    kept = RatingRow.objects.get().answer
    save_rows(world.list, {pk: {"rating": "completed"}}, by=world.leadership, seen=2)
    assert (kept, RatingRow.objects.get().answer) == (ANSWER, "")


def a_divisions_answer(world):
    """Proposed by the division with its answer, then appraised and heard: ready for the unit's decision."""
    dossier = a_rated_dossier(world.division, late=True, stage=Stage.SUBMITTED)
    proposal = RatingList.objects.get(kind=ListKind.DIVISION_PROPOSAL)
    close(proposal, world.division_leadership, {dossier.pk: good(answer=ANSWER)})
    CouncilOpinion.objects.create(dossier=dossier, session=a_session(dossier), rating="good")
    Dossier.objects.filter(pk=dossier.pk).update(stage=Stage.COUNCIL, council_rating="good")
    return Dossier.objects.get(pk=dossier.pk)


def test_the_divisions_answer_starts_the_units_row_and_is_marked_as_coming_from_there():
    world = a_list(1)
    dossier = a_divisions_answer(world)
    rows = listing.draft_rows(world.list, world.leadership, closer=True)
    found = {row.dossier_id: (row.answer, row.answer_from and row.answer_from.kind) for row in rows}
    assert found == {
        world.dossiers[0].pk: ("", None),
        dossier.pk: (ANSWER, ListKind.DIVISION_PROPOSAL),
    }


@pytest.mark.parametrize(
    ("typed", "frozen"), [({}, ANSWER), ({"answer": "Tập thể đã xem xét"}, "Tập thể đã xem xét")]
)
def test_a_carried_answer_is_enough_and_a_typed_one_replaces_it(typed, frozen):
    world = a_list(0)
    dossier = a_divisions_answer(world)
    closed = close(ensure_list_for(dossier), world.leadership, {dossier.pk: good(**typed)})
    assert closed.rows.get().answer == frozen


def put_forward(**said):
    """One of tier 3.1 whom their unit put forward as Xuất sắc, and why; they wait on the province's list."""
    world = a_province_list(1, proposed_rating="excellent")
    proposal = RatingList.objects.create(
        period=world.period,
        unit=world.ward,
        kind=ListKind.UNIT_PROPOSAL,
        sequence=2,
        stage="closed",
        closed_at=world.period.dossier_closes_at,
    )
    row = {"rating": "excellent", "summary": WHY} | said
    proposal.rows.create(dossier=world.dossiers[0], order=1, **row)
    return world


def test_why_the_unit_put_this_level_forward_starts_the_provinces_row():
    world = put_forward()
    (row,) = listing.draft_rows(world.list, world.secretariat, closer=True)
    assert (row.rating, row.summary) == ("excellent", WHY)
    parts = listing.parts_of(world.period, [world.dossiers[0].pk], world.secretariat)
    assert [board.lines[0].row.summary for board in parts.boards] == [WHY]


def test_why_another_level_was_put_forward_starts_nothing():
    world = put_forward(rating="good")
    (row,) = listing.draft_rows(world.list, world.secretariat, closer=True)
    assert (row.rating, row.summary) == ("excellent", "")


def test_what_a_draft_says_stays_be_it_nothing():
    world = put_forward()
    typed = {world.dossiers[0].pk: {"rating": "excellent", "summary": ""}}
    save_rows(world.list, typed, by=world.secretariat, seen=None)
    (row,) = listing.draft_rows(world.list, world.secretariat, closer=True)
    assert row.summary == ""


def test_an_old_answer_answers_no_new_warning():
    """The division answered a late task; that no task is key was never put to it."""
    world = a_list(0)
    dossier = a_divisions_answer(world)
    entry = dossier.history.get(deed="propose_in_division")
    dossier.plan.tasks.update(is_key=False)
    unit_list = ensure_list_for(dossier)
    rows = listing.draft_rows(unit_list, world.leadership, closer=True)
    assert entry.changes["warned"] == ["late-task"]
    assert [(row.answer, row.answer_from) for row in rows] == [("", None)]
    with pytest.raises(Refused) as refusal:
        close(unit_list, world.leadership, {dossier.pk: good()})
    assert [code for code, _ in told(refusal)] == ["row-answer"]


def test_a_draft_that_holds_a_carried_answer_loses_it_with_the_first_new_warning():
    world = a_list(0)
    dossier = a_divisions_answer(world)
    unit_list = ensure_list_for(dossier)
    save_rows(unit_list, {dossier.pk: good()}, by=world.leadership, seen=None)
    drafted = RatingRow.objects.get(rating_list=unit_list).answer
    dossier.plan.tasks.update(is_key=False)
    (row,) = listing.draft_rows(unit_list, world.leadership, closer=True)
    assert (drafted, row.answer) == (ANSWER, "")


def test_an_answer_whose_warnings_nobody_kept_is_not_carried():
    world = a_list(0)
    dossier = a_divisions_answer(world)
    dossier.history.update(changes={"rating": "good", "answer": ANSWER})
    rows = listing.draft_rows(ensure_list_for(dossier), world.leadership, closer=True)
    assert [(row.answer, row.answer_from) for row in rows] == [("", None)]


def test_a_returned_answer_is_not_lost_when_the_person_comes_back():
    world = a_list(0)
    person = a_rated_dossier(world.ward, provincial=True, late=True)
    proposal = RatingList.objects.get(kind=ListKind.UNIT_PROPOSAL)
    close(proposal, world.leadership, {person.pk: good(answer=ANSWER)})
    province = a_province_list()
    deeds.return_to_unit(Dossier.objects.get(pk=person.pk), by=province.organisation, reason="Thiếu biên bản")
    again = RatingList.objects.get(kind=ListKind.UNIT_PROPOSAL, sequence=2)
    rows = listing.draft_rows(again, world.leadership, closer=True)
    assert [(row.answer, row.answer_from) for row in rows] == [(ANSWER, proposal)]


# --- what binds where ------------------------------------------------------------------------------------------------


CASES = {
    "promoted": {"kind": "promoted", "since": "2026-12-01", "sentence": "Giữ chức vụ mới từ 01/12/2026."},
    "transferred": {
        "kind": "transferred",
        "since": "2026-12-01",
        "sentence": "Chuyển đến từ 01/12/2026.",
        "from_units": [["CU", "Phường Cũ"]],
    },
}


@pytest.mark.clause("7.a.1", "7.b")
@pytest.mark.parametrize("case", CASES)
def test_papers_of_a_special_case_block_the_units_decision(case):
    world = a_list(1, cases=[CASES[case]])
    assert {finding.code for line in lines(world.list) for finding in line.owed} >= {case}


@pytest.mark.parametrize("case", CASES)
def test_papers_of_a_special_case_block_the_provinces_decision(case):
    world = a_province_list(cases=[CASES[case]])
    assert {finding.code for line in lines(world.list) for finding in line.owed} >= {case}


@pytest.mark.parametrize("case", CASES)
def test_on_the_units_proposal_they_are_a_hint_alone(case, monkeypatch):
    world = a_list(0)
    dossier = a_rated_dossier(world.ward, provincial=True, cases=[CASES[case]])
    monkeypatch.setattr(case_module, "cases_for", lambda *_: [CASES[case]])  # as posts and absences say too
    proposal = RatingList.objects.get(kind=ListKind.UNIT_PROPOSAL)
    (line,) = lines(proposal)
    assert ({f.code for f in line.hints}, case in {f.code for f in line.owed}) == ({case}, False)
    assert close(proposal, world.leadership, {dossier.pk: good()}).rows.count() == 1


def test_without_a_special_case_there_is_no_hint():
    (line,) = lines(a_list(1).list)
    assert line.hints == ()


def test_a_division_is_not_asked_for_key_tasks_that_nobody_has_marked_yet():
    """Bước 3 follows the division's proposal; the unit's list asks."""
    world = a_list(1)
    early = a_rated_dossier(world.division, stage=Stage.SUBMITTED)
    for dossier in (early, world.dossiers[0]):
        dossier.plan.tasks.update(is_key=False)
    (of_division,) = lines(RatingList.objects.get(kind=ListKind.DIVISION_PROPOSAL))
    (of_unit,) = lines(world.list)
    assert ([f.code for f in of_division.warnings], [f.code for f in of_unit.warnings]) == (
        [],
        ["key-response"],
    )
