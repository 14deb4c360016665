"""The command line with real files and real processes: a report, or a clear refusal and nothing written."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commands import BERKELEY, ENDINGS, PROGRAM, names, process, table
from page import read
from releases import workplace

from alongside_equity.cli.main import run

QUESTION = ("--outcome", "y", "--by", "g")


def test_audit_writes_report_data_and_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", *BERKELEY, "--out", str(tmp_path / "report.v1")]) == 0
    assert names(tmp_path) == [f"report.v1.{ending}" for ending in sorted(ENDINGS)]
    said = capsys.readouterr()
    assert "We asked whether “Admit” differs between groups by Gender." in said.out
    assert "Reading the data" in said.err
    assert read((tmp_path / "report.v1.html").read_text(encoding="utf-8")).all("h1")


def test_second_person_gets_the_same_bytes(tmp_path: Path) -> None:
    for name, language in (("one", "C.UTF-8"), ("two", "C.UTF-8"), ("three", "es_ES.UTF-8")):
        done = process("audit", *BERKELEY, "--out", name, folder=tmp_path, language=language)
        assert done.returncode == 0, done.stderr
    for ending in ENDINGS:
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()
    for ending in ("json", "csv"):
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"three.{ending}").read_bytes()
    assert 'lang="es"' in (tmp_path / "three.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "data.csv is empty"),
        (b"g,y\nw,1\n\xf1,0\n", "data.csv, line 3: the text is not UTF-8"),
        (b"g,y\nw,1\nm,maybe\n", "Line 3: maybe in the column y is neither a yes nor a no"),
        (b"z,y\nw,1\n", "There is no column called g. The data has: z, y."),
        (b"g,y\n" + b"w,\nm,\n" * 20, "Nobody's outcome is known in the column y."),
        (b"g,y\n" + b"".join(b"p%d,1\n" % i for i in range(900)), "The column g has 900 different answers"),
        (b"\x89PNG\r\n\x1a\n\x00", "line 1: the text is not UTF-8"),
        (b"g,y\n", "There are no rows of data."),
        (b"\n\n", "data.csv is empty"),
        (b"g,y\nw,1\nm\nw,0\n", "data.csv, line 3: 1 fields where the header has 2."),
        (b'g,y\nw,1\n"m,0\nw,0\n', "data.csv, line 3: the line cannot be read"),
        (b"g,y\nw,1\nm\x00,0\n", "data.csv, line 3: the line cannot be read"),
        (b"g,g,y\nw,w,1\n", "The column g is named twice."),
    ],
    ids=[
        "empty",
        "encoding",
        "word",
        "column",
        "unknown",
        "cardinality",
        "picture",
        "header",
        "blank",
        "ragged",
        "quote",
        "nul",
        "twice",
    ],
)
def test_broken_file_is_refused(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(content)
    assert run(["audit", str(path), "--outcome", "y", "--by", "g", "--out", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert names(tmp_path) == ["data.csv"]


@pytest.mark.parametrize("count", ["-3", "2.5", "many"])
def test_counts_that_are_none_name_their_line(
    count: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(f"g,y,n\nw,1,4\nm,0,{count}\n", encoding="utf-8")
    assert run(["audit", str(path), "--outcome", "y", "--by", "g", "--weight", "n"]) == 2
    assert "Line 3: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("w,abc", "Line 3: abc"),
        ("w,2024-01-01", "Line 3: 2024-01-01"),
        ('w,"1,5"', "Line 3: 1,5"),
        ("w,inf", "Line 3: inf"),
    ],
)
def test_mixed_types_name_their_line(
    content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(f"g,y\nm,100\n{content}\n", encoding="utf-8")
    assert run(["audit", str(path), "--outcome", "y", "--by", "g", "--kind", "pay"]) == 2
    assert f"{said} in the column y is not a number." in capsys.readouterr().err


@pytest.mark.parametrize(
    "rows", ["w,1\nw,0\n" * 20, ",1\n,0\n" * 20, "w,1\nm,1\n" * 20], ids=["one", "nobody", "all"]
)
def test_nothing_to_compare_is_a_report_that_says_so(
    rows: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(f"g,y\n{rows}", encoding="utf-8")
    assert run(["audit", str(path), "--outcome", "y", "--by", "g", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "Nothing c" in said
    assert "not a pass" in said or "neither is a pass" in said


def test_missing_column_names_are_refused_where_nobody_can_answer(tmp_path: Path) -> None:
    done = process("audit", BERKELEY[0], folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Say which column holds the outcome with --outcome. The data has: Admit, Gender, Dept, Freq.\n"
    )


def test_person_at_a_terminal_is_asked(tmp_path: Path) -> None:
    """Outcome, kind and columns by number; a wrong answer is asked again."""
    table(tmp_path / "data.csv", workplace(people=300))
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, "audit", "data.csv"], cwd=tmp_path, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    ) as asked:  # fmt: skip
        os.write(ours, b"9\n3\n1\n1,9\n1,2\n")
        assert asked.stdout is not None
        said = asked.stdout.read().decode()
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert asked.returncode == 0, shown
    assert "Which column holds the outcome?" in shown
    assert shown.count("Please answer with the numbers of the list.") == 2
    assert "differs between groups by gender and origin" in said
    assert (tmp_path / "equity-report.html").exists()


def test_person_who_stops_gets_no_report(tmp_path: Path) -> None:
    table(tmp_path / "data.csv", workplace(people=60))
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, "audit", "data.csv"], cwd=tmp_path, stdin=theirs, stderr=theirs,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    ) as asked:  # fmt: skip
        shown = ""
        while "Number:" not in shown:
            shown += os.read(ours, 1000).decode()
        asked.send_signal(signal.SIGINT)
        assert asked.wait(timeout=30) == 130
    shown += os.read(ours, 1000).decode()
    os.close(ours)
    os.close(theirs)
    assert "Stopped. Nothing was written." in shown
    assert "Traceback" not in shown
    assert names(tmp_path) == ["data.csv"]


def test_reader_who_goes_away_is_not_complained_to(tmp_path: Path) -> None:
    """`alongside-equity plan ... | head -1`"""
    groups = ",".join(f"group {i}:30" for i in range(3000))
    command = [*PROGRAM, "plan", "--depth", "1", "--people", f"g={groups}"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as said:
        assert said.stdout is not None
        assert said.stderr is not None
        said.stdout.readline()
        said.stdout.close()
        assert said.stderr.read() == b""
        assert said.wait(timeout=30) == 0


@pytest.mark.parametrize(
    "command",
    [
        ["audit", "{}", *QUESTION], ["audit", "data.csv", *QUESTION, "--settings", "{}"],
        ["audit", "data.csv", *QUESTION, "--sign", "{}"], ["plan", "{}", "--by", "g"],
        ["compare", "data.csv", "{}", *QUESTION], ["margins", "{}", "--by", "g", "--people", "y"],
        ["verify", "{}", "--key", "data.csv"],
    ],
    ids=["data", "settings", "key", "plan", "compare", "margins", "verify"],
)  # fmt: skip
@pytest.mark.parametrize("folder", ["people", "people.parquet", "people.xlsx"])
def test_a_folder_is_not_called_absent(
    command: list[str], folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / "data.csv").write_text("g,y\nw,1\nm,0\n", encoding="utf-8")
    given = [part.format(tmp_path / folder) if "{}" in part else part for part in command]
    given = [str(tmp_path / part) if part == "data.csv" else part for part in given]
    assert run(given) == 2
    assert f"{folder} is a folder. Choose one file in it." in capsys.readouterr().err


def test_folder_that_is_not_there_is_refused_and_nothing_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", *BERKELEY, "--out", str(tmp_path / "no" / "report")]) == 2
    assert "is not there" in capsys.readouterr().err
    assert names(tmp_path) == []


def test_report_that_cannot_be_put_in_its_place_leaves_no_half(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "report.csv").mkdir()
    assert run(["audit", *BERKELEY, "--out", str(tmp_path / "report")]) == 2
    assert "report.csv is a folder" in capsys.readouterr().err
    assert names(tmp_path) == ["report.csv"]


@pytest.mark.parametrize("verb", ["audit", "compare", "plan"])
def test_data_is_never_overwritten(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`audit data.csv --out data` would write data.csv."""
    data = table(tmp_path / "data.csv", workplace(people=60))
    before = data.read_bytes()
    files = [str(data), str(data)] if verb == "compare" else [str(data)]
    out = str(data) if verb == "plan" else str(tmp_path / "data")
    more = [] if verb == "plan" else ["--outcome", "promoted"]
    assert run([verb, *files, *more, "--by", "gender", "--out", out]) == 2
    assert "is what the report would be made from" in capsys.readouterr().err
    assert data.read_bytes() == before
    assert names(tmp_path) == ["data.csv"]


