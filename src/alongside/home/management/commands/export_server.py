from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from alongside.core.clock import now
from alongside.home import copies
from alongside.home.management import backups, envelopes, exports
from alongside.home.management.commands.backup_server import chosen


class Command(BaseCommand):
    help = "Writes everything into files that any program reads, sealed for your public key."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, help="The folder in which the export is made.")
        parser.add_argument("--for", dest="keys", type=Path, help="A file with public keys for it.")
        parser.add_argument(
            "--open", action="store_true", help="A folder that everybody who finds it can read."
        )
        parser.add_argument(
            "--schema", action="store_true", help="Only print which fields of which tables leave."
        )

    def handle(self, **options: Any) -> None:
        if options["schema"]:
            self.stdout.write("\n".join(exports.described()))
            return
        try:
            made, rows = self.export(options)
        except (OSError, envelopes.KeyUnusable) as error:
            raise CommandError(f"Nothing was exported. {error}") from error
        self.stdout.write(
            f"{rows} rows are in {made}. What is sealed on this server is open in it: keep it safe."
        )

    def export(self, options: dict[str, Any]) -> tuple[Path, int]:
        if options["to"] is None:
            raise envelopes.KeyUnusable("Name a folder: --to FOLDER.")
        for_whom = [] if options["open"] else chosen(options["keys"])
        if not for_whom and not options["open"]:
            raise envelopes.KeyUnusable(
                "There is no public key. Set ALONGSIDE_BACKUP_KEY, or add --for FILE or --open."
            )
        moment = now()
        options["to"].mkdir(parents=True, exist_ok=True, mode=0o700)
        whole = options["to"] / f"alongside-export-{moment.strftime(copies.STAMP)}"
        with backups.workplace() as folder:
            rows = exports.write_out(folder, now=moment)
            if for_whom:
                whole = whole.with_name(whole.name + copies.SEALED)
                envelopes.close(folder, whole, for_whom)
                whole.chmod(0o600)
            else:
                copies.copied(folder, whole)
        return whole, rows
