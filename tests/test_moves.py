"""Every move × stage × role, written out, so that a change of the tables shows here; and nobody acts on their own dossier."""

import pytest

from cadres.models import Duty
from catalog.moves import CATALOGS
from evaluation.arrivals.moves import ARRIVALS
from evaluation.circumstances.moves import CIRCUMSTANCES, REMARKS
from evaluation.collectives.moves import COLLECTIVES
from evaluation.core.models import Extension
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import (
    ArrivalStage,
    CircumstanceStage,
    CollectiveStage,
    ExcuseStage,
    ExtensionStage,
    LineStage,
    ListKind,
    ListStage,
    PetitionStage,
    PlanStage,
    RemarkStage,
    RequestStage,
    SessionStage,
)
from evaluation.core.steps import Stage
from evaluation.council.moves import LINES, SESSIONS
from evaluation.extensions.moves import EXTENSIONS
from evaluation.lists.moves import LISTS
from evaluation.marks.moves import EXCUSES
from evaluation.models import (
    Arrival,
    CollectiveResult,
    CouncilLine,
    CouncilSession,
    Decision,
    DossierCircumstance,
    Excuse,
    Package,
    Petition,
    PlanAmendment,
    Policy,
    RatingList,
    Remark,
    Replacement,
    YearList,
)
from evaluation.packages.moves import PACKAGES
from evaluation.packages.stages import PackageStage
from evaluation.petitions.moves import PETITIONS
from evaluation.plans.moves import AMENDMENTS, PLANS
from evaluation.policies.moves import POLICIES
from evaluation.years.moves import REPLACEMENTS, YEARS
from evaluation.years.stages import ReplacementStage, YearKind, YearStage
from regulation.vocabulary import Leadership
from tests.factories import (
    CatalogFactory,
    DossierFactory,
    PeriodFactory,
    PlanTaskFactory,
    UserFactory,
    a_ward,
    an_official,
    grant,
)

pytestmark = pytest.mark.django_db

BEFORE = "planning working self_assessment submitted division_proposed appraised council proposed province_appraised"
AFTER = "decided published archived"
ASIDE = "deferred exempt ended"
EVERY = f"{BEFORE} {AFTER} {ASIDE}"
AT_UNIT = "submitted division_proposed appraised council"
NOBODY = ""
SETTLERS = "staff provincial_organisation"
RECORDERS = f"{SETTLERS} leadership"

