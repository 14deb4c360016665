from typing import Any

from django.core.management.base import BaseCommand

from alongside.home.management import catalogues


class Command(BaseCommand):
    help = "Collects the words of the interface into each area's catalogues, for the translators."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for language in catalogues.PLURALS:
            counts = [catalogues.update(area, language) for area in catalogues.areas()]
            messages, waiting = (sum(column) for column in zip(*counts, strict=True))
            self.stdout.write(f"{language}: {messages} messages, {waiting} to translate")
