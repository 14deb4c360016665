"""What leaves: plain values that have been through disclosure control, and nothing else.

Reports, CSV, JSON and the signed summary are made from a `Release` alone; it holds no cells.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any

from alongside_equity.release.beside import DecompositionRow, Model, StratifiedRow
from alongside_equity.release.law import Misfit, ProfileResult
from alongside_equity.release.pay import PayPart
from alongside_equity.release.row import Row
from alongside_equity.release.waves import Waves

SCHEMA = "alongside-equity/release/1"


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
    pay: tuple[PayPart, ...] = ()
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