# move: (from these stages, by these of a dossier of tier 3.2, by these of one of tier 3.1)
DOSSIER_MOVES = {
    "begin": ("planning", "leadership", "leadership"),
    "assess": ("working", "subject", "subject"),
    "mark": ("self_assessment", "subject", "subject"),
    "submit": ("self_assessment", "subject", "subject"),
    "propose_in_division": ("submitted", "division_leadership", NOBODY),
    "appraisal_marks": ("submitted division_proposed", "staff", "staff"),
    "appraise": ("submitted division_proposed", "staff", "staff"),
    "council": ("appraised", "staff council", "staff council"),
    "authority_marks": ("council", "leadership", "leadership"),
    "propose": ("council", NOBODY, "leadership"),
    "province_appraise": ("proposed", NOBODY, "provincial_organisation"),
    "decide": ("council", "leadership", NOBODY),
    "decide_at_province": ("province_appraised", NOBODY, "provincial_secretariat"),
    "publish": ("decided", "leadership staff", "leadership staff"),
    "archive": ("published", "staff", "staff"),
    "return": (AT_UNIT, "staff division_leadership leadership", "staff division_leadership leadership"),
    "return_to_unit": (
        "proposed province_appraised",
        NOBODY,
        "provincial_organisation provincial_secretariat",
    ),
    "reopen": (AFTER, "leadership", NOBODY),
    "reopen_at_province": (AFTER, NOBODY, "provincial_secretariat"),
    "defer": (BEFORE, "staff provincial_organisation", "staff provincial_organisation"),
    "exempt": (BEFORE, "staff provincial_organisation", "staff provincial_organisation"),
    "end": (f"{BEFORE} deferred exempt", "staff provincial_organisation", "staff provincial_organisation"),
    "resume": (ASIDE, "staff provincial_organisation", "staff provincial_organisation"),
    "put_forward_excuse": (
        f"working self_assessment {AT_UNIT} proposed province_appraised",
        "subject staff",
        "subject staff",
    ),
    "attach": ("working self_assessment", "subject", "subject"),
    "detach": ("working self_assessment", "subject", "subject"),
    "record_circumstance": (EVERY, RECORDERS, RECORDERS),
    "record_absence": (EVERY, SETTLERS, SETTLERS),
    "end_absence": (f"{BEFORE} {ASIDE}", SETTLERS, SETTLERS),
    "resettle": (f"{BEFORE} {ASIDE}", SETTLERS, SETTLERS),
    "follow_person": (f"{BEFORE} deferred exempt", SETTLERS, SETTLERS),
    "settle_cases": (f"{BEFORE} {ASIDE}", SETTLERS, SETTLERS),
    "ask_remark": (BEFORE, SETTLERS, SETTLERS),
    "withdraw_remark": (f"{BEFORE} {ASIDE}", SETTLERS, SETTLERS),
    "regroup": (f"{BEFORE} {ASIDE}", NOBODY, "provincial_organisation provincial_secretariat"),
    "see_result": ("published archived", "subject", "subject"),
    "share": (EVERY, "staff", "staff"),
    "unshare": (EVERY, "staff", "staff"),
}
PLAN_MOVES = {
    "edit": ("draft", "subject"),
    "submit": ("draft", "subject"),
    "collate": ("submitted", "staff"),
    "return": ("submitted collated", "staff leadership"),
    "approve": ("collated", "leadership"),
    "deliver": ("approved", "subject"),
    "ask": ("approved", "subject"),
}
REQUEST_MOVES = {
    "amendments approve": ("proposed", "leadership"),
    "amendments refuse": ("proposed", "leadership"),
}
# move: (from these stages, by these of a dossier of tier 3.2, by these of one of tier 3.1)
EXCUSE_MOVES = {
    "confirm": ("proposed", "leadership", NOBODY),
    "support": ("proposed", NOBODY, "leadership"),
    "refuse": ("proposed", "leadership", "leadership"),
    "confirm_at_province": ("supported refused", NOBODY, "provincial_organisation provincial_secretariat"),
    "refuse_at_province": ("supported", NOBODY, "provincial_organisation provincial_secretariat"),
}
ARRIVAL_MOVES = {
    "arrive": "open",
    "keep_decision": "open",
    "answer_by_reopening": "open",
    "ask_again": "reopened",
    "wait_for_decision": "open",
    "decide_anew": "open reopened",
}
CIRCUMSTANCE_MOVES = {  # of a dossier of tier 3.2, of one of tier 3.1
    "lift": ("recorded", "leadership", "provincial_organisation"),
}
REMARK_MOVES = {"give": ("asked", {"foreign staff", "foreign leadership"})}  # foreign: of the unit left
LIST_MOVES = {  # (kind of list, move): by whom, of a draft list alone
    ("division_proposal", "draft"): "division_leadership",
    ("division_proposal", "close"): "division_leadership",
    ("division_proposal", "rate"): "provincial_organisation",
    ("unit_proposal", "draft"): "leadership",
    ("unit_proposal", "close"): "leadership",
    ("unit_proposal", "rate"): "provincial_organisation",
    ("unit_decision", "draft"): "leadership",
    ("unit_decision", "close"): "leadership",
    ("unit_decision", "rate"): "provincial_organisation",
    ("province_decision", "draft"): "provincial_secretariat",
    ("province_decision", "close"): "provincial_secretariat",
    ("province_decision", "rate"): "provincial_organisation provincial_secretariat",
}
CATALOG_MOVES = {
    "edit": ("draft", "staff"),
    "submit": ("draft", "staff"),
    "return": ("submitted", "leadership"),
    "approve": ("submitted", "leadership"),
    "supersede": ("approved", "leadership"),
}
COLLECTIVE_MOVES = {  # of a division's result
    "edit": ("draft", "division_leadership staff leadership"),
    "submit": ("draft", "division_leadership staff leadership"),
    "assess_digital": ("submitted approved", "steering_committee"),
    "approve": ("submitted", "leadership provincial_organisation provincial_secretariat"),
    "return": ("submitted", "leadership provincial_organisation provincial_secretariat"),
    "publish": (
        "approved",
        "division_leadership staff leadership provincial_organisation provincial_secretariat",
    ),
    "reopen": ("approved published", "leadership provincial_organisation provincial_secretariat"),
    "add_fields": ("approved published", "leadership provincial_organisation provincial_secretariat"),
}
# Of one person; of the unit's own earlier window its leadership answers, too.
EXTENSION_MOVES = {
    "ask": ("asked", "subject staff"),
    "grant": ("asked", "provincial_organisation"),
    "refuse": ("asked", "provincial_organisation"),
    "withdraw": ("asked", "subject staff"),
    "take_back": ("granted", "provincial_organisation"),
    "replace": ("granted", "provincial_organisation"),
    "restore": ("replaced", "provincial_organisation"),
}
# Of a dossier of tier 3.2, of one of tier 3.1.
PETITION_MOVES = {
    "put": ("subject", "subject"),
    "uphold": ("leadership", "provincial_secretariat"),
    "take_up": ("leadership", "provincial_secretariat"),
    "withdraw": ("subject", "subject"),
}
SESSION_MOVES = {
    "convene": ("held", "staff council"),
    "seat": ("held", "staff council"),
    "close": ("held", "staff council"),
    "cancel": ("held", "staff council"),
    "correct": ("closed", "staff council"),
}
LINE_MOVES = dict.fromkeys(("note", "fall", "record"), ("noted", "staff council"))
# Of a unit's package, of a division's.
PACKAGE_MOVES = {
    "keep": ("preparing sent returned received", "staff leadership", "division_leadership"),
    "send": ("preparing returned", "staff leadership", "division_leadership"),
    "send_anew": ("sent received", "staff leadership", "division_leadership"),
    "receive": ("sent", "provincial_organisation", "staff"),
    "give_back": ("sent received", "provincial_organisation", "staff"),
    "take_back": ("sent", "staff leadership", "division_leadership"),
}
YEAR_MOVES = {  # (kind of list, move): at which stages, by whom
    ("unit_proposal", "draw_up"): ("draft", "staff leadership"),
    ("unit_proposal", "draft"): ("draft", "staff leadership"),
    ("unit_proposal", "rate"): ("draft", "provincial_organisation"),
    ("unit_proposal", "close"): ("draft", "leadership"),
    ("unit_proposal", "publish"): ("closed", NOBODY),
    ("unit_proposal", "reopen"): ("closed published", "provincial_organisation"),
    ("unit_decision", "draw_up"): ("draft", "staff leadership"),
    ("unit_decision", "draft"): ("draft", "staff leadership"),
    ("unit_decision", "rate"): ("draft", "provincial_organisation"),
    ("unit_decision", "close"): ("draft", "leadership"),
    ("unit_decision", "publish"): ("closed", "staff leadership"),
    ("unit_decision", "reopen"): ("closed published", "leadership"),
    ("province_decision", "draw_up"): ("draft", "provincial_organisation provincial_secretariat"),
    ("province_decision", "draft"): ("draft", "provincial_organisation provincial_secretariat"),
    ("province_decision", "rate"): ("draft", "provincial_organisation provincial_secretariat"),
    ("province_decision", "close"): ("draft", "provincial_secretariat"),
    ("province_decision", "publish"): ("closed", "provincial_organisation provincial_secretariat"),
    ("province_decision", "reopen"): ("closed published", "provincial_secretariat"),
}
REPLACEMENT_MOVES = dict.fromkeys(
    ("record", "correct", "withdraw"),
    ("recorded", "staff leadership provincial_organisation provincial_secretariat"),
)
# The only things that people do to what is about themselves.
OWN = {
    "dossiers assess",
    "dossiers mark",
    "dossiers submit",
    "dossiers put_forward_excuse",
    "dossiers attach",
    "dossiers detach",
    "dossiers see_result",
    "plans edit",
    "plans submit",
    "plans deliver",
    "plans ask",
    "extensions ask",
    "extensions withdraw",
    "petitions put",
    "petitions withdraw",
}
MACHINES = {
    "dossiers": DOSSIERS,
    "plans": PLANS,
    "amendments": AMENDMENTS,
    "excuses": EXCUSES,
    "arrivals": ARRIVALS,
    "circumstances": CIRCUMSTANCES,
    "remarks": REMARKS,
    "extensions": EXTENSIONS,
    "lines": LINES,
    "petitions": PETITIONS,
    "replacements": REPLACEMENTS,
}


