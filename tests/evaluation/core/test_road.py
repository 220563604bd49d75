"""The moves of a dossier: what a way back takes with it, and that each move says what the rest of the house reads of it."""

import pytest
from django.urls import resolve, reverse

from cadres.models import Duty
from evaluation.core.moves import ListMove
from evaluation.core.road import DOSSIERS, LISTED
from evaluation.core.stages import ListKind, PlanStage
from evaluation.core.steps import BEFORE_DECISION, LEVELS, ROAD, SET_ASIDE, STEPS, Stage, from_on, steps_of
from evaluation.models import Dossier, Period, Plan
from regulation.deadlines import OwnWindow, Window
from regulation.quarters import Quarter
from regulation.vocabulary import Leadership, Tier
from tests.factories import DossierFactory, UserFactory, a_ward, grant

COLUMNS = tuple(step.column for step in LEVELS)
OTHERS = COLUMNS[1:]
BACK_TO_THE_PERSON = set(OTHERS)
BACK_TO_THE_UNIT = {"proposed_rating", "decided_rating"}
ASIDE = [str(stage) for stage in SET_ASIDE]
# Each move that leads back, with the stages from which it does, and what then no longer stands.
BACK = {
    "return": (["submitted", "division_proposed", "appraised", "council"], BACK_TO_THE_PERSON),
    "return_to_unit": (["proposed", "province_appraised"], BACK_TO_THE_UNIT),
    "reopen": (["decided", "published", "archived"], BACK_TO_THE_UNIT),
    "reopen_at_province": (["decided", "published", "archived"], {"decided_rating"}),
}
ASKING = {name: move for name, move in DOSSIERS.moves.items() if move.asks}
TURNS = {name: move for name, move in DOSSIERS.moves.items() if move.turn}
QUEUED = {name: move for name, move in DOSSIERS.moves.items() if move.queue}


def rated(stage, plan_stage=PlanStage.APPROVED, *, direct_entry=False):
    """A dossier that every level has rated; no row of the database."""
    period = Period.draft(Quarter(2026, 2), direct_entry=direct_entry)
    dossier = Dossier(
        period=period, stage=stage, tier=Tier.PROVINCIAL.value, **dict.fromkeys(COLUMNS, "good")
    )
    dossier.plan = Plan(stage=plan_stage)
    return dossier


def gone(dossier):
    return {column for column in COLUMNS if not getattr(dossier, column)}


def arrived(came_from, at):
    """What is gone once a rated dossier came from one stage to another."""
    dossier = rated(at)
    DOSSIERS.arrive(dossier, str(came_from))
    return gone(dossier)


# --- the way back ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "came_from"), [(name, at) for name, (stages, _) in BACK.items() for at in stages]
)
def test_going_back_what_was_said_at_later_steps_no_longer_stands(name, came_from):
    assert arrived(came_from, DOSSIERS.moves[name].target) == BACK[name][1]


@pytest.mark.parametrize("came_from", ASIDE)
@pytest.mark.parametrize("back", [Stage.PLANNING, Stage.WORKING, Stage.SELF_ASSESSMENT])
def test_whoever_is_evaluated_again_begins_with_their_own_word_alone(came_from, back):
    assert arrived(came_from, back) == set(OTHERS)


FORWARD = [name for name, move in DOSSIERS.moves.items() if name not in BACK and not callable(move.target)]


@pytest.mark.parametrize("name", FORWARD)
def test_a_move_forward_an_edit_and_setting_aside_take_nothing_away(name):
    move = DOSSIERS.moves[name]
    assert [arrived(stage, move.target or stage) for stage in move.source] == [set()] * len(move.source)


def test_the_moves_that_lead_back_are_those_of_the_table():
    back = {
        name: [str(stage) for stage in move.source]
        for name, move in DOSSIERS.moves.items()
        if not callable(move.target) and move.target in STEPS
        if all(stage in STEPS and move.target not in from_on(stage) for stage in move.source)
    }
    assert back == {name: stages for name, (stages, _) in BACK.items()}


