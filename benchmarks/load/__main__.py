"""Fills a server, ties it to one core, and lets people visit it: `make load`."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from benchmarks.load.driver import Told

SEED = 7
READERS = 600


def main(arguments: argparse.Namespace, folder: Path) -> int:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        "ALONGSIDE_DATA_DIR": str(folder / "data"),
        "ALONGSIDE_MODE": "trial",
    }
    django.setup()
    from django.db import connection  # noqa: PLC0415 - models and lines come only after the settings are read

    from alongside.core import clock  # noqa: PLC0415 - the same
    from benchmarks import servers  # noqa: PLC0415 - the same
    from benchmarks.load import driver, filling, towns  # noqa: PLC0415 - the same

    if connection.introspection.table_names():
        sys.exit("The database of DATABASE_URL is not empty. This would fill it: name a new one.")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    sizes = filling.Sizes(groups=arguments.groups, people=arguments.people, asks=arguments.asks)
    town = towns.of(filling.fill(sizes, clock.now()), min(READERS, arguments.people))
    with servers.running(servers.OURS, 20) as ours:
        tie([*ours.family(), *servers.of_the_database()])
        used = ours.cpu_seconds()
        told = asyncio.run(
            driver.drive(
                ours.port,
                town,
                rate=arguments.rate,
                minutes=arguments.minutes,
                seed=SEED,
                megabytes=ours.megabytes,
            )
        )
        used = ours.cpu_seconds() - used
    printed(told, used, arguments)
    return 1 if told.faults else 0


def tie(family: Iterable[int]) -> None:
    """To one core, every thread of the server, its worker and its database; those that come later are where their
    parent is.
    """
    core = {min(os.sched_getaffinity(0))}
    for pid in family:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), core)


def printed(told: "Told", used: float, arguments: argparse.Namespace) -> None:
    every = [seconds for of in told.seconds.values() for seconds in of]
    sys.stdout.write(
        f"{len(every):,} requests, {arguments.rate:g} a second. CPU of the pages: {used:.0f} s.\n"
    )
    sys.stdout.write(f"{'':24}{'requests':>10}{'p50':>9}{'p95':>9}{'p99':>9}  ms\n")
    for kind, of in [("all", every), *sorted(told.seconds.items())]:
        low, high, highest = (1000 * of_hundred(of, share) for share in (50, 95, 99))
        sys.stdout.write(f"{kind:24}{len(of):>10,}{low:>9.0f}{high:>9.0f}{highest:>9.0f}\n")
    sys.stdout.write("Memory, MB: " + " ".join(f"{one:.0f}" for one in told.memory) + "\n")
    for fault in sorted(set(told.faults)):
        sys.stdout.write(f"{fault}, {told.faults.count(fault)} times\n")


def of_hundred(found: Sequence[float], share: int) -> float:
    return quantiles(found, n=100)[share - 1] if len(found) > 1 else found[0]


def chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--rate", type=float, default=50, help="requests a second (50)")
    parser.add_argument("--minutes", type=float, default=30, help="how long (30)")
    parser.add_argument("--groups", type=int, default=50)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--asks", type=int, default=2_000)
    return parser.parse_args()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="alongside-load-") as made:
        sys.exit(main(chosen(), Path(made)))