@pytest.fixture
def ward():
    """A ward, its people, and everybody from outside who could come by."""
    ward = a_ward()
    over_all = {
        "provincial_organisation": Duty.PROVINCIAL_ORGANISATION,
        "provincial_secretariat": Duty.PROVINCIAL_SECRETARIAT,
        "steering_committee": Duty.STEERING_COMMITTEE,
        "auditor": Duty.AUDITOR,
        "system_admin": Duty.SYSTEM_ADMIN,
    }
    for name, duty in over_all.items():
        setattr(ward, name, an_official(duty, ward.province))
    elsewhere = a_ward()
    ward.elsewhere = elsewhere.ward
    ward.roles = {
        name: getattr(ward, name)
        for name in ("subject", "division_leadership", "staff", "leadership", "council", *over_all)
    }
    ward.roles |= {
        "colleague": UserFactory(),
        "foreign staff": elsewhere.staff,
        "foreign leadership": elsewhere.leadership,
        "foreign division": an_official(Duty.DIVISION_LEADERSHIP, ward.other_division),
    }
    return ward


def open_to(machine, name, row, stages, roles):
    """At each stage, who may make the move."""
    found = {}
    for stage in stages:
        row.stage = stage
        found[str(stage)] = {role for role, user in roles.items() if name in machine.available(row, user)}
    return found


