"""What is done without a page: an offer by its action, a spreadsheet, the worker's pass."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from pathlib import Path

from django.test import override_settings

from alongside.asks.queries import Filters
from alongside.commitments import actions
from alongside.core import clock
from alongside.home import queries
from alongside.matching import queries as matching
from alongside.matching.jobs import count_outlooks
from benchmarks import sheets
from benchmarks.folders import within
from benchmarks.making import World
from benchmarks.measures import Measure, done
from benchmarks.pages import INSERT
from benchmarks.sizes import Sizes

TWIN, PASS = "Bare import", "The worker's pass, nothing due"


def acts(world: World, sizes: Sizes) -> list[Measure]:
    def offers() -> Iterable[Callable[[], object]]:
        for ally, date in islice(world.offers, sizes.offers):
            yield partial(actions.offer, shift=date, by=ally, now=clock.now())

    return [Measure("An offer, by its action", lambda: done(offers()), INSERT, "acts")]


def rankings(world: World, sizes: Sizes) -> list[Measure]:
    """All open asks, as they pass the predicate and are put in order for one person; nothing of it is kept."""
    rank = partial(matching.fits, viewer=world.reader, filters=Filters(), within_km=None)

    def ranked() -> float:
        now = clock.now()
        while count_outlooks(now):
            pass
        return done([partial(rank, now=now)] * sizes.offers)

    return [Measure("What fits one person, of all open asks", ranked, unit="rankings")]


def imports(world: World, sizes: Sizes) -> list[Measure]:
    steward, file = world.cast.amal, sheets.content(sizes.lines)

    def twin() -> float:
        group = sheets.new_group(steward)
        return done([partial(sheets.taken_by_the_twin, group, steward, file)], each=sizes.lines)

    def preview() -> float:
        group = sheets.new_group(steward)
        return done([partial(sheets.previewed, group, steward, file)], each=sizes.lines)

    def take() -> float:
        sheet = sheets.previewed(sheets.new_group(steward), steward, file)
        return done([partial(sheets.taken, sheet, steward, sizes.lines)], each=sizes.lines)

    return [
        Measure(TWIN, twin, unit="lines", is_whole=True),
        Measure("Import, until the preview", preview, TWIN, "lines", is_whole=True),
        Measure("Import, taken over", take, TWIN, "lines", is_whole=True),
    ]


def passes() -> list[Measure]:
    """Everything that is due was settled by the round before the measured ones."""
    return [Measure(PASS, lambda: done([settle]), unit="passes")]


def passes_over_many(sizes: Sizes, folder: Path) -> list[Measure]:
    """As on a server that sends mail: then it also looks for whom a digest waits."""

    def passed() -> float:
        with within(folder), override_settings(ALONGSIDE_SENDS_MAIL=True):
            return done([settle])

    return [Measure(f"{PASS}, {sizes.commitments:,} commitments there", passed, unit="passes")]


def settle() -> None:
    for _name, job in queries.jobs():
        job(clock.now())
