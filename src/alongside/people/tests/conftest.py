"""Telling whether two requests take the same time."""

import statistics
import threading
import time
from collections.abc import Callable

import pytest

Medians = Callable[..., tuple[float, float]]


@pytest.fixture
def medians() -> Medians:
    """Measures two things in turn, so that a busy machine slows both; gives the median seconds of each.

    What one of them does beside its answer has ended before the other is measured.
    """

    def seconds(do: Callable[[], object]) -> float:
        before = {*threading.enumerate()}
        started = time.perf_counter()
        do()
        took = time.perf_counter() - started
        for beside in {*threading.enumerate()} - before:
            beside.join()
        return took

    def measure(one: Callable[[], object], other: Callable[[], object], *, tries: int) -> tuple[float, float]:
        measured = [(seconds(one), seconds(other)) for _try in range(tries)]
        first, second = (statistics.median(column) for column in zip(*measured, strict=True))
        return first, second

    return measure
