"""How much is measured, and over how much data."""

import argparse
from dataclasses import dataclass, fields, replace
from typing import Self

MEANINGS = {
    "rows": "asks that one page shows",
    "asks": "open asks on the server",
    "offers": "offers sent in each round, once through the page and once through the action",
    "verdicts": "verdicts for one person in each round",
    "dates": "verdicts for a whole date in each round",
    "places": "people of a whole date",
    "commitments": "settled commitments in the table of the second server",
    "lines": "lines of the spreadsheet, with its heading",
    "rounds": "interleaved rounds, of which the median counts",
    "turns": "turns through all measures that a round takes, each with its part of the work",
    "seconds": "CPU seconds that each page is measured for in each round",
}


@dataclass(frozen=True, slots=True)
class Sizes:
    rows: int = 30
    asks: int = 100
    offers: int = 60
    verdicts: int = 60
    dates: int = 4
    places: int = 30
    commitments: int = 100_000
    lines: int = 10_000
    rounds: int = 5
    turns: int = 4
    seconds: float = 1.0

    @property
    def of_a_turn(self) -> Self:
        """What one turn does of a round."""
        parts = {name: max(1, getattr(self, name) // self.turns) for name in ("offers", "verdicts", "dates")}
        return replace(self, seconds=self.seconds / self.turns, **parts)


QUICK = Sizes(
    rows=3,
    asks=4,
    offers=2,
    verdicts=2,
    dates=1,
    places=3,
    commitments=500,
    lines=20,
    rounds=1,
    turns=1,
    seconds=0.01,
)
"""Small enough for every run of the tests: it shows that the benchmark works, and its figures mean nothing."""


def chosen(arguments: list[str] | None = None) -> Sizes:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only show that it works")
    for field in fields(Sizes):
        kind = type(field.default)
        parser.add_argument(f"--{field.name}", type=kind, help=f"{MEANINGS[field.name]} ({field.default})")
    given = vars(parser.parse_args(arguments))
    start = QUICK if given.pop("quick") else Sizes()
    return replace(start, **{name: value for name, value in given.items() if value is not None})
