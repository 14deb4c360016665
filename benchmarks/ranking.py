"""What it costs to put open asks in order for one person: by default 500 of them, which may take 20 ms of a processor.

    python -m benchmarks.ranking
    python -m benchmarks.ranking --profile

Each ranking is whole: every open ask is held against the predicate of the offer, weighed and sorted. What the server
keeps of the asks until somebody writes is kept here too.
"""

import argparse
import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.__main__ import prepare
from benchmarks.sizes import Sizes

MOST_MS = 20.0


def ranker(asks: int) -> Callable[[], object]:
    """Ready to rank for one reader, on a server where the worker has counted all asks."""
    from alongside.asks.queries import Filters  # noqa: PLC0415 - models can be imported only after the settings
    from alongside.core import clock  # noqa: PLC0415 - the same
    from alongside.matching import queries  # noqa: PLC0415 - the same
    from alongside.matching.jobs import count_outlooks  # noqa: PLC0415 - the same
    from benchmarks.making import make  # noqa: PLC0415 - the same

    now = clock.now()
    world = make(Sizes(rounds=1, offers=1, verdicts=1, dates=1, places=1, asks=asks), now)
    while count_outlooks(now):
        pass

    def rank() -> int:
        found = queries.fits(viewer=world.reader, filters=Filters(), within_km=None, now=now)
        return len(found.suggestions)

    return rank


def milliseconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return (time.process_time() - begun) * 1000


def profiled(act: Callable[[], object]) -> None:
    profile = cProfile.Profile(time.process_time)
    profile.runcall(act)
    pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(25)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--asks", type=int, default=500)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="alongside-benchmark-") as made:
        prepare(Path(made))
        rank = ranker(chosen.asks)
        print(f"{rank()} asks fit, of {chosen.asks}")
        if chosen.profile:
            profiled(rank)
        took = sorted(milliseconds(rank) for _time in range(chosen.times))
    print(f"ms of a processor: {median(took):.1f} of {MOST_MS:.0f} ({took[0]:.1f} to {took[-1]:.1f})")


if __name__ == "__main__":
    main()
