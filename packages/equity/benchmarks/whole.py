"""What a person waits for: a report of 10,000 people, and the start of the program."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator

import numpy as np

from alongside_equity.audit import audit
from alongside_equity.question import Question
from alongside_equity.report.html import as_html
from alongside_equity.settings import Settings
from benchmarks.timing import Line, cpu, seconds, within

START = "import resource, {module}; print(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))"


def report() -> Iterator[Line]:
    """Three crossed identities with small groups: cells, disclosure control, attack, model and page."""
    rng = np.random.default_rng(1)
    columns = {
        "gender": rng.choice(["woman", "man", "nonbinary"], 10_000, p=[0.48, 0.49, 0.03]).tolist(),
        "ethnicity": rng.choice(list("ABCDE"), 10_000, p=[0.6, 0.2, 0.1, 0.07, 0.03]).tolist(),
        "disability": rng.choice(["yes", "no", "prefer not to say"], 10_000, p=[0.12, 0.8, 0.08]).tolist(),
        "promoted": (rng.random(10_000) < 0.2).astype(int).tolist(),
    }
    settings = Settings(Question(by=("gender", "ethnicity", "disability"), outcome="promoted"))
    yield within(
        "report of 10,000 people, from rows to page", cpu(lambda: as_html(audit(columns, settings))), 1.0
    )


def start() -> Iterator[Line]:
    """CPU seconds of a new process that imports the package, and one that imports all an audit needs."""
    bare = _start("sys")
    yield within("import alongside_equity", max(_start("alongside_equity") - bare, 0.0), 0.3)
    whole = max(_start("alongside_equity.audit") - bare, 0.0)
    libraries = max(_start("numpy, scipy.optimize, scipy.special") - bare, 0.0)
    yield Line(
        "import alongside_equity.audit", seconds(whole), f"NumPy and SciPy {seconds(libraries)}", "", "", True
    )


def _start(module: str, runs: int = 5) -> float:
    command = [sys.executable, "-c", START.format(module=module)]
    found = [
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(runs)
    ]
    return statistics.median(found)
