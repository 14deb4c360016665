from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from alongside.home.management import catalogues


class Command(BaseCommand):
    help = "Makes the translations ready for the server. Run it after each update of the program."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for area in catalogues.areas():
            for path in area.glob("locale/*/LC_MESSAGES/*.po"):
                catalogues.compile_one(path)
        for path in sorted(settings.ALONGSIDE_LANGUAGES_DIR.glob("*/LC_MESSAGES/django.po")):
            ready, wrong = catalogues.compile_one(path)
            self.stdout.write(f"{path.parent.parent.name}: {ready} messages are ready.")
            for flaw in wrong:
                self.stdout.write(f"  left out, {flaw}")
