"""Files are written whole or not at all: first all of them beside their places, then each renamed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from alongside_equity.refused import Refused


def write_all(files: Mapping[Path, str | bytes], *, private: frozenset[Path] = frozenset()) -> None:
    """Write every file. Nobody else can read `private` ones. Refused: no such folder, or one in the way."""
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, content in files.items():
            if not path.parent.is_dir():
                raise Refused("no_folder", path=path.parent)
            _write(parts[path], content, 0o600 if path in private else 0o666)
        for path in files:
            if path.is_dir():
                raise Refused("is_folder", path=path)
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def beside(path: Path, ending: str) -> Path:
    """`report` + `html`: `report.html`, whatever dots the name has."""
    return path.with_name(f"{path.name}.{ending}")


def _write(path: Path, content: str | bytes, mode: int) -> None:
    raw = content.encode() if isinstance(content, str) else content
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
