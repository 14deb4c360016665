from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from alongside.core.declaring import WHY_NO_DAYS, OnDisk
from alongside.home import queries

WHO_READS = {
    OnDisk.OPEN: "whoever has the disk",
    OnDisk.SEALED: "whoever has the disk and the data keys",
    OnDisk.MARK: "nobody",
}
HEAD = "| table | field | whose | kept | when its person leaves | in their export | on the disk | who can read it |"


def beside(days: int, backups: str) -> list[str]:
    """What the server holds outside of the tables."""
    return [
        "Beside the tables:",
        f"- backups: everything above, for {days} days; {backups}",
        "- the ledger's signed head: how many entries there are, and the hash of the last",
        f"- the list of those who left: a day and a mark for each, for {days + 2} days;"
        " nobody can read back who they were",
        "- the keys, if they stand in the data folder (never in production): they open all that is sealed",
        "- the log of the program: faults, without names, addresses or words",
        "Sealed is what ALONGSIDE_DATA_KEYS opens: this server can, and so can whoever runs it.",
        "No text on it is sealed from them.",
    ]


class Command(BaseCommand):
    help = "Prints every field that this server can hold: whose it is, how long it stays, who can read it."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        self.stdout.write(HEAD)
        self.stdout.write("| --- | --- | --- | --- | --- | --- | --- | --- |")
        for part in queries.holdings():
            for thing in part.things:
                for held in thing.fields:
                    exported = "yes" if held.is_exported else "no"
                    reads = WHO_READS[held.on_disk]
                    cells = [
                        thing.label,
                        held.name,
                        held.whose,
                        held.kept,
                        held.erasure,
                        exported,
                        held.on_disk,
                    ]
                    self.stdout.write(f"| {' | '.join(map(str, [*cells, reads]))} |")
        days = settings.ALONGSIDE_BACKUP_DAYS
        backups = "sealed: only a private key away from this server opens them"
        if not settings.ALONGSIDE_BACKUP_KEY:
            backups = "not sealed: whoever finds one reads it, because ALONGSIDE_BACKUP_KEY is not set"
        self.stdout.write("")
        for kept, why in WHY_NO_DAYS.items():
            self.stdout.write(f"Kept {kept}: {why}.")
        self.stdout.write("")
        for line in beside(days, backups):
            self.stdout.write(line)
