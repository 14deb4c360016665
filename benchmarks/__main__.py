"""Makes a server with data of its own, measures in interleaved rounds, and prints the table."""

import os
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

from benchmarks.sizes import Sizes, chosen


def main(sizes: Sizes, folder: Path) -> None:
    prepare(folder)
    from benchmarks.run import run  # noqa: PLC0415 - models can be imported only after the settings are read

    call_command("collectstatic", interactive=False, verbosity=0)
    run(sizes, sys.stdout)


def prepare(folder: Path) -> None:
    """An empty server, in SQLite, synced to the disk at each write, as the product is by default."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        "ALONGSIDE_DATA_DIR": str(folder / "data"),
        "ALONGSIDE_MODE": "trial",
        "DATABASE_URL": "",
    }
    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="alongside-benchmark-") as made:
        main(chosen(), Path(made))
