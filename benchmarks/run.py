"""One run: the servers, everything once to warm up, then the rounds."""

import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import harmonic_mean, median
from typing import TextIO

from alongside.core import clock
from benchmarks import acts, pages, servers, table, years
from benchmarks.folders import copied, hurry, within
from benchmarks.making import World, make
from benchmarks.measures import Measure
from benchmarks.sizes import Sizes


def run(sizes: Sizes, out: TextIO) -> None:
    world = make(sizes, clock.now())
    folder, part = grown(world, sizes, out), sizes.of_a_turn
    with servers.running(servers.BARE, sizes.rows) as bare, servers.running(servers.OURS, sizes.rows) as ours:
        with servers.running(servers.OURS, sizes.rows, folder) as old:
            measures = [
                *pages.reference(world, part, bare),
                *pages.pages(world, part, ours),
                *pages.forms(world, part, ours),
                *pages.among_many(world, part, old, folder),
                *acts.acts(world, part),
                *acts.rankings(world, part),
                *acts.imports(world, sizes),
                *acts.passes(),
                *acts.passes_over_many(sizes, folder),
            ]
            rounds = measured(measures, sizes, out)
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


def measured(measures: list[Measure], sizes: Sizes, out: TextIO) -> dict[str, list[float]]:
    """The rates of each round. It goes through all measures several times, so that what slows the machine for a second
    or two slows all of them.
    """
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(sizes.rounds + 1):
        out.write("warming up" if number == 0 else f", round {number}")
        out.flush()
        rates = turns(measures, sizes.turns)
        if number > 0:
            for name, each in rates.items():
                found[name].append(harmonic_mean(each))
    return found


def turns(measures: list[Measure], times: int) -> dict[str, list[float]]:
    rates: dict[str, list[float]] = defaultdict(list)
    for number in range(times):
        for one in measures:
            if number == 0 or not one.is_whole:
                rates[one.name].append(one.run())
    return rates
