"""The installations of the server's own tests, and people who write over its real line."""

import json

import pytest

from alongside.home.tests.conftest import (
    installation,
    migrated,
    migrated_on_postgresql,
    on_postgresql,
    postgresql,
    server,
    with_tables_on_postgresql,
)
from alongside.home.tests.installation import Installation
from tests.faults.lines import Writer

__all__ = [
    "installation",
    "migrated",
    "migrated_on_postgresql",
    "on_postgresql",
    "postgresql",
    "server",
    "with_tables_on_postgresql",
]
BEGIN = """
import json
from alongside.home.cast import make
from django.test import Client
cast, sessions = make(now()), []
for one in (cast.amal, cast.jun):
    browser = Client()
    browser.force_login(one)
    sessions.append(browser.cookies["session"].value)
on = (now() + dt.timedelta(days=9)).date().isoformat()
print(json.dumps({"community": cast.harbour.pk, "session": sessions[0], "other": sessions[1], "on": on}))
"""


def writer_of(installed: Installation) -> Writer:
    """Amal, signed in, with the cast around her."""
    return Writer(**json.loads(installed.python(BEGIN).splitlines()[-1]))


@pytest.fixture
def writer(server: Installation) -> Writer:
    return writer_of(server)
