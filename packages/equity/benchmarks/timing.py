"""CPU seconds, the best of a few runs, and lines of the table that is printed.

The best, because whatever else runs on the machine takes its caches and only ever adds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

RUNS = 5
PAIRS = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: a measurement, what it is set beside, and the goal in words."""

    what: str
    ours: str
    beside: str
    ratio: str
    goal: str
    holds: bool


def cpu(work: Callable[[], object], runs: int = RUNS) -> float:
    """Best CPU seconds of this process, all threads, after one run that warms up."""
    return in_turn([work], runs)[0]


def in_turn(works: Sequence[Callable[[], object]], runs: int = PAIRS) -> list[float]:
    """The same of several works that take turns, so that a busy minute falls on all of them alike."""
    for work in works:
        work()
    rounds = [[_once(work) for work in works] for _ in range(runs)]
    return [min(column) for column in zip(*rounds, strict=True)]


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def beside(what: str, ours: float, other: float, name: str, most: float) -> Line:
    """Ours must cost at most `most` times the other."""
    ratio = ours / other
    return Line(
        what, seconds(ours), f"{name} {seconds(other)}", f"{ratio:.1f} x", f"<= {most:g} x", ratio <= most
    )


def faster(what: str, ours: float, other: float, name: str, least: float) -> Line:
    """The other must cost at least `least` times ours."""
    ratio = other / ours
    return Line(
        what,
        seconds(ours),
        f"{name} {seconds(other)}",
        f"{ratio:,.0f} x less",
        f">= {least:g} x",
        ratio >= least,
    )


def within(what: str, ours: float, most: float, other: str = "") -> Line:
    """Ours must cost at most `most` seconds."""
    return Line(what, seconds(ours), other, "", f"<= {seconds(most)}", ours <= most)


def seconds(value: float) -> str:
    return f"{value:.4f} s" if value < 0.1 else f"{value:.2f} s"
