"""Signing is an extra: what needs it asks here, and is refused where it is not installed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from alongside_equity.paths import file_at
from alongside_equity.refused import Refused


def key_of(path: Path | None) -> bytes | None:
    """Read before the work begins, so that a wrong key costs nobody the wait."""
    if path is None:
        return None
    signing()
    return file_at(path).read_bytes()


def signing() -> ModuleType:
    """The signing module. Refused where its extra is not installed."""
    try:
        return import_module("alongside_equity.signed")
    except ImportError:
        raise Refused("needs_extra", extra="sign") from None
