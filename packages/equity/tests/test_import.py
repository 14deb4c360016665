"""Nobody waits for a library that is not needed yet: SciPy, and what reads files, come when asked for."""

import json
import subprocess
import sys

import pytest

PUBLIC = (
    "audit", "compare", "margins", "plan", "question", "settings", "refused", "data", "profiles",
    "report.html", "report.data", "report.said", "measures.amounts", "measures.bounds",
    "measures.decomposition", "measures.exact", "measures.intervals", "measures.quarters",
    "measures.regression", "measures.stratified", "models.linear", "models.logistic", "models.maihda",
    "local.server", "cli.main",
)  # fmt: skip
LATER = ("scipy.special", "scipy.optimize", "scipy.sparse", "duckdb", "narwhals", "ibis")
SPENT = "\nimport resource\nprint(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))"


def said(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_what_is_not_needed_yet_is_not_imported() -> None:
    imports = "\n".join(f"import alongside_equity.{name}" for name in PUBLIC)
    found = json.loads(said(f"{imports}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"))
    assert "numpy" in found
    assert not set(LATER) & set(found)


@pytest.mark.parametrize("name", ["audit", "compare", "plan", "report.html", "local.server", "cli.main"])
def test_an_import_costs_little_beside_that_of_numpy(name: str) -> None:
    """Processor time, the least of a few. NumPy takes 0.13 s where nothing else runs, all may take 0.3."""

    def spent(module: str) -> float:
        return min(float(said(f"import {module}{SPENT}")) for _ in range(4))

    assert spent(f"alongside_equity.{name}") < 2.2 * spent("numpy")
