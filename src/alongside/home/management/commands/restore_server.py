from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from alongside.core.clock import now
from alongside.home.management import restores
from alongside.home.management.backups import BackupBroken
from alongside.home.management.databases import CannotSwap, CopyBroken


class Command(BaseCommand):
    help = "Puts a backup back. Stop the server first. The data in use is set aside, not deleted."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="The folder that backup_server made.")
        parser.add_argument("--replace", action="store_true", help="Also when this server has people.")

    def handle(self, **options: Any) -> None:
        try:
            aside = restores.restore(folder=options["folder"], may_replace=options["replace"], now=now())
        except (BackupBroken, CopyBroken, CannotSwap, restores.WouldLose) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        self.stdout.write("The backup is back, and every promise holds.")
        if aside:
            self.stdout.write(f"What was here before is kept as {aside}. Delete it when you are sure.")
