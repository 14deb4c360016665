"""Best and worst case of a gap over people who did not say who they are, or whose outcome is unknown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """Successes k among n people; fractions of a success are allowed for scales mapped to 0..1."""

    k: float
    n: float


def unanswered(group: Side, rest: Side, unknown: Side) -> tuple[float, float]:
    """Smallest and largest rate(group) - rate(rest) however the unknown people belong (Manski 1989).

    The gap rises with every successful and falls with every unsuccessful unknown person put into the
    group, so the extremes put all of one kind in the group and all of the other in the rest.
    """
    lost = unknown.n - unknown.k
    least = _gap(group.k, group.n + lost, rest.k + unknown.k, rest.n + unknown.k)
    most = _gap(group.k + unknown.k, group.n + unknown.k, rest.k, rest.n + lost)
    return least, most


def unknown_outcome(
    group: Side, rest: Side, group_unknown: float, rest_unknown: float
) -> tuple[float, float]:
    """Smallest and largest gap over the outcomes of people whose identity is known."""
    n, m = group.n + group_unknown, rest.n + rest_unknown
    return _gap(group.k, n, rest.k + rest_unknown, m), _gap(group.k + group_unknown, n, rest.k, m)


def _gap(k1: float, n1: float, k2: float, n2: float) -> float:
    """Difference of rates; an empty side could have any rate, which the caller sees as NaN."""
    return k1 / n1 - k2 / n2 if n1 and n2 else float("nan")
