"""What has been proved about a release, and the choice that breaks it."""

import numpy as np
import pytest

from alongside_equity.counted import count
from alongside_equity.disclosure.problem import Problem
from alongside_equity.disclosure.proofs import Proofs
from alongside_equity.engines import read
from alongside_equity.question import Question
from alongside_equity.settings import Settings


@pytest.fixture
def problem() -> Problem:
    """Four groups of 30: nothing is withheld by the rules."""
    columns = {"g": [g for g in "abcd" for _ in range(30)], "y": [0, 1] * 60}
    question = Question(by=("g",), outcome="y")
    found = count(read(columns, question), Settings(question)).problem
    assert not found.hidden.any()
    return found


def empty(problem: Problem) -> Proofs:
    proofs = Proofs(problem)
    proofs.known.clear()
    return proofs


def withheld(problem: Problem, *items: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.isin(np.arange(len(problem.hidden)), items)


def test_proof_that_holds_while_another_is_withheld_is_broken(problem: Problem) -> None:
    proofs = empty(problem)
    proofs.add(np.array([6]), unless=7)
    assert not proofs.broken_by(withheld(problem)).any()
    assert proofs.broken_by(withheld(problem, 7))[[6, 7]].all()


def test_cheaper_of_two_breaks_a_proof(problem: Problem) -> None:
    proofs = empty(problem)
    everyone, one = 0, 7
    proofs.add(np.array([everyone, one]), unless=-1)
    assert np.flatnonzero(proofs.broken_by(withheld(problem))).tolist() == [one]


def test_what_follows_anyway_is_never_withheld_nor_what_it_would_take_along(problem: Problem) -> None:
    proofs = empty(problem)
    groups = len(problem.hidden) // 2
    proofs.add(np.array([groups + 1]), unless=3)
    proofs.show(groups + 1)
    assert np.flatnonzero(proofs.shown).tolist() == [1, 3, groups + 1]
    assert not proofs.broken_by(withheld(problem, 3)).any()


def test_proof_that_nothing_can_break_leaves_the_rest_to_the_attack(problem: Problem) -> None:
    proofs = empty(problem)
    proofs.show(2)
    proofs.add(np.array([2]), unless=-1)
    assert not proofs.broken_by(withheld(problem)).any()
