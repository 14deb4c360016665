"""Waves of the same data: has a gap grown or shrunk, told without undoing any earlier release."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from alongside_equity.disclosure import waves as disclosure
from alongside_equity.disclosure.cell_key import decide_noisy
from alongside_equity.disclosure.decide import Decision, decide
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

    `first` may be a list of all waves that were released before, oldest first: changes are told since the
    last of them, and all are kept. The first wave is decided alone, as it was when it was released with the
    same settings, and each later one with those before it. The second then withholds what any would give
    away. With noise (method cell_key) all need the `secret` of the first, so that the same people carry the
    same noise. Refused for what `audit` refuses in any.
    """
    if settings.rules.method != "cell_key":
        secret = None
    elif secret is None:
        raise Refused("needs_secret")
    step("reading")
    sources = [*(first if isinstance(first, list | tuple) else [first]), second]
    every = _aligned([data_of(source, settings) for source in sources])
    counted = [count(data.cells, data.settings, data.values) for data in every]
    step("deciding")
    decided: list[Told] = []
    for wave in counted:
        decided.append(_exact(decided, wave) if secret is None else _noisy(decided, wave, secret))
    before, after = decided[-2:]
    step("comparing")
    newest = _of_all_times(every[-1])
    release = release_of(after, newest, step)
    first_rows, _ = before.rows()
    changes, size = _changes(before, after, first_rows, release.rows)
    attack = after.decision.attack
    told = Waves(*periods, first_rows, changes, size, attack.withheld, len(attack.recovered))
    found = {"all_earlier_kept": len(every) > 2, "law_of_one_time": newest is not every[-1]}
    notes = (*release.notes, *(name for name, holds in found.items() if holds))
    return replace(release, waves=told, notes=notes)


def _of_all_times(data: Data) -> Data:
    """Without a law about pay: its figures are decided for one time, and those of two could be set against
    each other."""
    is_about_pay = data.profile is not None and data.profile.kind == "pay"
    return replace(data, profile=None) if is_about_pay else data


def _exact(before: Sequence[Told], wave: Counted) -> Told:
    """A wave, decided with those that were released before it."""
    rules, order = wave.settings.rules, wave.seen.order
    if not before:
        return exact(wave, decide([wave.problem], order, rules))
    joined = _joined(before, wave)
    return exact(wave, decide(joined.searched(), order, rules, attacked=joined.joint()))


def _noisy(before: Sequence[Told], wave: Counted, secret: bytes) -> Told:
    """The same with noise."""
    if not before:
        return noisy(wave, secret)
    rules = wave.settings.rules
    told = [np.concatenate([one.n, *one.k]).astype(float) for one in before]
    joint, slack = _joined(before, wave).joint_noisy(told, rules.noise)
    n, k = noisy_counts(wave, secret)
    return Told(wave, decide_noisy(joint, n, k, wave.seen.order, rules, slack), n, k)


def _joined(before: Sequence[Told], wave: Counted) -> disclosure.Waves:
    """Refused when so few joined or left that the releases together would be about them."""
    waves = disclosure.Waves(
        wave.seen.masks, wave.seen.within, tuple(one.counted.masses for one in before),
        tuple(_hidden(one.decision) for one in before), wave.masses, wave.settings.rules,
    )  # fmt: skip
    waves.check()
    return waves


def _hidden(decision: Decision) -> Bools:
    """(I,) in the order of a problem's items: counts, then the values of each part."""
    return ~np.concatenate([decision.count, *decision.value])


def _aligned(waves: Sequence[Data]) -> list[Data]:
    """All waves over the answers that occur in any, so that their groups are the same."""
    axes = tuple(
        Axis(same[0].name, tuple(sorted({level for axis in same for level in axis.levels})))
        for same in zip(*(data.cells.axes for data in waves), strict=True)
    )
    return [replace(data, cells=_over(axes, data.cells)) for data in waves]


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
