"""A release as linear algebra: atoms nobody may know, items that are sums of atoms, and what must stay wide.

Atoms are the finest cells, empty ones included. A rate has two atoms a cell (without, with), levels have
one each, an amount has two (people, sum). Every number of every table is a row over atoms, so tables of
any overlap are judged together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.disclosure.rules import Rules, dominated, few, one_sided


@dataclass(frozen=True, slots=True, eq=False)
class Masses:
    """One population over C finest cells.

    n (C,) people. parts (C, K): people by outcome, adding up to n; `values` are the parts whose numbers
    are shown (for a rate K is 2 and the yes is shown). Or y and top (C,): a sum and its largest member.
    """

    n: Ints
    parts: Ints | None = None
    values: tuple[int, ...] = ()
    y: Floats | None = None
    top: Floats | None = None

    @staticmethod
    def of_rate(n: Ints, k: Ints) -> Masses:
        return Masses(n, np.stack([n - k, k], axis=1), (1,))


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """What could be shown, and what must not follow from it.

    rows (I, A): items, first the G counts, then the G values of each shown part. truth (A,).
    hidden (I,): withheld by the rules alone. pairs (V, 2): value item and count item; a withheld count
    withholds its values. targets (K, A) must keep `width` (K,) whenever the item `when` (K,) is withheld
    (-1: always). `weight` (I,) is what withholding an item costs. masks (G, C) are the groups that counts
    and values are about, where they follow that order. fixed (F, A) with fixed_values are numbers that
    earlier releases have already told; lowest (A,) is what an attacker knows of an atom beforehand.
    """

    rows: Floats
    truth: Floats
    hidden: Bools
    pairs: Ints
    targets: Floats
    width: Floats
    when: Ints
    weight: Floats
    fixed: Floats
    fixed_values: Floats
    lowest: Floats
    masks: Bools | None = None

    @property
    def values(self) -> Floats:
        return np.asarray(self.rows @ self.truth)


def problem_of(
    masks: Bools, within: Ints, masses: Masses, rules: Rules, scale: float | None = None
) -> Problem:
    """The problem of showing groups `masks` (G, C) of `masses`.

    within (P, 2): group and the people it is compared within. Everyone else in there is protected like a
    group of its own, since the two numbers together tell it. `scale` divides amounts (default: their mean)
    so that programs see numbers of one size.
    """
    build = _Build(masks, within, masses, rules, scale or _scale(masses))
    blocks = [build.rows(masks, part) for part in (None, *build.shown)]
    hidden = [build.hidden(masks, part) for part in (None, *build.shown)]
    groups, each = len(masks), np.arange(len(masks))
    pairs = [np.stack([each + groups * (v + 1), each], axis=1) for v in range(len(build.shown))]
    weight = np.tile(np.sqrt(1.0 + build.people(masks)), len(blocks))
    targets, width, when = build.targets()
    return Problem(
        rows=np.vstack(blocks), truth=build.truth(), hidden=np.concatenate(hidden),
        pairs=np.vstack([np.zeros((0, 2), np.int64), *pairs]), targets=targets, width=width, when=when,
        weight=weight, fixed=np.zeros((0, blocks[0].shape[1])), fixed_values=np.zeros(0),
        lowest=build.lowest(), masks=masks,
    )  # fmt: skip


def units(problem: Problem) -> Floats:
    """(K,) a target is recovered when its interval is narrower: one whole number of people; half of what the
    rule asks for a sum."""
    whole = np.isclose(problem.truth, np.rint(problem.truth)).all()
    return np.minimum(problem.width, 1.0) if whole else problem.width * 0.5


def _scale(m: Masses) -> float:
    """Mean amount of a person, so that a scaled sum looks like a count."""
    total = float(np.abs(m.y).sum()) if m.y is not None else 0.0
    return total / max(int(m.n.sum()), 1) or 1.0


class _Build:
    """Atoms are ordered part by part: parts (K*C), or people then sums (2*C), or people (C)."""

    def __init__(self, masks: Bools, within: Ints, m: Masses, rules: Rules, scale: float) -> None:
        self.masks, self.within, self.m, self.rules, self.scale = masks, within, m, rules, scale
        self.kinds = 1 if m.parts is None else m.parts.shape[1]
        self.shown = m.values if m.parts is not None else (0,) if m.y is not None else ()

    def truth(self) -> Floats:
        if self.m.parts is not None:
            return self.m.parts.T.reshape(-1).astype(float)
        sums = [] if self.m.y is None else [self.m.y / self.scale]
        return np.concatenate([self.m.n.astype(float), *sums])

    def lowest(self) -> Floats:
        """Nobody counts less than 0; neither does a sum, unless the data has a negative one."""
        lowest = np.zeros(len(self.truth()))
        if self.m.y is not None and bool((self.m.y < 0).any()):
            lowest[len(self.m.n) :] = -np.inf
        return lowest

    def rows(self, masks: Bools, part: int | None) -> Floats:
        """(G, A) rows of the count (part None) or of one part or sum."""
        shape, zero = masks.astype(float), np.zeros(masks.shape)
        if self.m.parts is not None:
            return np.hstack([shape if part in (None, k) else zero for k in range(self.kinds)])
        if self.m.y is None:
            return shape
        return np.hstack([shape, zero] if part is None else [zero, shape])

    def people(self, masks: Bools, part: int | None = None) -> Ints:
        """People (of one part); exact, since the sums stay under 2**53."""
        of = self.m.n if part is None or self.m.parts is None else self.m.parts[:, part]
        return np.rint(masks.astype(float) @ of).astype(np.int64)

    def hidden(self, masks: Bools, part: int | None) -> Bools:
        """What the rules alone withhold."""
        n = self.people(masks)
        hide = few(n, self.rules)
        if part is None:
            return hide
        if self.m.parts is not None:
            return np.asarray(hide | one_sided(n, self.people(masks, part), self.rules))
        y, top = self._sums(masks)
        return np.asarray(hide | dominated(y, top, self.rules))

    def targets(self) -> tuple[Floats, Floats, Ints]:
        """(rows, widths, when) of groups when withheld, and of everyone else always when sensitive."""
        group, whole = self.within[:, 0], self.within[:, 1]
        rest = self.masks[whole] & ~self.masks[group]
        rest = np.unique(rest[rest.any(axis=1)], axis=0)
        groups, each, small = len(self.masks), np.arange(len(self.masks)), self.hidden(rest, None)
        parts = [(self.rows(self.masks, None), self._wide(self.masks), each)]
        parts += [(self.rows(rest[small], None), self._wide(rest[small]), np.full(int(small.sum()), -1))]
        for v, part in enumerate(self.shown):
            hidden, when = self.hidden(rest, part), each + groups * (v + 1)
            secret = rest[hidden]
            always = np.full(len(secret), -1)
            parts += [(self.rows(self.masks, part), self._width(self.masks), when)]
            parts += [(self.rows(secret, part), self._width(secret), always)]
            if self._has_other_side:
                parts += [(self.rows(self.masks, 0), self._width(self.masks), each)]
                parts += [(self.rows(secret, 0), self._width(secret), always)]
        rows, widths, at = (np.concatenate(group) for group in zip(*parts, strict=True))
        return rows, widths, at

    @property
    def _has_other_side(self) -> bool:
        """A rate's no is as secret as its yes. While the count is shown the two are equally wide."""
        return self.m.parts is not None and self.kinds == 2 and len(self.shown) == 1

    def _wide(self, masks: Bools) -> Floats:
        """A small count must look as if it could be at the threshold; a larger one must not be exact."""
        small = few(self.people(masks), self.rules)
        return np.where(small, self.rules.threshold, self.rules.side).astype(float)

    def _width(self, masks: Bools) -> Floats:
        if self.m.parts is not None:
            return np.full(len(masks), float(self.rules.side))
        y, _ = self._sums(masks)
        return np.asarray(self.rules.width_of_pay * np.maximum(np.abs(y) / self.scale, 1.0))

    def _sums(self, masks: Bools) -> tuple[Floats, Floats]:
        if self.m.y is None or self.m.top is None:
            raise ValueError("these masses hold no amounts")
        top = np.where(masks, self.m.top, -np.inf).max(axis=1, initial=0.0)
        return masks.astype(float) @ self.m.y, top
