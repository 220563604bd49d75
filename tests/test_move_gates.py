"""Which gates every move asks, written out by name, so that one taken away shows here whatever else still refuses."""

import pytest

from catalog.moves import CATALOGS
from evaluation.circumstances.moves import CIRCUMSTANCES, REMARKS
from evaluation.collectives.moves import COLLECTIVES
from evaluation.core.road import DOSSIERS
from evaluation.council.moves import LINES, SESSIONS
from evaluation.extensions.moves import EXTENSIONS
from evaluation.lists.moves import LISTS
from evaluation.marks.moves import EXCUSES
from evaluation.packages.moves import PACKAGES
from evaluation.petitions.moves import PETITIONS
from evaluation.plans.moves import AMENDMENTS, PLANS
from evaluation.policies.moves import POLICIES
from evaluation.years.moves import REPLACEMENTS, YEARS

MACHINES = {
    "dossiers": DOSSIERS,
    "plans": PLANS,
    "amendments": AMENDMENTS,
    "excuses": EXCUSES,
    "circumstances": CIRCUMSTANCES,
    "remarks": REMARKS,
    "lists": LISTS,
    "policies": POLICIES,
    "collectives": COLLECTIVES,
    "catalogs": CATALOGS,
    "extensions": EXTENSIONS,
    "sessions": SESSIONS,
    "lines": LINES,
    "packages": PACKAGES,
    "petitions": PETITIONS,
    "years": YEARS,
    "replacements": REPLACEMENTS,
}
LAWFUL_PLAN = "has_tasks plan_tasks_complete plan_weights plan_mapped"
BEFORE_RATING = "posts_followed cases_settled key_tasks_answered excuses_answered council_heard"
DECIDING = f"{BEFORE_RATING} special_papers permitted(decided_rating)"
APPRAISING = "division_spoke differences_reasoned(appraisal) confirmations_grounded"
RESULT = "targets_there add_up fields_whole fields_within excuses_grounded rated"
SENDING = "everything_there rest_explained in_window late_explained"
ITEMS = "has_items has_standard_item has_usable_coefficients"

# Every move that asks a gate; the others ask none.
GATES = {
    "years close": "somebody_closed nobody_above",
    "years publish": "quarters_made_known",
    "replacements record": "done_by_now",
    "replacements correct": "done_by_now",
    "dossiers submit": "direct_entry_weights marks_complete self_rating_reasoned late_reason_given",
    "dossiers propose_in_division": "posts_followed permitted(division_rating)",
    "dossiers appraisal_marks": APPRAISING,
    "dossiers authority_marks": "differences_reasoned(authority) confirmed_by_appraiser",
    "dossiers appraise": f"{APPRAISING} key_levels_said appraisal_rated permitted(appraisal_rating)",
    "dossiers council": "council_heard",
    "dossiers propose": f"{BEFORE_RATING} permitted(proposed_rating)",
    "dossiers decide": DECIDING,
    "dossiers decide_at_province": DECIDING,
    "dossiers archive": "petitions_over",
    "dossiers defer": "deferral_grounded",
    "dossiers exempt": "exemption_grounded",
    "dossiers regroup": "not_yet_listed",
    "sessions close": "led quorate",
    "lines note": "ballots_within",
    "lines record": "ballots_within",
    "plans submit": f"plan_owed {LAWFUL_PLAN}",
    "plans approve": LAWFUL_PLAN,
    "amendments approve": "plan_weights",
    "excuses confirm": "before_decision",
    "excuses support": "before_decision",
    "excuses refuse": "before_decision",
    "excuses confirm_at_province": "before_decision",
    "excuses refuse_at_province": "before_decision",
    "circumstances lift": "decisions_keep_their_ground",
    "remarks give": "remark_in_time",
    "policies set": "round_not_begun",
    "policies set_own_windows": "own_windows_within",
    "policies set_scales": "round_not_begun",
    "collectives edit": "add_up",
    "collectives submit": RESULT,
    "collectives assess_digital": "digital_said",
    "collectives approve": f"{RESULT} digital_heard",
    "collectives reopen": "nobody_decided_on_it",
    "collectives add_fields": "add_up fields_whole fields_within excuses_grounded",
    "catalogs submit": ITEMS,
    "catalogs approve": ITEMS,
    "extensions ask": "within_reach still_owed",
    "extensions grant": "still_owed",
    "extensions take_back": "open_still used_by_nobody",
    "petitions put": "in_time",
    "packages send": SENDING,
    "packages send_anew": f"differs {SENDING}",
    "packages take_back": "not_received",
}
# Every move that is made during some stages alone of what its row is about.
DURING = {
    "lines note": "appraised",
    "lines record": "appraised",
    "petitions put": "published archived",
    "plans edit": "planning self_assessment",
    "plans deliver": "working self_assessment",
    "plans ask": "working self_assessment",
    "amendments approve": "working self_assessment",
}
MOVES = [f"{kind} {name}" for kind, machine in MACHINES.items() for name in machine.moves]


def named(gate):
    """A gate's name; one made for a column with what it was made for."""
    made_for = [cell.cell_contents for cell in gate.__closure__ or ()]
    name = gate.__qualname__.split(".")[0]
    return f"{name}({', '.join(made_for)})" if made_for else name


@pytest.mark.parametrize("move", MOVES)
def test_a_move_asks_its_gates_and_no_other(move):
    kind, name = move.split()
    found = {named(gate) for gate in MACHINES[kind].moves[name].gates}
    assert found == set(GATES.get(move, "").split())


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_made_during_its_stages_of_the_matter_and_no_other(move):
    kind, name = move.split()
    during = MACHINES[kind].moves[name].during
    assert set(during.stages if during else ()) == set(DURING.get(move, "").split())


def test_the_table_names_moves_that_there_are():
    assert set(GATES) | set(DURING) <= set(MOVES)
