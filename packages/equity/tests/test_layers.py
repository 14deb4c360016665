"""Proofs from numbers of one kind, each held against two exact programs over everything."""

import numpy as np
import pytest

from alongside_equity.counted import count
from alongside_equity.disclosure.attacker import ranges
from alongside_equity.disclosure.layers import layers_of, proofs_of
from alongside_equity.disclosure.problem import Problem
from alongside_equity.engines import read
from alongside_equity.question import Kind, Question
from alongside_equity.settings import Settings


def problem(kind: Kind) -> Problem:
    rng = np.random.default_rng(3)
    columns = {
        "a": rng.choice(["w", "m", "n"], 400, p=[0.47, 0.47, 0.06]).tolist(),
        "b": rng.choice(list("ABC"), 400, p=[0.6, 0.3, 0.1]).tolist(),
        "y": rng.integers(0, 2, 400).tolist(),
        "pay": np.round(rng.lognormal(3, 0.6, 400), 2).tolist(),
    }
    question = Question(by=("a", "b"), outcome="y" if kind is Kind.RATE else "pay", kind=kind)
    return count(read(columns, question), Settings(question)).problem


@pytest.mark.parametrize("kind", [Kind.RATE, Kind.PAY])
def test_every_proof_holds_by_the_items_that_it_rests_on(kind: Kind) -> None:
    of = problem(kind)
    secrets = np.flatnonzero((of.when < 0) | of.hidden[of.when])
    layers = layers_of(of)
    proved = [p for i in secrets.tolist() for p in proofs_of(layers, of.hidden, i, of.width)]
    assert len(proved) > len(secrets) / 2
    for target, items in proved:
        found = ranges(of.rows[items], of.values[items], of.targets[[target]], of.lowest)
        assert found[0, 1] - found[0, 0] < of.width[target]


def test_the_same_sum_tells_of_people_and_of_both_outcomes() -> None:
    of = problem(Kind.RATE)
    found = {
        tuple(of.targets[target].tolist())
        for i in np.flatnonzero(of.hidden[of.when] & (of.when >= 0)).tolist()
        for target, _ in proofs_of(layers_of(of), of.hidden, i, of.width)
    }
    cells = len(of.truth) // 2
    kinds = {(any(row[:cells]), any(row[cells:])) for row in found}
    assert kinds == {(True, True), (True, False), (False, True)}


def test_groups_that_say_nothing_of_a_secret_leave_it_open() -> None:
    layer = layers_of(problem(Kind.RATE))[0]
    assert layer.width(next(iter(layer.sums)), np.zeros((2, len(layer.masks)))) == np.inf


def test_what_cannot_be_bounded_from_below_has_no_layer() -> None:
    of = problem(Kind.PAY)
    of.lowest[-1] = -np.inf
    assert len(layers_of(of)) == len(layers_of(problem(Kind.PAY))) - 1
