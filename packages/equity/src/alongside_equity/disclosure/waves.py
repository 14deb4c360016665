"""Two releases judged as one: the second may not undo the first, nor tell who joined in between."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from alongside_equity.cells import Bools, Floats
from alongside_equity.disclosure.problem import Problem


def grown(first: Problem, hidden: Bools, second: Problem, growth: Problem) -> Problem:
    """The second release of data to which rows were only added since the first.

    All three have the same groups; `growth` is the problem of the added rows alone. Atoms are those of the
    first wave and of the rows added. What the first release showed is fixed; its secrets, the second's and
    those of a group to which a few people were added must all stay open.
    """
    zero = np.zeros_like(first.rows)
    later = (first.when < 0) | hidden[first.when]
    joined = (growth.targets @ growth.truth > 0) & ((growth.when < 0) | growth.hidden[growth.when])
    never = np.full(int(later.sum()) + int(joined.sum()), -1)
    return replace(
        second,
        rows=_beside(second.rows, second.rows),
        truth=np.concatenate([first.truth, growth.truth]),
        targets=np.vstack([
            _beside(second.targets, second.targets),
            _beside(first.targets[later], np.zeros_like(first.targets[later])),
            _beside(np.zeros_like(growth.targets[joined]), growth.targets[joined]),
        ]),
        width=np.concatenate([second.width, first.width[later], growth.width[joined]]),
        when=np.concatenate([second.when, never]),
        fixed=_beside(first.rows[~hidden], zero[~hidden]),
        fixed_values=first.values[~hidden],
        lowest=np.concatenate([first.lowest, growth.lowest]),
    )  # fmt: skip


def _beside(left: Floats, right: Floats) -> Floats:
    return np.hstack([left, right])
