"""Which shown numbers add up to another, read off the groups alone: the first proofs, without a program."""

from __future__ import annotations

import numpy as np

from alongside_equity.cells import Bools, Ints


def sums(masks: Bools) -> list[Ints]:
    """Sets of groups (indexes into masks (G, C)): a whole first, then disjoint groups that make it up.

    Every group is split by the largest groups inside it that do not overlap, in a few orders, so that
    each table of a report gives its own split. They are true sums, but not all the sums there are.
    """
    size = masks.sum(axis=1)
    shared = masks.astype(np.int64) @ masks.T.astype(np.int64)
    inside = (shared == size) & (size < size[:, None]) & (size > 0)
    found: dict[tuple[int, ...], None] = {}
    for whole in np.flatnonzero(inside.any(axis=1)):
        parts, used = np.flatnonzero(inside[whole]), set[int]()
        for first in parts.tolist():
            split = [] if first in used else _split(parts, first, size, shared)
            if size[split].sum() == size[whole]:
                found.setdefault((int(whole), *sorted(split)))
                used.update(split)
    return [np.array(split, np.int64) for split in found]


def _split(parts: Ints, first: int, size: Ints, shared: Ints) -> list[int]:
    """Groups that do not overlap, `first` among them: those most like it in size come next."""
    chosen = [first]
    for part in sorted(parts.tolist(), key=lambda p: (abs(int(size[p] - size[first])), p)):
        if not shared[part, chosen].any():
            chosen.append(part)
    return chosen
