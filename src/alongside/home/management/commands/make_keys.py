from typing import Any

from django.core.management import BaseCommand, CommandParser

from alongside.home.management import print_new_keys


class Command(BaseCommand):
    help = "Prints new keys for a server's settings. Keep them outside the data folder, and keep a copy."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--backup", action="store_true", help="Instead, a pair of keys for backups.")

    def handle(self, **options: Any) -> None:
        print_new_keys(for_backups=options["backup"])
