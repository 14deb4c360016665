"""The other verbs: plan, compare, margins, key, verify."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands import BERKELEY, table
from page import read
from published import DATA
from releases import workplace

from alongside_equity.cli.main import run


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


LAW_OF_PAY = ("--role", "sex=gender", "--role", "women=women", "--role", "men=men")
EVERY_KIND = {
    "rate": ("--outcome", "promoted", "--within", "grade"),
    "level": ("--outcome", "grade", "--kind", "level"),
    "pay": ("--outcome", "pay", "--kind", "pay", "--covariates", "age"),
    "score": ("--outcome", "pay", "--kind", "score"),
    "score by law": ("--outcome", "pay", "--kind", "score", "--profile", "us-nyc-ll144"),
    "rate by law": ("--outcome", "promoted", "--profile", "us-four-fifths"),
    "pay in the Kingdom": (
        "--outcome", "pay", "--kind", "pay", "--profile", "uk-gender-pay-gap", *LAW_OF_PAY,
    ),
    "pay in the Union": ("--outcome", "pay", "--kind", "pay", "--profile", "eu-2023-970", *LAW_OF_PAY),
}  # fmt: skip


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_report_of_every_kind_can_be_made_again(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, report = tmp_path / "people.csv", tmp_path / "r.json"
    table(data, {**workplace(), "age": [20 + i % 40 for i in range(900)]})
    assert (
        run(["audit", str(data), *EVERY_KIND[kind], "--by", "gender", "--out", str(report.with_suffix(""))])
        == 0
    )
    assert run(["verify", str(report), "--data", str(data)]) == 0, capsys.readouterr().err


def test_a_report_of_two_files_is_not_taken_for_one_of_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", BERKELEY[0], *BERKELEY, "--out", str(tmp_path / "r")]) == 0
    assert run(["verify", str(tmp_path / "r.json"), "--data", BERKELEY[0]]) == 2
    assert "This report compares two files." in capsys.readouterr().err


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


def test_two_waves_with_noise_need_the_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = table(tmp_path / "before.csv", workplace(seed=1, people=500))
    second = table(tmp_path / "after.csv", workplace(seed=2, people=500))
    (tmp_path / "noise.toml").write_text(
        '[question]\nby = ["gender"]\noutcome = "promoted"\n[disclosure]\nmethod = "cell_key"\n',
        encoding="utf-8",
    )
    (tmp_path / "secret").write_bytes(b"kept where only we can read it")
    asked = ["--settings", str(tmp_path / "noise.toml"), "--out", str(tmp_path / "report")]
    assert run(["compare", str(first), str(second), *asked]) == 2
    assert "need the secret of the first report (--secret)" in capsys.readouterr().err
    assert run(["compare", str(first), str(second), *asked, "--secret", str(tmp_path / "secret")]) == 0
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (written["protection"]["noise"], written["waves"]["recovered"]) == (2, 0)
    capsys.readouterr()


def test_every_verb_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("audit", "compare", "plan", "margins", "verify", "key", "serve"):
        with pytest.raises(SystemExit) as ended:
            run([verb, "--help"])
        assert ended.value.code == 0
        assert verb in capsys.readouterr().out


@pytest.mark.parametrize("given", [["--help"], ["--version"], ["key", "ours.pem"]])
def test_what_needs_no_numbers_waits_for_no_library_of_them(given: list[str], tmp_path: Path) -> None:
    asked = (
        "import sys; from alongside_equity.cli.main import run\n"
        "try: run(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'scipy', 'duckdb'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, *given], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
