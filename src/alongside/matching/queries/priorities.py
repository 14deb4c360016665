"""What matters most to each group, counted among its own open asks."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from functools import partial

from alongside.asks import rules as asks
from alongside.asks.queries.posted import Posted, posted_in
from alongside.core.written import for_a_minute_of
from alongside.matching import rules


def priorities(groups: Collection[str], now: dt.datetime) -> Mapping[str, int]:
    """By the id of the ask. All that a group asks is counted, whoever reads: its word is about all of it."""
    found: dict[str, int] = {}
    posted = posted_in(groups, now)
    for group in groups:
        here = posted.get(group, [])
        found |= for_a_minute_of(here, ("priorities", group), partial(counted, here, now), now=now)
    return found


def counted(posted: Iterable[Posted], now: dt.datetime) -> Mapping[str, int]:
    asked = [one.ask for one in posted if one.is_open(now)]
    order = [int(asks.is_first(one.put_first_at, now)) for one in asked]
    return dict(zip((one.id for one in asked), rules.thirds(order), strict=True))