def test_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk."""
    limited = [
        sys.executable, "-c",
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000));"
        "from alongside_equity.cli.main import run; sys.exit(run())",
    ]  # fmt: skip
    done = subprocess.run(
        [*limited, "audit", *BERKELEY, "--out", "report"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "Nothing was written." in done.stderr
    assert names(tmp_path) == []


def test_fault_of_the_program_is_one_line(tmp_path: Path) -> None:
    """A broken library stands for any fault: what and where in one line, and no traceback."""
    (tmp_path / "duckdb.py").write_text("raise RuntimeError('a broken library')", encoding="utf-8")
    done = subprocess.run(
        [*PROGRAM, "audit", *BERKELEY], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    said = done.stderr.splitlines()[-1]
    assert said.startswith("The program itself is at fault (RuntimeError: a broken library, duckdb.py:1).")
    assert "Traceback" not in done.stderr
    assert names(tmp_path) == ["duckdb.py"]


def test_language_of_the_environment_is_spoken(tmp_path: Path) -> None:
    done = process(
        "audit", "none.csv", "--outcome", "y", "--by", "g", folder=tmp_path, language="ar_EG.UTF-8"
    )
    assert "الملف none.csv غير موجود." in done.stderr
    done = process("--language", "es", "audit", "none.csv", "--outcome", "y", "--by", "g", folder=tmp_path)
    assert "El archivo none.csv no está." in done.stderr
