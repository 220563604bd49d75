from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = "Đánh giá hằng quý"

    def ready(self) -> None:
        """What happens after moves, all of it: each effect runs in the transaction of the move that it follows.

        And where a demonstration keeps its day.
        """
        from config import clock
        from evaluation.arrivals.actions import (
            follow_dossiers,
            tell_of_lifting,
            tell_of_record,
            tell_of_result,
        )
        from evaluation.arrivals.moves import ARRIVALS
        from evaluation.calendar.actions.windows import tell_of_windows
        from evaluation.circumstances.moves import CIRCUMSTANCES, REMARKS
        from evaluation.collectives.actions import bear_on_leaders
        from evaluation.collectives.moves import COLLECTIVES
        from evaluation.core.models import DemonstrationDay
        from evaluation.core.road import DOSSIERS
        from evaluation.deeds.actions import end_exceptions, keep_ground
        from evaluation.deputies.actions import tell_both
        from evaluation.deputies.moves import STAND_INS
        from evaluation.extensions.moves import EXTENSIONS
        from evaluation.home.actions import (
            ask_old_units,
            tell_of_collectives,
            tell_of_extensions,
            tell_of_remarks,
            tell_people,
        )
        from evaluation.lists.actions.places import wait_on_list
        from evaluation.marks.actions.excuses import weigh_conditions
        from evaluation.marks.moves import EXCUSES
        from evaluation.plans.moves import AMENDMENTS, PLANS
        from evaluation.policies.moves import POLICIES

        DOSSIERS.after(wait_on_list)
        DOSSIERS.after(keep_ground)
        DOSSIERS.after(end_exceptions)
        DOSSIERS.after(weigh_conditions)
        DOSSIERS.after(tell_of_record)
        DOSSIERS.after(follow_dossiers)
        CIRCUMSTANCES.after(tell_of_lifting)
        COLLECTIVES.after(bear_on_leaders)
        COLLECTIVES.after(tell_of_result)
        for machine in (PLANS, AMENDMENTS, EXCUSES, DOSSIERS, ARRIVALS):
            machine.after(tell_people)
        DOSSIERS.after(ask_old_units)
        REMARKS.after(tell_of_remarks)
        COLLECTIVES.after(tell_of_collectives)
        POLICIES.after(tell_of_windows)
        EXTENSIONS.after(tell_of_extensions)
        STAND_INS.after(tell_both)
        clock.moved_by(DemonstrationDay.objects.values_list("shift_days", flat=True).first)