def expected(stages, everywhere, roles):
    return {str(stage): set(roles.split()) if stage in stages.split() else set() for stage in everywhere}


@pytest.mark.parametrize("name", DOSSIER_MOVES)
@pytest.mark.parametrize("tier", ["3.2", "3.1"])
def test_a_dossiers_move_is_open_at_its_stages_to_its_people_alone(ward, name, tier):
    stages, delegated, provincial = DOSSIER_MOVES[name]
    values = {"provincial": True} if tier == "3.1" else {}
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division, **values)
    roles = provincial if tier == "3.1" else delegated
    assert open_to(DOSSIERS, name, dossier, Stage, ward.roles) == expected(stages, Stage, roles)


@pytest.mark.parametrize("name", PLAN_MOVES)
def test_a_plans_move_is_open_at_its_stages_to_its_people_alone(ward, name):
    stages, roles = PLAN_MOVES[name]
    plan = DossierFactory(cadre=ward.cadre, unit=ward.division).plan
    assert open_to(PLANS, name, plan, PlanStage, ward.roles) == expected(stages, PlanStage, roles)


@pytest.mark.parametrize("name", REQUEST_MOVES)
def test_a_request_is_answered_by_the_authority_alone(ward, name):
    stages, roles = REQUEST_MOVES[name]
    machine, move = name.split()
    row = rows_about(DossierFactory(cadre=ward.cadre, unit=ward.division))[machine]
    found = open_to(MACHINES[machine], move, row, RequestStage, ward.roles)
    assert found == expected(stages, RequestStage, roles)


@pytest.mark.parametrize("name", CIRCUMSTANCE_MOVES)
@pytest.mark.parametrize("tier", ["3.2", "3.1"])
def test_what_was_recorded_is_lifted_by_the_competent_authority_alone(ward, name, tier):
    stages, delegated, provincial = CIRCUMSTANCE_MOVES[name]
    values = {"provincial": True} if tier == "3.1" else {}
    row = rows_about(DossierFactory(cadre=ward.cadre, unit=ward.division, **values))["circumstances"]
    roles = provincial if tier == "3.1" else delegated
    found = open_to(CIRCUMSTANCES, name, row, CircumstanceStage, ward.roles)
    assert found == expected(stages, CircumstanceStage, roles)


@pytest.mark.parametrize("name", EXCUSE_MOVES)
@pytest.mark.parametrize("tier", ["3.2", "3.1"])
def test_an_excuse_is_answered_by_the_unit_and_of_tier_3_1_by_the_province_after_it(ward, name, tier):
    stages, delegated, provincial = EXCUSE_MOVES[name]
    values = {"provincial": True} if tier == "3.1" else {}
    row = rows_about(DossierFactory(cadre=ward.cadre, unit=ward.division, **values))["excuses"]
    roles = provincial if tier == "3.1" else delegated
    assert open_to(EXCUSES, name, row, ExcuseStage, ward.roles) == expected(stages, ExcuseStage, roles)


