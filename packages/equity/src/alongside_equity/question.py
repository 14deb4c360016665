"""What is asked of the data: which columns, which outcome, and how its values are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from alongside_equity.identities import Reading, is_missing, tidy


class Kind(StrEnum):
    """How an outcome is counted. RATE is yes or no; LEVEL is one of several; the others are numbers."""

    RATE = "rate"
    LEVEL = "level"
    PAY = "pay"
    SCORE = "score"
    SCALE = "scale"

    @property
    def is_amount(self) -> bool:
        return self in {Kind.PAY, Kind.SCORE, Kind.SCALE}


YES = frozenset(
    {"1", "1.0", "true", "t", "yes", "y", "si", "sí", "نعم", "selected", "admitted", "promoted", "retained"}
)
NO = frozenset(
    {"0", "0.0", "false", "f", "no", "n", "لا", "rejected", "not selected", "not admitted", "not promoted"}
)


@dataclass(frozen=True, slots=True)
class Question:
    """One outcome of one population.

    `by` are the axes that are crossed; `within` are columns such as grade or department that stratify a
    comparison but are not identities; `covariates` are numeric columns for the decomposition.
    `weight` is a column of head counts when a row stands for several people (a published table).
    """

    by: tuple[str, ...]
    outcome: str | None = None
    kind: Kind = Kind.RATE
    within: tuple[str, ...] = ()
    covariates: tuple[str, ...] = ()
    weight: str | None = None
    yes: frozenset[str] = YES
    no: frozenset[str] = NO
    reading: Reading = field(default_factory=Reading)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns people are grouped by, identities first."""
        return self.by + self.within

    @property
    def keys(self) -> tuple[str, ...]:
        """What an engine groups by: a yes-or-no outcome is a key too, so engines never parse its values."""
        if self.outcome is not None and not self.kind.is_amount:
            return (*self.columns, self.outcome)
        return self.columns

    @property
    def amount(self) -> str | None:
        return self.outcome if self.kind.is_amount else None

    def success(self, raw: object) -> bool | None:
        """True, False, or None when the outcome is unknown; ValueError for a word that is neither."""
        if is_missing(raw) or tidy(str(raw)) == "":
            return None
        word = tidy(str(raw)).casefold()
        if word in self.yes:
            return True
        if word in self.no:
            return False
        raise ValueError(str(raw))
