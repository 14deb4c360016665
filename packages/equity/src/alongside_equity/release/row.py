"""A group of a table, and why a number is not there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from alongside_equity.release.compared import Comparison

Interval = tuple[float, float]


class Why(StrEnum):
    """Why a number is not there. SHOWN is the empty word, so that it reads as false.

    Few people, few on one side, one dominant person, or the protection of another number: these are one
    word on purpose. Telling them apart would tell how small a withheld number is.
    """

    SHOWN = ""
    WITHHELD = "withheld"
    DROPPED = "dropped"
    """The tables of this depth had to be given up as a whole."""
    NOBODY = "nobody"
    """There is nothing in the data to compute it from, such as nobody with variable pay."""
    LEFT_OUT = "left_out"
    """The law lets small categories be left out of this figure."""


@dataclass(frozen=True, slots=True)
class Row:
    """One group of one table. A number that is None was withheld, and `why` says for which reason.

    n people whose outcome is known; k of them with the outcome; mean and median of an amount, in its unit.
    `level` names the level counted by k. `same` is equal in two rows that are the same people seen in two
    ways (a term alone and an exact combination), so that they are counted as one finding.
    """

    view: str
    axes: tuple[str, ...]
    labels: tuple[str, ...]
    silence: bool
    same: int
    n: int | None
    why: Why = Why.SHOWN
    k: int | None = None
    level: str = ""
    rate: float | None = None
    rate_interval: Interval | None = None
    mean: float | None = None
    mean_interval: Interval | None = None
    median: float | None = None
    median_interval: Interval | None = None
    comparison: Comparison | None = None

    @property
    def withheld(self) -> bool:
        return self.why is not Why.SHOWN