@pytest.mark.parametrize("name", ARRIVAL_MOVES)
@pytest.mark.parametrize("tier", ["3.2", "3.1"])
def test_what_arrived_after_a_decision_is_answered_by_the_deciding_level_alone(ward, name, tier):
    values = {"provincial": True} if tier == "3.1" else {}
    row = rows_about(DossierFactory(cadre=ward.cadre, unit=ward.division, **values))["arrivals"]
    decider = "provincial_secretariat" if tier == "3.1" else "leadership"
    stages = ARRIVAL_MOVES[name]
    assert open_to(ARRIVALS, name, row, ArrivalStage, ward.roles) == expected(stages, ArrivalStage, decider)


@pytest.mark.parametrize("name", PETITION_MOVES)
@pytest.mark.parametrize("tier", ["3.2", "3.1"])
def test_a_petition_is_put_by_its_person_alone_and_answered_by_the_level_that_decided(ward, name, tier):
    values = {"provincial": True} if tier == "3.1" else {}
    row = rows_about(DossierFactory(cadre=ward.cadre, unit=ward.division, **values))["petitions"]
    roles = PETITION_MOVES[name][tier == "3.1"]
    assert open_to(PETITIONS, name, row, PetitionStage, ward.roles) == expected(
        "waiting", PetitionStage, roles
    )


@pytest.mark.parametrize("name", EXTENSION_MOVES)
@pytest.mark.parametrize("window", ["plan", "dossier"])
def test_an_extension_is_asked_for_and_withdrawn_by_the_person_or_staff_and_answered_above(
    ward, name, window
):
    stages, roles = EXTENSION_MOVES[name]
    row = rows_about(DossierFactory(cadre=ward.cadre, unit=ward.division))["extensions"]
    row.window = window
    if window == "dossier" and "provincial_organisation" in roles:
        roles = f"{roles} leadership"
    found = open_to(EXTENSIONS, name, row, ExtensionStage, ward.roles)
    assert found == expected(stages, ExtensionStage, roles)


@pytest.mark.parametrize("name", REMARK_MOVES)
def test_the_old_unit_alone_gives_its_remark(ward, name):
    stages, roles = REMARK_MOVES[name]
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    row = rows_about(dossier, old_unit=ward.elsewhere)["remarks"]
    found = open_to(REMARKS, name, row, RemarkStage, ward.roles)
    assert found == {str(stage): roles if stage == stages else set() for stage in RemarkStage}


@pytest.mark.parametrize(("kind", "name"), LIST_MOVES)
def test_a_list_is_kept_and_closed_by_its_own_level_alone(ward, kind, name):
    places = {"division_proposal": ward.division, "province_decision": ward.province}
    row = RatingList(kind=kind, unit=places.get(kind, ward.ward), pk=1)
    found = open_to(LISTS, name, row, ListStage, ward.roles)
    assert found == expected("draft", ListStage, LIST_MOVES[kind, name])


@pytest.mark.parametrize(("kind", "name"), YEAR_MOVES)
def test_a_years_list_is_drawn_up_by_staff_and_closed_by_leadership(ward, kind, name):
    stages, roles = YEAR_MOVES[kind, name]
    row = YearList(year=2026, kind=kind, unit=ward.province if kind == "province_decision" else ward.ward)
    assert open_to(YEARS, name, row, YearStage, ward.roles) == expected(stages, YearStage, roles)


@pytest.mark.parametrize("name", REPLACEMENT_MOVES)
def test_what_was_done_about_replacement_is_recorded_by_the_managing_unit_or_the_province(ward, name):
    stages, roles = REPLACEMENT_MOVES[name]
    row = Replacement(cadre=ward.cadre, unit=ward.ward)
    assert open_to(REPLACEMENTS, name, row, ReplacementStage, ward.roles) == expected(
        stages, ReplacementStage, roles
    )


