"""What leaves: plain values that have been through disclosure control, and nothing else.

Reports, CSV, JSON and the signed summary are made from a `Release` alone; it holds no cells.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from math import isfinite
from typing import Any

from alongside_equity.comparison import Comparison

SCHEMA = "alongside-equity/release/1"

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


@dataclass(frozen=True, slots=True)
class Effect:
    """A stratum's place beside what its axes add up to; only for strata whose numbers are shown.

    u in log odds for a rate and in the outcome's unit for an amount; `raw` and `shrunken` are the observed
    and the model's rate or mean. A shrunken number never replaces a count.
    """

    labels: tuple[str, ...]
    n: int
    u: float
    low: float
    high: float
    raw: float
    shrunken: float


@dataclass(frozen=True, slots=True)
class Model:
    """MAIHDA, rounded to what can be said aloud. vpc and pcv are shares, mor an odds ratio, auc a chance.

    `left_out` people are not in it, because they did not answer every axis; None when that may not be told.
    """

    kind: str
    strata: int
    vpc: float
    vpc_additive: float
    pcv: float | None
    mor: float | None
    auc: float | None
    effects: tuple[Effect, ...]
    left_out: int | None


@dataclass(frozen=True, slots=True)
class StratifiedRow:
    """Crude and common (Mantel-Haenszel) odds ratio of one group, stratified by `within`."""

    axis: str
    label: str
    within: str
    crude: float
    common: float
    interval: Interval
    p: float
    homogeneity_p: float
    strata: int


@dataclass(frozen=True, slots=True)
class DecompositionRow:
    """How much of a gap goes with the named characteristics.

    Amounts: Oaxaca-Blinder with pooled coefficients and a group dummy; gap in the outcome's unit. Rates:
    Kitagawa over the strata of `within`; gap in points of 1. gap = everyone else - the group.
    """

    axis: str
    label: str
    gap: float
    explained: float
    unexplained: float
    by: tuple[tuple[str, float], ...]


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


@dataclass(frozen=True, slots=True)
class Protection:
    """What disclosure control did, and how the attack on it went.

    method "suppression": `withheld` of `shown + withheld` numbers are not told, `by_rule` of them for their
    own sake. method "cell_key": every number carries whole-number noise of at most `noise`.
    `narrowest` is in units below which a number counts as recovered.
    """

    method: str
    shown: int
    withheld: int
    by_rule: int
    attacked: int
    recovered: int
    narrowest: float
    dropped: int
    noise: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """A whole report as values. `notes` are keys of sentences (`note.<key>`)."""

    version: str
    settings: dict[str, Any]
    settings_hash: str
    kind: str
    outcome: str
    people: int | None
    unknown_outcome: int | None
    rows: tuple[Row, ...]
    family: int
    protection: Protection
    model: Model | None = None
    stratified: tuple[StratifiedRow, ...] = ()
    decomposition: tuple[DecompositionRow, ...] = ()
    profile: ProfileResult | None = None
    margins: tuple[Misfit, ...] = ()
    waves: Waves | None = None
    notes: tuple[str, ...] = ()
    schema: str = field(default=SCHEMA)

    @property
    def findings(self) -> tuple[Row, ...]:
        """Every judged comparison once, in the order of the tables."""
        seen: set[tuple[int, str, tuple[str, ...]]] = set()
        found = []
        for row in self.rows:
            # The same people may be compared within two different wholes; the number beside tells.
            key = (row.same, row.level, (str(row.comparison.n_reference),) if row.comparison else ())
            if row.comparison and key not in seen:
                seen.add(key)
                found.append(row)
        return tuple(found)

    def document(self) -> dict[str, Any]:
        """The release as JSON values; numbers that are not finite become null."""
        found: dict[str, Any] = _plain(asdict(self))
        return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return float(f"{value:.12g}") if isfinite(value) else None
    return value
