"""The steps of a dossier's road: which kind of dossier passes which, and what comes after each."""

import pytest

from evaluation.circumstances.tells.aside import DEFERRALS
from evaluation.core.steps import (
    BESIDE,
    LEVELS,
    ROAD,
    SET_ASIDE,
    STEPS,
    Stage,
    beyond,
    from_on,
    next_step,
    stages,
    step_after,
    steps_of,
)
from evaluation.models import Dossier, Period
from regulation.quarters import Quarter
from regulation.vocabulary import Leadership, Tier

BEFORE = "planning working"
BEGINNING = "self_assessment submitted"
AT_UNIT = "appraised council"
PROVINCE = "proposed province_appraised"
END = "decided published archived"

# kind: (tier, in a division, role, round of direct entry), and its road
KINDS = {
    "of the unit itself": (Tier.DELEGATED, False, Leadership.NONE, False),
    "of a division": (Tier.DELEGATED, True, Leadership.DEPUTY, False),
    "head of a division": (Tier.DELEGATED, True, Leadership.HEAD, False),
    "another whom the unit evaluates, in a division": (Tier.OTHER, True, Leadership.NONE, False),
    "of tier 3.1": (Tier.PROVINCIAL, False, Leadership.HEAD, False),
    "of tier 3.1, in a division": (Tier.PROVINCIAL, True, Leadership.NONE, False),
    "of a division, in direct entry": (Tier.DELEGATED, True, Leadership.NONE, True),
    "of tier 3.1, in direct entry": (Tier.PROVINCIAL, False, Leadership.HEAD, True),
}
ROADS = {
    "of the unit itself": f"{BEFORE} {BEGINNING} {AT_UNIT} {END}",
    "of a division": f"{BEFORE} {BEGINNING} division_proposed {AT_UNIT} {END}",
    "head of a division": f"{BEFORE} {BEGINNING} {AT_UNIT} {END}",
    "another whom the unit evaluates, in a division": f"{BEFORE} {BEGINNING} division_proposed {AT_UNIT} {END}",
    "of tier 3.1": f"{BEFORE} {BEGINNING} {AT_UNIT} {PROVINCE} {END}",
    "of tier 3.1, in a division": f"{BEFORE} {BEGINNING} {AT_UNIT} {PROVINCE} {END}",
    "of a division, in direct entry": f"{BEGINNING} division_proposed {AT_UNIT} {END}",
    "of tier 3.1, in direct entry": f"{BEGINNING} {AT_UNIT} {PROVINCE} {END}",
}


def a_dossier(kind, stage=Stage.PLANNING):
    """One of this kind, of unit 1 or of its division 2; no row of the database."""
    tier, in_division, leadership, direct_entry = KINDS[kind]
    return Dossier(
        tier=tier.value,
        unit_id=2 if in_division else 1,
        managing_unit_id=1,
        leadership=leadership.value,
        period=Period.draft(Quarter(2026, 2), direct_entry=direct_entry),
        stage=stage,
    )


def names(steps):
    return [str(step.stage) for step in steps]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_dossier_passes_its_own_steps(kind):
    assert names(steps_of(a_dossier(kind))) == ROADS[kind].split()


@pytest.mark.parametrize("kind", KINDS)
def test_from_each_step_a_dossier_comes_to_the_next_of_its_own_and_from_the_last_to_none(kind):
    road = ROADS[kind].split()
    coming = [next_step(a_dossier(kind, stage)) for stage in road]
    assert [step and str(step.stage) for step in coming] == [*road[1:], None]


@pytest.mark.parametrize(
    ("kind", "stage", "coming"),
    [
        ("of the unit itself", Stage.DIVISION_PROPOSED, Stage.APPRAISED),
        ("of the unit itself", Stage.PROPOSED, Stage.DECIDED),
        ("of a division, in direct entry", Stage.PLANNING, Stage.SELF_ASSESSMENT),
        ("of a division, in direct entry", Stage.WORKING, Stage.SELF_ASSESSMENT),
    ],
)
def test_from_a_step_that_is_none_of_its_own_a_dossier_comes_back_to_its_road(kind, stage, coming):
    """A head of a division who became its deputy meanwhile, a round that turned to direct entry."""
    assert step_after(a_dossier(kind), stage).stage == coming


@pytest.mark.parametrize("stage", SET_ASIDE)
def test_beside_the_road_nothing_comes_next(stage):
    dossier = a_dossier("of a division", stage)
    assert [next_step(dossier), list(beyond(stage))] == [None, []]


def test_the_road_has_every_stage_once_but_those_beside_it_in_the_order_of_stages():
    assert [step.stage for step in ROAD] == [stage for stage in Stage if stage not in SET_ASIDE]
    assert {stage: step.stage for stage, step in STEPS.items()} == {stage: stage for stage in STEPS}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("before",), f"{BEFORE} self_assessment"),
        (("review",), f"submitted division_proposed {AT_UNIT}"),
        (("province",), PROVINCE),
        (("after",), END),
        (("after", "province"), f"{PROVINCE} {END}"),
        ((), ""),
    ],
)
def test_stretches_of_the_road_are_named_and_stand_in_its_order_however_they_are_asked(parts, expected):
    assert list(stages(*parts)) == expected.split()


def test_the_stretches_follow_one_another_and_cover_the_road():
    assert list(dict.fromkeys(step.part for step in ROAD)) == ["before", "review", "province", "after"]
    assert stages("before", "review", "province", "after") == tuple(step.stage for step in ROAD)


@pytest.mark.parametrize("stage", [step.stage for step in ROAD])
def test_what_lies_beyond_a_stage_and_what_leads_up_to_it_is_the_whole_road(stage):
    assert [stage, *(step.stage for step in beyond(stage))] == list(from_on(stage))
    assert len(from_on(stage)) == len(ROAD) - list(STEPS).index(stage)


def test_the_levels_that_rate_stand_in_their_order_each_with_a_column_of_its_own():
    assert [(step.level, step.column) for step in LEVELS] == [
        ("Cá nhân", "self_rating"),
        ("Phòng, ban", "division_rating"),
        ("Thẩm định", "appraisal_rating"),
        ("Hội đồng", "council_rating"),
        ("Đề nghị", "proposed_rating"),
        ("Quyết định", "decided_rating"),
    ]
    columns = {field.name for field in Dossier._meta.fields if field.name.endswith("_rating")}
    assert columns == {step.column for step in LEVELS}


def test_a_step_is_awaited_where_another_can_come_to_it_and_short_names_differ():
    assert [str(step.stage) for step in ROAD if not step.awaited] == ["planning", "working", "archived"]
    assert len({step.short for step in ROAD}) == len(ROAD)


@pytest.mark.clause("7.d")
def test_a_stage_is_on_the_road_or_beside_it_and_each_case_that_defers_is_a_ground_of_the_form():
    assert [*STEPS, *BESIDE] == list(Stage)
    assert set(BESIDE[Stage.DEFERRED].cases) == set(DEFERRALS)
