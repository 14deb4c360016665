"""A release as JSON and as CSV, byte for byte the same for the same release."""

from __future__ import annotations

import csv
import io
import json

from alongside_equity.release import Release


def as_json(release: Release) -> str:
    """The whole release; keys sorted, withheld numbers null."""
    return json.dumps(release.document(), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def as_csv(release: Release) -> str:
    """A line per group; what is withheld stays empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["view", "axes", "group", "level", "n", "k", "mean", "median", "p_adjusted", "verdict"])
    for row in release.rows:
        c = row.comparison
        judged = [f"{c.adjusted:.6g}", c.verdict] if c else ["", ""]
        plain = ["" if v is None else v for v in (row.n, row.k, row.mean, row.median)]
        where = [row.view, " x ".join(row.axes), " / ".join(row.labels)]
        writer.writerow([_safe(str(v)) for v in (*where, row.level, *plain, *judged)])
    return out.getvalue()


def _safe(text: str) -> str:
    """A label that a spreadsheet would run as a formula gets an apostrophe; numbers keep their sign."""
    if text[:1] in {"=", "+", "-", "@"} and not text[1:2].isdigit():
        return "'" + text
    return text
