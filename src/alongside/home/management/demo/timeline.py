"""What happens in the town, each thing at its moment. Nothing of what lies after now happens."""

import datetime as dt
import heapq
from collections.abc import Callable, Iterator
from itertools import count

Act = Callable[[dt.datetime], object]


class Timeline:
    """A queue of acts by moment. An act may plan others; one planned for the past comes right away."""

    def __init__(self, *, starts_at: dt.datetime, now: dt.datetime) -> None:
        self.here, self.now = starts_at, now
        self.order = count()
        self.queue: list[tuple[dt.datetime, int, Act]] = []

    def plan(self, moment: dt.datetime, act: Act) -> None:
        if moment < self.now:
            heapq.heappush(self.queue, (max(moment, self.here), next(self.order), act))

    def run(self) -> Iterator[dt.datetime]:
        """Does everything in order, and yields the moment of each act after it."""
        while self.queue:
            self.here, _order, act = heapq.heappop(self.queue)
            act(self.here)
            yield self.here
