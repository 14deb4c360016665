from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from alongside.core.clock import now
from alongside.home import actions
from alongside.people.models import Person


class Command(BaseCommand):
    help = "Makes somebody an operator: they may vouch for new groups. They need an account first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="Their sign-in name.")

    def handle(self, **options: Any) -> None:
        person = Person.objects.filter(sign_in_name=options["name"]).first()
        if person is None:
            raise CommandError("Nobody has this sign-in name. Sign up first, then run this again.")
        actions.appoint_operator(person=person, by=None, now=now())
        self.stdout.write("They are an operator now.")
