"""Cell-key perturbation: every count carries a little noise, instead of some being withheld.

Every finest cell gets a secret key; the key of a group is the sum of its cells' keys, so the same people
carry the same noise in every table (as the Office for National Statistics does, by cells instead of records).
Averaging over tables tells nothing more, and differences of two counts carry the noise of both.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.disclosure.attacker import attack
from alongside_equity.disclosure.decide import Decision
from alongside_equity.disclosure.problem import Problem
from alongside_equity.disclosure.rules import Rules, few, one_sided
from alongside_equity.refused import Refused

MODULUS = 1 << 32


def cell_keys(secret: bytes, names: Sequence[str], part: str) -> Ints:
    """A key for each finest cell by HMAC-SHA256 of its name; `part` parts people from outcomes."""
    digests = (hmac.new(secret, f"{part}\x1f{name}".encode(), hashlib.sha256).digest() for name in names)
    return np.array([int.from_bytes(digest[:4], "big") for digest in digests], np.int64)


def perturbed(masks: Bools, counts: Ints, keys: Ints, largest: int, secret: bytes) -> Ints:
    """(G,) the counts of groups with whole-number noise, uniform in [-largest, largest], never negative.

    The noise depends on the keys of the cells that are not empty and on the count: the same people have the
    same noise wherever they are counted.
    """
    total = (masks & (counts > 0)).astype(np.int64) @ keys % MODULUS
    sums = masks.astype(np.int64) @ counts
    drawn = [_draw(int(key), int(count), largest, secret) for key, count in zip(total, sums, strict=True)]
    return np.asarray(np.maximum(sums + np.array(drawn, np.int64), 0))


def _draw(key: int, count: int, largest: int, secret: bytes) -> int:
    digest = hmac.new(secret, f"{key}\x1f{count}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") % (2 * largest + 1) - largest


def decide_noisy(
    problem: Problem, n: Ints, k: Ints, order: Ints, rules: Rules, slack: Floats | None = None
) -> Decision:
    """Show what the rules allow by the noisy counts n (G,) and k (V, G), then attack it knowing the noise.

    `slack` (F,) says how far each number that is fixed already may be off. Tables of the deepest `order` are
    given up until the attack recovers nothing.
    """
    levels, groups = k.shape
    hidden = np.concatenate([few(n, rules), *(few(n, rules) | one_sided(n, one, rules) for one in k)])
    told, items, dropped = np.concatenate([n, *k]).astype(float), np.tile(order, levels + 1), 0
    by_rule, off = int(hidden.sum()), np.zeros(len(problem.fixed)) if slack is None else slack
    while True:
        secret, shown = (problem.when < 0) | hidden[problem.when], ~hidden
        found = attack(
            np.vstack([problem.rows[shown], problem.fixed]),
            np.concatenate([told[shown], problem.fixed_values]),
            problem.targets[secret], np.minimum(problem.width[secret], 1.0), problem.lowest,
            np.concatenate([np.full(int(shown.sum()), float(rules.noise)), off]),
        )  # fmt: skip
        if not found.recovered:
            return Decision(
                shown[:groups], shown[groups:].reshape(levels, groups), found, 1, dropped, by_rule
            )
        dropped = int(items[shown].max(initial=0))
        if dropped == 0:
            raise Refused("cannot_protect")
        hidden = hidden | (items >= dropped)
