"""Languages that people speak, write and work in, each by its own name. Many more than the interface has.

Their names stand in a file: a library would keep all that it knows of each language, 60 MB, for the sake of one word.
"""

from functools import cache
from pathlib import Path

from django.conf import settings

OWN_NAMES = dict(
    line.split(" ", 1) for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
)
CODES = tuple(OWN_NAMES)


def choices() -> list[tuple[str, str]]:
    """Code and own name, in the order of the names: those of the file, and whatever else the pages speak."""
    return named(tuple(tuple(one) for one in settings.LANGUAGES if one[0] not in OWN_NAMES))


@cache
def named(added: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return sorted([*OWN_NAMES.items(), *added], key=lambda each: each[1].casefold())
