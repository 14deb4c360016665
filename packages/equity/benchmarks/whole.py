"""What a person waits for: a report of 10,000 people, and the start of the program."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial

import numpy as np

from alongside_equity.audit import audit
from alongside_equity.question import Question
from alongside_equity.report.html import as_html
from alongside_equity.settings import Settings
from benchmarks.timing import Line, cpu, seconds, within

PUBLIC = ("", ".audit", ".compare", ".plan", ".report.html", ".local.server")
HELP = """
from alongside_equity.cli.main import run
try:
    run(["--help"])
except SystemExit:
    pass
"""
SPENT = "\nimport resource\nprint(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))"


def report() -> Iterator[Line]:
    """From rows to page: cells, disclosure control, attack, model. Three identities with small groups; then
    five, crossed by two, because by three there would be more groups than can be protected together."""
    rng = np.random.default_rng(1)
    columns = {
        "gender": rng.choice(["woman", "man", "nonbinary"], 10_000, p=[0.48, 0.49, 0.03]).tolist(),
        "ethnicity": rng.choice(list("ABCDE"), 10_000, p=[0.6, 0.2, 0.1, 0.07, 0.03]).tolist(),
        "disability": rng.choice(["yes", "no", "prefer not to say"], 10_000, p=[0.12, 0.8, 0.08]).tolist(),
        "promoted": (rng.random(10_000) < 0.2).astype(int).tolist(),
        "age": rng.choice(["under 30", "30 to 50", "over 50", ""], 10_000, p=[0.2, 0.5, 0.28, 0.02]).tolist(),
        "lgbt": rng.choice(["yes", "no", ""], 10_000, p=[0.08, 0.82, 0.1]).tolist(),
    }
    for by in (("gender", "ethnicity", "disability"), ("gender", "ethnicity", "disability", "age", "lgbt")):
        settings = Settings(Question(by=by, outcome="promoted"))
        depth = max(len(row.axes) for row in audit(columns, settings).rows)
        yield within(
            f"report of 10,000 people, {len(by)} questions by {depth}",
            cpu(partial(_page, columns, settings)),
            1.0,
        )


def _page(columns: dict[str, list[object]], settings: Settings) -> str:
    return as_html(audit(columns, settings))


def start() -> Iterator[Line]:
    """CPU seconds of new processes, less what Python itself takes: the package, what people call (nearly all
    of which is NumPy), and the command line up to its help. All is compiled, as after the first start."""
    with tempfile.TemporaryDirectory() as folder:
        bare, numpy = _start("import sys", folder), _start("import numpy", folder)
        for name in PUBLIC:
            found = max(_start(f"import alongside_equity{name}", folder) - bare, 0.0)
            yield within(f"import alongside_equity{name}", found, 0.3, f"NumPy {seconds(numpy - bare)}")
        yield within("alongside-equity --help", max(_start(HELP, folder) - bare, 0.0), 0.3)


def _start(code: str, compiled: str, runs: int = 6) -> float:
    command = [sys.executable, "-c", code + SPENT]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}
    found = [
        subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
        for _ in range(runs)
    ]
    return min(float(text.splitlines()[-1]) for text in found)
