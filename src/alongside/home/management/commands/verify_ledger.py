import sys
from typing import Any

from django.core.management import BaseCommand

from alongside.home import queries


class Command(BaseCommand):
    help = "Checks the ledger and every promise that the data must keep. Safe on a live server."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        broken = list(queries.breaks_everywhere())
        for words in broken:
            self.stderr.write(words)
        if broken:
            self.stderr.write(f"{len(broken)} promises are broken. See docs/operate/duties.md.")
            sys.exit(1)
        self.stdout.write("The ledger is whole, and every promise holds.")
