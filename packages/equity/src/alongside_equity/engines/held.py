"""A file that is in memory only, for the local page."""

from __future__ import annotations

from dataclasses import dataclass

PARQUET = (".parquet", ".pq")
"""How the names of such files end."""


@dataclass(frozen=True, slots=True)
class Held:
    """A Parquet file as its bytes; `name` is what messages call it."""

    name: str
    data: bytes
