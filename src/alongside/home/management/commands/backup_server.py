import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from alongside.core.clock import now
from alongside.home.management import backups
from alongside.home.management.databases import CopyBroken


class Command(BaseCommand):
    help = "Copies all data into a new folder while the server runs. The copy is not encrypted: keep it safe."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", type=Path, help="A folder for backups. The default is in the data folder."
        )
        parser.add_argument(
            "--keep-days", type=int, default=30, help="Delete backups older than this many days."
        )

    def handle(self, **options: Any) -> None:
        where, moment = options["to"] or backups.default_folder(), now()
        try:
            made = backups.make(to=where, now=moment)
        except (CopyBroken, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        gone = backups.expire(where=where, older_than=dt.timedelta(days=options["keep_days"]), now=moment)
        self.stdout.write(
            f"The backup is in {made}. It is readable by its owner only, and it is not encrypted."
        )
        if gone:
            self.stdout.write(f"{gone} old backups were deleted.")
