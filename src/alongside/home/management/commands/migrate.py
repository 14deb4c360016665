"""Django's own command, all of it in one transaction."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections, transaction


class Command(migrate.Command):
    help = "Brings the tables to this version: all of them, or none where it is stopped on the way."

    def handle(self, *args: Any, **options: Any) -> None:
        """SQLite makes tables anew, and may only let go of its checks before a transaction begins."""
        self.line = connections[options["database"]]
        with self.line.constraint_checks_disabled(), transaction.atomic(using=options["database"]):
            super().handle(*args, **options)
            self.line.check_constraints()

    def migration_progress_callback(self, action: str, *args: Any, **options: Any) -> None:
        """What rows wait to be checked for, PostgreSQL checks before the next migration changes their table."""
        if action in {"apply_success", "unapply_success"}:
            self.line.check_constraints()
        super().migration_progress_callback(action, *args, **options)
