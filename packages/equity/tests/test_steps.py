"""Amounts in steps: everybody is in one, and which steps there are does not depend on who has what."""

from collections.abc import Sequence

import numpy as np
import pytest

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.engines.coded import Coded
from alongside_equity.steps import FINE, STEPS, Steps, cuts_of, steps_of
from alongside_equity.values import Values


def values_of(cell: Ints, amount: Floats, people: Ints | None = None) -> Values:
    cells = int(cell.max()) + 1
    heads = np.ones(len(cell), np.int64) if people is None else people
    known = np.bincount(cell, heads * (amount == amount), cells).astype(np.int64)
    by = [Coded(cell.astype(np.uint8), [str(i) for i in range(cells)])]
    return Values(by, amount, np.arange(cells, dtype=np.uint8), known, people)


def counted(steps: Steps, cells: Sequence[bool]) -> tuple[list[int], list[float]]:
    mask: Bools = np.array(cells)
    people, y = steps.of(mask)
    return people[people > 0].tolist(), y[people > 0].tolist()


def test_people_and_sums_by_hand() -> None:
    amount = np.array([3.0, -1.0, 3.0, np.nan, 0.0, -0.0, 3.0])
    steps = steps_of(values_of(np.array([0, 0, 1, 1, 1, 0, 1]), amount))
    assert counted(steps, [True, False]) == ([1, 1, 1], [-1.0, 0.0, 3.0])
    assert counted(steps, [False, True]) == ([1, 2], [0.0, 6.0])
    assert counted(steps, [True, True]) == ([1, 2, 3], [-1.0, 0.0, 9.0])


def test_a_row_may_be_several_people() -> None:
    steps = steps_of(values_of(np.array([0, 0, 1]), np.array([2.0, 5.0, 2.0]), np.array([3, 0, 4])))
    assert counted(steps, [True, True]) == ([7], [14.0])


MANY = FINE + 5_000


@pytest.mark.parametrize("digits", [None, 1], ids=["all differ", "few differ"])
@pytest.mark.parametrize("weighted", [False, True])
def test_many_rows_in_any_order_are_in_the_same_steps(digits: int | None, weighted: bool) -> None:
    rng = np.random.default_rng(2)
    amount = rng.lognormal(1, 0.4, MANY) if digits is None else np.round(rng.lognormal(1, 0.4, MANY), digits)
    amount[::7] = np.nan
    cell, people = rng.integers(0, 3, MANY), rng.integers(0, 4, MANY) if weighted else None
    values = values_of(cell, amount, people)
    steps, order = steps_of(values), rng.permutation(MANY)
    again = steps_of(values_of(cell[order], amount[order], None if people is None else people[order]))
    assert steps.size <= STEPS + 1
    for mask in (np.array([True, False, False]), np.ones(3, bool)):
        found, other = steps.of(mask), again.of(mask)
        assert found[0].tolist() == other[0].tolist()
        assert found[1] == pytest.approx(other[1], rel=1e-12)
        assert found[0].sum() == values.known[mask].sum()
    if digits is not None:
        assert cuts_of(values).tolist() == np.unique(amount[amount == amount]).tolist()


def test_steps_lie_wherever_amounts_do() -> None:
    """Steps at the lowest amounts only would leave ranks blind to everybody above them."""
    amount = np.random.default_rng(3).permutation(np.arange(MANY, dtype=float))
    cuts = cuts_of(values_of(np.zeros(MANY, np.int64), amount))
    quarters = np.bincount((cuts // (MANY / 4)).astype(int), minlength=4)
    assert quarters.sum() == STEPS
    assert quarters.min() > STEPS / 8
