"""Medians over the rounds, and each measure in relation to its reference of the same round."""

from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.measures import Measure

Rounds = Mapping[str, Sequence[float]]


def rows(measures: Sequence[Measure], rounds: Rounds) -> list[tuple[str, str, str, str, str]]:
    """The name, what a CPU second pays for, its unit, the ratio with its spread, and to what."""
    return [
        (
            one.name,
            f"{median(rounds[one.name]):,.{1 if median(rounds[one.name]) < 100 else 0}f}",
            one.unit,
            ratio(rounds[one.name], rounds[one.against]) if one.against else "",
            one.against,
        )
        for one in measures
    ]


def ratio(ours: Sequence[float], reference: Sequence[float]) -> str:
    """Each round against itself, so that a slow minute of the machine is in both."""
    each = sorted(one / other for one, other in zip(ours, reference, strict=True))
    return f"{median(each):.3f} ({each[0]:.3f} to {each[-1]:.3f})"


def printed(found: Sequence[tuple[str, ...]]) -> str:
    heading = ("what", "per CPU second", "of", "ratio (least to most)", "to")
    widths = [max(len(row[column]) for row in (heading, *found)) for column in range(len(heading))]
    lines = (
        "  ".join(cell.rjust(width) if column == 1 else cell.ljust(width) for column, (cell, width) in cells)
        for cells in (enumerate(zip(row, widths, strict=True)) for row in (heading, *found))
    )
    return "\n".join(line.rstrip() for line in lines)
