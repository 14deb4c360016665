"""Two waves of the same data: has a gap grown or shrunk, told without undoing the first release."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

import numpy as np
import scipy

from alongside_equity.audit import Step, release_of
from alongside_equity.cells import Bools, Cells
from alongside_equity.comparison import adjust
from alongside_equity.counted import Counted, count
from alongside_equity.data import Data, data_of
from alongside_equity.disclosure.cell_key import decide_noisy
from alongside_equity.disclosure.decide import Decision, decide
from alongside_equity.disclosure.waves import TwoWaves
from alongside_equity.identities import Axis
from alongside_equity.refused import Refused
from alongside_equity.release import Release
from alongside_equity.release.compared import GAP, SAME, UNSURE
from alongside_equity.release.row import Row
from alongside_equity.release.waves import Change, Waves
from alongside_equity.rows import Told, exact, noisy, noisy_counts
from alongside_equity.settings import Settings

Key = tuple[str, tuple[str, ...], tuple[str, ...], str]


def compare(
    first: Any, second: Any, settings: Settings, periods: tuple[str, str] = ("", ""),
    *, step: Step = lambda _: None, secret: bytes | None = None,
) -> Release:  # fmt: skip
    """The release of the second wave, consistent with that of the first, with `waves` filled in.

    The first wave is decided alone, as it was when it was released with the same settings. The second then
    withholds what either would give away. With noise (method cell_key) both need the `secret` of the first,
    so that the same people carry the same noise. Refused for what `audit` refuses in either.
    """
    if settings.rules.method != "cell_key":
        secret = None
    elif secret is None:
        raise Refused("needs_secret")
    step("reading")
    both = _aligned(data_of(first, settings), data_of(second, settings))
    earlier, later = (count(data.cells, data.settings, data.values) for data in both)
    step("deciding")
    before, after = _exact(earlier, later) if secret is None else _noisy(earlier, later, secret)
    step("comparing")
    release = release_of(after, both[1], step)
    first_rows, _ = before.rows()
    changes, size = _changes(before, after, first_rows, release.rows)
    attack = after.decision.attack
    told = Waves(*periods, first_rows, changes, size, attack.withheld, len(attack.recovered))
    return replace(release, waves=told)


def _exact(earlier: Counted, later: Counted) -> tuple[Told, Told]:
    rules = later.settings.rules
    decided = decide([earlier.problem], earlier.seen.order, rules)
    waves = _waves(earlier, later, decided)
    decision = decide(waves.searched(), later.seen.order, rules, attacked=waves.joint())
    return exact(earlier, decided), exact(later, decision)


def _noisy(earlier: Counted, later: Counted, secret: bytes) -> tuple[Told, Told]:
    rules, before = later.settings.rules, noisy(earlier, secret)
    told = np.concatenate([before.n, *before.k]).astype(float)
    joint, slack = _waves(earlier, later, before.decision).joint_noisy(told, rules.noise)
    n, k = noisy_counts(later, secret)
    return before, Told(later, decide_noisy(joint, n, k, later.seen.order, rules, slack), n, k)


def _waves(earlier: Counted, later: Counted, decided: Decision) -> TwoWaves:
    """Refused when so few joined or left that the two releases together would be about them."""
    waves = TwoWaves(
        later.seen.masks, later.seen.within, earlier.masses, later.masses, _hidden(decided),
        later.settings.rules,
    )  # fmt: skip
    waves.check()
    return waves


def _hidden(decision: Decision) -> Bools:
    """(I,) in the order of a problem's items: counts, then the values of each part."""
    return ~np.concatenate([decision.count, *decision.value])


def _aligned(first: Data, second: Data) -> tuple[Data, Data]:
    """Both waves over the answers that occur in either, so that their groups are the same."""
    axes = tuple(
        Axis(a.name, tuple(sorted({*a.levels, *b.levels})))
        for a, b in zip(first.cells.axes, second.cells.axes, strict=True)
    )
    return replace(first, cells=_over(axes, first.cells)), replace(second, cells=_over(axes, second.cells))


