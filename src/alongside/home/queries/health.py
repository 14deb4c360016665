"""Whether the server does what it is for, and how much room it has left. Nothing of it is about anybody."""

import datetime as dt
import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from alongside.home import copies
from alongside.home.models import Lease
from alongside.home.rules import WORKER


def is_well(*, now: dt.datetime) -> bool:
    """The database answers, and a worker is at work. It writes at each round, so a full disk shows here too."""
    try:
        return Lease.objects.filter(name=WORKER, until__gt=now).exists()
    except DatabaseError:
        return False


def figures(*, now: dt.datetime) -> dict[str, tuple[str, float]]:
    """{name: (what it is, how much)}, for a monitor."""
    folder = Path(settings.ALONGSIDE_DATA_DIR)
    made = copies.backups(copies.folder())
    found = {
        "alongside_well": ("1 while the database answers and a worker is at work.", float(is_well(now=now))),
        "alongside_free_bytes": (
            "Room on the disk of the data folder.",
            float(shutil.disk_usage(folder).free),
        ),
        "alongside_data_bytes": ("Size of the files in the data folder.", float(size(folder))),
    }
    if made:
        found["alongside_backup_age_seconds"] = (
            "Time since the last backup in the data folder.",
            (now - made[0][0]).total_seconds(),
        )
    return found


def size(folder: Path) -> int:
    """Bytes of its own files; backups, which are in folders below, do not count."""
    return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
