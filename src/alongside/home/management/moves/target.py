"""The PostgreSQL database that is moved into: of this version, with nobody in it, and nobody let in meanwhile."""

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from alongside.core.fields import SealBroken
from alongside.home import queries
from alongside.home.management.moves.refusals import CannotMove
from alongside.home.management.moves.tables import ROWS_AT_ONCE, Row, tables
from alongside.home.management.restores import known_migrations

Tell = Callable[[float], None]
OF_MIGRATE = {"django_content_type", "auth_permission"}
"""What `migrate` itself writes into new tables. It gives way to the same rows of the database that moves."""


def prepare() -> None:
    """Makes the tables in a new database; for one that has tables, says whether they fit."""
    found = set(connection.introspection.table_names())
    if not found:
        call_command("migrate", verbosity=0, interactive=False)
        return
    if MigrationRecorder.Migration._meta.db_table not in found:
        raise CannotMove("The PostgreSQL database has tables of another program. Make a new one.")
    applied = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    if newer := sorted(applied - known_migrations()):
        raise CannotMove(f"The PostgreSQL database is of a newer Alongside ({newer[0]}). Upgrade first.")
    if applied != known_migrations():
        raise CannotMove("The PostgreSQL database is of an older Alongside. Run `alongside migrate` first.")


def take_over() -> None:
    """Inside the transaction: nobody else writes any more, and nothing may be there."""
    with connection.cursor() as cursor:
        names = ", ".join(connection.ops.quote_name(table.name) for table in tables())
        cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
    for table in tables():
        if table.name not in OF_MIGRATE and table.model._base_manager.exists():
            raise CannotMove(f"The PostgreSQL database is not empty: it has rows in {table.name}.")
    ContentType.objects.all().delete()


class Counted:
    """Tells how large a share of all rows has gone by, also in the middle of a long table."""

    def __init__(self, total: int, tell: Tell) -> None:
        self.total, self.tell, self.done = total, tell, 0

    def each(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            yield row
            self.done += 1
            if self.done % ROWS_AT_ONCE == 0 or self.done == self.total:
                self.tell(self.done / self.total)


def copy_from(source: BaseDatabaseWrapper, counted: Counted) -> None:
    for table in tables():
        try:
            table.write(connection, counted.each(table.read(source)))
        except DatabaseError as error:
            raise CannotMove(f"{table.name} does not fit into PostgreSQL: {refused(error)}.") from error
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise CannotMove(f"A row leads nowhere: {refused(error)}.") from error


def refused(error: DatabaseError) -> str:
    """Why PostgreSQL refused, and in which line of which column. What stands there is left out."""
    said = getattr(error.__cause__, "diag", None)
    if said is None or not said.message_primary:
        return type(error).__name__
    where = (said.context or "").split(":")[0]
    return f"{said.message_primary} ({where})" if where else str(said.message_primary)


def compare_with(source: BaseDatabaseWrapper, counted: Counted) -> None:
    """Counts, then holds each row against its row there, both read anew.

    Raises `CannotMove` at the first difference.
    """
    for table in tables():
        here, there = table.count(connection), table.count(source)
        if here != there:
            raise CannotMove(f"{table.name} has {there} rows, and {here} of them arrived.")
        for ours, theirs in zip_longest(counted.each(table.read(connection)), table.read(source)):
            if ours is None or theirs is None or table.hashed(ours) != table.hashed(theirs):
                key = table.key(theirs or ours)
                raise CannotMove(f"A row of {table.name} did not arrive as it was: {key}.")


def check_promises() -> None:
    """The ledger's chain, its signed head outside, every seal and every promise, read from where the data are now."""
    try:
        broken = list(queries.breaks_everywhere())
    except SealBroken as error:
        raise CannotMove(str(error)) from error
    if broken:
        raise CannotMove(
            f"All rows arrived as they were, and {len(broken)} promises do not hold. The first: {broken[0]}"
            " Put that right first: see docs/operate/duties.md."
        )


def set_sequences() -> None:
    """The next number of a new row comes after the highest that moved."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables()]):
            cursor.execute(statement)
