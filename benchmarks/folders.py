"""A second server's data: the first one's, copied, so that both know the same people and dates."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import override_settings


def copied() -> Path:
    """All that this process's server has on the disk, in a folder beside it. No server may run yet."""
    connection.close()
    own = Path(settings.ALONGSIDE_DATA_DIR)
    return shutil.copytree(own, own.with_name(f"{own.name}-copy"))


@contextmanager
def within(folder: Path) -> Iterator[None]:
    """Until the block ends, this process works with the data of another folder."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = folder / Path(own).name
    try:
        with override_settings(ALONGSIDE_DATA_DIR=folder):
            connection.ensure_connection()
            yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def hurry() -> None:
    """Much memory, and no waiting for the disk, until the block ends."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA cache_size=-1000000")
