"""The tables of groups: a plain one for every set of questions, and the mathematics of all comparisons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf, isfinite, isnan

from alongside_equity.release import Release
from alongside_equity.release.compared import GAP, UNSURE, Comparison
from alongside_equity.release.row import Row
from alongside_equity.report.markup import Table
from alongside_equity.report.plots import Mark
from alongside_equity.report.said import group_name, how_short, others, silence_name
from alongside_equity.report.voice import Voice

MOST_MARKS = 30


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table: which questions are crossed, how people are seen, which level is counted."""

    axes: tuple[str, ...]
    view: str
    level: str
    rows: tuple[Row, ...]

    @property
    def is_everyone(self) -> bool:
        return not self.axes

    @property
    def is_silence(self) -> bool:
        return self.view == "silence"


def parts_of(release: Release) -> list[Part]:
    """The tables of a report in the order of its rows; everything that people did not say is one table."""

    def key(row: Row) -> tuple[tuple[str, ...], str, str]:
        return (("",) if row.silence else row.axes, "silence" if row.silence else row.view, row.level)

    return [Part(*which, tuple(rows)) for which, rows in groupby(release.rows, key)]


def table_of(part: Part, release: Release, voice: Voice, name: str, caption: str) -> Table:
    """A row a group: how many, how they fared, beside everyone else, and what that means."""
    heads = (voice.say("column.question"), voice.say("column.answer")) if part.is_silence else part.axes
    columns = [*heads, voice.say("column.people"), *_value_columns(release, voice)]
    other = others(part.axes, release, voice)
    columns += [voice.say("column.beside", other=other), voice.say("column.verdict")]
    rows = [[*_heads(row, voice), *_cells(row, other, voice)] for row in part.rows]
    width = len(columns) if is_compared(part, release) else len(columns) - 2
    return Table(
        name, caption, columns[:width], [row[:width] for row in rows], len(heads), frozenset({len(heads)})
    )


def is_compared(part: Part, release: Release) -> bool:
    """People who did not say, and grades or departments by themselves, are shown and never compared."""
    return not part.is_silence and not set(part.axes) <= set(release.settings["question"]["within"])


def marks_of(part: Part, voice: Voice) -> list[Mark]:
    """What a plot of this table draws: compared groups, the farthest ones when there are many."""
    marks = [
        Mark(group_name(row, voice), *_spread(row.comparison), row.comparison.verdict)
        for row in part.rows
        if row.comparison is not None
    ]
    marks = [mark for mark in marks if isfinite(mark.value)]
    far = sorted(marks, key=lambda mark: -abs(mark.value))[:MOST_MARKS]
    return [mark for mark in marks if mark in far]


def tests_of(release: Release, voice: Voice) -> Table:
    """Every comparison with its ranges and tests, for a reader who checks."""
    is_rate = release.kind in {"rate", "level"}
    names = ["difference", "ratio", "p", *(["mid_p", "boschloo"] if is_rate else ["ranks", "welch"])]
    names += ["adjusted", "deviations", *(["shortfall", "change"] if is_rate else [])]
    names += ["could_be", "detectable"]
    columns = [voice.say("column.group"), *(voice.say(f"method.{name}") for name in names)]
    rows = [
        [group_name(row, voice), *(_test(row.comparison, name, is_rate, voice) for name in names)]
        for row in release.rows
        if row.comparison is not None
    ]
    return Table("tests", voice.say("method.tests"), columns, rows, 1, frozenset(range(1, len(columns))))


def between(pair: tuple[float, float], write: Callable[[float], str], voice: Voice) -> str:
    """`low to high`; nothing when there is no range."""
    if any(isnan(end) for end in pair):
        return "–"
    low, high = (write(end) for end in pair)
    return voice.say("cell.to", low=low, high=high)


def _heads(row: Row, voice: Voice) -> Sequence[str]:
    if row.silence:
        return (voice.name(row.axes[0]), silence_name(row.labels[0], voice))
    return [voice.name(label) for label in row.labels]