@pytest.mark.parametrize("name", SESSION_MOVES)
def test_a_session_is_held_by_its_council_and_its_staff_alone(ward, name):
    stages, roles = SESSION_MOVES[name]
    found = open_to(SESSIONS, name, CouncilSession(unit=ward.ward), SessionStage, ward.roles)
    assert found == expected(stages, SessionStage, roles)


@pytest.mark.parametrize("name", LINE_MOVES)
def test_a_line_is_noted_by_the_council_and_its_staff_alone(ward, name):
    stages, roles = LINE_MOVES[name]
    row = rows_about(DossierFactory(cadre=ward.cadre, unit=ward.division))["lines"]
    assert open_to(LINES, name, row, LineStage, ward.roles) == expected(stages, LineStage, roles)


@pytest.mark.parametrize("name", CATALOG_MOVES)
def test_a_catalog_is_drawn_up_by_staff_and_approved_by_leadership(ward, name):
    stages, roles = CATALOG_MOVES[name]
    row = CatalogFactory(unit=ward.ward)
    everywhere = type(row)._meta.get_field("stage").choices
    names = [value for value, _ in everywhere]
    assert open_to(CATALOGS, name, row, names, ward.roles) == expected(stages, names, roles)


POLICY_MOVES = {
    ("set", "province"): ["provincial_organisation"],
    ("set", "ward"): ["provincial_organisation"],
    ("set_windows", "province"): ["provincial_organisation"],
    ("groups", "province"): ["provincial_organisation", "provincial_secretariat"],
    ("groups", "ward"): ["provincial_organisation", "provincial_secretariat"],
    ("set_own_windows", "province"): [],
    ("set_own_windows", "ward"): ["leadership", "staff"],
    ("set_scales", "province"): [],
    ("set_scales", "ward"): ["leadership", "staff"],
}


@pytest.mark.parametrize(("name", "whose"), POLICY_MOVES)
def test_the_province_sets_the_readings_and_a_unit_its_scales(ward, name, whose):
    row = Policy(unit=ward.ward if whose == "ward" else None)
    found = {who for who, user in ward.roles.items() if POLICIES.moves[name].by.allows(user, row.matter)}
    assert sorted(found) == POLICY_MOVES[name, whose]


@pytest.mark.parametrize("name", COLLECTIVE_MOVES)
def test_a_collectives_result_is_recorded_at_the_unit_and_approved_above_it(ward, name):
    stages, roles = COLLECTIVE_MOVES[name]
    row = CollectiveResult.objects.create(unit=ward.division, period=PeriodFactory())
    found = open_to(COLLECTIVES, name, row, CollectiveStage, ward.roles)
    assert found == expected(stages, CollectiveStage, roles)


def test_nobody_with_a_seat_in_a_collective_answers_for_its_superior(ward):
    """6.3 limits them by the result: not from a post above either, nor by whoever stands in for them."""
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    dossier.seats.create(unit=ward.division, leadership=Leadership.HEAD.value)
    row = CollectiveResult.objects.create(unit=ward.division, period=dossier.period, stage="submitted")
    seated = with_every_duty(ward.subject, ward.province)
    stand_in = with_every_duty(UserFactory(), ward.province, on_behalf_of=ward.subject)
    other = with_every_duty(UserFactory(), ward.province)
    found = [set(COLLECTIVES.available(row, user)) for user in (seated, stand_in, other)]
    assert found == [set(), set(), {"assess_digital", "approve", "return"}]


def test_every_move_of_every_machine_stands_in_these_tables():
    assert {name for name, _ in POLICY_MOVES} == set(POLICIES.moves)
    requests = {f"amendments {move}" for move in AMENDMENTS.moves}
    assert set(EXCUSE_MOVES) == set(EXCUSES.moves)
    assert set(DOSSIER_MOVES) == set(DOSSIERS.moves)
    assert set(PLAN_MOVES) == set(PLANS.moves)
    assert set(REQUEST_MOVES) == requests
    assert set(ARRIVAL_MOVES) == set(ARRIVALS.moves)
    assert set(CIRCUMSTANCE_MOVES) == set(CIRCUMSTANCES.moves)
    assert set(REMARK_MOVES) == set(REMARKS.moves)
    assert set(EXTENSION_MOVES) == set(EXTENSIONS.moves)
    assert set(PETITION_MOVES) == set(PETITIONS.moves)
    assert set(SESSION_MOVES) == set(SESSIONS.moves)
    assert set(LINE_MOVES) == set(LINES.moves)
    assert set(LIST_MOVES) == {(kind, move) for kind in ListKind.values for move in LISTS.moves}
    assert set(CATALOG_MOVES) == set(CATALOGS.moves)
    assert set(COLLECTIVE_MOVES) == set(COLLECTIVES.moves)
    assert set(REPLACEMENT_MOVES) == set(REPLACEMENTS.moves)
    assert set(YEAR_MOVES) == {(kind, move) for kind in YearKind.values for move in YEARS.moves}


