"""Whom to ask about which ask, so that as many asks as possible get somebody and nobody is asked again and again."""

import datetime as dt
import heapq
from collections.abc import Iterable, Sequence

from alongside.matching.rules.worth import ANYBODY_AT_ALL

Option = tuple[int, int, float]
"""The place of an ask, that of a person, and how good it would be to ask this person about it: more than 0, to 1."""
Asked = tuple[int, int]
FULL_AGAIN = dt.timedelta(days=56)
JUST_ASKED = 0.2


def rested(last_at: dt.datetime | None, now: dt.datetime) -> float:
    """Who was not asked for long comes first: 1 for whoever never was, little for whoever just was.

    Nothing but the time is in it: no past yes, no release, no illness.
    """
    if last_at is None:
        return 1.0
    return min(1.0, JUST_ASKED + (1.0 - JUST_ASKED) * max(dt.timedelta(0), now - last_at) / FULL_AGAIN)


def share_of(number: int) -> float:
    """What one more person adds who is asked, after so many: the first is worth by far the most."""
    return 1.0 if number == 0 else (1.0 - ANYBODY_AT_ALL) + ANYBODY_AT_ALL / (number + 1) ** 2


def greedy(options: Iterable[Option], *, at_most: Sequence[int], in_all: int | None = None) -> list[Asked]:
    """Takes what adds most, one after the other: each person once, of each ask not more than `at_most`.

    The order in which they came decides nothing: equal ones are taken by their places.
    """
    by_ask: dict[int, list[tuple[float, int]]] = {}
    for ask, person, gain in options:
        by_ask.setdefault(ask, []).append((-gain, person))
    for found in by_ask.values():
        found.sort(reverse=True)
    heap = [(found[-1][0], ask) for ask, found in by_ask.items() if at_most[ask] > 0]
    heapq.heapify(heap)
    taken: set[int] = set()
    counts = [0] * len(at_most)
    plan: list[Asked] = []
    while heap and (in_all is None or len(plan) < in_all):
        value, ask = heapq.heappop(heap)
        found = by_ask[ask]
        while found and found[-1][1] in taken:
            found.pop()
        if not found:
            continue
        now_worth = found[-1][0] * share_of(counts[ask])
        if now_worth > value:
            heapq.heappush(heap, (now_worth, ask))
            continue
        person = found.pop()[1]
        taken.add(person)
        plan.append((ask, person))
        counts[ask] += 1
        if counts[ask] < at_most[ask] and found:
            heapq.heappush(heap, (found[-1][0] * share_of(counts[ask]), ask))
    return plan
