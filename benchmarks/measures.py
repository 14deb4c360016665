"""A measure does its thing for one round, and answers how many of it one CPU second pays for."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.servers import Server

AT_A_TIME = 5
LEAST = 0.0001
"""Seconds. Nothing is measured over less."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`against` is the name of the measure to which this one is set in relation; `unit` is what is counted. With
    `is_whole` it is done once in a round, else in every turn of it.
    """

    name: str
    run: Callable[[], float]
    against: str = ""
    unit: str = "requests"
    is_whole: bool = False


def sent(server: Server, send: Callable[[], object], seconds: float) -> float:
    """Sends the same request until the server has used so many CPU seconds on it.

    Once beforehand, because a measure before this one may have written: right after a write has rows of its own.
    """
    send()
    begun, count, used = server.cpu_seconds(), 0, 0.0
    while used < max(seconds, LEAST):
        for _request in range(AT_A_TIME):
            send()
        count += AT_A_TIME
        used = server.cpu_seconds() - begun
    return count / used


def sent_once(server: Server, sends: Iterable[Callable[[], object]]) -> float:
    """Sends requests that have their effect only once."""
    prepared = list(sends)
    begun = server.cpu_seconds()
    for send in prepared:
        send()
    return len(prepared) / max(server.cpu_seconds() - begun, LEAST)


def done(acts: Iterable[Callable[[], object]], each: int = 1) -> float:
    """Acts in this very process, without any page; `each` is how many things one act does."""
    prepared = list(acts)
    begun = time.process_time()
    for act in prepared:
        act()
    return len(prepared) * each / (time.process_time() - begun)
