"""PostgreSQL: what the application's own role may do. It writes the record and reads it, and neither changes nor deletes it."""

from collections.abc import Iterator, Mapping

from django.db import connection, models, transaction
from psycopg import sql

from cadres.models import Entry
from evaluation.archive.models import Chain, Seal
from evaluation.core.models import Receipt
from evaluation.core.models.viewings import Viewing
from evaluation.lists.models import Decision, KeptForm, RaisedProposal, RatingListEntry
from evaluation.packages.models import Sending, SentForm
from evaluation.years.models import YearRating

# What is written once, and the columns of it that a later deed writes: a decision is replaced, a sending is answered.
WRITTEN_ONCE: Mapping[type[models.Model], tuple[str, ...]] = {
    Decision: ("superseded_at",),
    KeptForm: (),
    RaisedProposal: (),
    Receipt: (),
    Sending: ("outcome", "answered_at", "answered_by_id", "faults"),
    SentForm: (),
    YearRating: ("superseded_at",),
    Viewing: (),
    Seal: (),
    Chain: ("length", "head"),
}
GOES_WITH_ITS_DRAFT = (RatingListEntry,)  # an empty draft of a removed group goes with its history


def written_once() -> dict[type[models.Model], tuple[str, ...]]:
    """The record, and every line of every history."""
    return dict(WRITTEN_ONCE) | dict.fromkeys(Entry.__subclasses__(), ())


@transaction.atomic
def secure(role: str, password: str = "") -> None:
    """Let the role use every table of the database, and of the record insert and read alone; it is made where there is none.

    To be done by the owner of the tables, after each `migrate`: what was added since is the role's then, too.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        known = cursor.fetchone()
        for statement in _statements(role, password, make=not known):
            cursor.execute(statement)


def _statements(role: str, password: str, *, make: bool) -> Iterator[sql.Composed]:
    name = sql.Identifier(role)
    if make:
        yield sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE").format(name)
    if password:
        yield sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(password))
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name)
    yield sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(name)
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name)
    for model, columns in written_once().items():
        table = sql.Identifier(model._meta.db_table)
        taken = sql.SQL("UPDATE" if model in GOES_WITH_ITS_DRAFT else "UPDATE, DELETE")
        yield sql.SQL("REVOKE {} ON {} FROM {}").format(taken, table, name)
        if columns:
            listed = sql.SQL(", ").join(map(sql.Identifier, columns))
            yield sql.SQL("GRANT UPDATE ({}) ON {} TO {}").format(listed, table, name)


def can_change_the_record() -> bool:
    """Whether the role by which the application is signed in could alter or delete a decision."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        privileges = (
            "has_table_privilege(%(table)s, 'DELETE') OR has_column_privilege(%(table)s, 'rating', 'UPDATE')"
        )
        cursor.execute(f"SELECT {privileges}", {"table": Decision._meta.db_table})  # noqa: S608 - no text of anybody's
        return bool(cursor.fetchone()[0])
