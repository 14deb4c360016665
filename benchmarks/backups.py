"""How long a backup and its restore take at a given size: `python -m benchmarks.backups --megabytes 1000`."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

GOAL_SECONDS = 300
SHARE_OF_MESSAGES = 0.6
WORDS = "Which door do I take, and may I bring my sister? " * 60
AT_ONCE = 2000


def main(megabytes: int, folder: Path) -> bool:
    """Whether both together are done within the goal for so much."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        "ALONGSIDE_DATA_DIR": str(folder / "data"),
        "ALONGSIDE_MODE": "trial",
        "DATABASE_URL": "",
    }
    private, public = folder / "private.txt", folder / "public.txt"
    private.write_text(alongside("make_keys", "--backup"))
    public.write_text(private.read_text().splitlines()[1].split("=")[1])
    alongside("migrate", "--verbosity=0")
    django.setup()
    fill(folder / "data" / "alongside.sqlite3", megabytes)
    made = timed("Backup", "backup_server", "--to", str(folder / "backups"), "--for", str(public))
    copy = next((folder / "backups").glob("alongside-*.tar.age"))
    back = timed("Restore", "restore_server", str(copy), "--key", str(private), "--replace")
    print(f"The envelope has {copy.stat().st_size / 1e6:,.0f} MB.")
    goal = GOAL_SECONDS * max(1, megabytes / 1000)
    print(f"Together {made + back:.0f} seconds; the goal for {megabytes:,} MB is {goal:.0f}.")
    return made + back <= goal


def alongside(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "alongside.home.management", *command],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def timed(name: str, *command: str) -> float:
    began, used = time.monotonic(), cpu_of_children()
    alongside(*command)
    took, used = time.monotonic() - began, cpu_of_children() - used
    print(f"{name}: {took:.1f} seconds, of which {used:.1f} of the processor", flush=True)
    return took


def cpu_of_children() -> float:
    """Theirs and their own children's, so that a busy machine shows as the difference."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fill(database: Path, megabytes: int) -> None:
    """Messages, sealed as people's are, and entries of the ledger, which a restore must check one by one."""
    from django.db import connection, transaction  # noqa: PLC0415 - only after the settings are read

    from alongside.core.clock import now  # noqa: PLC0415 - the same
    from alongside.ledger import actions as ledger  # noqa: PLC0415 - the same
    from alongside.notices.models import Message  # noqa: PLC0415 - the same

    at, entries, messages = now(), 0, 0
    said = {"about": "commitment:x", "from_asking_side": True, "language": "en", "at": at}
    while size(database) < megabytes:
        with transaction.atomic():
            if size(database) < SHARE_OF_MESSAGES * megabytes:
                Message.objects.bulk_create(
                    Message(text=f"{number} {WORDS}", **said) for number in range(AT_ONCE)
                )
                messages += AT_ONCE
            else:
                act = ledger.Act(kind="benchmarks.written", subject="x" * 17, by=None, community="y" * 17)
                ledger.record_all(acts=[act] * AT_ONCE, now=at)
                entries += AT_ONCE
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    print(f"{size(database):,.0f} MB: {messages:,} messages, {entries:,} entries of the ledger", flush=True)


def size(file: Path) -> float:
    return file.stat().st_size / 1e6


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1000)
    with tempfile.TemporaryDirectory(prefix="alongside-backups-") as made:
        is_in_time = main(parser.parse_args().megabytes, Path(made))
    sys.exit(0 if is_in_time else 1)
