from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from alongside.core.clock import now
from alongside.home import actions
from alongside.people.models import Person


class Command(BaseCommand):
    help = "Signs somebody out in every browser, or everybody. They sign in again as before."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        whom = parser.add_mutually_exclusive_group(required=True)
        whom.add_argument("name", nargs="?", help="Their sign-in name.")
        whom.add_argument("--of-everybody", action="store_true", help="After a theft of the machine, say.")

    def handle(self, **options: Any) -> None:
        person = Person.objects.filter(sign_in_name=options["name"] or "").first()
        if person is None and not options["of_everybody"]:
            raise CommandError("Nobody has this sign-in name.")
        ended = actions.end_sessions_of(person=person, by=None, now=now())
        self.stdout.write(f"{ended} sessions ended.")
