"""The plan of `plans.greedy`, made all at once: what somebody adds here is weighed against what they add elsewhere.

It needs OR-Tools, the optional extra `plans`, and NumPy, which comes with it. Nothing else does.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from alongside.matching.rules.plans import Asked, Option, share_of

FINE = 1_000
"""The solver counts in whole numbers: a gain is told to it in thousandths."""
LEFT_OUT = 2.0
"""More than anybody adds: whoever may be asked is left out only where there is no room."""
SOURCE, SINK, FIRST = 0, 1, 2


def is_there() -> bool:
    return find_spec("ortools") is not None


def flow(options: Iterable[Option], *, at_most: Sequence[int], in_all: int | None = None) -> list[Asked]:
    """Within the limits of `greedy`: each person once, of each ask not more than `at_most`.

    A unit runs for each who is asked: from the source through an ask to a person, and on to the sink. Each ask has two
    ways in. One is for the first who is asked about it. The other is for all who follow, and the way gets dearer for
    each of them. The order in which the options came decides nothing.
    """
    np: Any = import_module("numpy")
    known = sorted(one for one in options if at_most[one[0]] > 0)
    if not known:
        return []
    ask_of, person_of = (np.array([one[at] for one in known]) for at in (0, 1))
    gain = np.array([one[2] for one in known])
    asks, ask, count = np.unique(ask_of, return_inverse=True, return_counts=True)
    people, person = np.unique(person_of, return_inverse=True)
    room = np.minimum(count, np.array(at_most)[asks])
    usual = gain[np.lexsort((-gain, ask))][np.cumsum(count) - count + room - 1]

    first, others = FIRST + len(people) + np.arange(2 * len(asks)).reshape(2, -1)
    numbers = np.concatenate([np.arange(1, one) for one in room])
    again = np.repeat(np.arange(len(asks)), room - 1)
    lost = share_of(1) - np.array([share_of(one) for one in range(max(at_most) + 1)])[numbers]
    units = min(len(people), int(room.sum()), len(people) if in_all is None else in_all)
    to_first = first[ask], FIRST + person, -gain * share_of(0)
    to_others = others[ask], FIRST + person, -gain * share_of(1)
    arcs = [
        to_first,
        to_others,
        (SOURCE, first, 0.0),
        (SOURCE, others[again], lost * usual[again]),
        (FIRST + np.arange(len(people)), SINK, 0.0),
    ]
    taken = solved(np, arcs, units)[: 2 * len(known)].reshape(2, -1).any(axis=0)
    return [known[place][:2] for place in np.flatnonzero(taken)]


def solved(np: Any, arcs: Sequence[tuple[Any, Any, Any]], units: int) -> Any:
    """How much runs through each arc, of units that may also run by. Each arc has room for one."""
    network = import_module("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
    found = []
    for tail, head, cost in arcs:
        tails, heads, costs = np.broadcast_arrays(tail, head, np.rint(np.multiply(cost, FINE)))
        ones = np.ones(len(tails), dtype=np.int64)
        found.append(
            network.add_arcs_with_capacity_and_unit_cost(
                tails.astype(np.int32), heads.astype(np.int32), ones, costs.astype(np.int64)
            )
        )
    network.add_arc_with_capacity_and_unit_cost(SOURCE, SINK, units, round(LEFT_OUT * FINE))
    network.set_node_supply(SOURCE, units)
    network.set_node_supply(SINK, -units)
    if network.solve() != network.OPTIMAL:
        raise RuntimeError("a plan where anybody may be left out can always be made")
    return np.concatenate([network.flows(one) for one in found])
