"""The task that beat rings for."""

from celery import shared_task

from reporting.jobs.working import work

TURN = (
    60.0  # seconds; beat rings again before: a worker that also keeps the calendar is not held up for longer
)


@shared_task  # type: ignore[untyped-decorator]  # Celery says nothing of its types
def work_exports() -> int:
    """How many files were finished; what is not, the next ring goes on with."""
    return work(TURN)
