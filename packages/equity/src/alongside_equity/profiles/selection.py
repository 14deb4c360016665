"""Rates of being chosen: New York City's bias audit and the four-fifths rule, from what may be told.

Both set every rate beside the highest rate of its table. A withheld group has no ratio and is never the
highest, so nothing can be worked out backwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alongside_equity.comparison import Sides, compare_rates
from alongside_equity.data import Data
from alongside_equity.profiles import Profile
from alongside_equity.release.compared import Comparison
from alongside_equity.release.law import Figure, ProfileResult, Unit
from alongside_equity.release.row import Why
from alongside_equity.rows import Told
from alongside_equity.views import Group


def result_of(told: Told, data: Data, profile: Profile) -> ProfileResult:
    """Rates and ratios of every table up to the depth that the text asks for."""
    scored = data.was_score
    figures: list[Figure] = []
    for table in _tables(told, int(profile.numbers["depth"])):
        figures += _Table(told, profile, table, scored=scored).figures()
    figures += _unknown(told, profile)
    notes = {
        "reference_is_highest": True,
        "scoring_is_above_median": scored,
        "some_withheld": any(figure.why is Why.WITHHELD for figure in figures),
        "small_left_out": any(figure.why is Why.LEFT_OUT for figure in figures),
    }
    found = tuple(name for name, holds in notes.items() if holds)
    return ProfileResult(
        profile.id,
        profile.version,
        profile.title,
        profile.source,
        tuple(figures),
        notes=(*profile.notes, *found),
    )


def _tables(told: Told, depth: int) -> Iterator[list[Group]]:
    """Groups of each crossing of identities, in the order of the report."""
    tables: dict[tuple[str, ...], list[Group]] = {}
    for group in told.counted.groups:
        if group.view == "exact" and not group.strata and not group.silence and 0 < len(group.axes) <= depth:
            tables.setdefault(group.axes, []).append(group)
    yield from tables.values()


class _Table:
    """One crossing: its rates, and each beside the highest."""

    def __init__(self, told: Told, profile: Profile, groups: Sequence[Group], *, scored: bool) -> None:
        self.told, self.profile, self.groups = told, profile, groups
        self.name = profile.id.split("-")[1] if profile.id == "us-nyc-ll144" else "us"
        self.rate = (
            f"{self.name}.scoring_rate" if scored and self.name == "nyc" else f"{self.name}.selection_rate"
        )
        self.shown = [group for group in groups if told.is_shown(group.at)]
        self.small = {group.at for group in groups if self._is_small(group)}
        ranked = [group for group in self.shown if group.at not in self.small]
        self.best = max(ranked, key=self._rate, default=None)

    def figures(self) -> list[Figure]:
        """People (New York City), rate and ratio of each group."""
        beside = self._beside()
        found = []
        for group in self.groups:
            n, labels = int(self.told.n[group.at]), group.labels
            shown = self.told.is_shown(group.at)
            why = Why.SHOWN if shown else Why.WITHHELD
            if self.name == "nyc":
                counted = bool(self.told.decision.count[group.at])
                found.append(self._figure(
                    "nyc.people", labels, n if counted else None, Unit.PEOPLE, Why.SHOWN if counted else why
                ))  # fmt: skip
            rate = self._rate(group) if shown else None
            found.append(self._figure(self.rate, labels, rate, Unit.SHARE, why, (n,) if shown else ()))
            found.append(self._ratio(group, beside.get(group.at)))
        return found

    def _ratio(self, group: Group, beside: Comparison | None) -> Figure:
        key = f"{self.name}.impact_ratio"
        if beside is None:
            left_out = group.at in self.small and self.told.is_shown(group.at)
            return self._figure(
                key, group.labels, None, Unit.RATIO, Why.LEFT_OUT if left_out else Why.WITHHELD
            )
        limit = self.profile.numbers.get("ratio", 0.0)
        return Figure(
            key, self.profile.articles[key], group.labels, beside.ratio, Unit.RATIO,
            (beside.n, beside.n_reference), beside.ratio_interval, flag=beside.ratio < limit,
            detail=(
                ("p", beside.p), ("mid_p", beside.mid_p), ("deviations", beside.deviations),
                ("shortfall", beside.shortfall), ("people_to_change", float(beside.people_to_change)),
            ),
        )  # fmt: skip

    def _figure(
        self, key: str, labels: tuple[str, ...], value: float | None, unit: Unit, why: Why,
        n: tuple[int, ...] = (),
    ) -> Figure:  # fmt: skip
        return Figure(key, self.profile.articles[key], labels, value, unit, n, why=why)

    def _rate(self, group: Group) -> float:
        return float(self.told.k[0, group.at] / self.told.n[group.at])

    def _is_small(self, group: Group) -> bool:
        """Whether the text lets this category be left out, and the settings use that leave."""
        share = self.profile.numbers.get("small_share", 0.0)
        whole = int(self.told.n[group.whole])
        return self.told.counted.settings.leave_out_small and int(self.told.n[group.at]) < share * whole

    def _beside(self) -> dict[int, Comparison]:
        """Each shown group compared with the highest; alone of its kind, it is compared with itself."""
        if self.best is None:
            return {}
        k, n = int(self.told.k[0, self.best.at]), int(self.told.n[self.best.at])
        judged = [group for group in self.shown if group.at not in self.small]
        sides = [Sides(int(self.told.k[0, g.at]), int(self.told.n[g.at]), k, n) for g in judged]
        found = compare_rates(sides, self.told.counted.settings.family, 1)
        return {group.at: comparison for group, comparison in zip(judged, found, strict=True)}


def _unknown(told: Told, profile: Profile) -> list[Figure]:
    """People who did not answer all of the crossed axes: reported, and left out of every rate.

    They count whether their outcome is known or not, unless so few outcomes are missing that this would tell.
    """
    if "nyc.unknown" not in profile.articles:
        return []
    counted, few = told.counted, told.counted.settings.rules.threshold
    deepest = max((g for g in counted.groups if not g.strata), key=lambda group: len(group.axes))
    silent = ~counted.seen.masks[deepest.whole]
    everybody = int(counted.cells.n[silent].sum())
    missing = everybody - int(counted.cells.known[silent].sum())
    known = int(told.n[0] - told.n[deepest.whole])
    may_tell = bool(told.decision.count[0] and told.decision.count[deepest.whole])
    if known == 0:
        may_tell = everybody == 0 or everybody >= few
    shown = may_tell and (missing == 0 or missing >= few)
    why, value = (Why.SHOWN, known + missing) if shown else (Why.WITHHELD, None)
    return [Figure("nyc.unknown", profile.articles["nyc.unknown"], (), value, Unit.PEOPLE, why=why)]
