"""Nobody waits for a library that is not needed yet: SciPy, and what reads files, come when asked for."""

import json
import os
import subprocess
import sys
from importlib.metadata import version

import pytest

from alongside_equity import VERSION

PUBLIC = (
    "audit", "compare", "margins", "plan", "question", "settings", "refused", "data", "profiles",
    "report.html", "report.data", "report.said", "measures.amounts", "measures.bounds",
    "measures.decomposition", "measures.exact", "measures.intervals", "measures.quarters", "measures.ranks",
    "measures.regression", "measures.stratified", "models.linear", "models.logistic", "models.maihda",
    "local.server", "cli.main",
)  # fmt: skip
LATER = ("scipy.special", "scipy.optimize", "scipy.sparse", "duckdb", "narwhals", "ibis")
SPENT = "\nimport resource\nprint(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))"


def said(code: str, **environment: str) -> str:
    command = [sys.executable, "-c", code]
    everything = {**os.environ, **environment}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=everything).stdout


def test_what_is_not_needed_yet_is_not_imported() -> None:
    imports = "\n".join(f"import alongside_equity.{name}" for name in PUBLIC)
    found = json.loads(said(f"{imports}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"))
    assert "numpy" in found
    assert not set(LATER) & set(found)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment that keeps modules compiled after their first import, as an installed one does."""
    folder = str(tmp_path_factory.mktemp("compiled"))
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": folder}


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("audit", "numpy"),
        ("compare", "numpy"),
        ("plan", "numpy"),
        ("report.html", "numpy"),
        ("local.server", "numpy, http.server"),
        ("cli.main", "numpy"),
    ],
)
def test_an_import_costs_little_beside_what_it_stands_on(
    name: str, needed: str, compiled: dict[str, str]
) -> None:
    """Processor time, the least of a few in turns, and of more where something else runs.

    NumPy takes 0.115 s of the 0.3 s that all may take, where nothing else runs. A local server is
    Python's own server too, which takes 0.04 s more.
    """

    def spent(modules: str) -> float:
        return float(said(f"import {modules}{SPENT}", **compiled))

    ours, theirs = zip(*((spent(f"alongside_equity.{name}"), spent(needed)) for _ in range(8)), strict=True)
    least, least_of_needed = min(ours), min(theirs)
    for _more in range(16):
        if least < 2.6 * least_of_needed:
            return
        least = min(least, spent(f"alongside_equity.{name}"))
        least_of_needed = min(least_of_needed, spent(needed))
    assert least < 2.6 * least_of_needed


def test_version_is_that_of_the_package() -> None:
    assert version("alongside-equity") == VERSION
