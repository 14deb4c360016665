"""One run: the servers, everything once to warm up, then the rounds."""

import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TextIO

from alongside.core import clock
from benchmarks import acts, pages, servers, table, years
from benchmarks.folders import copied, hurry, within
from benchmarks.making import World, make
from benchmarks.measures import Measure
from benchmarks.sizes import Sizes


def run(sizes: Sizes, out: TextIO) -> None:
    world = make(sizes, clock.now())
    folder = grown(world, sizes, out)
    with servers.running(servers.BARE, sizes.rows) as bare, servers.running(servers.OURS, sizes.rows) as ours:
        with servers.running(servers.OURS, sizes.rows, folder) as old:
            measures = [
                *pages.reference(world, sizes, bare),
                *pages.pages(world, sizes, ours),
                *pages.forms(world, sizes, ours),
                *pages.among_many(world, sizes, old, folder),
                *acts.acts(world, sizes),
                *acts.rankings(world, sizes),
                *acts.imports(world, sizes),
                *acts.passes(),
                *acts.passes_over_many(sizes, folder),
            ]
            rounds = measured(measures, sizes.rounds, out)
        memory = ours.megabytes()
    out.write(f"\n\n{table.printed(table.rows(measures, rounds))}\n\n")
    out.write(f"Memory of the server and its worker: {memory:.0f} MB\n")
    out.write(f"One pass, {sizes.commitments:,} commitments there: {seconds(rounds[measures[-1].name])}\n")


def grown(world: World, sizes: Sizes, out: TextIO) -> Path:
    """The same server's data after years."""
    begun = time.process_time()
    folder = copied()
    with within(folder):
        hurry()
        years.fill(world, sizes.commitments, clock.now())
    out.write(f"{sizes.commitments:,} commitments in {time.process_time() - begun:.0f} CPU seconds; ")
    out.flush()
    return folder


def seconds(rates: Sequence[float]) -> str:
    each = sorted(1 / rate for rate in rates)
    return f"{median(each):.3f} CPU seconds ({each[0]:.3f} to {each[-1]:.3f})"


def measured(measures: list[Measure], rounds: int, out: TextIO) -> dict[str, list[float]]:
    """Each round goes through all measures, so that what slows the machine slows all of them."""
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        out.write("warming up" if number == 0 else f", round {number}")
        out.flush()
        for one in measures:
            rate = one.run()
            if number > 0:
                found[one.name].append(rate)
    return found