def _over(axes: tuple[Axis, ...], cells: Cells) -> Cells:
    """The same cells in the same order, with their codes counted in wider axes."""
    codes = np.empty_like(cells.codes)
    for i, (wide, narrow) in enumerate(zip(axes, cells.axes, strict=True)):
        place = {level: at for at, level in enumerate(wide.levels)}
        codes[:, i] = np.array([place[level] for level in narrow.levels], np.int64)[cells.codes[:, i]]
    return replace(cells, axes=axes, codes=codes)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A change of a gap, its squared standard error, and the size of change that matters."""

    change: float
    error: float
    margin: float

    @property
    def p(self) -> float:
        return float(2 * scipy.special.ndtr(-abs(self.change) / sqrt(self.error))) if self.error > 0 else 1.0

    def interval(self, level: float) -> tuple[float, float]:
        half = float(scipy.special.ndtri(0.5 + level / 2)) * sqrt(self.error)
        return self.change - half, self.change + half


def _changes(
    before: Told, after: Told, first: tuple[Row, ...], second: tuple[Row, ...]
) -> tuple[tuple[Change, ...], int]:
    """Every group of the second wave beside its row of the first. The family is what both waves compared."""
    family = after.counted.settings.family
    old: Mapping[Key, Row] = {_key(row): row for row in first}
    move: Callable[[Row, Row], _Moved | None] = _mover(before.counted, after.counted)
    pairs = [(row, old.get(_key(row))) for row in second]
    moved = {i: move(was, row) for i, (row, was) in enumerate(pairs) if was is not None}
    judged = {i: m for i, m in moved.items() if m is not None}
    adjusted = dict(zip(judged, adjust([m.p for m in judged.values()], family, len(judged)), strict=True))
    found = []
    for i, (row, was) in enumerate(pairs):
        change = _beside(row, was)
        if i in judged:
            m = judged[i]
            tight = m.interval(1 - family.alpha / len(judged))
            inside = max(abs(tight[0]), abs(tight[1])) <= m.margin
            verdict = GAP if adjusted[i] < family.alpha else SAME if inside else UNSURE
            change = replace(
                change, change=m.change, interval=m.interval(family.level), p=m.p, adjusted=adjusted[i],
                verdict=verdict,
            )  # fmt: skip
        found.append(change)
    return tuple(found), len(judged)


def _key(row: Row) -> Key:
    return row.view, row.axes, row.labels, row.level


def _value(row: Row | None) -> float | None:
    return None if row is None else row.rate if row.rate is not None else row.mean


def _gap(row: Row | None) -> float | None:
    return row.comparison.difference if row is not None and row.comparison is not None else None


def _beside(row: Row, was: Row | None) -> Change:
    return Change(
        row.view, row.axes, row.labels, row.level, row.same, n_before=was.n if was else None, n_after=row.n,
        before=_value(was), after=_value(row), gap_before=_gap(was), gap_after=_gap(row),
    )  # fmt: skip


def _mover(before: Counted, after: Counted) -> Callable[[Row, Row], _Moved | None]:
    """How two comparisons of one group become a change with its error; the waves are taken as independent,
    which errs on the side of caution when the same people are in both."""
    family, is_amount = after.settings.family, after.question.kind.is_amount

    def move(was: Row, row: Row) -> _Moved | None:
        if was.comparison is None or row.comparison is None:
            return None
        change = row.comparison.difference - was.comparison.difference
        if is_amount:
            error = was.comparison.error + row.comparison.error
            return _Moved(change, error, family.share * abs(row.mean or 0.0)) if error < np.inf else None
        margin = (1 - family.ratio) * max(row.rate or 0.0, was.rate or 0.0)
        return _Moved(change, was.comparison.error + row.comparison.error, margin)

    return move
