"""Every sentence that a person reads: a folder a language, a file a subject, beside this one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "es", "ar")
NAMES = {"en": "English", "es": "Español", "ar": "العربية"}
RIGHT_TO_LEFT = frozenset({"ar"})
FORMS = {
    "en": ("one", "other"),
    "es": ("one", "many", "other"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
}
"""The plural forms of whole numbers that each language tells apart (Unicode CLDR, cardinal)."""


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of one language, keys joined by dots and led by the file (`verdict.gap`)."""
    folder = files(__name__).joinpath(language)
    found: dict[str, str] = {}
    for file in folder.iterdir():
        if file.name.endswith(".json"):
            found.update(
                _flatten(json.loads(file.read_text(encoding="utf-8")), file.name.removesuffix("json"))
            )
    return found


def phrase(language: str, key: str, /, **facts: object) -> str:
    """One sentence with its blanks filled. A missing key is a programming error and raises KeyError."""
    return sentences(language)[key].format(**facts)


def counted(language: str, key: str, number: int, /, **facts: object) -> str:
    """The sentence for that many; `count` among the facts is how the number is written."""
    return phrase(language, f"{key}.{form_of(language, number)}", **{"count": number, **facts})


def form_of(language: str, number: int) -> str:
    """Which plural form a whole number takes; those of Arabic go by the last two digits."""
    if language == "ar":
        if number in {0, 1, 2}:
            return ("zero", "one", "two")[number]
        return "few" if 3 <= number % 100 <= 10 else "many" if number % 100 >= 11 else "other"
    if language == "es" and number != 0 and number % 1_000_000 == 0:
        return "many"
    return "one" if number == 1 else "other"


def direction(language: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute of the page."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def _flatten(tree: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
