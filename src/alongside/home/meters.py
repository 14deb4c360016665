"""What this process counts for an operator's monitor while it is on: how many answers, and how long they took.

Never by page, by group or by person. The counts are told in steps: on a small server a single one more would say that
somebody is up at night, and a monitor keeps such lines for years. Faults are told one by one.
"""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

STEP = 50
BOUNDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Seconds."""
FAULT = "5xx"


class Meters(Collector):
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answers: Counter[str] = Counter()
        self.within: Counter[int] = Counter()

    def count(self, *, status: int, seconds: float) -> None:
        with self.lock:
            self.answers[f"{status // 100}xx"] += 1
            self.within[bisect_left(BOUNDS, seconds)] += 1

    def collect(self) -> Iterator[Metric]:
        with self.lock:
            answers, within = dict(self.answers), dict(self.within)
        counted = CounterMetricFamily("alongside_answers", "Answers by status, in steps.", labels=["status"])
        for status, number in sorted(answers.items()):
            counted.add_metric([status], number if status == FAULT else stepped(number))
        yield counted
        buckets = [
            (bound, stepped(sum(number for place, number in within.items() if place <= upto)))
            for upto, bound in enumerate([*map(str, BOUNDS), "+Inf"])
        ]
        yield HistogramMetricFamily(
            "alongside_answer_seconds", "How long answers took, in steps.", buckets=buckets, sum_value=None
        )


def stepped(number: int) -> int:
    return number - number % STEP


METERS = Meters()
REGISTRY = CollectorRegistry()
REGISTRY.register(METERS)
ProcessCollector(registry=REGISTRY)
