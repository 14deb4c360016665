"""The command line from a file to files, or to a clear refusal."""

from pathlib import Path

import pytest
from published import DATA

from alongside_equity.cli.main import run

ASKED = ["--outcome", "Admit", "--by", "Gender", "--within", "Dept", "--weight", "Freq", "--yes", "admitted"]


def test_command_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    data = str(DATA / "ucb_admissions_1973.csv")
    for name in ("one", "two"):
        assert run(["audit", data, *ASKED, "--no", "rejected", "--out", str(tmp_path / name)]) == 0
    for ending in ("html", "json", "csv"):
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_a_word_that_is_neither_names_its_line_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("g,y\nw,1\nm,maybe\n", encoding="utf-8")
    assert run(["audit", str(path), "--outcome", "y", "--by", "g", "--out", str(tmp_path / "out")]) == 2
    assert "Line 3: maybe" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["bad.csv"]
