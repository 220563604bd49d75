"""Long files as the administrator is told of them: how many wait, since when, on how many nobody works, how many failed."""

from django.db.models import Count, Min, Q
from django.db.models.functions import Now

from config import clock
from evaluation.health.tells import QUIET, LongFiles
from reporting.models import UNFINISHED, Export, State


def long_files() -> LongFiles:
    """Whoever works beats by the database's clock, whoever asks does by ours. Those that failed are kept for a week."""
    unfinished = Q(state__in=UNFINISHED)
    silent = Q(heartbeat_at=None) | Q(heartbeat_at__lt=Now() - QUIET)
    counted = Export.objects.aggregate(
        unfinished=Count("pk", filter=unfinished),
        oldest=Min("asked_at", filter=unfinished),
        left=Count("pk", filter=unfinished & silent & Q(asked_at__lt=clock.now() - QUIET)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
    )
    last = Export.objects.filter(state=State.FAILED).order_by("-finished_at").first()
    return LongFiles(**counted, failure=last.failure if last else "")
