"""A release as JSON and as CSV, byte for byte the same for the same release."""

from __future__ import annotations

import csv
import io
import json
from math import isfinite

from alongside_equity.release import Release
from alongside_equity.release.compared import Comparison

COLUMNS = (
    "view", "axes", "group", "level", "silence", "n", "k", "rate", "rate_low", "rate_high", "mean", "median",
    "difference", "difference_low", "difference_high", "ratio", "ratio_low", "ratio_high", "gap_per_cent",
    "p", "p_adjusted", "detectable", "verdict",
)  # fmt: skip
"""What a line of the CSV file holds, in this order. A number that is withheld stays empty."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(release: Release) -> str:
    """The whole release; keys sorted, withheld numbers null. Its schema is `release.schema.json`."""
    return json.dumps(release.document(), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def as_csv(release: Release) -> str:
    """A line a group, readable by any spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in release.rows:
        words = [
            row.view,
            " x ".join(row.axes),
            " / ".join(row.labels),
            row.level,
            "yes" if row.silence else "no",
        ]
        numbers = [row.n, row.k, row.rate, *(row.rate_interval or (None, None)), row.mean, row.median]
        judged = _judged(row.comparison) if row.comparison else [""] * 11
        writer.writerow([*map(_safe, words), *map(_number, numbers), *judged])
    return out.getvalue()


def _judged(found: Comparison) -> list[str]:
    numbers = [
        found.difference, *found.interval, found.ratio, *found.ratio_interval, found.gap, found.p,
        found.adjusted, found.detectable,
    ]  # fmt: skip
    return [*map(_number, numbers), found.verdict]


def _number(value: float | None) -> str:
    """At most 12 digits, as in the JSON file; nothing for what is withheld or has no value."""
    return "" if value is None or not isfinite(value) else f"{value:.12g}"


def _safe(text: str) -> str:
    """Words that a spreadsheet would run as a formula get an apostrophe in front."""
    return "'" + text if text.startswith(FORMULA) else text
