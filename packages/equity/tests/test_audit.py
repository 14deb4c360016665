"""The whole way from a file to a report, and the attack on what it shows."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from published import DATA

from alongside_equity.audit import Work, audit
from alongside_equity.cli.main import run
from alongside_equity.disclosure.attacker import ranges
from alongside_equity.engines import read
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.settings import Settings

ASKED = ["--outcome", "Admit", "--by", "Gender", "--within", "Dept", "--weight", "Freq", "--yes", "admitted"]


def population(seed: int, people: int = 400) -> dict[str, list[object]]:
    rng = np.random.default_rng(seed)
    answers = [
        list(rng.choice(list(words), people, p=p))
        for words, p in (("wm", [0.5, 0.5]), ("ABC", [0.8, 0.15, 0.05]))
    ]
    return {"g": answers[0], "e": answers[1], "y": list(rng.integers(0, 2, people))}


@pytest.mark.parametrize("seed", range(6))
def test_attacker_with_two_programs_a_number_recovers_nothing(seed: int) -> None:
    question = Question(by=("g", "e"), outcome="y")
    work = Work(read(population(seed), question), Settings(question), None)
    problem = work.problem()
    decision = work.decide(problem)
    hidden = ~np.concatenate([decision.count, *decision.value])
    wanted = problem.rows[hidden]
    found = ranges(problem.rows[~hidden], problem.values[~hidden], wanted, problem.lowest)
    assert (found[:, 1] - found[:, 0] >= 1 - 1e-6).all()


def test_withholding_by_the_rules_alone_would_be_recovered() -> None:
    question = Question(by=("g", "e"), outcome="y")
    recovered = 0
    for seed in range(6):
        problem = Work(read(population(seed, 150), question), Settings(question), None).problem()
        hidden = problem.hidden
        if hidden.any():
            found = ranges(
                problem.rows[~hidden], problem.values[~hidden], problem.rows[hidden], problem.lowest
            )
            recovered += int((found[:, 1] - found[:, 0] < 1e-6).sum())
    assert recovered > 0


def test_no_difference_raises_few_alarms() -> None:
    alarms = 0
    question = Question(by=("a", "b"), outcome="y")
    for seed in range(60):
        rng = np.random.default_rng(seed)
        columns = {name: list(rng.choice(list("xyz"), 300)) for name in "ab"}
        release = audit(
            {**columns, "y": list((rng.random(300) < 0.3).astype(int))}, Settings(question, model=False)
        )
        alarms += any(row.comparison and row.comparison.verdict == "gap" for row in release.rows)
    assert alarms <= 7, "more than chance allows at 5 % (about 1 in 100 such tests would reach 8 of 60)"


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


@pytest.mark.parametrize("kind", [Kind.PAY, Kind.LEVEL])
def test_amounts_and_levels_are_audited(kind: Kind) -> None:
    columns = population(3)
    columns["y"] = [str(i % 3) for i in range(400)]
    if kind is Kind.PAY:
        columns["y"] = [float(1000 + i) for i in range(400)]
    release = audit(columns, Settings(Question(by=("g", "e"), outcome="y", kind=kind)))
    assert release.protection.recovered == 0
    assert any(row.comparison for row in release.rows)


def test_three_silences_stay_rows() -> None:
    rows = list(product(["w", "m", "", "prefer not to say", "not asked"], [0, 1] * 10))
    columns = {"g": [g for g, _ in rows], "y": [y for _, y in rows]}
    release = audit(columns, Settings(Question(by=("g",), outcome="y")))
    assert {row.labels[0] for row in release.rows if row.silence} == {
        "prefer_not_to_say",
        "not_answered",
        "not_asked",
    }


def test_missing_column_is_refused() -> None:
    with pytest.raises(Refused, match="no column called z"):
        audit(population(1), Settings(Question(by=("z",), outcome="y")))
