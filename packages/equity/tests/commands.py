"""Commands as people give them: their data, their folder, and a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from published import DATA

BERKELEY = [str(DATA / "ucb_admissions_1973.csv"), "--outcome", "Admit", "--by", "Gender", "--weight", "Freq"]
ENDINGS = ("html", "json", "csv")
PROGRAM = [sys.executable, "-m", "alongside_equity.cli.main"]


def table(path: Path, columns: dict[str, list[object]]) -> Path:
    lines = [",".join(columns), *(",".join(map(str, row)) for row in zip(*columns.values(), strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def process(*arguments: str, folder: Path, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": language, "PYTHONUTF8": "1"}
    return subprocess.run(
        [*PROGRAM, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
