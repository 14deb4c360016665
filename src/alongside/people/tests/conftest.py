"""Telling whether two requests take the same time."""

import statistics
import threading
import time
from collections.abc import Callable

import pytest
from django.http import HttpResponse

Medians = Callable[..., tuple[float, float]]


@pytest.fixture
def medians(monkeypatch: pytest.MonkeyPatch) -> Medians:
    """Measures two requests in turn, so that a busy machine slows both; gives the median seconds of each.

    The time is that of whoever waits: until the answer is complete. What is done beside it begins then, and has ended
    before the other is measured.
    """
    completed: list[float] = []
    close = HttpResponse.close

    def timed(response: HttpResponse) -> None:
        completed.append(time.perf_counter())
        close(response)

    monkeypatch.setattr(HttpResponse, "close", timed)

    def seconds(send: Callable[[], object]) -> float:
        before = {*threading.enumerate()}
        started = time.perf_counter()
        send()
        for beside in {*threading.enumerate()} - before:
            beside.join()
        return completed[-1] - started

    def measure(one: Callable[[], object], other: Callable[[], object], *, tries: int) -> tuple[float, float]:
        measured = [(seconds(one), seconds(other)) for _try in range(tries)]
        first, second = (statistics.median(column) for column in zip(*measured, strict=True))
        return first, second

    return measure
