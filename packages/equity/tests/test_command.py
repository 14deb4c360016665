"""The command line with real files and real processes: a report, or a clear refusal and nothing written."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from page import read
from published import DATA
from releases import workplace

from alongside_equity.cli.main import run

BERKELEY = [str(DATA / "ucb_admissions_1973.csv"), "--outcome", "Admit", "--by", "Gender", "--weight", "Freq"]
ENDINGS = ("html", "json", "csv")
PROGRAM = [sys.executable, "-m", "alongside_equity.cli.main"]


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


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
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    os.close(theirs)
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


def test_margins_of_a_published_table_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--by", "sex,race", "--people", "applicants", "--yes", "selected"]
    assert run(["margins", str(DATA / "ll144_rule_select.csv"), *asked]) == 0
    said = capsys.readouterr().out
    assert "By race there are 2,584 people, by sex there are 2,571." in said
    assert "Somebody is missing or counted twice." in said
    right = tmp_path / "right.csv"
    right.write_text("sex,race,applicants,selected\nw,,5,2\nm,,5,3\n,x,10,5\n", encoding="utf-8")
    assert run(["margins", str(right), *asked]) == 0
    assert capsys.readouterr().out == "Every table that should agree does.\n"


def test_noise_needs_its_secret_to_be_made_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "noise.toml").write_text(
        '[question]\nby = ["Gender"]\noutcome = "Admit"\nweight = "Freq"\n'
        '[disclosure]\nmethod = "cell_key"\n',
        encoding="utf-8",
    )
    (tmp_path / "secret").write_bytes(b"kept where only we can read it")
    secret = ["--secret", str(tmp_path / "secret")]
    asked = ["--settings", str(tmp_path / "noise.toml"), *secret, "--out", str(tmp_path / "report")]
    assert run(["audit", BERKELEY[0], *asked]) == 0
    report = [str(tmp_path / "report.json"), "--data", BERKELEY[0]]
    assert run(["verify", *report, *secret]) == 0
    assert run(["verify", *report]) == 2
    assert "kept where" not in (tmp_path / "report.json").read_text(encoding="utf-8")
    capsys.readouterr()


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


def test_plan_says_what_is_too_small(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "plan.html"
    people = ["--people", "gender=women:90,men:105,non-binary:5", "--people", "origin=Black:20,white:180"]
    assert run(["plan", *people, "--out", str(page)]) == 0
    said = capsys.readouterr().out
    assert "With 200 people" in said
    assert "non-binary\tfewer than 10\t–\ttoo small to ask apart: it would be withheld" in said
    assert read(page.read_text(encoding="utf-8")).all("table")


def test_plan_from_a_file_of_head_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", BERKELEY[0], "--by", "Gender,Dept", "--weight", "Freq"]) == 0
    assert "Female · B\t25\t" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "Give a file, or head counts with --people."),
        (["--people", "gender"], "gender is not a head count"),
        (["--people", "g=a:x"], "a:x is not a head count"),
        (["--people", "g=a:3", "--people", "o=b:4"], "head counts differ"),
        (["--people", "g=a:30,b:30", "--threshold", "1"], "threshold is 1"),
        (["--people", "g=a:30,b:30", "--rate", "2"], "rate is 2"),
    ],
)
def test_plan_refuses_what_it_cannot_use(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", *given]) == 2
    assert said in capsys.readouterr().err


def test_key_signs_and_verifies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, out = tmp_path / "ours.pem", tmp_path / "report"
    assert run(["key", str(key)]) == 0
    assert key.stat().st_mode & 0o777 == 0o600
    assert run(["audit", *BERKELEY, "--out", str(out), "--sign", str(key)]) == 0
    signed = tmp_path / "report.signed.json"
    assert run(["verify", str(signed), "--key", f"{key}.pub"]) == 0
    assert "The signature is right." in capsys.readouterr().out
    envelope = json.loads(signed.read_text(encoding="utf-8"))
    envelope["payload"] = envelope["payload"][:-8] + "AAAAAAA="
    signed.write_text(json.dumps(envelope), encoding="utf-8")
    assert run(["verify", str(signed), "--key", f"{key}.pub"]) == 2
    assert "signature is wrong" in capsys.readouterr().err


def test_key_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "ours.pem"
    assert run(["key", str(key)]) == 0
    before = key.read_bytes()
    assert run(["key", str(key)]) == 2
    assert key.read_bytes() == before
    assert "is not overwritten" in capsys.readouterr().err


def test_report_is_made_again_and_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", *BERKELEY, "--out", str(tmp_path / "report")]) == 0
    report = tmp_path / "report.json"
    assert run(["verify", str(report), "--data", BERKELEY[0]]) == 0
    assert "give the same bytes" in capsys.readouterr().out
    report.write_text(report.read_text(encoding="utf-8").replace('"n": 1835', '"n": 1836'), encoding="utf-8")
    assert run(["verify", str(report), "--data", BERKELEY[0]]) == 2
    assert "is not the same" in capsys.readouterr().err


@pytest.mark.parametrize("given", [[], ["--key", "a", "--data", "b"]])
def test_verify_needs_a_key_or_the_data(
    given: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.json").touch()
    assert run(["verify", str(tmp_path / "r.json"), *given]) == 2
    assert "--key" in capsys.readouterr().err


def test_two_waves_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = table(tmp_path / "before.csv", workplace(seed=1, people=500))
    second = table(tmp_path / "after.csv", workplace(seed=2, people=500))
    asked = ["--outcome", "promoted", "--by", "gender", "--out", str(tmp_path / "report")]
    assert run(["compare", str(first), str(second), *asked, "--periods", "2024,2025"]) == 0
    page = read((tmp_path / "report.html").read_text(encoding="utf-8"))
    part = next(s for s in page.all("section") if s.attributes["aria-labelledby"] == "waves")
    assert [head.text for head in part.all("th")[1:3]] == ["Then (2024)", "Now (2025)"]
    capsys.readouterr()


def test_every_verb_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("audit", "compare", "plan", "margins", "verify", "key", "serve"):
        with pytest.raises(SystemExit) as ended:
            run([verb, "--help"])
        assert ended.value.code == 0
        assert verb in capsys.readouterr().out
