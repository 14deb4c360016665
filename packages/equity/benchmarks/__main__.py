"""`python -m benchmarks [name ...]` prints one table; without names, everything (some minutes)."""

from __future__ import annotations

import os
import sys

from benchmarks import medians, others, tables, whole

ALL = {
    "arrays": tables.from_arrays,
    "parquet": tables.from_parquet,
    "medians": medians.exact_medians,
    "memory": medians.memory,
    "fairlearn": others.fairlearn,
    "maihda": others.mixed_model,
    "report": whole.report,
    "start": whole.start,
}


def main(names: list[str]) -> int:
    """0 when every goal holds."""
    print(f"CPU seconds, best of several runs, {os.cpu_count()} processors\n")
    print(f"{'':2}{'what':46}{'ours':>11}  {'beside':42}{'ratio':>14}  goal")
    lines = []
    for name in names or list(ALL):
        for line in ALL[name]():
            mark = " " if line.holds else "!"
            print(
                f"{mark} {line.what:46}{line.ours:>11}  {line.beside:42}{line.ratio:>14}  {line.goal}",
                flush=True,
            )
            lines.append(line)
    return 0 if all(line.holds for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
