import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandParser

from alongside.core.clock import now
from alongside.home import copies, queries


class Command(BaseCommand):
    help = "Says in plain words what is unsafe about this installation."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--backups", type=Path, help="Where your backups are, if not in the data folder.")

    def handle(self, **options: Any) -> None:
        kept = copies.backups(options["backups"] or copies.folder())
        found = list(queries.unsafe(backed_up_at=kept[0][0] if kept else None, now=now()))
        for words in found:
            self.stdout.write(f"- {words}")
        if found:
            sys.exit(1)
        self.stdout.write("Nothing unsafe was found.")
