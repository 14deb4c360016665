from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.config.languages import CODE, OWN
from alongside.home.management import catalogues


class Command(BaseCommand):
    help = "Collects the words of the interface into each area's catalogues, for the translators."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--language", help="The code of one language outside of the program: in the data folder."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if code := options["language"]:
            self.update_added(code)
            return
        for language in catalogues.PLURALS:
            counts = [catalogues.update(area, language) for area in catalogues.areas()]
            messages, waiting = (sum(column) for column in zip(*counts, strict=True))
            self.stdout.write(f"{language}: {messages} messages, {waiting} to translate")

    def update_added(self, code: str) -> None:
        if code in OWN or not CODE.fullmatch(code):
            raise CommandError(f"{code} is no code of a language outside of the program.")
        messages, waiting = catalogues.update_added(settings.ALONGSIDE_LANGUAGES_DIR, code)
        path = catalogues.added_path(settings.ALONGSIDE_LANGUAGES_DIR, code)
        self.stdout.write(f"{path}\n{code}: {messages} messages, {waiting} to translate")
