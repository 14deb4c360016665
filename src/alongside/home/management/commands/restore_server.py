from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from alongside.core.clock import now
from alongside.home import leavers
from alongside.home.management import envelopes, restores
from alongside.home.management.backups import BackupBroken
from alongside.home.management.databases import CannotSwap, CopyBroken

NOT_DONE = (
    BackupBroken,
    CopyBroken,
    CannotSwap,
    OSError,
    envelopes.KeyUnusable,
    leavers.ListBroken,
    restores.WouldLose,
    restores.WouldBringBack,
)


class Command(BaseCommand):
    help = "Puts a backup back. Stop the server first. The data in use is set aside, not deleted."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="The file or folder that backup_server made.")
        parser.add_argument(
            "--key", type=Path, help="The file with your private key; - reads it from a pipe."
        )
        parser.add_argument("--replace", action="store_true", help="Also when this server has people.")
        parser.add_argument("--although-old", action="store_true", help="Also when it is past its time.")

    def handle(self, **options: Any) -> None:
        try:
            done = restores.restore(
                backup=options["backup"],
                key=options["key"],
                may_replace=options["replace"],
                may_be_old=options["although_old"],
                now=now(),
            )
        except NOT_DONE as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        self.stdout.write("The backup is back, and every promise holds.")
        if done.erased:
            self.stdout.write(f"{done.erased} people had left since, and were deleted again.")
        if done.is_blind:
            self.stdout.write(
                "No list of those who left is newer than this backup. Whoever left after it is back:"
                " see docs/operate/backup.md."
            )
        if done.aside:
            self.stdout.write(f"What was here before is kept as {done.aside}. Delete it when you are sure.")
