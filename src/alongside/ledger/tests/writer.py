"""Writes entries as fast as it can, in a process of its own: `python -m … DATABASE FIRST COUNT`."""

import datetime as dt
import sys
from types import SimpleNamespace

import django
from django.conf import settings


def write(database: str, name: str, count: int) -> None:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from alongside.ledger import actions

    for number in range(count):
        actions.record(
            kind="asks.publish",
            subject=f"{name}-{number}",
            by=SimpleNamespace(pk=f"person-{number % 3}"),
            now=dt.datetime(2026, 3, 4, tzinfo=dt.UTC),
        )


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