def _value_columns(release: Release, voice: Voice) -> list[str]:
    if release.kind in {"rate", "level"}:
        return [voice.say("column.with", outcome=voice.name(release.outcome)), voice.say("column.share")]
    return [voice.say("column.mean"), voice.say("column.median")]


def _cells(row: Row, other: str, voice: Voice) -> list[str]:
    withheld = voice.say(f"cell.{row.why or 'withheld'}")
    people = withheld if row.n is None else voice.whole(row.n)
    if row.withheld:
        return [people, withheld, withheld, "–", voice.verdict("not_compared")]
    return [people, *_values(row, voice), *_beside(row.comparison, other, voice)]


def _values(row: Row, voice: Voice) -> list[str]:
    if row.k is None:
        return [_amount(row.mean, row.mean_interval, voice), _amount(row.median, row.median_interval, voice)]
    low, high = (voice.percent(end) for end in row.rate_interval or (0.0, 1.0))
    return [
        voice.whole(row.k),
        voice.say("cell.share", rate=voice.percent(row.rate or 0.0), low=low, high=high),
    ]


def _amount(value: float | None, spread: tuple[float, float] | None, voice: Voice) -> str:
    """An amount with its range, where both may be told."""
    if value is None:
        return "–"
    if spread is None or not all(map(isfinite, spread)):
        return voice.amount(value)
    low, high = map(voice.amount, spread)
    return voice.say("cell.share", rate=voice.amount(value), low=low, high=high)


def _beside(found: Comparison | None, other: str, voice: Voice) -> list[str]:
    if found is None:
        return ["–", voice.verdict("not_compared")]
    _, low, high = _spread(found)
    ends = f" ({_signed_range(low, high, isfinite(found.gap), voice)})" if isfinite(low) else ""
    said = how_short(found, voice, other) + ends
    return [said, _verdict(found, voice)]


def _signed_range(low: float, high: float, is_amount: bool, voice: Voice) -> str:
    write = voice.percent if is_amount else voice.points
    return voice.say("cell.to", low=write(low), high=write(high))


def _verdict(found: Comparison, voice: Voice) -> str:
    if found.verdict == GAP:
        return voice.say(f"cell.gap_{'less' if found.difference < 0 else 'more'}")
    if found.verdict != UNSURE:
        return voice.verdict(found.verdict)
    if isfinite(found.gap) and found.gap:
        reference = abs(100 * found.difference / found.gap)
        share = found.detectable / reference
    else:
        reference, share = 0.0, found.detectable
    if not isfinite(share) or (not reference and share >= 1):
        return voice.say("cell.unsure_any")
    points = voice.say("cell.points", size=voice.points(share))
    return voice.say("cell.unsure", detectable=voice.percent(share) if reference else points)


def _spread(found: Comparison | None) -> tuple[float, float, float]:
    """Difference and range: a share of everyone else's average for amounts, of 1 for rates."""
    if found is None:
        return 0.0, -inf, inf
    if isfinite(found.gap):
        low, high = found.gap_interval
        return -found.gap / 100, -high / 100, -low / 100
    return found.difference, *found.interval


def _test(found: Comparison, name: str, is_rate: bool, voice: Voice) -> str:
    def small(value: float) -> str:
        return voice.decimal(value, 3)

    def amount(value: float) -> str:
        return voice.points(value) if is_rate else voice.amount(value)

    if name == "difference":
        return f"{amount(found.difference)} ({between(found.interval, amount, voice)})"
    if name == "ratio":
        return f"{small(found.ratio)} ({between(found.ratio_interval, small, voice)})"
    if name in {"p", "mid_p", "boschloo", "ranks", "welch", "adjusted"}:
        p = getattr(found, name)
        return "–" if isnan(p) else voice.chance(p)
    if name == "change":
        return voice.whole(found.people_to_change) if found.people_to_change else voice.say("cell.none")
    if name == "could_be" and found.could_be_withheld:
        return voice.say("cell.withheld")
    if name == "could_be":
        return between(found.could_be, amount, voice)
    value = getattr(found, name)
    return "–" if isnan(value) else amount(value) if name == "detectable" else voice.decimal(value, 1)
