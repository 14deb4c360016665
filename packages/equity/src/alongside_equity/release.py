"""What leaves: plain values that have been through disclosure control, and nothing else.

Reports, CSV, JSON and the signed summary are made from a `Release` alone; it holds no cells.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any

from alongside_equity.comparison import Comparison

SCHEMA = "alongside-equity/release/1"


@dataclass(frozen=True, slots=True)
class Row:
    """One group of one table. A number that is None was withheld; `level` names the level counted by k.

    n people whose outcome is known; k of them with the outcome; mean, median and sum of an amount.
    """

    view: str
    axes: tuple[str, ...]
    labels: tuple[str, ...]
    silence: bool
    n: int | None
    k: int | None = None
    level: str = ""
    rate: float | None = None
    rate_interval: tuple[float, float] | None = None
    mean: float | None = None
    median: float | None = None
    comparison: Comparison | None = None

    @property
    def withheld(self) -> bool:
        return self.n is None or (self.k is None and self.mean is None)


@dataclass(frozen=True, slots=True)
class Effect:
    """A stratum's place beside what its axes add up to; only for strata whose numbers are shown."""

    labels: tuple[str, ...]
    n: int
    u: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Model:
    """MAIHDA, rounded to what can be said aloud. vpc and pcv are shares, mor an odds ratio, auc a chance."""

    kind: str
    strata: int
    vpc: float
    vpc_additive: float
    pcv: float | None
    mor: float | None
    auc: float | None
    effects: tuple[Effect, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class StratifiedRow:
    """Crude and common (Mantel-Haenszel) odds ratio of one group, stratified by `within`."""

    axis: str
    label: str
    within: str
    crude: float
    common: float
    interval: tuple[float, float]
    p: float
    homogeneity_p: float
    strata: int


@dataclass(frozen=True, slots=True)
class DecompositionRow:
    """How much of a gap goes with the named characteristics (pooled coefficients with a group dummy)."""

    axis: str
    label: str
    gap: float
    explained: float
    unexplained: float
    by: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that a profile of law asks for. value None is withheld; `flag` marks a threshold crossed."""

    key: str
    labels: tuple[str, ...]
    value: float | None
    n: tuple[int, ...] = ()
    interval: tuple[float, float] | None = None
    flag: bool = False


@dataclass(frozen=True, slots=True)
class ProfileResult:
    """What a profile computed, its version and its source. It never says that anybody complies."""

    id: str
    version: str
    source: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Protection:
    """What disclosure control did. `narrowest` is in units below which a number counts as recovered."""

    shown: int
    withheld: int
    by_rule: int
    attacked: int
    recovered: int
    narrowest: float
    dropped: int


@dataclass(frozen=True, slots=True)
class Release:
    """A whole report as values."""

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
    notes: tuple[str, ...] = ()
    schema: str = field(default=SCHEMA)

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
