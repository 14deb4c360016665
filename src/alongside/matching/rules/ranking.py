"""In which order asks are shown."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

FEW = 0.25
"""Of those whom the ask with the widest reach would suit."""


def thirds(order: Sequence[int]) -> list[int]:
    """The places of one group's asks in its own order: 1 for its first third, -1 for its last, 0 for the others.

    Counted within the group. Where all are equally urgent none is: shouting gains nothing.
    """
    heights = sorted(order)
    found = []
    for one in order:
        middle = (bisect_left(heights, one) + bisect_right(heights, one)) / 2 / len(heights)
        found.append(1 if middle > 2 / 3 else -1 if middle < 1 / 3 else 0)
    return found


def place(*, weight: float, due: dt.datetime | int, id: str | int) -> tuple[object, ...]:
    """A key to sort by: what showing it would add, then the soonest. The same in whatever order they came."""
    return -weight, due, id


def rare(reach: Mapping[str, float]) -> frozenset[str]:
    """Those that reach far fewer people than the one that reaches most."""
    widest = max(reach.values(), default=0.0)
    return frozenset(one for one, here in reach.items() if here < FEW * widest)


def behind(filled: Mapping[str, float]) -> frozenset[str]:
    """The quarter of the groups that got least, at least one of them, where there are others that got more."""
    if not filled:
        return frozenset()
    shares = sorted(filled.values())
    little = shares[max(0, len(shares) // 4 - 1)]
    return frozenset(one for one, share in filled.items() if share <= little < shares[-1])


def share(*, filled: int, places: int) -> float:
    """Which share of its places a group got filled; a half, as long as nothing is known of it."""
    return (min(filled, places) + 2.0) / (places + 4.0)
