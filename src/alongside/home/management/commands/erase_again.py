from typing import Any

from django.core.management import BaseCommand, CommandError

from alongside.core import erasing
from alongside.core.clock import now
from alongside.home import actions, leavers


class Command(BaseCommand):
    help = "Deletes again whoever left and came back with a backup. restore_server does it by itself."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        try:
            erased = actions.erase_again(now=now())
        except leavers.ListBroken as error:
            raise CommandError(str(error)) from error
        erasing.wipe()
        self.stdout.write(f"{erased} people were deleted again.")
