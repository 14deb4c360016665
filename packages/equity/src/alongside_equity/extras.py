"""What is said beside the tables: the model, the stratified ratios and the decomposition.

Each is computed from all cells, but told only where the groups that it names are shown, and rounded: these
figures are smooth functions of everybody, which the linear attacker cannot use and rounding keeps vague.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

import numpy as np
import scipy

from alongside_equity.cells import Bools, Cells, Floats, Ints
from alongside_equity.counted import labels_of
from alongside_equity.measures.decomposition import kitagawa, oaxaca_blinder
from alongside_equity.measures.stratified import mantel_haenszel
from alongside_equity.models.logistic import LogisticFit
from alongside_equity.models.maihda import Maihda, maihda
from alongside_equity.question import Kind
from alongside_equity.release.beside import DecompositionRow, Effect, Model, StratifiedRow
from alongside_equity.rows import Told
from alongside_equity.views import Group

FEWEST_STRATA = 4


def model_of(told: Told) -> Model | None:
    """MAIHDA over the crossed axes of identity; None with one axis, levels, or too little data."""
    settings, full = told.counted.settings, told.counted.cells
    question, few = settings.question, settings.rules.threshold
    if not settings.model or len(question.by) < 2 or question.kind is Kind.LEVEL or not told.is_shown(0):
        return None
    answered = np.logical_and.reduce([_answered(full, name) for name in question.by])
    cells = full.where(answered & (full.known > 0)).roll_up(question.by)
    is_rate = question.kind is Kind.RATE
    varies = few <= cells.k.sum() <= cells.known.sum() - few if is_rate else cells.ss.sum() > 0
    if len(cells) < FEWEST_STRATA or not varies or cells.known.sum() < 10 * few:
        return None
    fit = maihda(cells, question.by, is_rate=is_rate)
    silent = int(full.known[~answered].sum())
    mor = rounded(fit.null.median_odds_ratio) if isinstance(fit.null, LogisticFit) else None
    return Model(
        kind="logistic" if is_rate else "linear", strata=len(fit.strata), vpc=rounded(fit.null.vpc),
        vpc_additive=rounded(fit.additive.vpc), pcv=None if fit.pcv is None else rounded(fit.pcv), mor=mor,
        auc=None if fit.area is None else rounded(fit.area), effects=_effects(told, fit),
        left_out=silent if silent == 0 or silent >= few else None,
    )  # fmt: skip


def _effects(told: Told, fit: Maihda) -> tuple[Effect, ...]:
    by, strata, additive = told.counted.question.by, fit.strata, fit.additive
    shown = {
        group.labels: int(told.n[group.at])
        for group in told.counted.groups
        if group.axes == by and group.view == "exact" and told.is_shown(group.at)
    }
    low, high = additive.u_interval(told.counted.settings.family.level)
    expected = additive.fitted + additive.u
    if isinstance(additive, LogisticFit):
        expected = scipy.special.expit(expected)
    found = []
    for i, code in enumerate(strata.codes):
        labels = labels_of(strata, code)
        if labels in shown:
            numbers = (rounded(v[i]) for v in (additive.u, low, high, strata.mean, expected))
            found.append(Effect(labels, shown[labels], *numbers))
    return tuple(found)


def stratified_of(told: Told) -> tuple[StratifiedRow, ...]:
    """Mantel-Haenszel of every shown single group against everyone else, stratified by all of `within`."""
    question, level = told.counted.question, told.counted.settings.family.level
    if question.kind is not Kind.RATE or not question.within:
        return ()
    found = []
    for group, mine, rest in _single(told):
        (k1, n1), (k2, n2) = _by_stratum(told, mine), _by_stratum(told, rest)
        common = mantel_haenszel(k1, n1, k2, n2, level)
        if np.isfinite(common.odds_ratio):
            odds = [float(k.sum() / (n - k).sum()) if (n > k).any() else inf for k, n in ((k1, n1), (k2, n2))]
            found.append(
                StratifiedRow(
                    group.axes[0], group.labels[0], " + ".join(question.within),
                    crude=rounded(odds[0] / odds[1]) if odds[1] else inf, common=rounded(common.odds_ratio),
                    interval=(rounded(common.interval[0]), rounded(common.interval[1])), p=rounded(common.p),
                    homogeneity_p=rounded(common.homogeneity_p), strata=common.strata,
                )
            )  # fmt: skip
    return tuple(found)


def decomposition_of(told: Told) -> tuple[DecompositionRow, ...]:
    """The gap of everyone else over each shown single group, by `within` and covariates.

    Oaxaca-Blinder for amounts, Kitagawa for rates (only where every stratum has people of both sides).
    """
    question = told.counted.question
    if not (question.within or question.covariates):
        return ()
    if question.kind is Kind.RATE:
        return tuple(row for parts in _single(told) for row in _rate_parts(told, *parts))
    if question.kind.is_amount:
        return tuple(_amount_parts(told, *parts) for parts in _single(told))
    return ()


def _amount_parts(told: Told, group: Group, mine: Bools, rest: Bools) -> DecompositionRow:
    parts = oaxaca_blinder(told.counted.cells, rest, mine, told.counted.question.within)
    by = tuple((name, rounded(value)) for name, value in parts.explained_by)
    explained, unexplained = rounded(parts.explained), rounded(parts.unexplained)
    return DecompositionRow(group.axes[0], group.labels[0], rounded(parts.gap), explained, unexplained, by)


def _rate_parts(told: Told, group: Group, mine: Bools, rest: Bools) -> Iterator[DecompositionRow]:
    (k, n), (k_rest, n_rest) = _by_stratum(told, mine), _by_stratum(told, rest)
    there = (n > 0) | (n_rest > 0)
    if ((n > 0) & (n_rest > 0))[there].all():
        composition, rate = kitagawa(n_rest[there], k_rest[there], n[there], k[there])
        by = ((" + ".join(told.counted.question.within), rounded(composition)),)
        gap = rounded(composition + rate)
        yield DecompositionRow(group.axes[0], group.labels[0], gap, rounded(composition), rounded(rate), by)


def _single(told: Told) -> Iterator[tuple[Group, Bools, Bools]]:
    """Groups of one axis of identity, with the cells of theirs and of everyone else, where both may be told
    and both have enough people."""
    counted, few = told.counted, told.counted.settings.rules.threshold
    for group in counted.groups:
        is_single = len(group.axes) == 1 and not group.strata and not group.silence
        if is_single and told.is_shown(group.at) and told.is_shown(group.whole):
            mine, rest = np.asarray(counted.seen.masks[group.at]), counted.rest(group)
            if min(int(counted.cells.known[side].sum()) for side in (mine, rest)) >= few:
                yield group, mine, rest


def _by_stratum(told: Told, mask: Bools) -> tuple[Floats, Floats]:
    """(k, n) of the cells of `mask` in each combination of all of `within`."""
    cells, strata = told.counted.cells, _strata(told.counted.cells, told.counted.question.within)
    size = int(strata.max()) + 1
    k = np.bincount(strata[mask], cells.k[mask].astype(float), size)
    return k.astype(float), np.bincount(strata[mask], cells.known[mask].astype(float), size).astype(float)


def _strata(cells: Cells, within: tuple[str, ...]) -> Ints:
    at = [cells.axis(name) for name in within]
    return np.unique(cells.codes[:, at], axis=0, return_inverse=True)[1].reshape(-1)


def _answered(cells: Cells, name: str) -> Bools:
    at = cells.axis(name)
    return np.array([bool(level.terms) for level in cells.axes[at].levels])[cells.codes[:, at]]


def rounded(value: float) -> float:
    """Three significant digits: what a reader can use, and less than an attacker would need."""
    return float(f"{float(value):.3g}")
