from typing import Any

from django.core.management import BaseCommand, CommandError

from alongside.core.clock import now
from alongside.home.management import moves
from alongside.home.management.databases import CannotSwap, CopyBroken
from alongside.home.management.dots import Dots
from alongside.home.management.moves.target import Tell


class Command(BaseCommand):
    help = (
        "Moves all data from SQLite to the empty PostgreSQL database in DATABASE_URL. Stop the server first."
    )
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        try:
            moved = moves.move(begin=self.begin, now=now())
        except (moves.CannotMove, CannotSwap, CopyBroken) as error:
            raise CommandError(f"Nothing was moved. {error}") from error
        self.stdout.write(
            f"\n{moved.rows} rows of {moved.tables} tables are in PostgreSQL, each as it was. Every promise holds.\n"
            f"The SQLite database is kept as {moved.aside}.\n"
            "Whoever leaves from now on still stands in it: delete it when you are sure."
        )

    def begin(self, words: str) -> Tell:
        self.stdout.write(f"\n{words}:", ending=" ")
        self.stdout.flush()
        return Dots(self.stdout).tell
