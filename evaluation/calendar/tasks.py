"""The one task that beat rings for."""

from celery import shared_task

from evaluation.calendar.actions.keeping import keep_now


@shared_task  # type: ignore[untyped-decorator]  # Celery says nothing of its types
def keep_calendar() -> int:
    """How many effects were done now; two at once do each of them once."""
    return len(keep_now("Celery"))