@pytest.mark.parametrize(
    ("plan_stage", "direct_entry", "back"),
    [
        (PlanStage.DRAFT, False, Stage.PLANNING),
        (PlanStage.COLLATED, False, Stage.PLANNING),
        (PlanStage.APPROVED, False, Stage.WORKING),
        (PlanStage.DRAFT, True, Stage.SELF_ASSESSMENT),
        (PlanStage.APPROVED, True, Stage.SELF_ASSESSMENT),
    ],
)
def test_whoever_is_evaluated_again_goes_on_where_their_plan_stands(plan_stage, direct_entry, back):
    assert DOSSIERS.resume.target(rated(Stage.DEFERRED, plan_stage, direct_entry=direct_entry)) == back


@pytest.mark.django_db
def test_a_return_is_written_with_what_it_takes_away():
    values = dict.fromkeys(COLUMNS, "good")
    dossier = DossierFactory(stage=Stage.APPRAISED, plan__stage=PlanStage.APPROVED, **values)
    DOSSIERS.return_.make(dossier, by=None, reason="Thiếu minh chứng")
    kept = Dossier.objects.get()
    assert [kept.stage, kept.self_rating, gone(kept)] == ["self_assessment", "good", set(OTHERS)]


# --- the roads -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("direct_entry", [False, True])
@pytest.mark.parametrize(
    ("tier", "leadership"),
    [
        (Tier.DELEGATED, Leadership.NONE),
        (Tier.DELEGATED, Leadership.HEAD),
        (Tier.PROVINCIAL, Leadership.HEAD),
    ],
)
def test_along_every_road_a_move_leads_from_each_step_to_the_next(tier, leadership, direct_entry):
    period = Period.draft(Quarter(2026, 2), direct_entry=direct_entry)
    dossier = Dossier(
        tier=tier.value, unit_id=2, managing_unit_id=1, leadership=leadership.value, period=period
    )
    road = [step.stage for step in steps_of(dossier)]
    led = {(stage, move.target) for move in DOSSIERS.moves.values() for stage in move.source}
    assert [pair for pair in zip(road, road[1:], strict=False) if pair not in led] == []


def test_no_step_is_without_a_way_out():
    """Not even the archive: what is decided there is reopened, and stays as it was (`reopen`)."""
    left = {stage for move in DOSSIERS.moves.values() if move.target for stage in move.source}
    assert left == set(Stage)


def test_a_way_back_and_setting_aside_owe_a_reason_and_no_step_forward_does():
    owing = {name for name, move in DOSSIERS.moves.items() if move.owes_reason and move.target}
    assert owing == {*BACK, "defer", "exempt", "end", "resume"}


# --- what a move says of itself --------------------------------------------------------------------------------------


def test_people_are_led_to_every_step_forward_in_this_order():
    """The first that somebody may make is the one button: the later a step, the earlier it is asked only where it must be."""
    assert list(TURNS) == [
        "submit",
        "assess",
        "propose_in_division",
        "appraise",
        "council",
        "propose",
        "decide",
        "province_appraise",
        "decide_at_province",
        "publish",
        "archive",
    ]
    forward = {move.target for move in DOSSIERS.moves.values() if isinstance(move.target, str)} & set(STEPS)
    assert forward - {move.target for move in TURNS.values()} == {Stage.WORKING}  # by the plan's approval


@pytest.mark.parametrize("name", TURNS)
def test_a_turn_leads_to_a_page_that_there_is(name):
    page = TURNS[name].turn.page
    address = reverse(page, args=[1, "2026-4"] if page == "council" else [1])
    assert resolve(address).url_name == page


@pytest.mark.parametrize("name", QUEUED)
def test_a_queues_pages_are_there(name):
    queue = QUEUED[name].queue
    assert [resolve(reverse(queue.many)).url_name, resolve(reverse(queue.one, args=[1])).url_name] == [
        queue.many,
        queue.one,
    ]


