from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from pyrage.x25519 import Recipient

from alongside.core.clock import now
from alongside.home import copies, leavers
from alongside.home.management import backups, envelopes
from alongside.home.management.databases import CopyBroken


class Command(BaseCommand):
    help = "Copies all data while the server runs, into one file that only your private key opens."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", type=Path, help="A folder for backups. The default is in the data folder."
        )
        parser.add_argument(
            "--for", dest="keys", type=Path, help="A file with public keys, instead of ALONGSIDE_BACKUP_KEY."
        )

    def handle(self, **options: Any) -> None:
        where, moment = options["to"] or copies.folder(), now()
        try:
            for_whom = chosen(options["keys"])
            made = backups.make(to=where, for_whom=for_whom, now=moment)
        except (CopyBroken, OSError, envelopes.KeyUnusable, leavers.ListBroken) as error:
            raise CommandError(f"No backup was made. {error}") from error
        gone = copies.expire(where=where, now=moment)
        self.stdout.write(f"The backup is in {made}. It is readable by its owner only.")
        if not for_whom:
            self.stderr.write(
                "It is not encrypted: ALONGSIDE_BACKUP_KEY is not set. See docs/operate/backup.md."
            )
        if gone:
            self.stdout.write(f"{gone} old backups were deleted.")


def chosen(file: Path | None) -> list[Recipient]:
    found = envelopes.recipients(envelopes.written_in(file) if file else settings.ALONGSIDE_BACKUP_KEY)
    if file and not found:
        raise envelopes.KeyUnusable(f"There is no public key in {file}.")
    return found
