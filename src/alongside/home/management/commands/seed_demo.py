import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from alongside.asks.models import Ask
from alongside.commitments.models import Commitment
from alongside.communities.models import Community
from alongside.core.clock import now
from alongside.home.cast import PASSPHRASE
from alongside.home.management.demo import ALLY, STEWARD, story, wiping
from alongside.home.management.dots import Dots
from alongside.people.models import Person


class Command(BaseCommand):
    help = "Fills the demo's own database with an invented town. It is refused on every other server."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="Empty the demo first, and make it again.")

    def handle(self, **options: Any) -> None:
        if not wiping.is_demo():
            raise CommandError("This is no demo. Set ALONGSIDE_MODE=demo, which has a database of its own.")
        is_seeded = wiping.is_seeded()
        if not is_seeded and wiping.holds_people():
            raise CommandError("This database has people who are not of the demo. Nothing was changed.")
        if is_seeded and not options["fresh"]:
            self.stdout.write("The demo is here already. To make it again: alongside seed_demo --fresh")
        else:
            if is_seeded:
                wiping.wipe()
            self.seed(now())
        self.say_how_to_look_around()

    def seed(self, moment: dt.datetime) -> None:
        self.stdout.write("Making a town, from its first day to today:", ending=" ")
        dots = Dots(self.stdout)
        words = story.seed(
            now=moment, tell=lambda start, here: dots.tell((here - start) / (moment - start))
        ).words
        self.stdout.write(
            f" done.\n{words.name}: {Community.objects.count()} groups, {Person.objects.count()} people,"
            f" {Ask.objects.count()} asks, {Commitment.objects.count()} offers."
        )

    def say_how_to_look_around(self) -> None:
        self.stdout.write(
            f"\nThree ways to look around, at {settings.ALONGSIDE_ORIGIN}\n"
            f"  as a steward   sign-in name {STEWARD}, passphrase: {PASSPHRASE}\n"
            f"  as an ally     sign-in name {ALLY}, with the same passphrase\n"
            f"  as nobody      without signing in, as a stranger sees it\n"
        )