def test_what_waits_for_a_right_waits_until_its_window_closes():
    windows = {name: move.queue.window for name, move in QUEUED.items()}
    at_unit = ("appraise", "council", "propose", "decide", "ask_remark", "follow_person", "end", "exempt")
    at_province = ("province_appraise", "decide_at_province", "publish")
    in_time = dict.fromkeys(at_unit, Window.DOSSIER) | dict.fromkeys(at_province, Window.REPORT)
    assert windows == {"propose_in_division": OwnWindow.DIVISION} | in_time


def test_whoever_is_led_to_a_step_of_others_has_it_in_a_queue_but_archiving_waits_for_nobody():
    assert set(TURNS) - set(QUEUED) == {"submit", "assess", "archive"}
    assert set(QUEUED) - set(TURNS) == {"ask_remark", "follow_person", "end", "exempt"}


@pytest.mark.parametrize("name", ASKING)
def test_a_move_with_a_small_form_asks_for_a_reason_where_it_owes_one(name):
    move = ASKING[name]
    assert (move.asks != "nothing") == move.owes_reason


def test_a_move_with_a_small_form_says_when_it_is_done():
    said = {name for name, move in ASKING.items() if move.done.endswith(".")}
    assert said | {"share"} == set(ASKING)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ASKING)
def test_a_move_with_a_small_form_is_offered_on_the_page_of_deeds(client, name):
    ward, move, holder = a_ward(), ASKING[name], UserFactory()
    for duty in Duty:
        grant(holder, duty, ward.province)
    provincial = {"provincial": True} if "province" in name or name == "return_to_unit" else {}
    dossier = DossierFactory(unit=ward.ward, stage=move.source[0], **provincial)
    client.force_login(holder)
    page = client.get(reverse("dossier_deeds", args=[dossier.pk])).content.decode()
    assert (move.button or move.label) in page


# --- lists -----------------------------------------------------------------------------------------------------------


def test_each_kind_of_list_is_made_by_one_move_that_fills_a_column():
    made = {kind: (move.name, STEPS[move.target].column) for kind, move in LISTED.items()}
    assert made == {
        ListKind.DIVISION_PROPOSAL: ("propose_in_division", "division_rating"),
        ListKind.UNIT_PROPOSAL: ("propose", "proposed_rating"),
        ListKind.UNIT_DECISION: ("decide", "decided_rating"),
        ListKind.PROVINCE_DECISION: ("decide_at_province", "decided_rating"),
    }
    assert len(LISTED) == len([move for move in DOSSIERS.moves.values() if isinstance(move, ListMove)])


@pytest.mark.parametrize("move", LISTED.values(), ids=lambda move: move.name)
def test_whoever_rates_on_a_list_is_led_to_the_lists(move):
    assert [move.turn.page, move.queue.many] == ["rating_list", "rating_lists"]


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DOSSIERS.moves)
def test_a_deed_is_told_as_it_goes_on_after_its_doers_name(name):
    """Whoever is named in a label would be its second doer: such a move has a phrase of its own."""
    story = DOSSIERS.moves[name].story
    doers = ("ban tổ chức", "phòng, ban", "tỉnh ", "hội đồng", "đơn vị", "cơ quan", "cán bộ")
    assert [story[:1].islower(), story.startswith(doers), story.endswith(".")] == [True, False, False]


def test_a_move_with_a_phrase_is_told_by_it_and_the_others_by_their_label():
    assert {name: move.story for name, move in DOSSIERS.moves.items() if move.phrase} == {
        "propose_in_division": "chốt đề xuất mức xếp loại của phòng, ban",
        "province_appraise": "thẩm định xong tại Ban Tổ chức Tỉnh ủy",
        "decide_at_province": "chốt quyết định xếp loại của tỉnh",
    }
    assert DOSSIERS.submit.story == "nộp bản tự đánh giá"


def test_setting_aside_is_possible_from_every_step_before_the_decision_and_from_none_after():
    assert DOSSIERS.defer.source == DOSSIERS.exempt.source == BEFORE_DECISION
    assert tuple(step.stage for step in ROAD if step.part != "after") == BEFORE_DECISION
