"""What is said beside the tables: the model, the stratified ratios and the decomposition.

Each is computed from all cells, but told only where the groups that it names are shown, and rounded: these
figures are smooth functions of everybody, which the linear attacker cannot use and rounding keeps vague.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from alongside_equity.cells import Cells
from alongside_equity.disclosure.problem import Bools
from alongside_equity.measures.decomposition import oaxaca_blinder
from alongside_equity.measures.stratified import mantel_haenszel
from alongside_equity.models.logistic import LogisticFit
from alongside_equity.models.maihda import Maihda, maihda
from alongside_equity.question import Kind
from alongside_equity.release import DecompositionRow, Effect, Model, StratifiedRow

if TYPE_CHECKING:
    from alongside_equity.audit import Work

FEWEST_STRATA = 4


def model_of(work: Work) -> Model | None:
    """MAIHDA over the crossed axes of identity; None with one axis, levels, or too little data."""
    by = work.question.by
    if (
        not work.settings.model
        or len(by) < 2
        or work.question.kind is Kind.LEVEL
        or not work.decision.count[0]
    ):
        return None
    answered = np.ones(len(work.full), bool)
    for name in by:
        answered &= _answered(work.full, name)
    cells = work.full.where(answered & (work.full.known > 0)).roll_up(by)
    is_rate = work.question.kind is Kind.RATE
    few = work.settings.rules.threshold
    varies = few <= cells.k.sum() <= cells.known.sum() - few if is_rate else cells.ss.sum() > 0
    if len(cells) < FEWEST_STRATA or not varies or cells.known.sum() < 10 * few:
        return None
    fit = maihda(cells, by, is_rate=is_rate)
    mor = _round(fit.null.median_odds_ratio) if isinstance(fit.null, LogisticFit) else None
    return Model(
        kind="logistic" if is_rate else "linear", strata=len(fit.strata), vpc=_round(fit.null.vpc),
        vpc_additive=_round(fit.additive.vpc), pcv=None if fit.pcv is None else _round(fit.pcv), mor=mor,
        auc=None if fit.area is None else _round(fit.area), effects=_effects(work, fit),
        left_out=_left_out(work, answered),
    )  # fmt: skip


def _left_out(work: Work, answered: Bools) -> int | None:
    """People who did not answer every axis; None for a number so small that it may not be told."""
    silent = int(work.full.known[~answered].sum())
    return silent if silent == 0 or silent >= work.settings.rules.threshold else None


def _effects(work: Work, fit: Maihda) -> tuple[Effect, ...]:
    by, strata, additive = work.question.by, fit.strata, fit.additive
    shown = {
        group.labels: int(work.n[group.at])
        for group in work.seen.groups
        if group.axes == by and group.view == "exact" and work.is_shown(group.at, 0)
    }
    low, high = additive.u_interval(work.settings.family.level)
    expected = additive.fitted + additive.u
    if isinstance(additive, LogisticFit):
        expected = expit(expected)
    found = []
    for i, code in enumerate(strata.codes):
        labels = tuple(axis.levels[c].label for axis, c in zip(strata.axes, code, strict=True))
        if labels in shown:
            told = (_round(v[i]) for v in (additive.u, low, high, strata.mean, expected))
            found.append(Effect(labels, shown[labels], *told))
    return tuple(found)


def stratified_of(work: Work) -> tuple[StratifiedRow, ...]:
    """Mantel-Haenszel of every shown single group against everyone else, stratified by all of `within`."""
    if work.question.kind is not Kind.RATE or not work.question.within:
        return ()
    found = []
    full, strata = work.full, _strata(work)
    for group in work.seen.groups:
        if len(group.axes) != 1 or group.silence or group.axes[0] not in work.question.by:
            continue
        if not (work.is_shown(group.at, 0) and work.is_shown(group.whole, 0)):
            continue
        mine, rest = work.seen.masks[group.at], work.seen.masks[group.whole] & ~work.seen.masks[group.at]
        sides = [_by(strata, full, mask) for mask in (mine, rest)]
        (k1, n1), (k2, n2) = sides
        mh = mantel_haenszel(k1, n1, k2, n2, work.settings.family.level)
        if not np.isfinite(mh.odds_ratio):
            continue
        a, b, c, d = k1.sum(), (n1 - k1).sum(), k2.sum(), (n2 - k2).sum()
        crude = float(a * d / (b * c)) if b * c else float("inf")
        interval = (_round(mh.interval[0]), _round(mh.interval[1]))
        name = " + ".join(work.question.within)
        found.append(
            StratifiedRow(
                group.axes[0], group.labels[0], name, crude, _round(mh.odds_ratio), interval, _round(mh.p),
                _round(mh.homogeneity_p), mh.strata,
            )
        )  # fmt: skip
    return tuple(found)


def _strata(work: Work) -> np.ndarray:  # type: ignore[type-arg]
    at = [work.full.axis(name) for name in work.question.within]
    return np.unique(work.full.codes[:, at], axis=0, return_inverse=True)[1].reshape(-1)


def _by(strata: np.ndarray, full: Cells, mask: Bools) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    size = int(strata.max()) + 1
    k = np.bincount(strata[mask], full.k[mask].astype(float), minlength=size)
    return k, np.bincount(strata[mask], full.known[mask].astype(float), minlength=size)


def decomposition_of(work: Work) -> tuple[DecompositionRow, ...]:
    """Oaxaca-Blinder of everyone else against each shown single group, by `within` and covariates."""
    if not work.question.kind.is_amount or not (work.question.within or work.question.covariates):
        return ()
    found = []
    for group in work.seen.groups:
        if len(group.axes) != 1 or group.silence or group.axes[0] not in work.question.by:
            continue
        if not (work.is_shown(group.at, 0) and work.is_shown(group.whole, 0)):
            continue
        mine, rest = work.seen.masks[group.at], work.seen.masks[group.whole] & ~work.seen.masks[group.at]
        few = work.settings.rules.threshold
        if min(int(work.full.known[side].sum()) for side in (mine, rest)) < few:
            continue
        parts = oaxaca_blinder(work.full, rest, mine, work.question.within)
        by = tuple((name, _round(value)) for name, value in parts.explained_by)
        found.append(
            DecompositionRow(
                group.axes[0], group.labels[0], _round(parts.gap), _round(parts.explained),
                _round(parts.unexplained), by,
            )
        )  # fmt: skip
    return tuple(found)


def _answered(cells: Cells, name: str) -> Bools:
    at = cells.axis(name)
    return np.array([bool(level.terms) for level in cells.axes[at].levels])[cells.codes[:, at]]


def _round(value: float) -> float:
    """Three significant digits: what a reader can use, and less than an attacker would need."""
    return float(f"{float(value):.3g}")
