"""Telling whether two requests take the same time."""

import statistics
import time
from collections.abc import Callable

import pytest

Medians = Callable[..., tuple[float, float]]


@pytest.fixture
def medians() -> Medians:
    """Measures two things in turn, so that a busy machine slows both; gives the median seconds of each."""

    def seconds(do: Callable[[], object]) -> float:
        started = time.perf_counter()
        do()
        return time.perf_counter() - started

    def measure(
        one: Callable[[], object], other: Callable[[], object], *, tries: int = 40
    ) -> tuple[float, float]:
        measured = [(seconds(one), seconds(other)) for _try in range(tries)]
        first, second = (statistics.median(column) for column in zip(*measured, strict=True))
        return first, second

    return measure
