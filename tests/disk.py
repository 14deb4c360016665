"""What SQLite keeps on the disk, for tests of what must be gone."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections


@pytest.fixture
def on_disk() -> Callable[[], bytes]:
    """Every byte that SQLite keeps now: what was erased must not be among them.

    Another process reads them. If this one closed the file, the system would take all of SQLite's locks on it away.
    """
    database = Path(connections["default"].settings_dict["NAME"])

    def read() -> bytes:
        files = sorted(database.parent.glob(f"{database.name}*"))
        return subprocess.run(
            ["cat", *files], stdin=subprocess.DEVNULL, capture_output=True, check=True
        ).stdout

    return read
