"""Runs towns with the product's own rules in them, and prints what became of the asks."""

import argparse
import importlib
import sys
from statistics import fmean
from typing import Any

from benchmarks.town import notes, policy

SHOWN = [
    "any",
    "worst_quarter",
    "gini_communities",
    "fill",
    "full",
    "any_p3",
    "any_p1",
    "surplus",
    "notes_a_week",
    "muted",
]
BREACHES = ["breach_rule", "breach_capacity", "breach_attention"]
"""None may ever be, in whatever town: these are added up."""
POLICIES = {
    "ranking": policy.Ranking,
    "stand-ins": policy.WithStandIns,
    "notes": notes.WithNotes,
    "all": notes.WithAll,
}


def main() -> None:
    asked = arguments()
    sys.path.insert(0, asked.lab)
    world, sim, scenarios = (importlib.import_module(one) for one in ("world", "sim", "scenarios"))
    rows = []
    for seed in seeds(asked.seeds):
        town, truth = world.build(seed, **scenarios.SCENARIOS[asked.scenario])
        found = sim.run(town, truth, chosen(asked.policy))
        rows.append({**found, "notes_a_week": found["sent"] / len(town.allies) / (town.days / 7)})
        print(".", end="", flush=True)
    print(f"\n{asked.scenario}, seeds {asked.seeds}, {asked.policy}")
    for name in SHOWN:
        print(f"{name:18}{fmean(row[name] for row in rows):8.4f}")
    for name in BREACHES:
        print(f"{name:18}{sum(row[name] for row in rows):8}")


def chosen(name: str) -> Any:
    """One of ours, or one of the lab's own by its name in the lab's module `policies`."""
    return POLICIES[name]() if name in POLICIES else getattr(importlib.import_module("policies"), name)()


def seeds(said: str) -> list[int]:
    first, _, last = said.partition("-")
    return list(range(int(first), int(last or first) + 1))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.town", description=__doc__)
    parser.add_argument(
        "--lab", required=True, help="the folder of the lab, which is not part of this repository"
    )
    parser.add_argument("--seeds", default="1-8", help="which towns, as 1-8 (%(default)s)")
    parser.add_argument("--scenario", default="base", help="base, scarce, skewed or barriers (%(default)s)")
    parser.add_argument(
        "--policy",
        default="ranking",
        help=f"{', '.join(POLICIES)}, or a class of the lab's policies (%(default)s)",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
