from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from alongside.core.clock import now
from alongside.home.management import arrivals
from alongside.people.models import Person


class Command(BaseCommand):
    help = "Takes in one group that left another server, under a steward who has an account here."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("export", type=Path, help="The ZIP file that a steward downloaded there.")
        parser.add_argument("--steward", required=True, help="The sign-in name of whoever runs it here.")

    def handle(self, **options: Any) -> None:
        steward = Person.objects.filter(sign_in_name=options["steward"]).first()
        if steward is None:
            raise CommandError("Nothing was taken in. Nobody here has this sign-in name.")
        try:
            community = arrivals.take_in(options["export"], steward=steward, now=now())
        except arrivals.CannotArrive as error:
            raise CommandError(f"Nothing was taken in. {error}") from error
        self.stdout.write(
            f"The group {community.pk} is here. Nobody outside finds it until somebody vouches for it."
        )
