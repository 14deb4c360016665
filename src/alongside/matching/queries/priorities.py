"""What matters most to each group, counted among its own open asks."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from alongside.asks import rules as asks
from alongside.asks.models import Ask
from alongside.asks.queries import all_posted
from alongside.core.written import for_a_minute
from alongside.matching import rules


def priorities(now: dt.datetime) -> Mapping[str, int]:
    """By the id of the ask. All that a group asks is counted, whoever reads: its word is about all of it."""
    return for_a_minute("priorities", lambda: counted(now), now=now)


def counted(now: dt.datetime) -> Mapping[str, int]:
    groups: dict[str, list[Ask]] = defaultdict(list)
    for one in all_posted(now):
        groups[one.ask.community_id].append(one.ask)
    found: dict[str, int] = {}
    for group in groups.values():
        order = [int(asks.is_first(one.put_first_at, now)) for one in group]
        found.update(zip((one.id for one in group), rules.thirds(order), strict=True))
    return found
