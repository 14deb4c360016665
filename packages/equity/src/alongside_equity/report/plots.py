"""A plot of differences as SVG, by hand: text stays text, colours follow the page, either direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite

from alongside_equity.release.compared import GAP, SAME

WIDTH, EDGE, ROW, HEAD = 320, 12, 44, 30
FULL = WIDTH - 2 * EDGE


@dataclass(frozen=True, slots=True)
class Mark:
    """One group: its difference, the range it may lie in (either end may be infinite) and its verdict."""

    label: str
    value: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Words:
    """What the plot says: title, and what lies left of, on and right of the middle line."""

    title: str
    less: str
    same: str
    more: str


def differences(marks: Sequence[Mark], words: Words, name: str, *, rtl: bool) -> str:
    """Lower is always to the left, as on every number line; only the text starts on the reader's side."""
    reach = _reach(marks)
    height = HEAD + ROW * len(marks) + 8
    way, start = ("rtl", WIDTH - EDGE) if rtl else ("ltr", EDGE)
    middle = WIDTH / 2
    drawn = [
        f'<text x="{EDGE}" y="18" text-anchor="start" direction="ltr">{escape(words.less)}</text>',
        f'<text x="{middle:g}" y="18" text-anchor="middle">{escape(words.same)}</text>',
        f'<text x="{WIDTH - EDGE}" y="18" text-anchor="end" direction="ltr">{escape(words.more)}</text>',
    ]
    for at, mark in enumerate(marks):
        top = HEAD + ROW * at
        label = escape(_short(mark.label))
        drawn.append(f'<text x="{start}" y="{top + 14}" direction="{way}">{label}</text>')
        drawn.append(f'<line class="zero" x1="{middle:g}" x2="{middle:g}" y1="{top + 19}" y2="{top + 38}"/>')
        drawn.append(_drawn(mark, top + 28, reach))
    return (
        f'<svg role="img" aria-labelledby="{name}" viewBox="0 0 {WIDTH} {height}">'
        f'<title id="{name}">{escape(words.title)}</title>{"".join(drawn)}</svg>'
    )


def _reach(marks: Sequence[Mark]) -> float:
    """What the half width stands for: every value, and every range up to three times the largest value."""
    values = max((abs(mark.value) for mark in marks), default=0.0)
    ends = [abs(end) for mark in marks for end in (mark.low, mark.high) if isfinite(end)]
    wanted = max([values, *ends], default=0.0)
    return min(wanted, 3 * values) or wanted or 1.0


def _drawn(mark: Mark, y: int, reach: float) -> str:
    low, x, high = (_place(value, reach) for value in (mark.low, mark.value, mark.high))
    line = f'<line class="range" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>'
    if mark.verdict == GAP:
        points = f"{x - 7:.1f},{y} {x:.1f},{y - 7} {x + 7:.1f},{y} {x:.1f},{y + 7}"
        return f'{line}<polygon class="mark gap" points="{points}"/>'
    if mark.verdict == SAME:
        return f'{line}<circle class="mark" cx="{x:.1f}" cy="{y}" r="5"/>'
    return f'{line}<rect class="mark" x="{x - 5:.1f}" y="{y - 5}" width="10" height="10"/>'


def _place(value: float, reach: float) -> float:
    """Where a value lies; what is beyond the plot ends at its edge."""
    return WIDTH / 2 + FULL / 2 * max(-1.0, min(1.0, value / reach))


def _short(label: str, most: int = 40) -> str:
    return label if len(label) <= most else label[: most - 1] + "…"
