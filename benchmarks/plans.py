"""What a plan of whom to ask costs: by default 10,000 asks and 100,000 people, 20 of whom each ask could have.

    python -m benchmarks.plans --planner greedy
    python -m benchmarks.plans --planner flow

It says how long one plan takes of a processor, how much memory the process has had at most, and what the plan would
bring, so that two planners can be compared. Each is run in a process of its own.
"""

import argparse
import random
import resource
import time

from alongside.matching import rules
from alongside.matching.rules.plans import share_of

MOST_SECONDS, MOST_MB = 2.0, 200
PLANNERS = {"greedy": rules.greedy, "flow": rules.flows.flow}


def town(*, asks: int, people: int, each: int, seed: int) -> list[rules.Option]:
    """Whom each ask could have, and how good it would be to ask them."""
    chance = random.Random(seed)  # noqa: S311 - of a town that does not exist
    return [
        (ask, person, chance.random() * 0.99 + 0.01)
        for ask in range(asks)
        for person in chance.sample(range(people), each)
    ]


def brought(plan: list[rules.Asked], options: list[rules.Option]) -> float:
    """What the plan would bring, as the rules count it: for each ask, first those who add most."""
    gain = {(ask, person): value for ask, person, value in options}
    by_ask: dict[int, list[float]] = {}
    for ask, person in plan:
        by_ask.setdefault(ask, []).append(gain[ask, person])
    return sum(
        value * share_of(number)
        for values in by_ask.values()
        for number, value in enumerate(sorted(values, reverse=True))
    )


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--asks", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--at-most", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--planner", choices=PLANNERS, default="greedy")
    chosen = parser.parse_args()
    options = town(asks=chosen.asks, people=chosen.people, each=chosen.each, seed=chosen.seed)
    before, begun = megabytes(), time.process_time()
    plan = PLANNERS[chosen.planner](options, at_most=[chosen.at_most] * chosen.asks)
    took = time.process_time() - begun
    print(f"{len(plan):,} people asked about {len({ask for ask, _person in plan}):,} of {chosen.asks:,} asks")
    print(f"seconds: {took:.2f} of {MOST_SECONDS}; MB: {megabytes():.0f} of {MOST_MB} ({before:.0f} before)")
    print(f"brings: {brought(plan, options):,.1f}")


if __name__ == "__main__":
    main()
