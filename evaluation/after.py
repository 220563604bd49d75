"""What follows a move, all of it, machine by machine and in this order: each in the transaction of the move that it follows."""

from cadres.machine import After, Machine
from evaluation.archive.actions.sealing import (
    keep_to_seals,
    keep_years_to_seals,
    seal_archived,
    seal_lists,
    seal_minutes,
    seal_sendings,
    seal_years,
)
from evaluation.arrivals.actions import follow_dossiers, tell_of_lifting, tell_of_record, tell_of_result
from evaluation.arrivals.moves import ARRIVALS
from evaluation.calendar.actions.windows import tell_of_windows
from evaluation.circumstances.actions.asking import ask_old_units, take_back_loose_questions, tell_of_remarks
from evaluation.circumstances.moves import CIRCUMSTANCES, REMARKS
from evaluation.collectives.actions.results import bear_on_leaders
from evaluation.collectives.actions.telling import tell_of_collectives
from evaluation.collectives.moves import COLLECTIVES
from evaluation.core.road import DOSSIERS
from evaluation.council.actions.lines import let_noted_fall
from evaluation.council.moves import SESSIONS
from evaluation.deeds.actions import bear_on_later, end_exceptions, keep_ground
from evaluation.deputies.actions import tell_both
from evaluation.deputies.moves import STAND_INS
from evaluation.extensions.actions import tell_of_extensions
from evaluation.extensions.moves import EXTENSIONS
from evaluation.home.actions import tell_people
from evaluation.lists.actions.places import wait_on_list
from evaluation.lists.moves import LISTS
from evaluation.marks.actions.excuses import weigh_conditions
from evaluation.marks.moves import EXCUSES
from evaluation.packages.actions.telling import tell_of_packages
from evaluation.packages.moves import PACKAGES
from evaluation.petitions.actions import answer_by_reopening, forget_reminders
from evaluation.petitions.moves import PETITIONS
from evaluation.plans.moves import AMENDMENTS, PLANS
from evaluation.policies.moves import POLICIES
from evaluation.years.actions.telling import tell_of_years
from evaluation.years.moves import YEARS

AFTER: dict[Machine, tuple[After, ...]] = {
    DOSSIERS: (
        wait_on_list,
        keep_ground,
        bear_on_later,
        end_exceptions,
        weigh_conditions,
        tell_of_record,
        follow_dossiers,
        answer_by_reopening,
        tell_people,
        let_noted_fall,
        take_back_loose_questions,
        ask_old_units,
        keep_to_seals,
        seal_archived,
    ),
    SESSIONS: (seal_minutes,),
    LISTS: (seal_lists,),
    PLANS: (tell_people,),
    AMENDMENTS: (tell_people,),
    EXCUSES: (tell_people,),
    ARRIVALS: (tell_people,),
    PETITIONS: (tell_people, forget_reminders),
    CIRCUMSTANCES: (tell_of_lifting,),
    REMARKS: (tell_of_remarks,),
    COLLECTIVES: (bear_on_leaders, tell_of_result, tell_of_collectives),
    POLICIES: (tell_of_windows,),
    EXTENSIONS: (tell_of_extensions,),
    STAND_INS: (tell_both,),
    PACKAGES: (tell_of_packages, seal_sendings),
    YEARS: (tell_of_years, keep_years_to_seals, seal_years),
}
