from typing import Any

from django.core.management import BaseCommand

from alongside.home.management import print_new_keys


class Command(BaseCommand):
    help = "Prints new keys for a server's settings. Keep them outside the data folder, and keep a copy."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        print_new_keys()
