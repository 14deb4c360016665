"""The whole way from a file to a report, and the attack on what it shows."""

from itertools import product

import numpy as np
import pytest

from alongside_equity.audit import audit
from alongside_equity.counted import count
from alongside_equity.disclosure.attacker import ranges
from alongside_equity.disclosure.decide import decide
from alongside_equity.engines import read
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.settings import Settings


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
    counted = count(read(population(seed), question), Settings(question))
    problem = counted.problem
    decision = decide([problem], counted.seen.order, counted.settings.rules)
    hidden = ~np.concatenate([decision.count, *decision.value])
    wanted = problem.rows[hidden]
    found = ranges(problem.rows[~hidden], problem.values[~hidden], wanted, problem.lowest)
    assert (found[:, 1] - found[:, 0] >= 1 - 1e-6).all()


def test_withholding_by_the_rules_alone_would_be_recovered() -> None:
    question = Question(by=("g", "e"), outcome="y")
    recovered = 0
    for seed in range(6):
        problem = count(read(population(seed, 150), question), Settings(question)).problem
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
