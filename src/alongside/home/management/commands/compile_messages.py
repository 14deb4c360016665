from typing import Any

from django.core.management.base import BaseCommand

from alongside.home.management import catalogues


class Command(BaseCommand):
    help = "Makes the translations ready for the server. Run it after each update of the program."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for area in catalogues.areas():
            for path in area.glob("locale/*/LC_MESSAGES/*.po"):
                catalogues.compile_one(path)
