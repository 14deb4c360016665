"""The numbers that a profile of law asks for, and tables that should add up and do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from alongside_equity.release.row import Interval, Why


class Unit(StrEnum):
    """What the value of a figure is."""

    SHARE = "share"
    """0 to 1."""
    PERCENT = "percent"
    """100 times a share; a gap of 12.2 is 12.2 %."""
    RATIO = "ratio"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that a profile of law asks for.

    `key` names its words (`figure.<key>`), `article` where the text asks for it, `labels` the group or
    category it is about. n are the people behind it: (group,) or (group, reference). value None is not
    told, and `why` says for which reason. `flag` marks a threshold that the text names and that is crossed.
    `detail` holds further numbers by name (p, deviations, shortfall, people_to_change).
    """

    key: str
    article: str
    labels: tuple[str, ...]
    value: float | None
    unit: Unit
    n: tuple[int, ...] = ()
    interval: Interval | None = None
    flag: bool = False
    why: Why = Why.SHOWN
    detail: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileResult:
    """What a profile computed, its version and its source. It never says that anybody complies.

    `reference` names the groups that the gaps are taken from ("male"), empty where it is the highest rate.
    `notes` are keys of sentences (`profile_note.<key>`).
    """

    id: str
    version: str
    title: str
    source: str
    figures: tuple[Figure, ...]
    reference: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misfit:
    """Two tables of one report that should add up to the same number and do not.

    `left` and `right` are the axes of the two tables (empty: a stated total), `labels` the shared category
    (empty: all people), `count` is "n" (people) or "k" (people with the outcome).
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    labels: tuple[str, ...]
    count: str
    left_sum: int
    right_sum: int
