"""Every sentence a person reads, as data files, one a language, beside this one."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en",)
RIGHT_TO_LEFT = frozenset({"ar"})


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of one language, keys joined by dots (`verdict.gap`)."""
    nested = json.loads(files(__name__).joinpath(f"{language}.json").read_text(encoding="utf-8"))
    return dict(_flatten(nested, ""))


def phrase(language: str, key: str, **facts: object) -> str:
    """One sentence with its blanks filled. A missing key is a programming error and raises KeyError."""
    return sentences(language)[key].format(**facts)


def direction(language: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute of the page."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def _flatten(tree: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            flat.extend(_flatten(value, f"{prefix}{key}."))
        else:
            flat.append((f"{prefix}{key}", value))
    return flat
