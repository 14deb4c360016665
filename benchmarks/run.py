"""One run: both servers, everything once to warm up, then the rounds."""

from collections import defaultdict
from typing import TextIO

from alongside.core import clock
from benchmarks import acts, pages, servers, table
from benchmarks.making import make
from benchmarks.measures import Measure
from benchmarks.sizes import Sizes


def run(sizes: Sizes, out: TextIO) -> None:
    world = make(sizes, clock.now())
    with servers.running(servers.BARE, sizes.rows) as bare, servers.running(servers.OURS, sizes.rows) as ours:
        measures = [
            *pages.reference(world, sizes, bare),
            *pages.pages(world, sizes, ours),
            *pages.forms(world, sizes, ours),
            *acts.acts(world, sizes),
            *acts.imports(world, sizes),
            *acts.passes(),
        ]
        rounds = measured(measures, sizes.rounds, out)
        memory = ours.megabytes()
    out.write(f"\n\n{table.printed(table.rows(measures, rounds))}\n\n")
    out.write(f"Memory of the server and its worker: {memory:.0f} MB\n")


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
