"""The whole way, once: engine, cells, views, decision, measures, verdicts, release."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import numpy as np
from scipy.special import stdtrit

from alongside_equity import engines, extras
from alongside_equity.cells import Cells, Floats, Ints
from alongside_equity.comparison import Comparison, compare_amounts, compare_rates, judge
from alongside_equity.disclosure.decide import Decision, decide
from alongside_equity.disclosure.problem import Bools, Masses, Problem, problem_of
from alongside_equity.disclosure.rules import dominated
from alongside_equity.measures.amounts import Amount, amount
from alongside_equity.measures.intervals import rate as rate_interval
from alongside_equity.question import Kind
from alongside_equity.refused import Refused
from alongside_equity.release import Protection, Release, Row, Why
from alongside_equity.runs import Runs, medians, runs_of_rows
from alongside_equity.settings import Settings, with_question
from alongside_equity.views import Group, Seen, complete, see

Step = Callable[[str], None]


def audit(source: Any, settings: Settings, *, step: Step = lambda _: None) -> Release:
    """Audit a file, frame, table or mapping of columns. `step` hears what is being done.

    Refused, with nothing written, when the data or the settings cannot be used.
    """
    step("reading")
    question = settings.question
    if question.outcome is None:
        raise Refused("no_outcome")
    if question.kind is Kind.LEVEL:
        settings = with_question(settings, within=(*question.within, question.outcome))
    read_as = replace(settings.question, outcome=None) if question.kind is Kind.LEVEL else settings.question
    cells = engines.read(source, read_as)
    runs = None
    if question.kind.is_amount:
        plain = replace(settings.question, covariates=())
        base = engines.read(source, plain) if question.covariates else cells
        runs = runs_of_rows(base, plain, engines.read_values(source, plain))
        runs = runs if len(base) == len(cells) else None
    return audit_cells(cells, settings, runs, step=step)


def audit_cells(
    cells: Cells, settings: Settings, runs: Runs | None = None, *, step: Step = lambda _: None
) -> Release:
    """The same from cells; `runs` (for medians) must be in the order of `cells`."""
    work = Work(cells, settings, runs)
    step("deciding")
    work.decide()
    step("comparing")
    return work.release(step)


class Work:
    """One audit under way. `levels` are the parts counted: one for a rate, several for levels."""

    def __init__(self, cells: Cells, settings: Settings, runs: Runs | None) -> None:
        if int(cells.known.sum()) == 0 and settings.question.kind is not Kind.LEVEL:
            raise Refused("no_outcome_known", column=settings.question.outcome)
        self.settings, self.question = settings, settings.question
        self.levels: tuple[str, ...] = ("",)
        self.source = cells
        self.parts: Ints | None = None
        if self.question.kind is Kind.LEVEL:
            cells = self._by_level(cells)
        self.full = complete(cells)
        self.runs = _filled(runs, cells, self.full)
        if self.question.kind is Kind.LEVEL:
            self.parts = self._parts(self.full)
        visible = settings
        if self.question.kind is Kind.LEVEL:
            within = tuple(name for name in self.question.within if name != self.question.outcome)
            visible = with_question(settings, within=within)
        self.seen: Seen = see(self.full, visible)

    def _by_level(self, cells: Cells) -> Cells:
        """Keep the level's axis for the parts, and the cells without it for the groups."""
        outcome = str(self.question.outcome)
        axis = cells.axes[cells.axis(outcome)]
        self.levels = tuple(level.label for level in axis.levels if level.terms)
        if not self.levels:
            raise Refused("no_outcome_known", column=outcome)
        names = [a.name for a in cells.axes if a.name != outcome]
        self.source = cells
        answered = cells.where(
            np.array([bool(axis.levels[c].terms) for c in cells.codes[:, cells.axis(outcome)]])
        )
        return replace(answered.roll_up(names), known=answered.roll_up(names).n)

    def _parts(self, full: Cells) -> Ints:
        """(C, K) people of each finest cell at each level."""
        source, outcome = self.source, str(self.question.outcome)
        at = source.axis(outcome)
        names = [axis.name for axis in full.axes]
        place = {tuple(code): i for i, code in enumerate(full.codes.tolist())}
        labels = [level.label for level in source.axes[at].levels]
        parts = np.zeros((len(full), len(self.levels)), np.int64)
        keep = [source.axis(name) for name in names]
        for code, n in zip(source.codes, source.n, strict=True):
            label = labels[code[at]]
            if label in self.levels and source.axes[at].levels[code[at]].terms:
                parts[place[tuple(code[keep].tolist())], self.levels.index(label)] += n
        return parts

    def masses(self) -> Masses:
        if self.parts is not None:
            return Masses(self.full.n, self.parts, tuple(range(len(self.levels))))
        if self.question.kind is Kind.RATE:
            return Masses.of_rate(self.full.known, self.full.k)
        return Masses(self.full.known, y=self.full.y, top=self.full.top)

    def problem(self) -> Problem:
        return problem_of(self.seen.masks, self.seen.within, self.masses(), self.settings.rules)

    def decide(self, problem: Problem | None = None) -> Decision:
        """Choose what is shown; `problem` may carry what earlier releases have told."""
        self.decision = decide(problem or self.problem(), self.seen.order, self.settings.rules)
        self.n = self._sum(self.full.known)
        of = self.parts if self.parts is not None else self.full.k[:, None]
        self.k = np.stack([self._sum(of[:, v]) for v in range(len(self.levels))])
        self.amounts = (
            [self._amount(mask) for mask in self.seen.masks] if self.question.kind.is_amount else []
        )
        return self.decision

    def _sum(self, values: Ints) -> Ints:
        return self.seen.masks.astype(np.int64) @ values

    def _amount(self, mask: Bools) -> Amount | None:
        pooled = self.full.pool(np.where(mask, 0, 1).astype(np.int64), 2)
        return (
            amount(int(pooled.known[0]), float(pooled.y[0]), float(pooled.ss[0])) if pooled.known[0] else None
        )

    def _rest_amount(self, at: int, whole: int) -> Amount | None:
        return self._amount(self.seen.masks[whole] & ~self.seen.masks[at])

    def release(self, step: Step) -> Release:
        """Measures of what may be shown."""
        rows, size = self._rows()
        step("modelling")
        shown = self.decision.count
        total = int(self.full.n.sum())
        unknown = total - int(self.full.known.sum())
        few = self.settings.rules.threshold
        return Release(
            version=version("alongside-equity"), settings=self.settings.written,
            settings_hash=self.settings.hash, kind=self.question.kind.value, outcome=str(self.question.outcome),
            people=total if shown[0] else None,
            unknown_outcome=unknown if unknown == 0 or unknown >= few else None,
            rows=tuple(rows), family=size, protection=self._protection(),
            model=extras.model_of(self), stratified=extras.stratified_of(self),
            decomposition=extras.decomposition_of(self),
            notes=self._notes(),
        )  # fmt: skip

    def _notes(self) -> tuple[str, ...]:
        several = [a.name for a in self.full.axes if any(len(level.terms) > 1 for level in a.levels)]
        notes = ["overlapping_groups"] if several else []
        notes += ["finest_tables_dropped"] if self.decision.dropped else []
        silent = any(group.silence for group in self.seen.groups)
        return tuple([*notes, *(["silences_kept"] if silent else [])])

    def _protection(self) -> Protection:
        d = self.decision
        shown = int(d.count.sum() + d.value.sum())
        return Protection(
            method="suppression", shown=shown, withheld=d.count.size + d.value.size - shown, by_rule=d.rules_hid,
            attacked=d.attack.withheld, recovered=len(d.attack.recovered),
            narrowest=d.attack.narrowest, dropped=d.dropped,
        )  # fmt: skip

    def _rows(self) -> tuple[list[Row], int]:
        """Every group at every level, with its comparison judged in one family."""
        groups = [(group, v) for v in range(len(self.levels)) for group in self.seen.groups]
        threshold = self.settings.rules.threshold
        judged = {(g.at, g.whole, v) for g, v in groups if self._is_in_family(g, threshold)}
        size = max(len(judged), 1)
        found: dict[tuple[int, int, int], Comparison] = {}
        for at, whole, v in sorted(judged):
            if self.is_shown(at, v) and self.is_shown(whole, v):
                comparison = self._compare(at, whole, v, size)
                if comparison is not None:
                    found[at, whole, v] = comparison
        is_rate = not self.question.kind.is_amount
        verdicts = judge(list(found.values()), self.settings.family, size, is_rate=is_rate)
        found = dict(zip(found, verdicts, strict=True))
        middle = self._medians()
        return [self._row(g, v, found.get((g.at, g.whole, v)), middle) for g, v in groups], len(judged)

    def _is_in_family(self, group: Group, threshold: int) -> bool:
        """Decided by head counts alone: enough people in the group and beside it."""
        n, whole = int(self.n[group.at]), int(self.n[group.whole])
        return not group.silence and group.at != group.whole and min(n, whole - n) >= threshold

    def is_shown(self, at: int, v: int) -> bool:
        return bool(self.decision.count[at] and self.decision.value[v, at])

    def _compare(self, at: int, whole: int, v: int, size: int) -> Comparison | None:
        family, n = self.settings.family, int(self.n[at])
        if self.question.kind.is_amount:
            mine, rest = self.amounts[at], self._rest_amount(at, whole)
            return compare_amounts(mine, rest, family, size) if mine and rest else None
        k = int(self.k[v, at])
        rest_n, rest_k = int(self.n[whole]) - n, int(self.k[v, whole]) - k
        return compare_rates(k, n, rest_k, rest_n, family, size, self._silent(whole, v))

    def _silent(self, whole: int, v: int) -> tuple[int, int] | None:
        """(yes, people) who did not say, when everybody beside the whole may be told; else None."""
        n, k = int(self.n[0] - self.n[whole]), int(self.k[v, 0] - self.k[v, whole])
        if n == 0 or self.seen.order[whole] > 0 or not self.is_shown(0, v):
            return None
        return k, n

    def _medians(self) -> Floats | None:
        if self.runs is None:
            return None
        return medians(self.runs, self.seen.masks)

    def _row(self, group: Group, v: int, comparison: Comparison | None, middle: Floats | None) -> Row:
        at = group.at
        n = int(self.n[at]) if self.decision.count[at] else None
        row = Row(
            group.view, group.axes, group.labels, group.silence, at, n, why=self._why(at, v), level=self.levels[v]
        )  # fmt: skip
        if row.withheld:
            return row
        mine = self.amounts[at] if self.amounts else None
        if mine is not None:
            return replace(row, **self._pay(mine, middle, at), comparison=comparison)
        k = int(self.k[v, at])
        low, high = rate_interval(k, n, self.settings.family.level)
        interval = (float(low), float(high))
        return replace(row, k=k, rate=k / n, rate_interval=interval, comparison=comparison)

    def _why(self, at: int, v: int) -> Why:
        """The reason for which the number of a group is not told."""
        if self.is_shown(at, v):
            return Why.SHOWN
        n, rules = int(self.n[at]), self.settings.rules
        if n < rules.threshold:
            return Why.FEW
        if 0 < self.decision.dropped <= self.seen.order[at]:
            return Why.DROPPED
        if not self.question.kind.is_amount:
            k = int(self.k[v, at])
            return Why.ONE_SIDED if min(k, n - k) < rules.side else Why.PROTECTS_OTHERS
        top = float(self.full.top[self.seen.masks[at]].max(initial=0.0))
        y = float(self.full.y[self.seen.masks[at]].sum())
        return Why.DOMINATED if dominated(np.array([y]), np.array([top]), rules)[0] else Why.PROTECTS_OTHERS

    def _pay(self, mine: Amount, middle: Floats | None, at: int) -> dict[str, Any]:
        half = float(stdtrit(mine.n - 1, 0.5 + self.settings.family.level / 2)) * mine.error**0.5
        return {
            "mean": mine.mean,
            "mean_interval": (mine.mean - half, mine.mean + half),
            "median": float(middle[at]) if middle is not None else None,
        }


def _filled(runs: Runs | None, cells: Cells, full: Cells) -> Runs | None:
    """The runs in the order of the completed cells; combinations that nobody has get empty runs."""
    if runs is None or len(cells) == len(full):
        return runs
    place = {tuple(code): i for i, code in enumerate(cells.codes.tolist())}
    starts, stop = [], 0
    for code in full.codes.tolist():
        at = place.get(tuple(code))
        starts.append(stop)
        stop = int(runs.starts[at + 1]) if at is not None else stop
    return replace(runs, starts=np.array([*starts, stop], np.int64))


def labels_of(cells: Cells, row: Sequence[int]) -> tuple[str, ...]:
    """The answers of one cell in words."""
    return tuple(axis.levels[code].label for axis, code in zip(cells.axes, row, strict=True))
