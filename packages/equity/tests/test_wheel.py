"""What is handed out works alone: the wheel in an environment that holds nothing else."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from published import DATA

ROOT = Path(__file__).parents[1]
UV = os.environ.get("UV") or shutil.which("uv")

WHOLE = """
import json, sys
from alongside_equity import profiles
from alongside_equity.audit import audit
from alongside_equity.question import Question
from alongside_equity.settings import Settings
question = Question(("Gender",), "Admit", within=("Dept",), weight="Freq",
                    yes=frozenset({"admitted"}), no=frozenset({"rejected"}))
release = audit(sys.argv[1], Settings(question))
print(json.dumps([release.people, len(profiles.known()), "django" in sys.modules]))
"""


@pytest.mark.skipif(not UV, reason="needs uv: UV=path/to/uv make -C packages/equity unit")
def test_the_wheel_audits_in_an_empty_environment(tmp_path: Path) -> None:
    def uv(*arguments: str) -> None:
        subprocess.run([str(UV), *arguments], check=True, cwd=ROOT, capture_output=True)

    uv("build", "--wheel", "--out-dir", str(tmp_path), "--python", "python3", "--no-python-downloads")
    uv("venv", str(tmp_path / "empty"), "--python", "python3", "--no-python-downloads")
    python = tmp_path / "empty" / "bin" / "python"
    uv("pip", "install", "--python", str(python), str(next(tmp_path.glob("*.whl"))))
    data = str(DATA / "ucb_admissions_1973.csv")
    said = subprocess.run(
        [python, "-c", WHOLE, data], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert json.loads(said.stdout) == [4526, 4, False]
