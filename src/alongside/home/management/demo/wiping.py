"""Telling a demo from a server with real people, and emptying a demo."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from alongside.home.actions.demo import BEGAN
from alongside.ledger import witness
from alongside.ledger.models import Entry
from alongside.people.models import Person


def is_demo() -> bool:
    return settings.ALONGSIDE_MODE == "demo" and not settings.ALONGSIDE_IN_PRODUCTION


def is_seeded() -> bool:
    """Whether what is here was made by the story: its ledger begins with it."""
    return Entry.objects.filter(number=1, kind=BEGAN).exists()


def holds_people() -> bool:
    return Person.objects.exists()


def wipe() -> None:
    """Empties every table, and forgets the ledger's head that is kept beside them.

    PostgreSQL empties no table whose rows still wait for a check of their links, as they do inside a transaction.
    """
    connection.check_constraints()
    call_command("flush", interactive=False, verbosity=0)
    witness.path().unlink(missing_ok=True)
