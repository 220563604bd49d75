from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = "Đánh giá hằng quý"

    def ready(self) -> None:
        """What happens after moves hangs on their machines; and where a demonstration keeps its day."""
        from config import clock
        from evaluation.after import AFTER
        from evaluation.core.models import DemonstrationDay

        for machine, effects in AFTER.items():
            for effect in effects:
                machine.after(effect)
        clock.moved_by(DemonstrationDay.objects.values_list("shift_days", flat=True).first)
