from typing import Any

from django.core.management import BaseCommand

from alongside.home import queries


class Command(BaseCommand):
    help = "Prints every field that this server can hold: whose it is, how long it stays, who can read it."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        self.stdout.write(
            "| table | field | whose | kept | when its person leaves | in their export | on the disk |"
        )
        self.stdout.write("| --- | --- | --- | --- | --- | --- | --- |")
        for part in queries.holdings():
            for thing in part.things:
                for held in thing.fields:
                    exported, sealed = (
                        "yes" if held.is_exported else "no",
                        "sealed" if held.is_sealed else "open",
                    )
                    cells = [thing.label, held.name, held.whose, held.kept, held.erasure, exported, sealed]
                    self.stdout.write(f"| {' | '.join(map(str, cells))} |")
