"""What tells whether the installation is well: who keeps the calendar, what is overdue, letters, long files, the two clocks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Q

from config import clock
from evaluation.archive.actions.roles import can_change_the_record
from evaluation.archive.models import Chain
from evaluation.calendar.models import Effect, Keeper
from notices.models import Letter

SEEN = timedelta(days=7)  # who has not been seen for longer is told of no more
# After which a calendar that nobody keeps, or a file that nobody works on, is told of.
QUIET = timedelta(minutes=15)
APART = timedelta(seconds=2)  # the clocks of application and database: so far, a cutoff may be told otherwise


@dataclass(frozen=True)
class LongFiles:
    """How many are not finished, since when the first of them; how many nobody works on; how many failed of late, and why the last."""

    unfinished: int = 0
    oldest: datetime | None = None
    left: int = 0
    failed: int = 0
    failure: str = ""


_long_files: Callable[[], LongFiles] = LongFiles


def long_files_told_by(tell: Callable[[], LongFiles]) -> None:
    """Who tells of long files: the floor above."""
    global _long_files
    _long_files = tell


@dataclass(frozen=True)
class Health:
    """`apart`: by how much the database's clock is ahead of ours. `is_open`: whether the application could change the record."""

    keepers: list[Keeper]
    is_quiet: bool
    overdue: Effect | None
    failing: int
    letters: dict[str, int]
    failure: str
    files: LongFiles
    chain: Chain
    is_open: bool
    apart: timedelta

    @property
    def clocks_differ(self) -> bool:
        return abs(self.apart) > APART

    @property
    def seconds_apart(self) -> float:
        return round(self.apart.total_seconds(), 1)


def health() -> Health:
    now = clock.now()
    keepers = list(Keeper.objects.filter(seen_at__gt=now - SEEN))
    undone = Effect.objects.filter(done_at=None, due_at__lte=now)
    last = Letter.objects.exclude(failure="").order_by("-day", "-pk").first()
    return Health(
        keepers,
        not keepers or keepers[0].seen_at < now - QUIET,
        undone.first(),
        undone.filter(failures__gt=0).count(),
        _letters(),
        last.failure if last else "",
        _long_files(),
        Chain.objects.first() or Chain(),
        can_change_the_record(),
        _ahead(),
    )


def is_ready() -> bool:
    """The database answers, and its tables are those of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _letters() -> dict[str, int]:
    """Of today's and yesterday's: waiting, failing, sent."""
    unsent = Q(sent_at=None)
    recent = Letter.objects.filter(day__gte=clock.today() - timedelta(days=1))
    return recent.aggregate(
        waiting=Count("pk", filter=unsent),
        failing=Count("pk", filter=unsent & ~Q(failure="")),
        sent=Count("pk", filter=~unsent),
    )


def _ahead() -> timedelta:
    """Of PostgreSQL's clock; SQLite has none but this machine's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        told = cursor.fetchone()[0]
    return told - datetime.now(UTC) if isinstance(told, datetime) else timedelta(0)
