"""Files that somebody names."""

from __future__ import annotations

from pathlib import Path

from alongside_equity.refused import Refused


def file_at(path: Path) -> Path:
    """The same path. Refused where nothing is there, or a folder."""
    if path.is_dir():
        raise Refused("not_a_file", path=path)
    if not path.is_file():
        raise Refused("no_file", path=path)
    return path
