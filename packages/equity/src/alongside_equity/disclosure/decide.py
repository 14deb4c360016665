"""One decision for a whole release: which numbers are shown, exactly or with noise, and the attack on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from alongside_equity.cells import Bools, Ints
from alongside_equity.disclosure.attacker import Attack, attack
from alongside_equity.disclosure.problem import Problem, units
from alongside_equity.disclosure.rules import Rules
from alongside_equity.disclosure.suppression import suppress
from alongside_equity.refused import Refused


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """count (G,) and value (V, G) say which numbers of each group are shown.

    `dropped` is the depth from which tables had to be given up as a whole (0 when none); `rules_hid` counts
    what the rules alone withhold.
    """

    count: Bools
    value: Bools
    attack: Attack
    rounds: int
    dropped: int
    rules_hid: int


def decide(
    problems: Sequence[Problem], order: Ints, rules: Rules, attacked: Problem | None = None
) -> Decision:
    """Withhold, then attack. Tables of the deepest `order` (G,) are given up until the attack fails.

    `problems` share their items and are all kept. `attacked` is what the attacker knows, when that is more
    than one problem says. Refused when earlier releases have already told a secret: no choice now can take
    that back.
    """
    first, groups, dropped = problems[0], len(order), 0
    kinds = len(first.hidden) // groups
    items = np.tile(order, kinds)
    while True:
        pattern = suppress([first, *problems[1:]], rules.rounds)
        if pattern.told:
            raise Refused("already_told", count=pattern.told)
        found = attack_on(attacked or first, pattern.hidden)
        if not found.recovered:
            break
        deepest = int(items[~first.hidden].max(initial=0))
        if deepest == 0:
            raise Refused("cannot_protect")
        dropped = deepest
        first = replace(first, hidden=first.hidden | (items >= deepest))
    shown, by_rule = ~pattern.hidden, int(problems[0].hidden.sum())
    values = shown[groups:].reshape(kinds - 1, groups)
    return Decision(shown[:groups], values, found, pattern.rounds, dropped, by_rule)


def attack_on(problem: Problem, hidden: Bools) -> Attack:
    """Attack what `hidden` leaves shown, wanting every target that is secret under it."""
    rows = np.vstack([problem.rows[~hidden], problem.fixed])
    values = np.concatenate([problem.values[~hidden], problem.fixed_values])
    secret = (problem.when < 0) | hidden[problem.when]
    return attack(rows, values, problem.targets[secret], units(problem)[secret], problem.lowest)
