"""Who stands in which quarter of pay, from a few order statistics and one look at all rows."""

from __future__ import annotations

import numpy as np

from alongside_equity.cells import Floats
from alongside_equity.measures.quarters import shares, sizes
from alongside_equity.middles import ranked
from alongside_equity.values import Values

BANDS = ("lower", "lower_middle", "upper_middle", "upper")


def quartered(values: Values) -> Floats:
    """(C, 4) people of each cell in each quarter of everybody, lowest first; fractions where many are paid
    the same at an edge.

    The edges are the amounts of the last person of the three lower quarters. People on an edge may be in two
    quarters; everybody between two edges is in one, so that no more than how many they are is needed.
    """
    size = len(values.known)
    last = np.cumsum(sizes(int(values.known.sum())))[:3] - 1
    edges = np.unique(ranked(values, np.ones((3, size), bool), last[None, :])[0])
    edges = edges[~np.isnan(edges)]
    width = 2 * len(edges) + 1
    people = np.zeros(size * width)
    for part, cell, y in values.parts():
        known = y == y
        segment = cell.astype(np.intp) * width
        for edge in edges:
            segment += y >= edge
            segment += y > edge
        heads = None if values.people is None else values.people[part][known]
        people += np.bincount(segment[known], heads, len(people))
    return shares(np.arange(float(width)), np.rint(people).astype(np.int64).reshape(size, width).T).T
