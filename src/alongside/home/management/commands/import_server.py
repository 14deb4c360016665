import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from alongside.home import copies
from alongside.home.management import envelopes, exports
from alongside.home.management.backups import BackupBroken
from alongside.home.management.restores import opened


class Command(BaseCommand):
    help = "Takes an export of a whole server into this one, which must be empty."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("export", type=Path, help="The file or folder that export_server made.")
        parser.add_argument(
            "--key", type=Path, help="The file with your private key; - reads it from a pipe."
        )

    def handle(self, **options: Any) -> None:
        staging = Path(settings.ALONGSIDE_DATA_DIR) / f".restoring-{secrets.token_hex(4)}"
        staging.mkdir(parents=True, mode=0o700)
        try:
            rows = exports.take_in(opened(options["export"], options["key"], staging))
        except (exports.CannotImport, BackupBroken, envelopes.KeyUnusable, OSError) as error:
            raise CommandError(f"Nothing was taken in. {error}") from error
        finally:
            copies.wiped(staging)
        self.stdout.write(f"{rows} rows came in, and every promise holds. People sign in again as before.")
