"""Cell-key perturbation, the fallback when tables are too many to withhold consistently.

Every finest cell gets a secret key; the key of a group is the sum of its cells' keys, so the same people
carry the same noise in every table (as the Office for National Statistics does, by cells instead of records).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

import numpy as np

from alongside_equity.cells import Bools, Ints

MODULUS = 1 << 32


def cell_keys(secret: bytes, names: Sequence[str], part: str) -> Ints:
    """A key for each finest cell by HMAC-SHA256 of its name; `part` parts yes from no."""
    digests = (hmac.new(secret, f"{part}\x1f{name}".encode(), hashlib.sha256).digest() for name in names)
    return np.array([int.from_bytes(digest[:4], "big") for digest in digests], np.int64)


def noise(masks: Bools, counts: Ints, keys: Ints, largest: int, secret: bytes) -> Ints:
    """(G,) whole-number noise in [-largest, largest] for each group's count.

    The noise depends on the sum of keys of the cells that are not empty and on the count, and never turns a
    count negative. Uniform over the 2 largest + 1 values.
    """
    total = (masks & (counts > 0)).astype(np.int64) @ keys % MODULUS
    sums = masks.astype(np.int64) @ counts
    drawn = [_draw(int(key), int(count), largest, secret) for key, count in zip(total, sums, strict=True)]
    return np.asarray(np.maximum(np.array(drawn, np.int64), -sums))


def _draw(key: int, count: int, largest: int, secret: bytes) -> int:
    digest = hmac.new(secret, f"{key}\x1f{count}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") % (2 * largest + 1) - largest