# --- nobody acts on their own dossier --------------------------------------------------------------------------------


def rows_about(dossier, old_unit=None):
    """One row for each machine that moves something about this person."""
    task = PlanTaskFactory(plan=dossier.plan)
    return {
        "dossiers": dossier,
        "plans": dossier.plan,
        "amendments": PlanAmendment(plan=dossier.plan, kind="withdraw", task=task, proposed_at="2026-10-01"),
        "arrivals": Arrival(decision=Decision(dossier=dossier)),
        "petitions": Petition(decision=Decision(dossier=dossier)),
        "excuses": Excuse(task=task, put_forward_at="2026-12-01"),
        "circumstances": DossierCircumstance(dossier=dossier, cadre=dossier.cadre, on="2026-11-02"),
        "remarks": Remark(dossier=dossier, from_unit=old_unit or dossier.unit),
        "lines": CouncilLine(dossier=dossier),
        "replacements": Replacement(cadre=dossier.cadre, unit=dossier.managing_unit),
        "extensions": Extension(
            dossier=dossier, period=dossier.period, until=dossier.period.dossier_closes_at, window="plan"
        ),
    }


def deeds(user, dossier):
    """Every move, at whatever stage, that this person has the right to make about the dossier."""
    return {
        f"{kind} {name}"
        for kind, row in rows_about(dossier).items()
        for name, move in MACHINES[kind].moves.items()
        if move.by.allows(user, row.matter)
    }


def with_every_duty(user, province, **values):
    for duty in Duty:
        grant(user, duty, province, **values)
    user.__dict__.pop("_held", None)
    return user


@pytest.mark.parametrize("values", [{}, {"provincial": True}, {"leadership": Leadership.HEAD.value}])
def test_nobody_acts_on_their_own_dossier_whatever_duties_they_hold(ward, values):
    for unit in (ward.division, ward.ward):
        dossier = DossierFactory(unit=unit, **values)
        assert deeds(with_every_duty(dossier.cadre.user, ward.province), dossier) == OWN


def test_another_with_the_same_duties_may_do_all_of_it(ward):
    holder = with_every_duty(UserFactory(), ward.province)
    delegated = deeds(holder, DossierFactory(unit=ward.division))
    provincial = deeds(holder, DossierFactory(unit=ward.division, provincial=True))
    moves = {f"{kind} {name}" for kind, machine in MACHINES.items() for name in machine.moves}
    own_alone = OWN - {"dossiers put_forward_excuse", "extensions ask", "extensions withdraw"}
    assert delegated | provincial == moves - own_alone


def test_whoever_stands_in_for_somebody_does_not_act_on_that_persons_dossier(ward):
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    stand_in = with_every_duty(UserFactory(), ward.province, on_behalf_of=ward.subject)
    assert deeds(stand_in, dossier) == set()
    assert "dossiers decide" in deeds(stand_in, DossierFactory(unit=ward.division))


@pytest.mark.parametrize("name", PACKAGE_MOVES)
@pytest.mark.parametrize("kind", ["unit_proposal", "unit_decision", "division_proposal"])
def test_a_package_is_sent_by_its_unit_and_received_by_the_level_above(ward, name, kind):
    stages, of_unit, of_division = PACKAGE_MOVES[name]
    divided = kind == "division_proposal"
    row = Package(period=PeriodFactory(), unit=ward.division if divided else ward.ward, kind=kind)
    roles = of_division if divided else of_unit
    assert open_to(PACKAGES, name, row, PackageStage, ward.roles) == expected(stages, PackageStage, roles)
