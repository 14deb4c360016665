"""Two waves of the same groups beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from alongside_equity.release.row import Interval, Row


@dataclass(frozen=True, slots=True)
class Change:
    """One group in two waves. `before`, `after`: its rate or mean. `gap_before`, `gap_after`: its difference
    from everyone else. `change` = gap_after - gap_before, with interval and p; None where either is withheld.
    `verdict` is that of a comparison ("gap" reads: the gap has changed).
    """

    view: str
    axes: tuple[str, ...]
    labels: tuple[str, ...]
    level: str
    same: int
    n_before: int | None
    n_after: int | None
    before: float | None
    after: float | None
    gap_before: float | None = None
    gap_after: float | None = None
    change: float | None = None
    interval: Interval | None = None
    p: float | None = None
    adjusted: float | None = None
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Waves:
    """The second release beside the first; `attacked` and `recovered` are of an attack on both together."""

    first_period: str
    second_period: str
    first: tuple[Row, ...]
    changes: tuple[Change, ...]
    family: int
    attacked: int
    recovered: int
