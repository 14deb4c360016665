"""People who stand in for a date are called one after another, whoever was not called for longest first."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from alongside.matching.rules import waves

AT_MOST = 5
"""For one date: more would wait for a call that hardly ever comes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who stands in. `last_called_at` is their last call for whatever date, and nothing else of their past."""

    id: str
    offered_at: dt.datetime
    last_called_at: dt.datetime | None = None


def in_order(standing: Iterable[Standing]) -> list[Standing]:
    """Never called first, then whoever was not called for longest; among these whoever offered first."""

    def turn(one: Standing) -> tuple[bool, dt.datetime, dt.datetime, str]:
        return one.last_called_at is not None, one.last_called_at or one.offered_at, one.offered_at, one.id

    return sorted(standing, key=turn)


def has_time(*, called_at: dt.datetime | None, due_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether who was called may answer before the next one is. A yes counts later too, while the place is free."""
    return called_at is not None and called_at <= now < called_at + waves.wait(due_at - called_at)


def calls_now(*, missing: int, answering: int) -> int:
    """How many are called now: one for each place that waits for nobody's answer."""
    return max(0, missing - answering)
